/// All types of resources that the simulated cloud knows.
enum Catalogue {
  private static let types: [String: ResourceType] = {
    let all: [ResourceType] = [
      ResourcesProvider.types, ContainerServiceProvider.types, MonitorProvider.types, InsightsProvider.types,
      AlertsManagementProvider.types, ManagedIdentityProvider.types, AuthorizationProvider.types, Features.types,
      NetworkProvider.types, PrivateDNS.types, PrivateEndpoints.types, LoadBalancers.types, [ApplicationGateways.type],
      StorageProvider.types,
      PostgreSQLProvider.types, ContainerRegistryProvider.types, OperationalInsightsProvider.types,
      DashboardProvider.types, [SSHPublicKeys.type, ManagementLocks.type, ResourceTags.type, Providers.registration],
    ].flatMap { $0 }
    return Dictionary(all.map { ($0.key, $0) }) { first, _ in first }
  }()

  /// The namespaces in their proper case, by their lower-case form.
  static let namespaces: [String: String] = Dictionary(
    (types.values.map(\.namespace) + Providers.others).map { ($0.lowercased(), $0) }
  ) { first, _ in first }

  /// A type by its name in lower case.
  static func type(of key: String) -> ResourceType? { types[key] }

  static func type(named name: String) -> ResourceType? { types[name.lowercased()] }

  static func types(in namespace: String) -> [ResourceType] {
    types.values.filter { $0.namespace.lowercased() == namespace.lowercased() }.sorted { $0.name < $1.name }
  }
}
