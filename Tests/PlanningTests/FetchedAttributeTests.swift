import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite struct FetchedAttributeTests {
  private static let spec = World.cluster
  private static let output = """

    output "config" {
      value     = azurerm_kubernetes_cluster.c.kube_config_raw
      sensitive = true
    }
    output "host" { value = nonsensitive(azurerm_kubernetes_cluster.c.kube_config[0].host) }
    """

  @Test("a kubeconfig is asked for when something uses it, and never kept")
  func kubeconfig() async throws {
    let world = World()
    try await world.apply(Self.spec)
    #expect(world.requests.all.contains { $0.contains("listClusterUserCredential") } == false)
    let result = try await world.apply(Self.spec + Self.output)
    let config = try #require(result.outputs.first { $0.name == "config" })
    #expect(config.value.stringValue?.contains("apiVersion: v1") == true)
    #expect(result.outputs.first { $0.name == "host" }?.value.stringValue?.hasPrefix("https://") == true)
    let record = try #require(try await world.record())
    #expect(record.outputs.keys.sorted() == ["host"])
    #expect(try await world.plan(Self.spec + Self.output).isEmpty)
    let fresh = World()
    let created = try await fresh.apply(Self.spec + Self.output)
    #expect(created.outputs.first { $0.name == "config" }?.value.isKnown == true)
  }
}
