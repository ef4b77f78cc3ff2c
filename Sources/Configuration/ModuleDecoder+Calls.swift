import Diagnostics
import Syntax

extension ModuleDecoder {
  /// A `module` block; its child is still empty.
  mutating func call(_ block: SyntaxBlock) -> ModuleCall? {
    let label = block.labels[0]
    checkName(label, of: "module instance")
    let form = BodyForm(
      ["version", "count", "for_each", "depends_on", "providers"], required: ["source"], isOpen: true)
    let content = content(of: block, form)
    let rest = content.rest.resolvingJSON(diagnostics: &diagnostics) { _ in .argument(.template) }
    for nested in rest.blocks {
      diagnostics.append(
        ["lifecycle", "locals", "provider"].contains(nested.type)
          ? .reservedBlock(nested.type, in: "module", at: nested.typeRange)
          : .unsupportedBlock(nested, form: form))
    }
    let source = string(content["source"])
    if let argument = content["source"], source == "" {
      diagnostics.append(.emptySource(at: argument.expression.range))
    }
    let path = module.path + [label.text]
    var child = Module(path: path, directory: "", pathFromRoot: "")
    child.isComplete = false
    var call = ModuleCall(
      name: label.text, source: source ?? "",
      sourceRange: content["source"]?.expression.range ?? block.openRange, arguments: rest.arguments,
      child: child, headerRange: block.headerRange, openRange: block.openRange, range: block.range)
    (call.count, call.forEach) = repetition(content)
    call.dependsOn = references(content["depends_on"])
    call.providers = passedProviders(content["providers"])
    if let version = content["version"], ModuleSource(call.source).isLocal {
      diagnostics.append(.versionOfLocalModule(at: version.nameRange))
    }
    return call
  }

  private mutating func passedProviders(_ argument: Argument?) -> [PassedProvider] {
    guard let argument, !argument.expression.isInvalid else { return [] }
    guard let items = argument.expression.asObject else {
      diagnostics.append(.staticMapExpected(at: argument.expression.range))
      return []
    }
    return items.compactMap { item in
      let key: Expression =
        switch item.key {
        case .name(let name, let range): .traversal(Traversal(root: name, rootRange: range))
        case .expression(let expression): expression
        }
      guard let inChild = providerReference(key), let inParent = providerReference(item.value) else { return nil }
      return PassedProvider(inChild: inChild, inParent: inParent)
    }
  }
}

/// What kind of place a module's `source` names.
enum ModuleSource: Equatable {
  /// A directory relative to the calling module's.
  case local(String)
  case absolute(String)
  /// A path that lacks its `./`, or `namespace/name/provider`.
  case registry
  /// `git::`, `https://`, `github.com/...` and so on.
  case remote
  case empty

  init(_ source: String) {
    if source.isEmpty {
      self = .empty
    } else if source == "." || source == ".." || source.hasPrefix("./") || source.hasPrefix("../") {
      self = .local(source)
    } else if source.hasPrefix("/") {
      self = .absolute(source)
    } else if source.contains("::") || source.contains("://") || source.contains("@")
      || ["github.com/", "bitbucket.org/"].contains(where: { source.hasPrefix($0) })
    {
      self = .remote
    } else {
      self = .registry
    }
  }

  var isLocal: Bool {
    if case .local = self { true } else { false }
  }
}
