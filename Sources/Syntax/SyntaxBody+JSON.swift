package import Diagnostics

extension Parser {
  /// The body of a whole file in the JSON form of the language.
  package static func parseJSON(file: FileID, in sources: SourceMap) -> (SyntaxBody, [Diagnostic]) {
    let bytes = sources[file].bytes
    let whole = SourceRange(file: file, lower: 0, upper: bytes.count)
    func body(_ items: [SyntaxBody.Item]) -> SyntaxBody { SyntaxBody(items: items, range: whole, endRange: whole.end) }
    var reader = JSONReader(bytes, file: file)
    do throws(SyntaxFailure) {
      let root = try reader.document()
      if !reader.diagnostics.isEmpty { return (body([]), reader.diagnostics) }
      var diagnostics: [Diagnostic] = []
      guard let objects = root.objects else {
        return (body([]), [.jsonRoot(at: root.openRange)])
      }
      let items = objects.flatMap { object -> [SyntaxBody.Item] in
        guard case .object(let properties, _) = object else {
          diagnostics.append(.jsonObjectExpected(at: object.openRange))
          return []
        }
        return SyntaxBody.items(properties)
      }
      return (body(items), diagnostics)
    } catch {
      return (body([]), reader.diagnostics + [error.diagnostic])
    }
  }
}

extension SyntaxBody {
  /// A property named `//` is a comment.
  static func items(_ properties: [JSONProperty]) -> [Item] {
    properties.filter { $0.name != "//" }.map { .json($0) }
  }

  private var hasJSON: Bool {
    items.contains { if case .json = $0 { true } else { false } }
  }

  /// What a property in the JSON form is.
  package enum PropertyRole: Sendable {
    case argument(JSONStringForm)
    /// A nested block with so many labels, of these names.
    case block([String])
    /// Not said here: it stays as it is.
    case other
    /// Nothing that may stand here; what was probably meant is among these.
    case unexpected(among: [String])
  }

  /// The body with its JSON properties read as arguments and blocks.
  package func resolvingJSON(
    diagnostics: inout [Diagnostic], _ role: (String) -> PropertyRole
  ) -> SyntaxBody {
    if !hasJSON { return self }
    var resolved: [Item] = []
    var arguments: [String: SourceRange] = [:]
    for item in items {
      guard case .json(let property) = item else {
        resolved.append(item)
        continue
      }
      switch role(property.name) {
      case .other: resolved.append(item)
      case .unexpected(let candidates): diagnostics.append(.extraneousProperty(property, among: candidates))
      case .argument(let form):
        if let earlier = arguments[property.name] {
          diagnostics.append(.duplicateProperty(property, earlier: earlier))
          continue
        }
        arguments[property.name] = property.range
        resolved.append(.argument(property.argument(form, diagnostics: &diagnostics)))
      case .block(let labels):
        resolved += property.blocks(labels: labels, diagnostics: &diagnostics).map { .block($0) }
      }
    }
    return SyntaxBody(items: resolved, range: range, endRange: endRange)
  }
}

extension JSONProperty {
  package func argument(_ form: JSONStringForm = .template, diagnostics: inout [Diagnostic]) -> Argument {
    Argument(
      name: name, nameRange: nameRange, equalsRange: nameRange.end,
      expression: value.expression(form, diagnostics: &diagnostics))
  }

  /// The blocks that the property stands for: one object is one block, and an array has one in each element; objects
  /// around them have the labels as names.
  package func blocks(labels names: [String], diagnostics: inout [Diagnostic]) -> [SyntaxBlock] {
    blocks(in: value, labels: [], names: names[...], diagnostics: &diagnostics)
  }

  private func blocks(
    in node: JSONNode, labels: [SyntaxBlock.Label], names: ArraySlice<String>, diagnostics: inout [Diagnostic]
  ) -> [SyntaxBlock] {
    if case .null = node {
      if let label = names.first { diagnostics.append(.jsonLabelMissing(label, of: name, at: node.range)) }
      return []
    }
    guard let label = names.first else {
      guard let objects = node.objects else {
        diagnostics.append(.jsonBlocksExpected(name, at: node.openRange))
        return []
      }
      return objects.compactMap { object in
        guard case .object(let properties, let range) = object else {
          diagnostics.append(.jsonObjectExpected(at: object.openRange))
          return nil
        }
        let close = SourceRange(file: range.file, lower: Int(range.upper) - 1, upper: Int(range.upper))
        // What is missing in an object is said to be missing at its end, so that is where it opens for additions.
        return SyntaxBlock(
          type: name, typeRange: nameRange, labels: labels,
          body: SyntaxBody(items: SyntaxBody.items(properties), range: range, endRange: close), openRange: close,
          closeRange: close, headerRange: object.openRange)
      }
    }
    let properties = (node.objects ?? []).flatMap { object -> [JSONProperty] in
      if case .object(let properties, _) = object { properties } else { [] }
    }
    guard node.objects?.allSatisfy({ if case .object = $0 { true } else { false } }) == true else {
      diagnostics.append(.jsonLabelsExpected(label, at: node.openRange))
      return []
    }
    if properties.isEmpty, case .object = node {
      diagnostics.append(.jsonLabelMissing(label, of: name, at: node.openRange))
    }
    return properties.flatMap { property in
      blocks(
        in: property.value, labels: labels + [SyntaxBlock.Label(text: property.name, range: property.nameRange)],
        names: names.dropFirst(), diagnostics: &diagnostics)
    }
  }
}

extension JSONNode {
  /// The elements of an array, or the node itself if it is an object; nil for anything else.
  fileprivate var objects: [JSONNode]? {
    switch self {
    case .array(let elements, _): elements
    case .object: [self]
    default: nil
    }
  }

  /// The opening bracket; of anything else all of it.
  fileprivate var openRange: SourceRange {
    switch self {
    case .array(_, let range), .object(_, let range):
      SourceRange(file: range.file, lower: Int(range.lower), upper: Int(range.lower) + 1)
    default: range
    }
  }
}

extension Diagnostic {
  fileprivate static func jsonRoot(at range: SourceRange) -> Diagnostic {
    .error(
      "Root value must be object", detail: "A configuration in JSON is one object, or an array of objects.", at: range)
  }

  fileprivate static func jsonObjectExpected(at range: SourceRange) -> Diagnostic {
    .error(
      "Incorrect JSON value type",
      detail: "A JSON object is required here, to define arguments and child blocks.", at: range)
  }

  fileprivate static func jsonBlocksExpected(_ type: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Incorrect JSON value type",
      detail: "Either a JSON object or a JSON array is required, representing the contents of one or more \"\(type)\" "
        + "blocks.",
      at: range)
  }

  fileprivate static func jsonLabelsExpected(_ label: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Incorrect JSON value type",
      detail:
        "Either a JSON object or JSON array of objects is required here, to specify \(label) labels for this block.",
      at: range)
  }

  fileprivate static func jsonLabelMissing(_ label: String, of type: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Missing block label",
      detail: "At least one object property is required, whose name represents the \(type) block's \(label).", at: range
    )
  }

  fileprivate static func extraneousProperty(_ property: JSONProperty, among candidates: [String]) -> Diagnostic {
    .error(
      "Extraneous JSON object property", detail: "No argument or block type is named \"\(property.name)\".",
      at: property.nameRange,
      hint: suggestion(for: property.name, among: candidates).map { "did you mean `\($0)`?" })
  }

  fileprivate static func duplicateProperty(_ property: JSONProperty, earlier: SourceRange) -> Diagnostic {
    .error(
      "Duplicate attribute definition", detail: "The argument \"\(property.name)\" was already set.",
      at: property.nameRange,
      labels: [Label("set here first", at: earlier)])
  }
}
