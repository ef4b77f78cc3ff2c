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
      if Bool.random(using: &values.random), follow(problem, at: path, &values) {
        // What was missing beside it is there now.
      } else if isGone {
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

  /// Sets another argument that the words of a problem name, to what they say where they do; whether there is one.
  private mutating func follow(
    _ problem: ArgumentProblem, at path: ValuePath, _ values: inout ArgumentValues
  ) -> Bool {
    let words = [problem.hint, problem.detail].compactMap { $0 }.joined(separator: " ")
    var found: [(place: ValuePath, attribute: AttributeSchema, text: Substring?)] = []
    for match in words.matches(of: /`(\w+)(?: = ([^`]+))?`/) {
      // Beside the argument that the problem is about, or beside its block.
      for base in path.steps.count > 1 ? [ValuePath(Array(path.steps.dropLast())), ValuePath()] : [ValuePath()] {
        let place = base.appending(.member(String(match.output.1)))
        guard place != path, mayVary(place), let other = argument(at: place), other.path == place,
          ArgumentValues.isWritable(other.attribute)
        else { continue }
        found.append((place, other.attribute, match.output.2))
      }
    }
    guard let (place, attribute, text) = found.randomElement(using: &values.random),
      let value = text.flatMap({ Self.literal(String($0), attribute.type) }) ?? values.value(for: attribute)
    else { return false }
    set(place, to: value)
    return true
  }

  /// Whether an argument, or the block that it is in, is one that may be another.
  private func mayVary(_ path: ValuePath) -> Bool {
    guard case .member(let name)? = path.steps.first else { return false }
    return variable.contains(name)
  }

  /// A literal as messages have it: `true`, `"Standard"`.
  private static func literal(_ text: String, _ type: Type) -> Value? {
    switch type {
    case .bool: Bool(text).map { .bool($0) }
    case .string: text.hasPrefix("\"") && text.hasSuffix("\"") ? .string(String(text.dropFirst().dropLast())) : nil
    case .number: Int(text).map { .number($0) }
    default: nil
    }
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
