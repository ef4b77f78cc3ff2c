import Applying
import AzureKinds
import Diagnostics
import Planning
import Resources
import TestWorld
import Values

/// The example of a kind with something secret in one of its sensitive arguments.
package struct SensitiveArgument: Sendable, CustomStringConvertible {
  package let kind: AzureKind
  /// The names of the blocks around the argument and its own.
  package let path: [String]

  package var description: String { "\(kind.name).\(path.joined(separator: "."))" }

  /// Those of all kinds; what may be in an open body, nothing declares.
  package static let all = KindExample.kinds.flatMap { kind in
    paths(in: kind.resourceKind.schema).map { SensitiveArgument(kind: kind, path: $0) }
  }

  private static func paths(in schema: ResourceSchema) -> [[String]] {
    schema.attributes.filter(ArgumentValues.isWritable).flatMap { attribute -> [[String]] in
      let inner = if case .block(_, let inner) = attribute.content { paths(in: inner) } else { [[String]]() }
      return (attribute.isSensitive ? [[]] : inner).map { [attribute.name] + $0 }
    }
  }

  /// A configuration that Azure, as the simulator has it, takes and that has a secret there; nil where none was found.
  package func configuration() async throws -> KindConfiguration? {
    let example = try await KindExample(kind)
    let kinds = try await World().planner("").context.kinds
    for seed in 0..<100 as Range<UInt64> {
      guard let found = KindConfiguration.with(secretAt: path, in: example, seed: seed, kinds: kinds) else { continue }
      let world = World()
      try await world.neighbour(environment: "others").apply(Neighbourhood.spec)
      do {
        if try await world.apply(found.spec).isComplete { return found }
      } catch is DiagnosticsError {
        // What an expression of the example turns out to be may contradict it.
      }
    }
    return nil
  }
}

extension KindConfiguration {
  /// The example with a secret at a path of names.
  fileprivate static func with(
    secretAt path: [String], in example: KindExample, seed: UInt64, kinds: KindRegistry
  ) -> KindConfiguration? {
    var values = ArgumentValues(example, random: Seeded(seed))
    var configuration = KindConfiguration(example)
    // What the example says may exclude it.
    let others = configuration.schema.attributes.filter { other in
      other.presence != .required && other.name != path[0]
        && (configuration.isExpression(other.name) || configuration.arguments[member: other.name]?.isSaid == true)
    }
    if seed % 2 == 1, let other = others.randomElement(using: &values.random) { configuration.omit(other.name) }
    guard let attribute = configuration.schema[path[0]],
      let value = values.value(for: attribute, holding: path.dropFirst())
    else { return nil }
    configuration.set(ValuePath([.member(path[0])]), to: value)
    guard configuration.mend(&values, kinds: kinds) else { return nil }
    let place = path.dropFirst().reduce(ValuePath([.member(path[0])])) {
      $0.appending(.index(0)).appending(.member($1))
    }
    return configuration.arguments[place]?.isSaid == true ? configuration : nil
  }
}

extension ArgumentValues {
  /// A value in which the argument at a path of names below it has one.
  fileprivate mutating func value(for attribute: AttributeSchema, holding path: ArraySlice<String>) -> Value? {
    guard let name = path.first else { return value(for: attribute) }
    guard case .block(_, let inner) = attribute.content, let next = inner[name], let block = object(inner),
      let value = value(for: next, holding: path.dropFirst())
    else { return nil }
    let whole = inner.object { $0.name == name ? value : block[member: $0.name] ?? .nothing($0) }
    return .list([whole], of: inner.type)
  }
}
