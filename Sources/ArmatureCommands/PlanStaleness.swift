import Diagnostics
import Planning
import Resources

/// Finds out whether a saved plan is still true, and says what has moved if not.
struct PlanStaleness {
  let file: PlanFile

  /// - Parameter runs: the runs that are still remembered, the oldest first.
  func problem(with plan: Plan, record: EnvironmentRecord, runs: [RecordedRun]) -> Diagnostic? {
    var parts: [String] = []
    if record.version != file.recordVersion {
      let since = runs.filter { happenedSince($0, record) }
      let texts = since.map { run in
        "  run \(run.serial ?? 0)" + (run.author.isEmpty ? "" : " by \(run.author)")
          + (run.time.isEmpty ? "" : " at \(run.time)")
      }
      parts.append(
        texts.isEmpty
          ? "Since it was made, the record of the environment \"\(file.environment)\" has been "
            + (record.version.isEmpty ? "removed." : "changed.")
          : "Since it was made, the environment \"\(file.environment)\" has been changed by:\n"
            + texts.joined(separator: "\n"))
    }
    let moved = moved(PlanDigest.of(plan, salt: file.salt))
    if !moved.isEmpty {
      parts.append("What is no longer as it was planned:\n" + moved.map { "  \($0)" }.joined(separator: "\n"))
    }
    guard !parts.isEmpty else { return nil }
    return .error(
      "The plan is stale", detail: parts.joined(separator: "\n"),
      hint: "make the plan again, look at it, and apply that one")
  }

  /// Whether a run wrote something that the plan doesn't know: a later one, one of the same number that did not see the
  /// plan's, or the plan's own, which went on. What a run wrote is named after the run and how often it had written.
  private func happenedSince(_ run: RecordedRun, _ record: EnvironmentRecord) -> Bool {
    guard let serial = run.serial else { return false }
    if serial != file.recordSerial { return serial > file.recordSerial }
    return !file.recordVersion.hasPrefix(run.version) || record.version.hasPrefix(run.version)
  }

  /// A line for each address that has another plan now.
  private func moved(_ now: [String: ChangeFingerprint]) -> [String] {
    Set(now.keys).union(file.changes.keys).sorted().compactMap { address in
      guard let before = file.changes[address] else { return "\(address): not in the plan, and there now" }
      guard let after = now[address] else { return "\(address): no longer there" }
      if before == after { return nil }
      if before.live.isEmpty != after.live.isEmpty {
        return "\(address): \(before.live.isEmpty ? "created" : "deleted") since"
      }
      let paths = Set(before.live.keys).union(after.live.keys).filter { before.live[$0] != after.live[$0] }.sorted()
      return paths.isEmpty
        ? "\(address): something else is to be done to it"
        : "\(address): \(paths.joined(separator: ", ")) changed since"
    }
  }
}
