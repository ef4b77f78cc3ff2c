import Diagnostics
import Resources
import Values

/// Arguments as rules between them read them, with the place that they are at: what isn't known yet is neither given nor
/// missing. Rules for which it is enough that something is given, known or not, ask the value itself.
struct GivenArguments {
  let value: Value
  let path: ValuePath

  init(_ value: Value, at path: ValuePath = ValuePath()) {
    self.value = value
    self.path = path
  }

  subscript(name: String) -> Value { value[member: name] ?? .null(.dynamic) }

  /// Whether it is known to have a value; a collection that is empty has none.
  func has(_ name: String) -> Bool {
    let value = self[name]
    guard value.isKnown, !value.isNull else { return false }
    return value.elements.map { !$0.isEmpty } ?? true
  }

  /// Whether it is known to have none.
  func lacks(_ name: String) -> Bool { self[name].isKnown && !has(name) }

  func isOn(_ name: String) -> Bool { value.isTrue(name) }

  /// Whether it is known not to be on; what isn't given isn't.
  func isOff(_ name: String) -> Bool { value.isFalse(name) }

  func text(_ name: String) -> String? { value.text(name) }

  func number(_ name: String) -> Int? { self[name].intValue }

  /// Whether it is known to be something else than these; what isn't given is.
  func isNone(of texts: String..., at name: String) -> Bool {
    self[name].isKnown && !texts.contains(text(name) ?? "")
  }

  /// What is in a block; nil where it isn't there, or not known.
  func block(_ name: String) -> GivenArguments? {
    guard let inner = value.block(name), inner.isKnown, !inner.isNull else { return nil }
    return GivenArguments(inner, at: path.appending(.member(name)).appending(.index(0)))
  }

  // MARK: Problems

  /// Arguments that don't go together.
  func clash(_ name: String, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    .combination(path.appending(.member(name)), detail, hint: hint)
  }

  func missing(_ name: String, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    .missing(path.appending(.member(name)), detail, hint: hint)
  }

  func invalid(_ name: String, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    ArgumentProblem(at: path.appending(.member(name)), "Invalid value for argument", detail: detail, hint: hint)
  }

  func warning(_ name: String, _ summary: String, _ detail: String, hint: String? = nil) -> ArgumentProblem {
    ArgumentProblem(.warning, at: path.appending(.member(name)), summary, detail: detail, hint: hint)
  }

  /// The problem of each argument of several that exclude each other which comes after another one that is given.
  func exclusive(_ names: String...) -> [ArgumentProblem] {
    let given = names.filter(has)
    guard let first = given.first else { return [] }
    return given.dropFirst().map { clash($0, "`\($0)` and `\(first)` exclude each other.") }
  }
}
