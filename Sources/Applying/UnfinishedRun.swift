import Configuration
import Durability
import Planning
import Resources
import Values

/// What runs left in the journal that were stopped before their end, or came to it with something still to be found out.
package struct UnfinishedRun: Sendable, Hashable {
  /// A step whose outcome isn't known.
  package struct Step: Sendable, Hashable {
    package let verb: ApplyStep.Verb
    package let address: String
    package let kind: String
    package let id: String
    /// When it was about to be asked for, in seconds since 1970; 0 where that isn't known.
    package let time: Int
    /// What its provider needs to take the operation up; nil if Azure's answer never came.
    package fileprivate(set) var operation: Value?
  }

  /// Whether the last of the runs was stopped; else it failed.
  package private(set) var wasStopped = true
  /// The ids of the runs, the oldest first.
  package private(set) var runs: [String] = []
  /// The steps whose outcome isn't known, in the order in which they were begun.
  package private(set) var steps: [Step] = []
  /// The ids, in lower case, of everything whose creation by these runs Azure has accepted.
  package private(set) var createdIDs: Set<String> = []
  /// The ids, in lower case, of what these runs were about to create: it wasn't there then, and Azure's answer never came.
  package private(set) var attemptedIDs: Set<String> = []

  /// Nil if the last run ended in order, or if there was none.
  init?(_ records: [[UInt8]], environment: String) throws(Journal.Failure) {
    var isFinished = true
    var open: [Int: Step] = [:]
    for bytes in records {
      let entry = try Journal.Entry(decoding: bytes)
      isFinished = entry == .end
      wasStopped = entry != .left
      switch entry {
      case .begin(let run, let name, _):
        guard name == environment else { throw .otherEnvironment(name) }
        runs.append(run)
        // Each run counts its steps from the beginning.
        leave(&open)
      case .intent(let step, let verb, let address, let kind, let id, let time):
        open[step] = Step(verb: verb, address: address, kind: kind, id: id, time: time)
        if verb == .create { attemptedIDs.insert(id.lowercased()) }
      case .accepted(let step, let operation):
        open[step]?.operation = operation
        noteCreated(open[step])
      case .outcome(let step, let isDone):
        if isDone { noteCreated(open[step]) }
        open[step] = nil
      case .left, .end: break
      }
    }
    if isFinished { return nil }
    leave(&open)
  }

  private mutating func noteCreated(_ step: Step?) {
    guard let step, step.verb == .create else { return }
    createdIDs.insert(step.id.lowercased())
    attemptedIDs.remove(step.id.lowercased())
  }

  private mutating func leave(_ open: inout [Int: Step]) {
    for (_, step) in open.sorted(by: { $0.key < $1.key }) {
      // A later run has asked again, and what it left counts.
      steps.removeAll { $0.address == step.address && $0.id == step.id }
      steps.append(step)
    }
    open = [:]
  }

  /// What is left in a journal, which stays as it is.
  package static func read(_ path: String, environment: String) throws(Journal.Failure) -> UnfinishedRun? {
    let contents: AppendLog.Contents?
    do throws(StorageError) { contents = try AppendLog.read(path) } catch { throw .storage(error) }
    return try contents.flatMap { contents throws(Journal.Failure) in
      try UnfinishedRun(contents.records, environment: environment)
    }
  }

  /// Waits for what Azure had accepted, all at once. How it ended shows in the resources themselves; that it failed is
  /// only told here, for it is the plan that decides what comes of it.
  package func takeUp(_ kinds: KindRegistry, report: @escaping @Sendable (Event) -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      for step in steps {
        guard let operation = step.operation, let kind = kinds.kind(named: step.kind, mode: .managed),
          let provider = kinds.provider(of: kind)
        else { continue }
        group.addTask {
          report(.takingUp(step))
          do throws(ProviderFailure) {
            try await provider.resume(operation)
            report(.ended(step, nil))
          } catch {
            report(.ended(step, error))
          }
        }
      }
    }
  }

  /// What happens while an unfinished run is taken up.
  package enum Event: Sendable {
    case takingUp(Step)
    case ended(Step, ProviderFailure?)
  }
}
