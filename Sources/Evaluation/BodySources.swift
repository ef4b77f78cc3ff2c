import Diagnostics
import Syntax
import Values

/// Where the parts of a decoded body are written; looked up only when somebody asks.
package struct BodySources: Sendable {
  private let body: SyntaxBody
  private let schema: BlockSchema

  package init(_ body: SyntaxBody, _ schema: BlockSchema) {
    self.body = body
    self.schema = schema
  }

  /// The place of what a path leads to, or of the nearest thing around it that is written; nil if nothing is.
  ///
  /// - Parameter value: what was decoded: a set has another order than its blocks, and what an element holds tells which
  ///   block it is.
  package subscript(path: ValuePath, in value: Value? = nil) -> SourceRange? {
    place(of: path.steps[...], in: body, schema, value)
  }

  private func place(
    of steps: ArraySlice<ValuePath.Step>, in body: SyntaxBody, _ schema: BlockSchema, _ value: Value?
  ) -> SourceRange? {
    guard case .member(let name)? = steps.first else { return nil }
    let rest = steps.dropFirst()
    let names = [name] + (schema.attributes[name]?.formerNames ?? schema.blocks[name]?.formerNames ?? [])
    for written in names {
      if let argument = body.argument(written) {
        return rest.isEmpty ? argument.range : place(of: rest, in: argument.expression) ?? argument.range
      }
    }
    for case .json(let property) in body.items where names.contains(property.name) {
      return rest.isEmpty ? property.range : place(of: rest, in: property.value.expression) ?? property.range
    }
    guard let type = schema.blocks[name] ?? schema.attributes[name]?.blockType else { return nil }
    let blocks = body.blocks.filter { block in
      names.contains(block.type) || block.type == "dynamic" && names.contains(block.labels.first?.text ?? "")
    }
    let held = value?[member: name]
    let element = if case .index(let index)? = rest.first { held?[index] } else { held }
    guard let block = block(at: rest.first, of: blocks, type.nesting, element) else { return nil }
    let inside = type.nesting == .single ? rest : rest.dropFirst()
    let content = block.type == "dynamic" ? block.body.blocks("content").first?.body : block.body
    return content.flatMap { place(of: inside, in: $0, type.schema, element) } ?? block.headerRange
  }

  /// The block that a step leads to; a `dynamic` block for all that come from it or after it.
  private func block(
    at step: ValuePath.Step?, of blocks: [SyntaxBlock], _ nesting: BlockTypeSchema.Nesting, _ element: Value?
  ) -> SyntaxBlock? {
    switch step {
    case .index(let index) where nesting == .list:
      let dynamic = blocks.firstIndex { $0.type == "dynamic" } ?? blocks.count
      return index < dynamic && index < blocks.count ? blocks[index] : dynamic < blocks.count ? blocks[dynamic] : nil
    case .member(let label) where nesting == .map:
      return blocks.first { $0.labels.last?.text == label } ?? blocks.first { $0.type == "dynamic" }
    case .index where nesting == .set:
      return element.flatMap { element in blocks.first { says($0, element) } } ?? blocks.first
    default: return blocks.first
    }
  }

  /// Whether an element can be what a block makes: it has the texts that are written out there.
  private func says(_ block: SyntaxBlock, _ element: Value) -> Bool {
    guard block.type != "dynamic", let members = element.members else { return false }
    return members.allSatisfy { name, value in
      guard let text = block.body.argument(name)?.expression.asString, let known = value.stringValue else {
        return true
      }
      return text == known
    }
  }

  /// The place of a part of a collection that is written out.
  private func place(of steps: ArraySlice<ValuePath.Step>, in expression: Expression) -> SourceRange? {
    guard let step = steps.first else { return expression.range }
    switch (expression, step) {
    case (.parenthesized(let inner, _), _): return place(of: steps, in: inner)
    case (.call(let call), _) where call.name == "jsonencode" && call.arguments.count == 1:
      return place(of: steps, in: call.arguments[0])
    case (.object(let items, _), .member(let name)):
      guard let item = items.last(where: { $0.literalKey == name }) else { return nil }
      let whole = item.key.range.joined(with: item.value.range)
      return steps.count == 1 ? whole : place(of: steps.dropFirst(), in: item.value) ?? whole
    // In the JSON form a block that stands once needs no array around it.
    case (.object, .index(0)): return place(of: steps.dropFirst(), in: expression)
    case (.tuple(let elements, _), .index(let index)):
      guard elements.indices.contains(index) else { return nil }
      return place(of: steps.dropFirst(), in: elements[index]) ?? elements[index].range
    default: return nil
    }
  }
}
