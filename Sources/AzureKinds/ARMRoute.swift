import Values

/// Where resources of a kind live: a resource id whose variable parts are named after arguments.
///
/// `/subscriptions/{subscription}/resourceGroups/{resource_group_name}/providers/Microsoft.Monitor/accounts/{name}`.
/// A part at the start that holds a whole id is one too: `{kubernetes_cluster_id}/agentPools/{name}`. What associates two
/// resources, and is none of its own, has both of their ids: `{nat_gateway_id}|{public_ip_address_id}`.
package struct ARMRoute: Sendable {
  package enum Segment: Sendable, Hashable {
    case literal(String)
    /// The value of an argument, or `subscription`, which the provider knows.
    case argument(String)
  }

  package let segments: [Segment]
  /// The argument that holds the second id of two.
  package let second: String?
  package let apiVersion: String

  package init(_ template: String, apiVersion: String) {
    // Every start of a command that plans makes the route of every kind, so this is by bytes.
    let sides = template.utf8.split(separator: UInt8(ascii: "|"))
    second = sides.count > 1 ? String(Substring(sides[1].dropFirst().dropLast())) : nil
    segments = (sides.first ?? Substring().utf8).split(separator: UInt8(ascii: "/")).map { part in
      part.first == UInt8(ascii: "{") && part.last == UInt8(ascii: "}")
        ? .argument(String(Substring(part.dropFirst().dropLast()))) : .literal(String(Substring(part)))
    }
    self.apiVersion = apiVersion
  }

  /// The names of the arguments that the id is made of, in their order.
  package var arguments: [String] {
    segments.compactMap { if case .argument(let name) = $0 { name } else { nil } } + (second.map { [$0] } ?? [])
  }

  /// Whether the first part holds a whole resource id: a child or an extension of another resource.
  package var isBeneathAnother: Bool {
    if case .argument = segments.first { true } else { false }
  }

  /// The id with the given values in place of the arguments; nil where one is missing.
  package func id(_ value: (String) -> String?) -> String? {
    var id = ""
    for (index, segment) in segments.enumerated() {
      switch segment {
      case .literal(let text): id += "/\(text)"
      case .argument(let name):
        guard let text = value(name), !text.isEmpty else { return nil }
        id += index == 0 && isBeneathAnother ? String(text.trimmingSuffix("/")) : "/\(text)"
      }
    }
    if let second {
      guard let text = value(second), !text.isEmpty else { return nil }
      id += "|\(text)"
    }
    return id
  }

  /// The arguments that an id was made of, nil where the id is none of this kind. Literal parts compare as ARM does,
  /// without regard to case.
  package func arguments(of id: String) -> [String: String]? {
    let sides = id.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    guard (sides.count > 1) == (second != nil) else { return nil }
    let parts = sides[0].split(separator: "/").map(String.init)
    var values: [String: String] = [:]
    if let second { values[second] = String(sides[1]) }
    let rest = segments.count - (isBeneathAnother ? 1 : 0)
    guard parts.count >= rest, isBeneathAnother || parts.count == rest else { return nil }
    var tail = parts.suffix(rest)[...]
    for (index, segment) in segments.enumerated() {
      if index == 0, case .argument(let name) = segment, isBeneathAnother {
        // What belongs to the tenant lies beneath nothing.
        guard parts.count > rest || rest > 0 else { return nil }
        values[name] = "/" + parts.prefix(parts.count - rest).joined(separator: "/")
        continue
      }
      guard let part = tail.popFirst() else { return nil }
      switch segment {
      case .literal(let text): guard text.lowercased() == part.lowercased() else { return nil }
      case .argument(let name): values[name] = part
      }
    }
    return values
  }

  /// The ARM type, `Microsoft.ContainerService/managedClusters/agentPools`; of a child its own part alone is known.
  package var type: String {
    var type = ""
    var last = ""
    for case .literal(let text) in segments {
      if text == "providers" {
        type = ""
      } else {
        if last == "providers" { type = text } else if !type.isEmpty { type += "/" + text }
      }
      last = text
    }
    return type.isEmpty ? "Microsoft.Resources/" + last : type
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self[...]
  }
}
