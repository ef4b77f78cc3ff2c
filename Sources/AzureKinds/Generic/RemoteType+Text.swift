import Resources

/// Types as `azapi` writes them: `Microsoft.App/jobs@2025-01-01`.
extension RemoteType {
  /// Reads a type with its api-version; nil for what is none.
  package init?(text: String) {
    let sides = text.split(separator: "@", omittingEmptySubsequences: false)
    guard sides.count == 2, Self.isType(sides[0]), Self.isVersion(sides[1]) else { return nil }
    self.init(type: String(sides[0]), apiVersion: String(sides[1]))
  }

  package var text: String { "\(type)@\(apiVersion)" }

  private static func isType(_ text: Substring) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0].contains(".")
      && parts.allSatisfy { !$0.isEmpty && String($0).isMadeOfLettersDigits(and: ".-_") }
  }

  /// Whether a text is a date, and perhaps a word after it: `2025-01-01-preview`.
  private static func isVersion(_ text: Substring) -> Bool {
    let date = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    let rest = text.dropFirst(10)
    return date.map(\.count) == [4, 2, 2] && date.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
      && (rest.isEmpty
        || rest.first == "-" && rest.count > 1 && String(rest.dropFirst()).isMadeOfLettersDigits(and: ".-"))
  }

  /// The type of what an id names; nil for what is no id of a resource.
  package static func type(of id: String) -> String? {
    let parts = id.split(separator: "/").map(String.init)
    guard let place = parts.lastIndex(where: { $0.lowercased() == "providers" }), place.isMultiple(of: 2) else {
      switch parts.count {
      case 2 where parts[0].lowercased() == "subscriptions": return "Microsoft.Resources/subscriptions"
      case 4 where parts[2].lowercased() == "resourcegroups": return "Microsoft.Resources/resourceGroups"
      default: return nil
      }
    }
    let rest = parts[(place + 1)...]
    guard rest.count >= 3, !rest.count.isMultiple(of: 2), let namespace = rest.first else { return nil }
    let types = stride(from: rest.startIndex + 1, to: rest.endIndex, by: 2).map { rest[$0] }
    return ([namespace] + types).joined(separator: "/")
  }

  /// The form of its ids beneath what they are in.
  package var routeTemplate: String {
    let parts = type.split(separator: "/")
    if type.lowercased() == "microsoft.resources/resourcegroups" { return "{parent_id}/resourceGroups/{name}" }
    if type.lowercased() == "microsoft.resources/subscriptions" { return "{parent_id}/subscriptions/{name}" }
    return parts.count == 2
      ? "{parent_id}/providers/\(type)/{name}" : "{parent_id}/\(parts[parts.count - 1])/{name}"
  }

  /// The type of what its resources are children of; nil for what isn't a child.
  var parentType: String? {
    let parts = type.split(separator: "/")
    return parts.count > 2 ? parts.dropLast().joined(separator: "/") : nil
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
