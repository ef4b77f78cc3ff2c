import ARMSimulator
import Applying
import AzureKinds
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What of a resource of any type is sent and nobody answers or keeps.
@Suite("Secrets of any type")
struct AnyResourceSecretsTests {
  private let world = World()

  private func changed(_ plan: Plan) -> [String] {
    plan.changes.flatMap { $0.differences.map { "\($0.path.text) \($0.cause)" } }
  }

  @Test("secrets are sent, kept nowhere, and sent again with another version")
  func secrets() async throws {
    func spec(_ password: String, version: String) -> String {
      AnyRegistry.group + """
        resource "azapi_resource" "s" {
          type      = "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01"
          name      = "pg-any-01"
          parent_id = azurerm_resource_group.g.id
          location  = "westeurope"
          body = {
            sku = { name = "Standard_B1ms", tier = "Burstable" }
            properties = {
              version            = "15"
              administratorLogin = "pgadmin"
              storage            = { storageSizeGB = 32 }
            }
          }
          sensitive_body         = { properties = { administratorLoginPassword = "\(password)" } }
          sensitive_body_version = { "properties.administratorLoginPassword" = "\(version)" }
        }
        """
    }
    let bodies = BodyLog()
    world.requests.before { bodies.note($0) }
    let result = try await world.apply(spec("Geheim-0001", version: "1"))
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(bodies.holding("Geheim-0001") == ["PUT"])
    #expect(try await world.plan(spec("Geheim-0002", version: "1")).isEmpty)
    let plan = try await world.plan(spec("Geheim-0002", version: "2"))
    #expect(changed(plan) == ["sensitive_body_version spec"])
    #expect(try await world.apply(spec("Geheim-0002", version: "2")).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(bodies.holding("Geheim-0002") == ["PUT"])
    #expect(try await world.plan(spec("Geheim-0002", version: "2")).isEmpty)
    let record = try #require(try await world.record())
    #expect(!"\(record)".contains("Geheim"))
  }

  @Test("what Azure never answers is no difference, and goes along with every change")
  func silence() async throws {
    func spec(_ gigabytes: Int) -> String {
      AnyRegistry.group + """
        resource "azapi_resource" "s" {
          type      = "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01"
          name      = "pg-any-02"
          parent_id = azurerm_resource_group.g.id
          location  = "westeurope"
          body = {
            sku = { name = "Standard_B1ms", tier = "Burstable" }
            properties = {
              version                    = "15"
              administratorLogin         = "pgadmin"
              administratorLoginPassword = "Offen-0001"
              storage                    = { storageSizeGB = \(gigabytes) }
            }
          }
        }
        """
    }
    let bodies = BodyLog()
    world.requests.before { bodies.note($0) }
    #expect(try await world.apply(spec(32)).failures.isEmpty)
    #expect(try await world.plan(spec(32)).isEmpty)
    #expect(changed(try await world.plan(spec(64))) == ["body.properties.storage.storageSizeGB spec"])
    #expect(try await world.apply(spec(64)).failures.isEmpty)
    #expect(bodies.holding("Offen-0001") == ["PUT", "PUT"])
    #expect(try await world.plan(spec(64)).isEmpty)
  }

  @Test("a secret that a deletion is asked for with is sent while the spec has it, and is not in the record")
  func secretDeletions() async throws {
    let spec = """
      variable "key" {
        default   = "not for the record"
        sensitive = true
      }

      """ + AnyRegistry.spec("adminUserEnabled = true", "delete_headers = { \"x-key\" = var.key }")
    let log = BodyLog()
    world.requests.before { log.note($0) }
    try await world.apply(spec)
    let entry = try await world.record()?.sortedEntries.first { $0.kind == "azapi_resource" }
    #expect(entry != nil && entry?.deletion.arguments.isEmpty == true)
    #expect(log.holding("not for the record") == [])
    #expect(try await world.apply(AnyRegistry.group).destroyed == 1)
    #expect(log.sent("DELETE", AnyRegistry.id).map { $0.headers["x-key"] } == [nil])
  }
}
