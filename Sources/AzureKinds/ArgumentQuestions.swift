import Resources
import Values

/// What rules ask about arguments that are partly unknown; ``GivenArguments`` asks only what is known.
extension Value {
  /// Whether an argument is given, even where its value isn't known yet; an empty list of blocks isn't.
  func isGiven(_ name: String) -> Bool {
    guard let value = self[member: name], !value.isNull else { return false }
    return !value.isKnown || value.elements?.isEmpty != true
  }

  /// Whether an argument is given for certain: what isn't known yet may turn out to be null.
  func isSurelyGiven(_ name: String) -> Bool {
    guard let value = self[member: name], !value.isNull else { return false }
    if case .unknown(let unknown) = value.unmarked { return unknown.refinement.isNotNull }
    return isGiven(name)
  }

  /// What a text says; nil where it isn't given or isn't known.
  func text(_ name: String) -> String? { self[member: name]?.stringValue }

  /// Whether a truth value is known to be true.
  func isTrue(_ name: String) -> Bool { self[member: name]?.boolValue == true }

  /// Whether a truth value is known to be false, or isn't given.
  func isFalse(_ name: String) -> Bool {
    guard let value = self[member: name], !value.isNull else { return true }
    return value.boolValue == false
  }

  /// The first block of a name; nil where there is none, or it isn't known.
  func block(_ name: String) -> Value? { self[member: name]?[0] }
}

extension ArgumentProblem {
  /// Arguments that don't go together.
  static func combination(_ path: ValuePath, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    ArgumentProblem(at: path, "Invalid combination of arguments", detail: detail, hint: hint)
  }

  static func combination(_ name: String, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    combination(.argument(name), detail, hint: hint)
  }

  /// An argument that others make necessary.
  static func missing(_ path: ValuePath, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    ArgumentProblem(at: path, "Missing required argument", detail: detail, hint: hint)
  }

  static func missing(_ name: String, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    missing(.argument(name), detail, hint: hint)
  }
}
