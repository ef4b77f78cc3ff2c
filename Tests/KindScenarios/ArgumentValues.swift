import Resources
import TestWorld
import Values

/// Makes values that an argument's declaration allows.
struct ArgumentValues {
  var random: Seeded
  /// The names that parts of the example have.
  private let names: [String]
  /// The values of arguments that nothing else than these goes for, by the arguments' names.
  private let choices: [String: [String]]
  /// What secrets have in them, so that they are found wherever they get: three quads of Base64, too.
  static let canary = "c4n4ryS3cret"

  init(_ example: KindExample, random: Seeded) {
    self.random = random
    names = example.names
    choices = example.choices
  }

  /// A value; nil where nothing that comes to mind is allowed.
  mutating func value(for attribute: AttributeSchema) -> Value? {
    switch attribute.content {
    case .value(let type): return argument(attribute, type)
    case .block(let nesting, let inner): return blocks(nesting, inner)
    }
  }

  private mutating func blocks(_ nesting: AttributeSchema.Nesting, _ inner: ResourceSchema) -> Value? {
    let count =
      switch nesting {
      case .single: 1
      case .list(let min, let max), .set(let min, let max):
        Swift.min(max, Swift.max(min, Int.random(in: 1...2, using: &random)))
      }
    var elements: [Value] = []
    for _ in 0..<count {
      guard let element = object(inner) else { return nil }
      if !elements.contains(element) { elements.append(element) }
    }
    return .list(elements, of: inner.type)
  }

  /// A block: what it needs, and a few of the other arguments.
  mutating func object(_ schema: ResourceSchema) -> Value? {
    let share = Double.random(in: 0...0.7, using: &random)
    var isMissing = false
    var values: [String: Value] = [:]
    for attribute in schema.attributes where Self.isWritable(attribute) {
      let isRequired = attribute.presence == .required || Self.needsOne(attribute)
      guard isRequired || Double.random(in: 0..<1, using: &random) < share else { continue }
      if let value = value(for: attribute) {
        values[attribute.name] = value
      } else if isRequired {
        isMissing = true
      }
    }
    if isMissing { return nil }
    // A block with nothing in it says nothing.
    if values.isEmpty, let some = schema.attributes.filter(Self.isWritable).randomElement(using: &random) {
      values[some.name] = value(for: some)
    }
    let made = values
    return schema.object { made[$0.name] ?? .nothing($0) }
  }

  /// Whether a generated configuration may have it.
  static func isWritable(_ attribute: AttributeSchema) -> Bool {
    attribute.isArgument && !attribute.isInferred && attribute.openBody == nil && attribute.name != "timeouts"
  }

  private static func needsOne(_ attribute: AttributeSchema) -> Bool {
    switch attribute.content {
    case .block(.list(let min, _), _), .block(.set(let min, _), _): min > 0
    case .block(.single, _), .value: false
    }
  }

  private mutating func argument(_ attribute: AttributeSchema, _ type: Type) -> Value? {
    for _ in 0..<60 {
      guard let value = guess(attribute, type) else { return nil }
      if attribute.rules.allSatisfy({ $0.holds(value) }) { return value }
    }
    return nil
  }

  private mutating func guess(_ attribute: AttributeSchema, _ type: Type) -> Value? {
    let candidates = attribute.rules.flatMap(\.candidates)
    switch type {
    case .bool: return attribute.defaultValue?.boolValue.map { .bool(!$0) } ?? .bool(Bool.random(using: &random))
    case .number: return number(attribute).map { .number($0) }
    case .string:
      if attribute.isSensitive { return secret(attribute) }
      if let bounds = attribute.rules.compactMap(\.bounds).first {
        return .string("\(Int.random(in: bounds, using: &random))")
      }
      return text(attribute.name, candidates).map { .string($0) }
    case .list(let element), .set(let element):
      guard element == .string || element == .number else { return nil }
      var elements: [Value] = []
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let value: Value? =
          element == .number
          ? number(attribute).map { .number($0) } : text(attribute.name, candidates).map { .string($0) }
        if let value, !elements.contains(value) { elements.append(value) }
      }
      if case .set = type { return .set(unordered: elements, of: element) }
      return .list(elements, of: element)
    case .map(.string):
      if attribute.isSensitive { return .map(Members([("key", secret(attribute))]), of: .string) }
      let keys = ["key", "owner", "stage"].shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
      return .map(Members(keys.map { ($0, .string("value-\(Int.random(in: 0...9, using: &random))")) }), of: .string)
    default: return nil
    }
  }

  private mutating func number(_ attribute: AttributeSchema) -> Int? {
    if let bounds = attribute.rules.compactMap(\.bounds).first {
      let choices = [bounds.lowerBound, bounds.upperBound, Int.random(in: bounds, using: &random)]
      return choices.randomElement(using: &random)
    }
    let name = attribute.name
    if name.contains("port") { return Int.random(in: 8000...8100, using: &random) }
    return [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 60, 100, 128, 256, 1024, 4096, 32768, 65536].randomElement(
      using: &random)
  }

  private mutating func text(_ name: String, _ candidates: [String]) -> String? {
    if let candidates = choices[name] ?? (candidates.isEmpty ? nil : candidates) {
      return candidates.randomElement(using: &random)
    }
    if name.hasSuffix("name") || name.hasSuffix("names") || name == "destinations",
      Int.random(in: 0..<4, using: &random) > 0, let name = names.randomElement(using: &random)
    {
      return name
    }
    if let ids = Neighbourhood.ids.first(where: { name.hasSuffix($0.suffix) }) {
      return ids.values.randomElement(using: &random)
    }
    // What can't be named is left out.
    if name.hasSuffix("_id") || name.hasSuffix("_ids") { return nil }
    if let texts = Neighbourhood.texts.first(where: { name.contains($0.part) }),
      Int.random(in: 0..<4, using: &random) > 0
    {
      return texts.values.randomElement(using: &random)
    }
    return Neighbourhood.furtherTexts.randomElement(using: &random)
  }

  private mutating func secret(_ attribute: AttributeSchema) -> Value {
    let number = Int.random(in: 100...999, using: &random)
    // Certificates and keys are in Base64.
    let isEncoded = attribute.name.contains("data") || attribute.name.contains("certificate")
    return .string(isEncoded ? "\(Self.canary)\(number)A" : "\(Self.canary)-\(number)!")
  }
}
