import Diagnostics
import Syntax

/// Lays the blocks of override files over those of ordinary files, argument by argument.
///
/// It works on the syntax, before anything is decoded: what is merged is then read as if it had been written so.
struct OverrideMerger {
  private(set) var blocks: [SyntaxBlock]
  private(set) var diagnostics: [Diagnostic] = []
  /// The first block of each type and labels.
  private var index: [String: Int] = [:]
  /// Which `locals` block has a name.
  private var locals: [String: Int] = [:]

  init(_ blocks: [SyntaxBlock]) {
    self.blocks = blocks
    for (position, block) in blocks.enumerated() {
      let key = OverrideMerger.key(block)
      if index[key] == nil { index[key] = position }
      if block.type == "locals" {
        for argument in block.body.arguments where locals[argument.name] == nil { locals[argument.name] = position }
      }
    }
  }

  /// Lays one block of an override file over what there is.
  mutating func merge(_ block: SyntaxBlock) {
    switch block.type {
    case "locals": mergeLocals(block)
    case "moved", "import", "removed", "check":
      diagnostics.append(.cannotOverride(block))
    case "terraform", "provider", "armature":
      // These add what isn't there yet.
      if let position = index[OverrideMerger.key(block)] {
        blocks[position] = OverrideMerger.merged(blocks[position], with: block, depth: 0)
      } else {
        index[OverrideMerger.key(block)] = blocks.count
        blocks.append(block)
      }
    default:
      guard let position = index[OverrideMerger.key(block)] else {
        diagnostics.append(.missingBase(block))
        return
      }
      if block.type != "module", let argument = block.body.argument("depends_on") {
        diagnostics.append(
          .cannotOverrideDependencies(at: argument.expression.asTuple?.first?.range ?? argument.range))
      }
      for rule in OverrideMerger.rules(of: block) { diagnostics.append(.cannotOverrideRule(rule)) }
      blocks[position] = OverrideMerger.merged(blocks[position], with: block, depth: 0)
    }
  }

  private mutating func mergeLocals(_ block: SyntaxBlock) {
    for argument in block.body.arguments {
      guard let position = locals[argument.name] else {
        diagnostics.append(.missingBaseLocal(argument))
        continue
      }
      let base = blocks[position]
      let items = base.body.items.map { (item: SyntaxBody.Item) -> SyntaxBody.Item in
        if case .argument(let old) = item, old.name == argument.name { return .argument(argument) }
        return item
      }
      blocks[position] = base.with(items)
    }
  }

  /// A block with the arguments of another in place of its own, and its nested blocks replaced type by type.
  private static func merged(_ base: SyntaxBlock, with override: SyntaxBlock, depth: Int) -> SyntaxBlock {
    var replacements: [String: SyntaxBody.Item] = [:]
    for item in override.body.items {
      if let name = item.argumentName { replacements[name] = item }
    }
    var nested: [String: SyntaxBlock] = [:]
    // These two are merged inside; any other type of nested block is replaced as a whole.
    for block in override.body.blocks where depth == 0 && isMergedInside(block, of: base) { nested[block.type] = block }
    let replaced = Set(override.body.blocks.filter { nested[$0.type] == nil }.map(contentType))
    var items: [SyntaxBody.Item] = []
    for item in base.body.items {
      switch item {
      case .argument(let argument):
        items.append(replacements.removeValue(forKey: argument.name) ?? item)
      case .block(let block):
        if let inner = nested.removeValue(forKey: block.type) {
          items.append(.block(merged(block, with: inner, depth: depth + 1)))
        } else if !replaced.contains(contentType(block)), replacements[contentType(block)] == nil {
          items.append(item)
        }
      case .json(let property):
        // It may be blocks that blocks of the override replace.
        if replaced.contains(property.name) { continue }
        items.append(replacements.removeValue(forKey: property.name) ?? item)
      }
    }
    // What the base doesn't have comes after it, in the order of the override.
    for item in override.body.items {
      switch item {
      case .argument, .json:
        if let name = item.argumentName, replacements[name] != nil { items.append(item) }
      case .block(let block):
        if replaced.contains(contentType(block)) || nested[block.type] != nil { items.append(item) }
      }
    }
    // Of `count` in one file and `for_each` in the other, `count` is what counts.
    if depth == 0, isRepeatedTwice(items), !isRepeatedTwice(base.body.items), !isRepeatedTwice(override.body.items) {
      items.removeAll { $0.argumentName == "for_each" }
    }
    return base.with(items)
  }

  private static func isRepeatedTwice(_ items: [SyntaxBody.Item]) -> Bool {
    Set(items.compactMap(\.argumentName)).isSuperset(of: ["count", "for_each"])
  }

  /// The rules in a block, which only a normal file can have.
  private static func rules(of block: SyntaxBlock) -> [SyntaxBlock] {
    let lifecycle = block.body.blocks("lifecycle").flatMap(\.body.blocks)
    return (block.body.blocks + lifecycle).filter {
      ["validation", "precondition", "postcondition"].contains($0.type)
    }
  }

  private static func isMergedInside(_ block: SyntaxBlock, of base: SyntaxBlock) -> Bool {
    switch base.type {
    case "resource", "data": block.type == "lifecycle"
    case "terraform": block.type == "required_providers"
    case "armature": block.type == "record"
    default: false
    }
  }

  /// The type of nested block that a block makes: a `dynamic` one makes those of its label.
  private static func contentType(_ block: SyntaxBlock) -> String {
    block.type == "dynamic" ? block.labels.first?.text ?? block.type : block.type
  }

  private static func key(_ block: SyntaxBlock) -> String {
    var key = ([block.type] + block.labels.map(\.text)).joined(separator: " ")
    // Configurations of one provider differ by alias.
    if block.type == "provider", let alias = block.body.argument("alias")?.expression.asString { key += "." + alias }
    return key
  }
}

extension SyntaxBody.Item {
  /// The name of an argument, or of what may be one.
  fileprivate var argumentName: String? {
    switch self {
    case .argument(let argument): argument.name
    case .json(let property): property.name
    case .block: nil
    }
  }
}

extension SyntaxBlock {
  fileprivate func with(_ items: [SyntaxBody.Item]) -> SyntaxBlock {
    with(SyntaxBody(items: items, range: body.range, endRange: body.endRange))
  }
}

extension Diagnostic {
  fileprivate static func cannotOverride(_ block: SyntaxBlock) -> Diagnostic {
    let labels = block.type == "check" ? "Can't override check blocks" : "Cannot override '\(block.type)' blocks"
    return .error(
      labels, detail: "A \(block.type) block can appear only in normal files, not in override files.",
      at: block.headerRange)
  }

  fileprivate static func cannotOverrideDependencies(at range: SourceRange) -> Diagnostic {
    .error("Unsupported override", detail: "The depends_on argument may not be overridden.", at: range)
  }

  fileprivate static func cannotOverrideRule(_ rule: SyntaxBlock) -> Diagnostic {
    .error(
      "Can't override \(rule.type) blocks", detail: "Override files cannot override \"\(rule.type)\" blocks.",
      at: rule.headerRange)
  }

  fileprivate static func missingBase(_ block: SyntaxBlock) -> Diagnostic {
    let name = block.labels.last?.text ?? ""
    let type = block.labels.first?.text ?? ""
    let (summary, what, kind): (String, String, String) =
      switch block.type {
      case "variable": ("Missing base variable declaration to override", "variable", "variable")
      case "output": ("Missing base output definition to override", "output", "output")
      case "module": ("Missing module call to override", "module call", "module call")
      case "data": ("Missing data resource to override", "\(type) data resource", "data block")
      default: ("Missing resource to override", "\(type) resource", "resource block")
      }
    return .error(
      summary,
      detail: """
        There is no \(what) named "\(name)". An override file can only override a \(kind) that a normal file defines.
        """,
      at: block.headerRange)
  }

  fileprivate static func missingBaseLocal(_ argument: Argument) -> Diagnostic {
    .error(
      "Missing base local value definition to override",
      detail: """
        There is no local value named "\(argument.name)". An override file can only override a local value that a \
        normal file defines.
        """,
      at: argument.range)
  }
}
