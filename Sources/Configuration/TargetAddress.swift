import Diagnostics
import Syntax
import Values

extension TargetAddress {
  /// Reads an address from a reference with constant keys.
  package init(_ traversal: Traversal) throws(DiagnosticsError) {
    var reader = Reader(traversal)
    range = traversal.range
    modules = try reader.modules()
    resource = try reader.resource()
  }

  /// Goes through the names and keys of an address.
  private struct Reader {
    /// The root and the steps alike: names and keys.
    private var names: [TraversalStep]
    private let range: SourceRange
    private var position = 0

    init(_ traversal: Traversal) {
      names = [.attribute(traversal.root, traversal.rootRange)] + traversal.steps
      range = traversal.range
    }

    private var next: TraversalStep? { position < names.count ? names[position] : nil }

    mutating func modules() throws(DiagnosticsError) -> [ModuleStep] {
      var modules: [ModuleStep] = []
      while let step = next, step.attributeName == "module" {
        position += 1
        guard let name = takeName() else {
          throw DiagnosticsError(
            .invalidAddress("Prefix \"module.\" must be followed by a module name.", at: next?.range ?? step.range))
        }
        modules.append(ModuleStep(name: name, key: try takeKey()))
      }
      return modules
    }

    mutating func resource() throws(DiagnosticsError) -> Resource? {
      guard let first = next else { return nil }
      guard var type = takeName() else {
        throw DiagnosticsError(.invalidAddress("A resource type is required here.", at: first.range))
      }
      var mode = ResourceMode.managed
      if type == "data" || type == "resource" {
        mode = type == "data" ? .data : .managed
        guard let name = takeName() else { throw incomplete(first) }
        type = name
      } else if ["local", "var", "each", "count", "self", "path", "terraform"].contains(type) {
        throw DiagnosticsError(
          .invalidAddress(
            "The keyword \"\(type)\" is reserved and cannot be used to target a resource address.", at: range))
      }
      guard let name = takeName() else {
        if let next { throw DiagnosticsError(.invalidAddress("A resource name is required.", at: next.range)) }
        throw incomplete(first)
      }
      let key = try takeKey()
      if let rest = next {
        throw DiagnosticsError(
          .invalidAddress("Resource instance key must be given in square brackets.", at: rest.range))
      }
      return Resource(name: ResourceName(mode, type: type, name: name), key: key)
    }

    private func incomplete(_ step: TraversalStep) -> DiagnosticsError {
      DiagnosticsError(
        .invalidAddress("Resource specification must include a resource type and name.", at: step.range))
    }

    private mutating func takeName() -> String? {
      guard let name = next?.attributeName else { return nil }
      position += 1
      return name
    }

    private mutating func takeKey() throws(DiagnosticsError) -> Key? {
      guard case .index(let value, let range)? = next else { return nil }
      position += 1
      if let text = value.stringValue { return .name(text) }
      if let number = value.intValue { return .index(number) }
      throw DiagnosticsError(.invalidAddress("An instance key is a whole number or a string.", at: range))
    }
  }
}

extension TargetAddress.Key: CustomStringConvertible {
  package var description: String {
    switch self {
    case .index(let index): "[\(index)]"
    case .name(let name): "[\"\(TargetAddress.escaped(name))\"]"
    }
  }
}

extension TargetAddress: CustomStringConvertible {
  package var description: String {
    var parts = modules.map { "module.\($0.name)\($0.key?.description ?? "")" }
    if let resource { parts.append("\(resource.name)\(resource.key?.description ?? "")") }
    return parts.joined(separator: ".")
  }

  /// A text as it stands between quotes in HCL.
  fileprivate static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped.replacing("${", with: "$${").replacing("%{", with: "%%{")
  }
}

extension Diagnostic {
  static func invalidAddress(_ detail: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid address", detail: detail, at: range)
  }
}
