import Resources
import Values

/// Secrets inside values that live in the record: the record has nothing in their places, so they can't be compared,
/// and count as what the spec says now.
enum KeptSecrets {
  /// A kept value with what the spec says in the places that were sensitive when it was kept.
  static func filled(_ value: Value, from arguments: Value?, paths: [String]) -> Value {
    guard let arguments, !paths.isEmpty else { return value }
    var filled = value
    for (path, marks) in arguments.markedPaths where marks.contains(.sensitive) && paths.contains(path.text) {
      guard let secret = arguments[path] else { continue }
      filled = filled.setting(path, to: secret)
      // The output is the input as it was applied.
      if path.steps.first == .member("input") {
        filled = filled.replacing(ValuePath([.member("output")] + path.steps.dropFirst()), with: secret)
      }
    }
    return filled
  }
}

extension Value {
  /// The value with another one at a path; the record leaves out members of maps that it has nothing of.
  fileprivate func setting(_ path: ValuePath, to value: Value) -> Value {
    if self[path] != nil { return replacing(path, with: value) }
    let parent = ValuePath(Array(path.steps.dropLast()))
    guard case .member(let name)? = path.steps.last, case .map(var members, of: let type)? = self[parent] else {
      return self
    }
    members[name] = value
    return replacing(parent, with: .map(members, of: type))
  }
}
