import Diagnostics
import Planning
import TestWorld
import Testing
import Values

/// The functions that providers have.
@Suite("Functions of providers")
struct ProviderFunctionsTests {
  private static let subscription = "/subscriptions/00000000-0000-0000-0000-000000000001"

  private func spec(_ expression: String, source: String = "Azure/azapi") -> String {
    """
    terraform {
      required_providers {
        azapi = {
          source = "\(source)"
        }
      }
    }
    output "found" { value = \(expression) }
    """
  }

  private func value(_ expression: String) async throws -> Value? {
    try await World().plan(spec(expression)).outputs.first?.after?.unmarkedDeep
  }

  // The examples of azapi's documentation, and what its tests have.
  @Test(
    "ids are made of what they consist of",
    arguments: [
      (
        "build_resource_id(\"\(subscription)/resourceGroups/rg\", \"Microsoft.Network/virtualNetworks\", \"v\")",
        "\(subscription)/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v"
      ),
      (
        "build_resource_id(\"\(subscription)\", \"Microsoft.Resources/resourceGroups@2024-03-01\", \"rg\")",
        "\(subscription)/resourceGroups/rg"
      ),
      (
        "resource_group_resource_id(\"s\", \"rg\", \"Microsoft.Network/virtualNetworks/subnets\", [\"v\", \"s\"])",
        "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
      ),
      (
        "subscription_resource_id(\"s\", \"Microsoft.Resources/resourceGroups\", [\"rg\"])",
        "/subscriptions/s/resourceGroups/rg"
      ),
      (
        "management_group_resource_id(\"m\", \"Microsoft.Billing/billingAccounts/billingProfiles\", [\"a\", \"p\"])",
        "/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Billing/billingAccounts/a/billingProfiles/p"
      ),
      (
        "tenant_resource_id(\"Microsoft.Billing/billingAccounts\", [\"a\"])",
        "/providers/Microsoft.Billing/billingAccounts/a"
      ),
      (
        "extension_resource_id(\"\(subscription)/resourceGroups/rg\", \"Microsoft.Authorization/locks\", [\"l\"])",
        "\(subscription)/resourceGroups/rg/providers/Microsoft.Authorization/locks/l"
      ),
    ])
  func ids(call: String, id: String) async throws {
    #expect(try await value("provider::azapi::" + call) == .string(id))
  }

  @Test("an id is taken apart")
  func parts() async throws {
    let id = Self.subscription + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v"
    let found = try await value("provider::azapi::parse_resource_id(\"Microsoft.Network/virtualNetworks\", \"\(id)\")")
    #expect(
      found == [
        "id": .string(id), "name": "v", "parent_id": .string(Self.subscription + "/resourceGroups/rg"),
        "subscription_id": "00000000-0000-0000-0000-000000000001", "resource_group_name": "rg",
        "resource_group_id": .string(Self.subscription + "/resourceGroups/rg"),
        "provider_namespace": "Microsoft.Network", "type": "Microsoft.Network/virtualNetworks",
        "parts": .map(
          Members([
            ("subscriptions", "00000000-0000-0000-0000-000000000001"), ("resourceGroups", "rg"),
            ("providers", "Microsoft.Network"), ("virtualNetworks", "v"),
          ]), of: .string),
      ])
    let none = try await value(
      "provider::azapi::parse_resource_id(\"Microsoft.Resources/subscriptions\", \"\(Self.subscription)\")")
    #expect(none?[member: "resource_group_name"] == "" && none?[member: "resource_group_id"] == "")
  }

  @Test("keys are written as Azure writes names, however deep they are")
  func camels() async throws {
    let found = try await value(
      "provider::azapi::snake2camel({ first_name = \"a_b\", list_of = [{ in_ner = 1 }], kept = null })")
    #expect(found == ["firstName": "a_b", "listOf": .tuple([["inNer": 1]]), "kept": .null(.dynamic)])
  }

  @Test(
    "a unique text is that of Azure's templates",
    arguments: [
      (["/subscriptions/00000000-0000-0000-0000-000000000000", "resource-id"], "cwvxuqg24sifi"),
      (["fu"], "6rkxbspxjmsho"), (["fubar"], "cj2xpqsiwjfne"), (["fu", "bar"], "q5wxoscxs5j6k"),
      (
        [
          "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/my-rg",
          "Microsoft.Storage/storageAccounts",
        ], "z22rah77jfqry"
      ),
    ])
  func unique(texts: [String], expected: String) async throws {
    let list = texts.map { "\"\($0)\"" }.joined(separator: ", ")
    #expect(try await value("provider::azapi::unique_string([\(list)])") == .string(expected))
  }

  @Test(
    "what makes no id is told where it is called",
    arguments: [
      ("build_resource_id(\"/\", \"networks\", \"v\")", "must be a type, such as Microsoft.App/jobs"),
      ("build_resource_id(\"/\", \"Microsoft.Network/virtualNetworks\", \"\")", "must not be empty"),
      ("tenant_resource_id(\"Microsoft.Billing/billingAccounts\", [])", "must have a name for each of the 1 types"),
      ("parse_resource_id(\"Microsoft.App/jobs\", \"/subscriptions/s\")", "must be the id of a Microsoft.App/jobs"),
      ("no_such_function()", "not available from the provider"),
    ])
  func mistakes(call: String, text: String) async throws {
    let (planner, _) = try await World().planner(spec("provider::azapi::" + call))
    let found = await planner.plan().diagnostics
    #expect(found.count == 1 && found[0].detail.contains(text) && found[0].subject != nil, "\(found)")
  }

  @Test("they are the provider's that `required_providers` means, whatever it is called there")
  func sources() async throws {
    let other = spec("provider::azapi::unique_string([\"fu\"])", source: "contoso/azapi")
    let (planner, _) = try await World().planner(other)
    #expect(await planner.plan().diagnostics.contains { $0.summary == "Unknown provider function" })
  }

  private func azurerm(_ call: String) async throws -> Value? {
    let spec = """
      terraform {
        required_providers {
          azurerm = {
            source = "hashicorp/azurerm"
          }
        }
      }
      output "found" { value = provider::azurerm::\(call) }
      """
    return try await World().plan(spec).outputs.first?.after?.unmarkedDeep
  }

  @Test("azurerm takes ids apart in its own way, with what an extension is of as its scope")
  func azurermParts() async throws {
    let gateway = Self.subscription + "/resourceGroups/rg/providers/Microsoft.ApiManagement/service/s/gateways/g"
    #expect(
      try await azurerm("parse_resource_id(\"\(gateway)\")") == [
        "full_resource_type": "Microsoft.ApiManagement/service/gateways", "resource_type": "gateways",
        "resource_name": "g", "resource_provider": "Microsoft.ApiManagement", "resource_group_name": "rg",
        "resource_scope": "", "subscription_id": "00000000-0000-0000-0000-000000000001",
        "parent_resources": .map(Members([("service", "s")]), of: .string),
      ])
    let account = Self.subscription + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a"
    #expect(
      try await azurerm("parse_resource_id(\"\(account)/providers/Microsoft.Authorization/locks/l\")") == [
        "full_resource_type": "Microsoft.Authorization/locks", "resource_type": "locks", "resource_name": "l",
        "resource_provider": "Microsoft.Authorization", "resource_group_name": "", "resource_scope": .string(account),
        "subscription_id": "", "parent_resources": .map(Members(), of: .string),
      ])
  }

  @Test(
    "azurerm puts the words of an id into their case, and leaves names alone",
    arguments: [
      ("/Subscriptions/S/resourcegroups/My-RG", "/subscriptions/S/resourceGroups/My-RG"),
      (
        "/subscriptions/s/RESOURCEGROUPS/Rg/PROVIDERS/microsoft.network/VIRTUALnetworks/Subnets/subNETS/N",
        "/subscriptions/s/resourceGroups/Rg/providers/Microsoft.Network/virtualNetworks/Subnets/subnets/N"
      ),
      ("/subscriptions/s/providers/contoso.Things/THINGS/T", "/subscriptions/s/providers/contoso.Things/THINGS/T"),
    ])
  func normal(id: String, expected: String) async throws {
    #expect(try await azurerm("normalise_resource_id(\"\(id)\")") == .string(expected))
  }
}
