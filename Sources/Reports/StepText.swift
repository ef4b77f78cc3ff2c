import Applying
import Resources

/// The words for a step of an apply: what it is while it runs and once it is done.
enum StepText {
  static func running(_ verb: ApplyStep.Verb) -> String {
    switch verb {
    case .none: "Keeping"
    case .create: "Creating"
    case .update: "Modifying"
    case .delete: "Destroying"
    case .read: "Reading"
    case .forget: "Forgetting"
    }
  }

  static func noun(_ verb: ApplyStep.Verb) -> String {
    switch verb {
    case .none: "Nothing"
    case .create: "Creation"
    case .update: "Modifications"
    case .delete: "Destruction"
    case .read: "Read"
    case .forget: "Removal from the record"
    }
  }

  static func passive(_ verb: ApplyStep.Verb) -> String {
    switch verb {
    case .none: "being kept"
    case .create: "being created"
    case .update: "being modified"
    case .delete: "being destroyed"
    case .read: "being read"
    case .forget: "being forgotten"
    }
  }

  static func done(_ step: ApplyStep, id: String?, elapsed: Duration) -> String {
    let place = step.verb == .delete ? "" : id.map { " [id=\($0)]" } ?? ""
    return "\(step.address): \(noun(step.verb)) complete after \(elapsed.wholeSecondsText)\(place)"
  }

  static func failed(_ step: ApplyStep, _ failure: ProviderFailure, elapsed: Duration) -> String {
    "\(step.address): \(noun(step.verb)) failed after \(elapsed.wholeSecondsText): \(failure.summary)"
  }

  static func unchanged(_ step: ApplyStep) -> String { "\(step.address): Is as it should be already" }

  static func notStarted(_ step: ApplyStep, because: InstanceAddress?) -> String {
    "\(step.address): Not started: " + (because.map { "\($0) stood in the way" } ?? "the run was stopped")
  }

  static let draining = "Stopping: what runs is waited for, nothing new is started."
}
