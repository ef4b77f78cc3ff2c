import Values

extension Planner {
  /// Every sensitive text that the program's evaluation came to know: nothing with one of these in it is to be kept.
  package var sensitiveTexts: Set<String> {
    var texts: Set<String> = []
    var waiting = [evaluator.root]
    while let module = waiting.popLast() {
      for tracked in Array(module.variables.values) + Array(module.locals.values) + Array(module.outputs.values) {
        Self.collect(tracked.value, isSensitive: false, into: &texts)
      }
      waiting += module.calls.values.flatMap(\.instances)
    }
    for instance in evaluator.resourceInstances {
      Self.collect(instance.arguments, isSensitive: false, into: &texts)
    }
    return texts
  }

  /// Shorter ones are found everywhere by chance.
  private static let bytesMin = 4

  private static func collect(_ value: Value, isSensitive: Bool, into texts: inout Set<String>) {
    let isSensitive = isSensitive || value.marks.contains(.sensitive)
    switch value.unmarked {
    case .string(let text): if isSensitive, text.utf8.count >= bytesMin { texts.insert(text) }
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      for element in elements { collect(element, isSensitive: isSensitive, into: &texts) }
    case .map(let members, of: _), .object(let members):
      for (_, member) in members { collect(member, isSensitive: isSensitive, into: &texts) }
    case .null, .unknown, .bool, .number, .marked: break
    }
  }
}
