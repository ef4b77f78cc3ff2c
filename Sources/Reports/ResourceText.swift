import Resources
import Values

/// A resource as it is, written as the block that would describe it: attributes aligned, nested blocks as blocks, nulls
/// and what is empty left out.
package struct ResourceText {
  private let address: InstanceAddress
  private let schema: ResourceSchema

  package init(_ address: InstanceAddress, schema: ResourceSchema) {
    self.address = address
    self.schema = schema
  }

  /// The block with its address above it. Sensitive values are hidden; what Azure tells only when asked separately is
  /// said to be so.
  package func text(_ value: Value) -> String {
    "# \(address):\nresource \"\(address.type)\" \"\(address.name)\" {\n\(body(value, schema, depth: 1))}\n"
  }

  private func body(_ value: Value, _ schema: ResourceSchema, depth: Int) -> String {
    let margin = String(repeating: "    ", count: depth)
    func found(_ attribute: AttributeSchema) -> Value? {
      value[member: attribute.name].flatMap { $0.isNull ? nil : $0 }
    }
    let attributes = schema.attributes.filter { !$0.isBlock }.compactMap { attribute in
      found(attribute).map { (name: attribute.name, text: shown($0, margin)) }
    }.sorted { $0.name.precedesInUTF8($1.name) }
    let width = attributes.map { $0.name.count }.max() ?? 0
    var text = attributes.map { name, text in
      "\(margin)\(name)\(String(repeating: " ", count: width - name.count)) = \(text)\n"
    }.joined()
    for attribute in schema.attributes.sorted(by: { $0.name.precedesInUTF8($1.name) }) {
      guard case .block(_, let inner) = attribute.content, let blocks = found(attribute) else { continue }
      if blocks.hasSensitive, blocks.marks.contains(.sensitive) {
        text += "\n\(margin)\(attribute.name) { # (sensitive value)\n\(margin)}\n"
        continue
      }
      for block in blocks.elements ?? [] {
        text += "\n\(margin)\(attribute.name) {\n\(body(block, inner, depth: depth + 1))\(margin)}\n"
      }
    }
    return text
  }

  private func shown(_ value: Value, _ margin: String) -> String {
    if value.marks.contains(.sensitive) { return "(sensitive value)" }
    if !value.isWhollyKnown { return "(not asked for)" }
    return HCLText.text(Self.plain(value)).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n" + margin)
  }

  /// The value without saying which kind of collection it is: the attribute's name says that to whoever knows it.
  private static func plain(_ value: Value) -> Value {
    switch value {
    case .marked(let marked): plain(marked.value).marked(marked.marks)
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): .tuple(elements.map(plain))
    case .map(let members, of: _), .object(let members): .object(members.map { plain($1) })
    case .null, .unknown, .bool, .number, .string: value
    }
  }
}
