import AzureKinds
import Diagnostics
import Planning
import Resources
import TestWorld
import Values

/// A value that an argument can't have.
package struct WrongValue: Sendable {
  /// The names of the blocks around the argument and its own.
  package let path: [String]
  package let value: Value
  /// What is against it.
  package let reason: String

  package var text: String { "\(path.joined(separator: ".")) = \(KindConfiguration.text(value)), though it \(reason)" }
}

/// Values that arguments of a kind can't have, each to be said where it is written, before anything is asked of Azure.
package struct WrongValues {
  private let example: KindExample
  private var values: ArgumentValues

  package init(_ example: KindExample) {
    self.example = example
    values = ArgumentValues(example, random: Seeded(7))
  }

  // MARK: Which

  /// At least one for each rule of the declaration.
  package var declared: [WrongValue] {
    Self.arguments(example.kind.resourceKind.schema).flatMap { path, attribute in
      attribute.rules.compactMap { rule in
        Self.candidates(attribute, bounds: rule.bounds).first { !rule.holds($0) }.map {
          WrongValue(path: path, value: $0, reason: rule.requirement)
        }
      }
    }
  }

  /// The rules that no value is known to break.
  package var unbroken: [String] {
    Self.arguments(example.kind.resourceKind.schema).flatMap { path, attribute in
      attribute.rules.filter { rule in
        Self.candidates(attribute, bounds: rule.bounds).allSatisfy { rule.holds($0) }
      }.map { "\(path.joined(separator: ".")) \($0.requirement)" }
    }
  }

  /// What Azure's own types say against values that the declaration takes.
  package func published(_ schema: RequestSchema) -> [WrongValue] {
    let entries = KindReference(example.kind).entries
    return entries.flatMap { entry -> [WrongValue] in
      guard entry.schema.isArgument, !entry.schema.isBlock, !entry.schema.isInferred, let place = entry.place,
        place.hasPrefix("/"), let limits = schema.limits(at: place)
      else { return [] }
      return limits.wrong.compactMap { value, reason in
        let wrapped: Value? =
          switch entry.schema.type {
          case .string, .dynamic: value.stringValue == nil ? nil : value
          case .number: value.intValue == nil ? nil : value
          case .list(.string): value.stringValue == nil ? nil : .list([value], of: .string)
          case .set(.string): value.stringValue == nil ? nil : .set([value], of: .string)
          default: nil
          }
        guard let wrapped, entry.schema.rules.allSatisfy({ $0.holds(wrapped) }) else { return nil }
        return WrongValue(path: entry.path.split(separator: ".").map(String.init), value: wrapped, reason: reason)
      }
    }
  }

  private static func arguments(_ schema: ResourceSchema, inside path: [String] = []) -> [([String], AttributeSchema)] {
    schema.attributes.filter(ArgumentValues.isWritable).flatMap { attribute -> [([String], AttributeSchema)] in
      let own = path + [attribute.name]
      if case .block(_, let inner) = attribute.content { return arguments(inner, inside: own) }
      return [(own, attribute)]
    }
  }

  private static let texts = [
    "", "?", "Armature wrong!", "-x-", "_", "UPPER", "1", "0", "x", "not-a-time", "300.1.1.1/40", "10.0.0.0/40", "/a/b",
    String(repeating: "x", count: 600),
  ]

  private static func candidates(_ attribute: AttributeSchema, bounds: ClosedRange<Int>?) -> [Value] {
    switch attribute.type {
    case .number:
      let numbers = bounds.map { [$0.lowerBound - 1, $0.upperBound + 1] } ?? [-1, 0, 1, 7, 1_000_000, 99_999_999]
      return numbers.map { .number($0) }
    case .list(let element): return elements(of: element).map { .list($0, of: element) }
    case .set(let element): return elements(of: element).map { .set($0, of: element) }
    case .map(.string):
      let many = Members((0..<60).map { ("key\($0)", .string("value")) })
      return [many, Members([("?<", "x")]), Members([("key", .string(texts[texts.count - 1]))])].map {
        .map($0, of: .string)
      }
    default: return texts.map { .string($0) }
    }
  }

  private static func elements(of type: Type) -> [[Value]] {
    if type == .number { return [[-1], [0], [1_000_000]] }
    let many = (0..<60).map { Value.string("10.0.\($0).0/24") }
    return [[]] + texts.map { [.string($0)] } + [many, [.string("1"), .string("1")]]
  }

  // MARK: What is said

  /// Those of several wrong values that `validate` has nothing to say about, each at its own argument.
  package mutating func unnoticed(_ wrong: [WrongValue]) async throws -> [String] {
    var missed: [String] = []
    var rest = wrong
    while !rest.isEmpty {
      var configuration = KindConfiguration(example)
      var round: [WrongValue] = []
      var later: [WrongValue] = []
      var taken: Set<[String]> = []
      for value in rest {
        guard taken.insert(value.path).inserted else {
          later.append(value)
          continue
        }
        if let arguments = placed(value.value, at: value.path[...], in: configuration.arguments, configuration.schema) {
          configuration.arguments = arguments
          round.append(value)
        } else {
          missed.append("\(value.text): no place was found for it")
        }
      }
      let spec = configuration.spec
      let lines = spec.split(separator: "\n", omittingEmptySubsequences: false)
      let places = try await Self.mistakes(in: spec)
      for value in round {
        let name = value.path.last ?? ""
        let isNoticed = places.contains { line, detail in
          lines[line].contains("\(name) =") && (detail.contains("`\(name)`") || !detail.isEmpty)
        }
        if !isNoticed { missed.append(value.text) }
      }
      rest = later
    }
    return missed
  }

  /// The lines of a spec, from 0, that `validate` finds something wrong on.
  private static func mistakes(in spec: String) async throws -> [(line: Int, detail: String)] {
    let (planner, _) = try await World().planner(spec)
    let bytes = Array(spec.utf8)
    return planner.validate().filter { $0.severity == .error }.compactMap { diagnostic in
      diagnostic.subject.map { range in
        (bytes[..<Int(range.lower)].count { $0 == UInt8(ascii: "\n") }, diagnostic.detail)
      }
    }
  }

  /// An object with a value at a path of names, with the blocks that it takes.
  private mutating func placed(_ value: Value, at path: ArraySlice<String>, in object: Value, _ schema: ResourceSchema)
    -> Value?
  {
    guard let name = path.first, let attribute = schema[name] else { return nil }
    let step = ValuePath([.member(name)])
    guard path.count > 1 else { return object.replacing(step, with: value) }
    guard case .block(_, let inner) = attribute.content else { return nil }
    var elements = object[member: name]?.elements ?? []
    if elements.isEmpty {
      for _ in 0..<20 where elements.isEmpty { if let element = values.object(inner) { elements = [element] } }
    }
    // What else the block needs and nothing comes to mind for isn't what this is about.
    if elements.isEmpty { elements = [inner.object { .nothing($0) }] }
    guard let first = elements.first, let changed = placed(value, at: path.dropFirst(), in: first, inner) else {
      return nil
    }
    elements[0] = changed
    return object.replacing(step, with: .list(elements, of: inner.type))
  }
}
