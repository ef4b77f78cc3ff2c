import Diagnostics
import Resources
import Values

/// The parts that private endpoints lead to, by the type of what they are parts of: the column "Subresources" of
/// <https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource>, for types whose parts
/// have names that don't depend on the resource.
enum PrivateLinkParts {
  private static let table = """
    Microsoft.ApiManagement/service|Gateway
    Microsoft.AppConfiguration/configurationStores|configurationStores
    Microsoft.Automation/automationAccounts|Webhook DSCAndHybridWorker
    Microsoft.Batch/batchAccounts|batchAccount nodeManagement
    Microsoft.Cache/redis|redisCache
    Microsoft.Cache/redisEnterprise|redisEnterprise
    Microsoft.CognitiveServices/accounts|account
    Microsoft.Compute/diskAccesses|disks
    Microsoft.ContainerRegistry/registries|registry
    Microsoft.ContainerService/managedClusters|management
    Microsoft.Dashboard/grafana|grafana
    Microsoft.Databricks/workspaces|databricks_ui_api browser_authentication
    Microsoft.DataFactory/factories|dataFactory portal
    Microsoft.DBforMySQL/flexibleServers|mysqlServer
    Microsoft.DBforPostgreSQL/flexibleServers|postgresqlServer
    Microsoft.Devices/IotHubs|iotHub
    Microsoft.DocumentDB/databaseAccounts|Sql SqlDedicated MongoDB Cassandra Gremlin Table Analytical
    Microsoft.EventGrid/domains|domain
    Microsoft.EventGrid/topics|topic
    Microsoft.EventHub/namespaces|namespace
    Microsoft.Insights/privateLinkScopes|azuremonitor
    Microsoft.KeyVault/managedHSMs|managedhsm
    Microsoft.KeyVault/vaults|vault
    Microsoft.Kusto/clusters|cluster
    Microsoft.MachineLearningServices/registries|amlregistry
    Microsoft.MachineLearningServices/workspaces|amlworkspace
    Microsoft.Monitor/accounts|prometheusMetrics
    Microsoft.RecoveryServices/vaults|AzureBackup AzureBackup_secondary AzureSiteRecovery
    Microsoft.Relay/namespaces|namespace
    Microsoft.Search/searchServices|searchService
    Microsoft.ServiceBus/namespaces|namespace
    Microsoft.SignalRService/SignalR|signalr
    Microsoft.SignalRService/WebPubSub|webpubsub
    Microsoft.Sql/managedInstances|managedInstance
    Microsoft.Sql/servers|sqlServer
    Microsoft.Storage/storageAccounts|blob blob_secondary table table_secondary queue queue_secondary file web web_secondary dfs dfs_secondary
    Microsoft.Synapse/privateLinkHubs|web
    Microsoft.Synapse/workspaces|Sql SqlOnDemand Dev
    """

  /// By type in lower case.
  private static let parts: [String: [String]] = Dictionary(
    table.split(separator: "\n").map { line in
      let fields = line.split(separator: "|")
      return (fields[0].lowercased(), fields[1].split(separator: " ").map(String.init))
    }, uniquingKeysWith: { first, _ in first })

  /// What is to be said of a connection to something whose id is known: Azure may have parts that are newer than the table.
  static func problems(of connection: Value, at place: ValuePath) -> [ArgumentProblem] {
    let argument = "subresource_names"
    guard let id = connection.text("private_connection_resource_id"), let type = RemoteType.type(of: id),
      let known = parts[type.lowercased()], let names = connection[member: argument], names.isKnown
    else { return [] }
    let list = known.map { "\"\($0)\"" }.joined(separator: ", ")
    let given = names.elements ?? []
    if given.isEmpty {
      return [
        ArgumentProblem(
          .warning, at: place.appending(.member(argument)), "Private endpoint to no part",
          detail: "Azure makes no endpoint to a \(type) unless `\(argument)` says to which part of it.",
          hint: "say it: `\(argument) = [\"\(known[0])\"]`" + (known.count > 1 ? "; there are \(list)" : ""))
      ]
    }
    return given.enumerated().compactMap { index, name in
      guard let text = name.stringValue, !known.contains(where: { $0.lowercased() == text.lowercased() }) else {
        return nil
      }
      return ArgumentProblem(
        .warning, at: place.appending(.member(argument)).appending(.index(index)), "Unknown part of a resource",
        detail: "A \(type) has no part \"\(text)\" that Armature knows of; there are \(list).",
        hint: Diagnostics.suggestion(for: text, among: known).map { "did you mean \"\($0)\"?" }
          ?? (known.count == 1 ? "did you mean \(list)?" : nil))
    }
  }
}
