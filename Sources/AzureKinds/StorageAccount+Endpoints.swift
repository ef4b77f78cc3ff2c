import Resources
import Values

/// Where an account is reached, and its keys.
extension StorageAccount {
  static let endpoints: [Argument] =
    [
      Argument("primary_location", .string, .computed, at: "/properties/primaryLocation")
        .described("The region that the account is in."),
      Argument("secondary_location", .string, .computed, at: "/properties/secondaryLocation")
        .described("The region that it is replicated to."),
    ] + ["blob", "queue", "table", "web", "dfs", "file"].flatMap(endpoints(of:))

  private static func endpoints(of service: String) -> [Argument] {
    // Queues and tables have no endpoints of their own on the internet.
    let ways = ["", "microsoft"] + (["queue", "table"].contains(service) ? [] : ["internet"])
    return ["primary", "secondary"].flatMap { side in
      ways.flatMap { way -> [Argument] in
        let name = [side, service, way].filter { !$0.isEmpty }.joined(separator: "_")
        let path = "/properties/\(side)Endpoints" + (way.isEmpty ? "" : "/\(way)Endpoints") + "/\(service)"
        let words = way.isEmpty ? "" : way == "internet" ? " over the internet" : " over Microsoft's network"
        let place = side == "primary" ? "" : " in the secondary region"
        return [
          Argument("\(name)_endpoint", .string, .computed, at: path)
            .described("The URL of the \(service) service\(place)\(words)."),
          Argument("\(name)_host", .string, .computed, at: path, as: .host)
            .described("The host in that URL."),
        ]
      }
    }
  }

  static let keys: [Argument] = ["primary", "secondary"].enumerated().flatMap { index, side -> [Argument] in
    let key = "/keys[keyName=key\(index + 1)]/value"
    return [
      Argument("\(side)_access_key", .string, .computed).from(action: "listKeys", at: key).sensitive()
        .described("A key that requests can be signed with."),
      Argument("\(side)_connection_string", .string, .computed)
        .from(action: "listKeys") { id, body, answer in
          connection(id, answer, key: index) { name, key in
            let host = Codec.host.decode(endpoint(body, "primary")).stringValue ?? ""
            let suffix = host.split(separator: ".").dropFirst(2).joined(separator: ".")
            return "DefaultEndpointsProtocol=https;AccountName=\(name);AccountKey=\(key);EndpointSuffix=\(suffix)"
          }
        }
        .sensitive()
        .described("How to connect to the account with that key."),
      Argument("\(side)_blob_connection_string", .string, .computed)
        .from(action: "listKeys") { id, body, answer in
          guard let url = endpoint(body, side).stringValue else { return .null(.string) }
          return connection(id, answer, key: index) { name, key in
            "DefaultEndpointsProtocol=https;BlobEndpoint=\(url);AccountName=\(name);AccountKey=\(key)"
          }
        }
        .sensitive()
        .described("How to connect to its blob service."),
    ]
  }

  private static func endpoint(_ body: Value, _ side: String) -> Value {
    body[member: "properties"]?[member: "\(side)Endpoints"]?[member: "blob"] ?? .null(.string)
  }

  private static func connection(
    _ id: String, _ answer: Value, key index: Int, _ text: (_ name: String, _ key: String) -> String
  ) -> Value {
    guard let name = id.split(separator: "/").last,
      let key = answer[member: "keys"]?[index]?[member: "value"]?.stringValue
    else { return .null(.string) }
    return .string(text(String(name), key))
  }
}
