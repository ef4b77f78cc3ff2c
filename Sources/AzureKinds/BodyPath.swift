/// A place in the body of a resource: `/properties/oidcIssuerProfile/enabled`.
///
/// `list[key=value]` is the element of a list whose member `key` is `value`, made where there is none;
/// `list[key]` the one whose member `key` is what the block's argument at `/key` says. A path that begins with `//` is seen
/// from the whole body, wherever the block that it is in stands.
package struct BodyPath: Sendable, Hashable {
  package enum Segment: Sendable, Hashable {
    case member(String)
    /// An element of the list `list`; `value` is nil where the enclosing block's own argument says it.
    case element(list: String, key: String, value: String?)
  }

  package let segments: [Segment]
  package let isAbsolute: Bool

  /// The members that the path goes through, whichever element of a list is meant.
  package var names: [String] {
    segments.map { segment in
      switch segment {
      case .member(let name), .element(list: let name, key: _, value: _): name
      }
    }
  }

  package init(_ text: String) {
    isAbsolute = text.hasPrefix("//")
    segments = text.split(separator: "/").map { part in
      guard part.hasSuffix("]"), let bracket = part.firstIndex(of: "[") else { return .member(String(part)) }
      let list = String(part[..<bracket])
      let selector = part[part.index(after: bracket)...].dropLast().split(separator: "=", maxSplits: 1)
      return .element(
        list: list, key: String(selector.first ?? ""), value: selector.count > 1 ? String(selector[1]) : nil)
    }
  }
}
