import Resources
import Values

/// Kubeconfigs, which Azure tells only when asked by POST.
extension KubernetesCluster {
  static let credentials: [Argument] =
    credentials("kube_config", action: "listClusterUserCredential", name: "clusterUser")
    + credentials("kube_admin_config", action: "listClusterAdminCredential", name: "clusterAdmin")

  private static func credentials(_ name: String, action: String, name config: String) -> [Argument] {
    let path = "/kubeconfigs[name=\(config)]/value"
    return [
      Argument(name, .list(connection), .computed)
        .from(action: action, at: path, as: Codec(encode: { $0 }, decode: { connections(in: $0) }))
        .sensitive()
        .described("How to connect to the cluster."),
      Argument(name + "_raw", .string, .computed)
        .from(action: action, at: path, as: Codec(encode: { $0 }, decode: { .string(text(of: $0) ?? "") }))
        .sensitive()
        .described("The kubeconfig as it is."),
    ]
  }

  private static let members = [
    "host", "username", "password", "client_certificate", "client_key", "cluster_ca_certificate",
  ]

  private static let connection = Type.object(
    ObjectType(Dictionary(uniqueKeysWithValues: members.map { ($0, Type.string) })))

  private static func connections(in encoded: Value) -> Value {
    guard let text = text(of: encoded) else { return .tuple([]) }
    let found = KubeConfig(text)
    let values = [
      "host": found.server, "username": found.user, "password": found.token,
      "client_certificate": found.clientCertificate, "client_key": found.clientKey,
      "cluster_ca_certificate": found.certificateAuthority,
    ]
    return .tuple([.object(Members(members.map { ($0, .string(values[$0] ?? "")) }))])
  }

  private static func text(of encoded: Value) -> String? {
    encoded.stringValue.flatMap { Base64.decoded($0) }.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The parts of a kubeconfig that connect to a cluster.
///
/// AKS writes one cluster and one user, in block style; a general YAML reader would be needed for more.
struct KubeConfig {
  private(set) var server = ""
  private(set) var user = ""
  private(set) var token = ""
  private(set) var clientCertificate = ""
  private(set) var clientKey = ""
  private(set) var certificateAuthority = ""

  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let trimmed = line.drop { $0 == " " || $0 == "-" }
      guard let colon = trimmed.firstIndex(of: ":") else { continue }
      let value = String(trimmed[trimmed.index(after: colon)...].drop { $0 == " " }).unquoted
      guard !value.isEmpty else { continue }
      switch trimmed[..<colon] {
      case "server": server = value
      case "user": user = value
      case "token": token = value
      case "client-certificate-data": clientCertificate = value
      case "client-key-data": clientKey = value
      case "certificate-authority-data": certificateAuthority = value
      default: break
      }
    }
  }
}

extension String {
  fileprivate var unquoted: String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}

/// Base64 of RFC 4648.
enum Base64 {
  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for character in text.utf8 where character != UInt8(ascii: "\n") && character != UInt8(ascii: "\r") {
      let value: UInt8
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "="): return bytes
      default: return nil
      }
      buffer = buffer << 6 | UInt32(value)
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
    }
    return bytes
  }
}
