import Diagnostics
import Planning
import TestWorld
import Testing
import Values

/// Blocks of kinds that there are none of, as specs written for several providers have them.
@Suite("Kinds that there are none of")
struct UnknownKindTests {
  private static let vault = """
    variable "wanted" {
      type    = bool
      default = false
    }
    resource "azurerm_key_vault" "counted" {
      count = var.wanted ? 1 : 0
      name  = "kv"
    }
    data "modtm_module_source" "each" {
      for_each    = var.wanted ? toset(["a"]) : toset([])
      module_path = each.value
    }
    output "ids" {
      value = [azurerm_key_vault.counted[*].id, [for s in data.modtm_module_source.each : s.id]]
    }
    output "first" {
      value = try(azurerm_key_vault.counted[0].id, "none")
    }

    """

  @Test("a block that makes no instance says nothing, and is as empty as any other")
  func none() async throws {
    let plan = try await World().plan(Self.vault)
    #expect(plan.changes.isEmpty)
    #expect(plan.outputs.map(\.name) == ["first", "ids"])
    #expect(plan.outputs.first { $0.name == "first" }?.after == "none")
    #expect(plan.outputs.first { $0.name == "ids" }?.after == .tuple([.tuple([]), .tuple([])]))
  }

  private func errors(_ spec: String) async -> [Diagnostic] {
    do {
      _ = try await World().plan(spec)
      return []
    } catch {
      return (error as? DiagnosticsError)?.diagnostics.filter { $0.severity == .error } ?? []
    }
  }

  @Test("a block that makes an instance is an error, and what refers to it is none; other mistakes are still shown")
  func some() async {
    let found = await errors(
      Self.vault.replacing("default = false", with: "default = true")
        + """
        resource "azurerm_resource_group" "a" {
          name     = "rg."
          location = "centralus"
          tags     = { vault = azurerm_key_vault.counted[0].id }
        }
        """)
    #expect(
      found.map(\.summary).sorted() == [
        "Invalid resource type", "Invalid value for argument", "Missing required provider",
      ])
  }

  @Test(
    "the error names the kind and the way out",
    arguments: [
      ("azurerm_key_vault", "`azapi_resource`, of the type `Microsoft.KeyVault/vaults`"),
      ("azurerm_network_interface_security_group_association", "`azapi_update_resource`"),
      ("azurerm_virtual_networks", "did you mean \"azurerm_virtual_network\"?"),
      ("tls_private_key", "`generateKeyPair`"), ("helm_release", "kubectl, Helm or GitOps"),
      ("azuread_group", "Entra ID"), ("sometool_thing", "`armature kinds`"),
    ])
  func remedy(kind: String, text: String) async {
    let found = await errors("resource \"\(kind)\" \"x\" {\n  name = \"n\"\n}\n")
    #expect(found.count == 1)
    #expect(found.first?.detail.contains("\"\(kind)\"") == true)
    #expect(found.first?.hint?.contains(text) == true, "\(found.first?.hint ?? "none")")
  }

  @Test("a provider block is checked where its kinds are there, with all that azurerm's features take")
  func providers() async throws {
    let plan = try await World().plan(
      """
      provider "helm" {
        kubernetes {
          host = "https://localhost"
        }
      }
      provider "azurerm" {
        features {
          netapp {
            prevent_volume_destruction = true
          }
          virtual_machine {
            graceful_shutdown = true
          }
          persist_id_on_create_before_polling_for_completion = true
        }
      }
      """)
    #expect(plan.isEmpty)
    let found = await errors("provider \"azurerm\" {\n  features {}\n  host = \"x\"\n}\n")
    #expect(found.map(\.summary) == ["Unsupported argument"])
  }
}
