import Configuration
import Resources
import Values

extension AzureKind {
  /// The versions of Kubernetes that AKS has in a region.
  package static let kubernetesServiceVersions = AzureKind(
    "azurerm_kubernetes_service_versions", .data,
    at: "/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/kubernetesVersions",
    apiVersion: "2026-04-01"
  ) {
    Argument("location", .string, .required)
      .described("The region.")
    Argument("version_prefix", .string, .optional)
      .described("How the versions begin, such as `1.34`.")
    Argument("include_preview", .bool, .optionalWithDefault(.bool(true)))
      .described("Whether versions count that are still tried out.")
    Argument("versions", .list(.string), .computed)
      .derived { _, arguments, body in .list(KubernetesVersions(body, arguments).all.map { .string($0) }, of: .string) }
      .described("The versions, in order, the oldest first.")
    Argument("latest_version", .string, .computed)
      .derived { _, arguments, body in
        KubernetesVersions(body, arguments).all.last.map { .string($0) } ?? .null(.string)
      }
      .described("The newest of them.")
    Argument("default_version", .string, .computed)
      .derived { _, arguments, body in
        KubernetesVersions(body, arguments).standard.map { .string($0) } ?? .null(.string)
      }
      .described("The one that a cluster gets that says none.")
  }
  .fromDocument()
  .inferring { arguments, _ in
    // `West Europe` is a part of the path in its short form.
    guard var members = arguments.members, let location = members["location"], let text = location.stringValue else {
      return arguments
    }
    members["location"] = Value.string(text.lowercased().filter { $0 != " " }).marked(location.marks)
    return Value.object(members).marked(arguments.marks)
  }
}

/// What Azure answers about versions: one entry for a minor version, with its patches.
private struct KubernetesVersions {
  /// In order, the oldest first.
  let all: [String]
  let standard: String?

  init(_ body: Value, _ arguments: Members) {
    let prefix = arguments["version_prefix"]?.stringValue ?? ""
    let includesPreview = arguments["include_preview"]?.boolValue ?? true
    let minors = (body[member: "values"]?.elements ?? []).filter { minor in
      includesPreview || minor[member: "isPreview"]?.boolValue != true
    }
    func patches(of minor: Value) -> [String] { minor[member: "patchVersions"]?.members?.keys ?? [] }
    func numbers(_ version: String) -> [Int] { version.split(separator: ".").map { Int($0) ?? 0 } }
    func sorted(_ versions: [String]) -> [String] {
      versions.sorted { numbers($0).lexicographicallyPrecedes(numbers($1)) }
    }
    all = sorted(minors.flatMap(patches)).filter { $0.hasPrefix(prefix) }
    standard = minors.first { $0[member: "isDefault"]?.boolValue == true }.flatMap { sorted(patches(of: $0)).last }
  }
}
