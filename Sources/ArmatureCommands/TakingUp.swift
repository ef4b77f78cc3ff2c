import Applying
import Planning
import Reports

/// Waits for what an earlier run had asked of Azure and was stopped before it ended, and tells of it.
struct TakingUp {
  let console: Console

  func wait(for unfinished: UnfinishedRun, _ kinds: KindRegistry) async {
    console.note("The last run was stopped before its end; this one takes up what it left.")
    let clock = ContinuousClock()
    let start = clock.now
    await unfinished.takeUp(kinds) { event in
      console.note(TakingUpText.line(event, elapsed: clock.now - start))
    }
  }
}
