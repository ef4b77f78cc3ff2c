import Diagnostics
import Reports
import Resources
import Syntax
import Values

/// Writes the HCL of resources: references where there is something to refer to, variables where there are secrets.
package struct SpecWriter {
  /// What a new spec begins with.
  package struct Preamble: Sendable {
    /// The environment whose record the resources are in.
    package let environment: String
    /// The subscription, where the provider block has to say it.
    package let subscription: String?

    package init(environment: String, subscription: String?) {
      self.environment = environment
      self.subscription = subscription
    }
  }

  /// A variable for a secret.
  private struct Variable {
    let name: String
    let type: Type
    let isRequired: Bool
    let description: String
  }

  private let resources: [ImportedResource]
  private let preamble: Preamble?
  private var references: References
  private var variables: [Variable] = []
  private var names: Set<String>

  /// - Parameters:
  ///   - existing: what the spec has already and can be referred to.
  ///   - variables: the names of the spec's variables.
  package init(
    _ resources: [ImportedResource], existing: [DescribedResource] = [], variables: Set<String> = [],
    preamble: Preamble? = nil
  ) {
    self.resources = resources
    self.preamble = preamble
    references = References(resources, existing: existing)
    names = variables
  }

  /// The text, formatted: what others refer to comes before them.
  package mutating func text() -> String {
    // Names and ids come first: what Azure made up must not take their places where references would go in a circle.
    let taken = names
    for index in resources.indices { _ = block(index) }
    references.findsInventions = true
    variables = []
    names = taken
    let blocks = resources.indices.map { block($0) }
    let order = order()
    let parts =
      ["# Written from what is live in Azure: to be reviewed, and moved to where it belongs.\n"] + opening
      + variables.map(declaration) + order.map { blocks[$0] }
    return Self.formatted(parts.joined(separator: "\n"))
  }

  /// The resources in an order in which each one comes after those that it refers to, else in that of their addresses.
  private func order() -> [Int] {
    let sorted = resources.indices.sorted { resources[$0].address < resources[$1].address }
    var placed: Set<Int> = []
    var order: [Int] = []
    while order.count < sorted.count {
      let next = sorted.filter { !placed.contains($0) && references.edges[$0].isSubset(of: placed) }
      guard !next.isEmpty else { return order + sorted.filter { !placed.contains($0) } }
      order += next
      placed.formUnion(next)
    }
    return order
  }

  private var opening: [String] {
    guard let preamble else { return [] }
    let subscription = preamble.subscription.map { "subscription_id = \(HCLText.quoted($0))\n" } ?? ""
    return [
      "armature {\nenvironment = \(HCLText.quoted(preamble.environment))\n}\n",
      "provider \"azurerm\" {\n\(subscription)features {}\n}\n",
    ]
  }

  private func declaration(_ variable: Variable) -> String {
    """
    variable \(HCLText.quoted(variable.name)) {
    description = \(HCLText.quoted(variable.description))
    type = \(variable.type.isPrimitive ? "\(variable.type)" : "any")
    sensitive = true
    \(variable.isRequired ? "" : "default = null\n")}

    """
  }

  private static func formatted(_ text: String) -> String {
    let sources = SourceMap()
    let file = sources.add(name: "", bytes: Array(text.utf8))
    let bytes = Formatter.format(file: file, in: sources).bytes
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  // MARK: Blocks

  private mutating func block(_ index: Int) -> String {
    let resource = resources[index]
    let body = body(resource.kind.schema, resource.arguments, at: ValuePath(), of: index)
    return "resource \(HCLText.quoted(resource.kind.name)) \(HCLText.quoted(resource.address.name)) {\n\(body)}\n"
  }

  private mutating func body(_ schema: ResourceSchema, _ arguments: Value, at path: ValuePath, of index: Int) -> String
  {
    var lines = ""
    var blocks: [String] = []
    for attribute in schema.attributes {
      guard let value = arguments[member: attribute.name], SpecArguments.isSaid(value) || isEmptyCollection(value)
      else { continue }
      let place = path.appending(.member(attribute.name))
      switch attribute.content {
      case .value: lines += "\(attribute.name) = \(expression(value, attribute, at: place, of: index))\n"
      case .block(_, let inner):
        for (number, element) in (value.elements ?? []).enumerated() {
          let inside = body(inner, element, at: place.appending(.index(number)), of: index)
          blocks.append(inside.isEmpty ? "\(attribute.name) {}\n" : "\(attribute.name) {\n\(inside)}\n")
        }
      }
    }
    return ([lines] + blocks).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Whether it is a list that is said to be empty, as one has to be that can't be left out.
  private func isEmptyCollection(_ value: Value) -> Bool { value.elements?.isEmpty == true }

  // MARK: Values

  private mutating func expression(
    _ value: Value, _ attribute: AttributeSchema, at path: ValuePath, of index: Int
  ) -> String {
    if value.marks.contains(.sensitive) { return variable(for: attribute, at: path, of: index) }
    switch value.unmarked {
    case .string(let text):
      return references.reference(for: text, attribute, at: path, in: index) ?? Self.literal(text, attribute, at: path)
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      return Self.sequence(
        elements.enumerated().map { expression($1, attribute, at: path.appending(.index($0)), of: index) })
    case .map(let members, of: _), .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { name, member in
        "\(HCLText.name(name)) = \(expression(member, attribute, at: path.appending(.member(name)), of: index))\n"
      }
      return "{\n\(lines.joined())}"
    case .number(let number): return number.description
    case .bool(let bool): return bool ? "true" : "false"
    case .null, .unknown, .marked: return "null"
    }
  }

  private static let lineWidth = 90

  private static func sequence(_ elements: [String]) -> String {
    let line = "[\(elements.joined(separator: ", "))]"
    if line.utf8.count <= lineWidth, !line.utf8.contains(UInt8(ascii: "\n")) { return line }
    return "[\n\(elements.map { "\($0),\n" }.joined())]"
  }

  /// A text in quotes, or line by line where it has several: a heredoc ends with a line break, which has to be the text's
  /// or not to count.
  private static func literal(_ text: String, _ attribute: AttributeSchema, at path: ValuePath) -> String {
    let isWhole = text.hasSuffix("\n")
    let lines = (isWhole ? text.dropLast() : text[...]).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, isWhole || attribute.comparison == .trimmingTrailingWhitespace,
      text.unicodeScalars.allSatisfy(isPlain)
    else { return HCLText.quoted(text) }
    var word = "EOT"
    while lines.contains(where: { $0.trimmingBlanks == word }) { word += "_" }
    let escaped = lines.map { $0.replacing("${", with: "$${").replacing("%{", with: "%%{") }
    // Indented alike, all lines lose just that again, if one of them has no indentation of its own.
    let isFlush = lines.contains { $0.first?.isWhitespace == false } && lines.allSatisfy { !$0.trimmingBlanks.isEmpty }
    guard isFlush else { return "<<\(word)\n\(escaped.joined(separator: "\n"))\n\(word)" }
    let margin = String(repeating: "  ", count: (path.steps.count + 1) / 2)
    return "<<-\(word)\n" + escaped.map { "\(margin)  \($0)\n" }.joined() + margin + word
  }

  /// Whether a scalar can stand in a heredoc, which has no escapes for others.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
  }

  private mutating func variable(for attribute: AttributeSchema, at path: ValuePath, of index: Int) -> String {
    let address = resources[index].address
    let base = "\(address.name)_\(attribute.name)"
    var name = base
    var number = 2
    while !names.insert(name).inserted {
      name = "\(base)_\(number)"
      number += 1
    }
    variables.append(
      Variable(
        name: name, type: attribute.type, isRequired: attribute.presence == .required || attribute.isWriteOnly,
        description: "\(path.text) of \(address)."))
    return "var.\(name)"
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring { drop { $0 == " " || $0 == "\t" } }
}
