import Foundation
import Values

/// What Azure's published type definitions say of the body of a PUT of one resource type.
///
/// A file of `RequestSchemas` has a line for each path: its type, with the values that it is one of and its bounds, and
/// whether it is required; or that it is read-only, in which case nothing below it is listed. `[]` stands for the
/// elements of an array, `{}` for the values of a map.
package struct RequestSchema: Sendable {
  /// Such as `Microsoft.Network/natGateways`.
  package let type: String
  package let apiVersion: String
  private var root = Node()

  /// What may be at one path.
  fileprivate struct Node: Sendable {
    enum Content: Sendable {
      case scalar(name: String, oneOf: [String])
      case object
      case anything
    }

    var content = Content.object
    var isReadOnly = false
    var isRequired = false
    /// `min`, `max`, `minLength`, `maxLength` and `pattern`.
    var bounds: [String: String] = [:]
    var members: [String: Node] = [:]
    /// The elements of an array, or none if it is no array.
    var element: [Node] = []
    /// The values of a map, or none if it is no map.
    var value: [Node] = []
  }

  /// The schemas that are at hand, by type in lower case.
  package static func all() throws -> [String: RequestSchema] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "RequestSchemas")
    let schemas = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { try RequestSchema(file: $0) }
    return Dictionary(uniqueKeysWithValues: schemas.map { ($0.type.lowercased(), $0) })
  }

  private init(file: URL) throws {
    var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    guard let heading = lines.removeFirst().wholeMatch(of: /# (.+)@(.+)/)?.output else {
      throw KindScenarioError.malformedSchema(file.lastPathComponent)
    }
    type = String(heading.1)
    apiVersion = String(heading.2)
    for line in lines {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      // A dot, and a mark that follows a name, begin another step.
      let steps = fields[0].replacing("[]", with: ".[]").replacing("{}", with: ".{}").split(separator: ".")
      root.change(steps[...]) { node in
        if fields[1] == "readOnly" {
          node.isReadOnly = true
        } else {
          node.describe(fields[1])
          node.isRequired = fields.contains("required")
        }
      }
    }
  }

  /// What is wrong with a body, a sentence each, in the order of the paths.
  package func violations(in body: Value) -> [String] {
    // Of streams, which may be one's own, the types name a few.
    root.violations(in: body, at: "").filter { !Self.further.contains($0) && !$0.contains("streams[] is ") }.sorted()
  }

  /// What is said of the values at one path.
  struct Limits {
    let oneOf: [String]
    let bounds: [String: String]

    /// Values that are against it, with the reason.
    var wrong: [(Value, String)] {
      var found: [(Value, String)] = []
      if !oneOf.isEmpty { found.append(("ArmatureWrong", "is one of \(oneOf.joined(separator: ", "))")) }
      if let least = bounds["min"].flatMap(Int.init) { found.append((.number(least - 1), "is at least \(least)")) }
      if let most = bounds["max"].flatMap(Int.init) { found.append((.number(most + 1), "is at most \(most)")) }
      if let least = bounds["minLength"].flatMap(Int.init), least > 0 {
        found.append((.string(String(repeating: "x", count: least - 1)), "is at least \(least) long"))
      }
      if let most = bounds["maxLength"].flatMap(Int.init) {
        found.append((.string(String(repeating: "x", count: most + 1)), "is at most \(most) long"))
      }
      if let pattern = bounds["pattern"] {
        for text in ["?", "-x-", "Armature wrong!"] where text.range(of: pattern, options: .regularExpression) == nil {
          return found + [(.string(text), "matches \(pattern)")]
        }
      }
      return found
    }
  }

  /// What is said of the values at a path such as `/properties/ipTags/tag`, through the elements of arrays.
  func limits(at path: String) -> Limits? {
    var node = root
    for name in path.split(separator: "/") {
      while let element = node.element.first { node = element }
      guard let next = node.members[String(name.prefix { $0 != "[" })] else { return nil }
      node = next
    }
    while let element = node.element.first { node = element }
    guard !node.isReadOnly, case .scalar(_, let oneOf) = node.content else { return nil }
    return Limits(oneOf: oneOf, bounds: node.bounds)
  }

  /// Values beyond the lists of the types, which are open.
  private static let further: Set = [
    // Sent as AKS answers it, which writes it otherwise than its types.
    "properties.networkProfile.loadBalancerProfile.backendPoolType is nodeIPConfiguration",
    // Sent as a server answers it whose disk is of the usual kind.
    "properties.storage.type is ",
    // Azure answers it with every endpoint.
    "properties.ipVersionType is unknown",
    // azurerm has them: for the rule that a workspace applies to what reaches it, and for agents that send to a store.
    "kind is WorkspaceTransforms", "kind is AgentDirectToStore",
  ]
}

extension RequestSchema.Node {
  mutating func change(_ steps: ArraySlice<Substring>, _ change: (inout Self) -> Void) {
    guard let step = steps.first else { return change(&self) }
    let rest = steps.dropFirst()
    switch step {
    case "[]":
      if element.isEmpty { element = [Self()] }
      element[0].change(rest, change)
    case "{}":
      if value.isEmpty { value = [Self()] }
      value[0].change(rest, change)
    default: members[String(step), default: Self()].change(rest, change)
    }
  }

  /// Takes in a type such as `string{minLength=1 pattern=^a$}`, `"A"|"B"|string` or `map<string>`.
  mutating func describe(_ text: String) {
    var text = Substring(text)
    if !text.hasPrefix("\""), let brace = text.firstIndex(of: "{") {
      var rest = text[text.index(after: brace)...].dropLast()
      if let pattern = rest.range(of: "pattern=") {
        bounds["pattern"] = String(rest[pattern.upperBound...])
        rest = rest[..<pattern.lowerBound]
      }
      for bound in rest.split(separator: " ") {
        let sides = bound.split(separator: "=")
        bounds[String(sides[0])] = String(sides[1])
      }
      text = text[..<brace]
    }
    switch text {
    case "any": content = .anything
    case "object": content = .object
    case "map", "map<string>", "map<any>":
      var inner = Self()
      inner.content = text == "map<string>" ? .scalar(name: "string", oneOf: []) : text == "map" ? .object : .anything
      value = [inner]
    case "string", "int", "bool": content = .scalar(name: String(text), oneOf: [])
    case _ where text.hasPrefix("object(recursive"): content = .anything
    default:
      // An open list: Azure takes what its definitions name, and what is newer than they are.
      content = .scalar(name: "string", oneOf: text.matches(of: /"([^"]*)"/).map { String($0.output.1) })
    }
  }

  func violations(in body: Value, at path: String) -> [String] {
    let shown = path.isEmpty ? "the body" : path
    if isReadOnly { return ["\(shown) is read-only"] }
    if let element = element.first {
      guard let elements = body.elements else { return ["\(shown) is no array"] }
      return elements.flatMap { element.violations(in: $0, at: path + "[]") }
    }
    switch content {
    case .anything: return []
    case .scalar(let name, let allowed): return violations(in: body, at: shown, name, allowed)
    case .object: break
    }
    guard let sent = body.members else { return ["\(shown) is no object"] }
    var found: [String] = []
    for (name, member) in sent {
      let inner = path.isEmpty ? name : "\(path).\(name)"
      if let node = members[name] ?? value.first {
        found += node.violations(in: member, at: inner)
      } else {
        found.append("\(inner) is unknown")
      }
    }
    for (name, node) in members where node.isRequired && sent[name] == nil {
      found.append("\(path.isEmpty ? name : "\(path).\(name)") is missing")
    }
    return found
  }

  private func violations(in body: Value, at path: String, _ name: String, _ allowed: [String]) -> [String] {
    var found: [String] = []
    switch name {
    case "bool": return body.boolValue == nil ? ["\(path) is no bool"] : []
    case "int":
      guard let number = body.intValue else { return ["\(path) is no int"] }
      if let least = bounds["min"].flatMap(Int.init), number < least { found.append("\(path) is below \(least)") }
      if let most = bounds["max"].flatMap(Int.init), number > most { found.append("\(path) is above \(most)") }
    default:
      guard let text = body.stringValue else { return ["\(path) is no string"] }
      if !allowed.isEmpty, !allowed.contains(text) { found.append("\(path) is \(text)") }
      if let least = bounds["minLength"].flatMap(Int.init), text.count < least { found.append("\(path) is too short") }
      if let most = bounds["maxLength"].flatMap(Int.init), text.count > most { found.append("\(path) is too long") }
      if let pattern = bounds["pattern"], text.range(of: pattern, options: .regularExpression) == nil {
        found.append("\(path) doesn't match \(pattern)")
      }
    }
    return found
  }
}
