import AzureKinds
import Planning
import Resources
import TestWorld
import Values

extension KindConfiguration {
  /// The example with some arguments varied or added, so that nothing is wrong with it; nil where that wasn't found.
  package static func random(_ example: KindExample, seed: UInt64, kinds: KindRegistry) -> KindConfiguration? {
    var values = ArgumentValues(example, random: Seeded(seed))
    for _ in 0..<8 {
      var configuration = KindConfiguration(example)
      let count = [1, 1, 2, 3, 5, 8].randomElement(using: &values.random) ?? 1
      for _ in 0..<count { configuration.vary(&values) }
      if configuration.varied.isEmpty { continue }
      if configuration.mend(&values, kinds: kinds), !configuration.varied.isEmpty { return configuration }
    }
    return nil
  }

  /// The example with one argument varied or added.
  package static func varying(
    _ name: String, _ example: KindExample, seed: UInt64, kinds: KindRegistry
  ) -> KindConfiguration? {
    var values = ArgumentValues(example, random: Seeded(seed))
    for _ in 0..<8 {
      var configuration = KindConfiguration(example)
      guard let attribute = configuration.schema[name], let value = values.value(for: attribute) else { return nil }
      configuration.set(ValuePath([.member(name)]), to: value)
      if configuration.mend(&values, kinds: kinds), configuration.varied.contains(name),
        configuration.arguments[member: name] != example.arguments[member: name]
      {
        return configuration
      }
    }
    return nil
  }

  /// The names of the arguments that may be varied: what an id is made of stays.
  package var variable: [String] {
    schema.attributes.filter { attribute in
      ArgumentValues.isWritable(attribute) && attribute.name != "location" && !isExpression(attribute.name)
        // What somebody else manages is not taken over.
        && attribute.name != "managed_by"
        && !example.kind.route.arguments.contains(attribute.name)
    }.map(\.name)
  }

  mutating func set(_ path: ValuePath, to value: Value) {
    arguments = arguments.replacing(path, with: value)
    if case .member(let name)? = path.steps.first { varied.insert(name) }
  }

  /// Varies one argument, be it in a block that is there.
  private mutating func vary(_ values: inout ArgumentValues) {
    guard let name = variable.randomElement(using: &values.random), var attribute = schema[name] else { return }
    var path = ValuePath([.member(name)])
    while case .block(_, let inner) = attribute.content, let present = arguments[path]?.elements, !present.isEmpty,
      Int.random(in: 0..<4, using: &values.random) > 0
    {
      guard let next = inner.attributes.filter(ArgumentValues.isWritable).randomElement(using: &values.random) else {
        return
      }
      attribute = next
      path = path.appending(.index(0)).appending(.member(next.name))
    }
    if let value = values.value(for: attribute) { set(path, to: value) }
  }

  /// Takes away or adds what a rule complains of, until none does.
  mutating func mend(_ values: inout ArgumentValues, kinds: KindRegistry) -> Bool {
    for _ in 0..<24 {
      guard let problem = problems(kinds: kinds).first else { return true }
      guard let (path, attribute) = argument(at: problem.path) else { return false }
      guard case .member(let name)? = path.steps.first, !isExpression(name) else { return false }
      let isSaid = arguments[path]?.isSaid ?? false
      let isGone = isSaid && attribute.presence != .required && Bool.random(using: &values.random)
      if isGone {
        set(path, to: .nothing(attribute))
      } else if ArgumentValues.isWritable(attribute), let value = values.value(for: attribute) {
        set(path, to: value)
      } else if let other = varied.randomElement(using: &values.random) {
        arguments = arguments.replacing(
          ValuePath([.member(other)]), with: example.arguments[member: other] ?? .null(.dynamic))
        varied.remove(other)
      }
      for name in varied where arguments[member: name] == example.arguments[member: name] { varied.remove(name) }
    }
    return problems(kinds: kinds).isEmpty
  }

  /// The argument that a problem is about.
  private func argument(at path: ValuePath) -> (path: ValuePath, attribute: AttributeSchema)? {
    var schema = schema
    var found: (path: ValuePath, attribute: AttributeSchema)?
    var place = ValuePath()
    for step in path.steps {
      place = place.appending(step)
      guard case .member(let name) = step else { continue }
      guard let attribute = schema[name] else { return found }
      found = (place, attribute)
      if case .block(_, let inner) = attribute.content { schema = inner } else { return found }
      // A block that isn't there has to come as a whole.
      if arguments[place]?.elements?.isEmpty ?? true { return found }
    }
    return found
  }
}
