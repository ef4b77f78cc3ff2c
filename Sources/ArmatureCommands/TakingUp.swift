import Applying
import Planning
import Reports

/// Waits for what an earlier run had asked of Azure and didn't see the end of, and tells of it.
struct TakingUp {
  let console: Console

  func wait(for unfinished: UnfinishedRun, _ kinds: KindRegistry) async {
    console.note(
      unfinished.wasStopped
        ? "The last run was stopped before its end; this one takes up what it left."
        : "The last run failed before the end of all that it had begun; this one takes up what it left.")
    let clock = ContinuousClock()
    let start = clock.now
    await unfinished.takeUp(kinds) { event in
      console.note(TakingUpText.line(event, elapsed: clock.now - start))
    }
  }
}
