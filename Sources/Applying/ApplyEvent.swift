import Diagnostics
import Resources
import Values

/// What happens during an apply, told as it happens.
package enum ApplyEvent: Sendable {
  /// The steps that will be taken, and for each the steps it waits for.
  case scheduled([ApplyStep], waitsFor: [Int: [Int]])
  case started(ApplyStep, id: String?)
  /// A step is done; `id` is nil after a deletion.
  case finished(ApplyStep, id: String?, elapsed: Duration)
  /// What was to be changed turned out to be as it should.
  case unchanged(ApplyStep)
  case failed(ApplyStep, ProviderFailure, elapsed: Duration)
  /// A step will not be taken, because of this one.
  case notStarted(ApplyStep, because: InstanceAddress?)
  /// The user asked to stop: what runs is waited for, nothing new is started.
  case draining
}

/// How an apply ended.
package struct ApplyResult: Sendable {
  /// What was live already and is this environment's now.
  package var imported = 0
  package var added = 0
  package var changed = 0
  package var destroyed = 0
  /// What was asked of Azure and not done, with the reason.
  package var failures: [(address: InstanceAddress, failure: ProviderFailure)] = []
  /// What was asked of Azure and was left before its outcome was known: it goes on there.
  package var underWay: [ApplyStep] = []
  /// What was not started, with what stood in the way; nil where the user stopped the run.
  package var notStarted: [(address: InstanceAddress, because: InstanceAddress?)] = []
  /// Whether the environment record has all of it.
  package var isRecorded = true
  /// The root module's outputs afterwards, by name in byte order.
  package var outputs: [(name: String, value: Value, isSensitive: Bool)] = []

  /// What the spec's own conditions say about the end: checks that don't hold, as warnings, and outputs that may not be
  /// what they are, as errors.
  package var diagnostics: [Diagnostic] = []

  package init() {}

  package var isComplete: Bool {
    failures.isEmpty && notStarted.isEmpty && underWay.isEmpty && !diagnostics.hasErrors
  }
}
