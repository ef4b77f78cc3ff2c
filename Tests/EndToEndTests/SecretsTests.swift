import Foundation
import Testing

/// A secret in a spec, followed through every command: it gets to Azure in the body of its own resource, and into nothing
/// that the programs say or keep. For every sensitive argument of every kind, `SecretCourse` says the same in memory.
@Suite(.timeLimit(.minutes(15))) struct SecretsTests {
  /// A resource with a secret in it.
  struct Subject: Sendable, CustomTestStringConvertible {
    let address: String
    let type: String
    let apiVersion: String
    /// The resource; `SECRET` stands for what is secret.
    let block: String

    var testDescription: String { address }
    /// The end of its path in Azure, in lower case.
    var path: String { "/providers/\(type)/secretsubject".lowercased() }
  }

  /// How the secret comes into the spec.
  enum Source: String, CaseIterable, Sendable {
    case literal
    case variable
    case file

    func expression(_ secret: String) -> String {
      switch self {
      case .literal: "\"\(secret)\""
      case .variable: "var.secret"
      case .file: "file(\"${path.module}/secret.txt\")"
      }
    }
  }

  static let subjects = [
    Subject(
      address: "azurerm_postgresql_flexible_server.s", type: "Microsoft.DBforPostgreSQL/flexibleServers",
      apiVersion: "2025-08-01",
      block: """
        resource "azurerm_postgresql_flexible_server" "s" {
          name                              = "secretsubject"
          resource_group_name               = azurerm_resource_group.a.name
          location                          = azurerm_resource_group.a.location
          version                           = "15"
          sku_name                          = "GP_Standard_D2ds_v5"
          administrator_login               = "psqladmin"
          administrator_password            = SECRET
          administrator_password_wo_version = VERSION
          tags                              = { version = VERSION }
        }
        """),
    Subject(
      address: "azurerm_kubernetes_cluster.s", type: "Microsoft.ContainerService/managedClusters",
      apiVersion: "2026-04-01",
      block: """
        resource "azurerm_kubernetes_cluster" "s" {
          name                = "secretsubject"
          resource_group_name = azurerm_resource_group.a.name
          location            = azurerm_resource_group.a.location
          dns_prefix          = "aks"
          tags                = { version = VERSION }
          identity { type = "SystemAssigned" }
          default_node_pool {
            name       = "system"
            vm_size    = "Standard_D2s_v3"
            node_count = 1
          }
          windows_profile {
            admin_username = "azureuser"
            admin_password = SECRET
          }
        }
        """),
    Subject(
      address: "azurerm_dashboard_grafana.s", type: "Microsoft.Dashboard/grafana", apiVersion: "2025-08-01",
      block: """
        resource "azurerm_dashboard_grafana" "s" {
          name                  = "secretsubject"
          resource_group_name   = azurerm_resource_group.a.name
          location              = azurerm_resource_group.a.location
          grafana_major_version = "12"
          tags                  = { version = VERSION }
          smtp {
            enabled          = true
            host             = "smtp.example.org:587"
            user             = "user"
            password         = SECRET
            from_address     = "ops@example.org"
            start_tls_policy = "OpportunisticStartTLS"
          }
        }
        """),
    Subject(
      address: "azapi_resource.s", type: "Microsoft.DBforPostgreSQL/flexibleServers", apiVersion: "2025-08-01",
      block: """
        resource "azapi_resource" "s" {
          type      = "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01"
          name      = "secretsubject"
          parent_id = azurerm_resource_group.a.id
          location  = azurerm_resource_group.a.location
          tags      = { version = VERSION }
          body = {
            sku = { name = "Standard_D2ds_v5", tier = "GeneralPurpose" }
            properties = {
              administratorLogin = "psqladmin"
              storage            = { storageSizeGB = 32 }
              version            = "15"
            }
          }
          sensitive_body         = { properties = { administratorLoginPassword = SECRET } }
          sensitive_body_version = { "properties.administratorLoginPassword" = "VERSION" }
        }
        """),
  ]

  @Test("a secret is in no output, plan, journal, trace, record or file", arguments: subjects, Source.allCases)
  func life(_ subject: Subject, _ source: Source) throws {
    let life = try SecretLife(subject, source)
    try life.write(number: 1)
    try life.run(["plan", "--out", "first.plan", "spec"])
    for words in [["plan", "--json", "spec"], ["show", "first.plan"], ["show", "--json", "first.plan"]] {
      try life.run(words)
    }
    try life.refused()
    try life.killed()
    try life.run(["plan", "--out", "second.plan", "spec"])
    try life.run(["apply", "second.plan"])
    try life.look()

    try life.drift()
    try life.write(number: 2)
    try life.run(["plan", "--json", "spec"])
    try life.run(["apply", "--auto-approve", "spec"])
    try life.importation()
    #expect(life.leaks() == [])
  }

  @Test("a saved plan has no secret that only an argument has", arguments: [Source.literal, .file])
  func argumentAlone(_ source: Source) throws {
    let place = try Workplace(copying: [])
    let secret = "c4n4ryS3cret-1!"
    try place.write(secret, to: "spec/secret.txt")
    try place.write(
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-secret"
        location = "westeurope"
      }
      \(Self.subjects[0].block.replacingOccurrences(of: "SECRET", with: source.expression(secret))
        .replacingOccurrences(of: "VERSION", with: "1"))
      """, to: "spec/main.tf")
    let planned = try Program.run("armature", ["plan", "--simulate", "--out", "plan", "spec"], in: place.folder)
    #expect(planned.status == 0, "\(planned.errors)")
    #expect(try SecretLife.files(in: place, holding: [secret]) == [])
    let applied = try Program.run("armature", ["apply", "--simulate", "plan"], in: place.folder)
    #expect(applied.status == 0, "\(applied.errors)")
  }

  @Test("what Azure makes secret itself is in none of them either, whoever uses it")
  func azure() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    try place.write(
      """
      armature { environment = "secrets" }
      resource "azurerm_resource_group" "a" {
        name     = "rg-secret"
        location = "westeurope"
      }
      resource "azurerm_storage_account" "s" {
        name                     = "secretsubject"
        resource_group_name      = azurerm_resource_group.a.name
        location                 = azurerm_resource_group.a.location
        account_tier             = "Standard"
        account_replication_type = "LRS"
      }
      resource "terraform_data" "user" { input = azurerm_storage_account.s.primary_access_key }
      output "key" {
        value     = "key: ${azurerm_storage_account.s.primary_access_key}"
        sensitive = true
      }
      """, to: "spec/main.tf")
    var said = ""
    for words in [
      ["plan", "--out", "p", "spec"], ["apply", "p"], ["plan", "--json", "spec"], ["output", "--json", "spec"],
      ["state", "show", "azurerm_storage_account.s", "spec"], ["state", "show", "terraform_data.user", "spec"],
      ["show", "spec"], ["drift", "--format", "json", "spec"],
    ] {
      let trace = "trace-\(words.joined(separator: "-").filter { $0.isLetter || $0 == "-" })"
      let result = try Program.run(
        "armature", words + ["--simulate", "--trace", trace], in: place.folder, environment: cloud)
      #expect(result.status == 0, "\(words): \(result.errors)")
      said += result.output + result.errors
    }
    let account = SecretLife.group + "/providers/Microsoft.Storage/storageAccounts/secretsubject"
    let keys = try simulator.call("POST", account + "/listKeys?api-version=2025-08-01", in: place).1["keys"]
    let key = try #require(keys[0]["value"].string)
    #expect(key.count > 20)
    #expect(!said.contains(key))
    #expect(try SecretLife.files(in: place, holding: [key]) == [])
    for resource in try simulator.resources(in: place) where resource["id"].string?.contains("records") == true {
      #expect(!resource.text.contains(key.replacingOccurrences(of: "/", with: "\\/")) && !resource.text.contains(key))
    }
  }
}
