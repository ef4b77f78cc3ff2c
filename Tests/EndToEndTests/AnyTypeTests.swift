import Foundation
import Testing

/// Resources of any type with the built programs, over HTTP.
@Suite(.timeLimit(.minutes(5))) struct AnyTypeTests {
  private static let root = "/subscriptions/00000000-0000-4000-8000-000000000001"
  private static let registry =
    root + "/resourceGroups/rg-any/providers/Microsoft.ContainerRegistry/registries/anyregistry01"
    + "?api-version=2025-11-01"

  @Test("a spec is validated, planned, applied, found unchanged, seen to drift, repaired, and destroyed")
  func life() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let spec = Workplace.repository.appendingPathComponent("Tests/Scenarios/any-type/1-new/main.tf")
    try place.write(String(contentsOf: spec, encoding: .utf8), to: "spec/main.tf")
    func run(_ command: String, _ options: String...) throws -> Program.Result {
      try Program.run("armature", [command] + options + ["spec"], in: place.folder, environment: cloud)
    }
    #expect(try run("validate").status == 0)
    #expect(try run("plan", "--simulate", "--detailed-exitcode").status == 2)
    let apply = try run("apply", "--simulate", "--auto-approve")
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.output.contains("\"anyregistry01.azurecr.io\""))
    #expect(apply.output.contains("\"Registering\""))
    let again = try run("plan", "--simulate", "--detailed-exitcode")
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    #expect(try run("drift", "--simulate").status == 0)

    let change = #"{"location": "centralus", "sku": {"name": "Premium"}, "properties": {"adminUserEnabled": true}}"#
    #expect(try simulator.call("PUT", Self.registry, body: change, in: place).0 == 200)
    let drift = try run("drift", "--simulate")
    #expect(drift.status == 2 && drift.output.contains("body.properties.adminUserEnabled"), "\(drift.output)")
    #expect(try run("apply", "--simulate", "--auto-approve").status == 0)
    let registry = try simulator.call("GET", Self.registry, in: place).1
    #expect(registry["properties"]["adminUserEnabled"].text == "false")

    let destroy = try run("destroy", "--simulate", "--auto-approve")
    #expect(destroy.status == 0, "\(destroy.errors)")
    let left = try simulator.call("GET", "\(Self.root)/resources?api-version=2021-04-01", in: place).1
    #expect(left["value"].array.isEmpty)
  }

  @Test("a cluster is given a key for SSH that Azure makes, and the private key is kept nowhere")
  func keyPair() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    try place.write(
      """
      resource "azurerm_resource_group" "rg" {
        name     = "rg-any"
        location = "westeurope"
      }
      resource "azapi_resource" "ssh_public_key" {
        type      = "Microsoft.Compute/sshPublicKeys@2022-11-01"
        name      = "key-1"
        location  = azurerm_resource_group.rg.location
        parent_id = azurerm_resource_group.rg.id
      }
      resource "azapi_resource_action" "ssh_public_key_gen" {
        type                             = "Microsoft.Compute/sshPublicKeys@2022-11-01"
        resource_id                      = azapi_resource.ssh_public_key.id
        action                           = "generateKeyPair"
        method                           = "POST"
        response_export_values           = ["publicKey"]
        sensitive_response_export_values = ["privateKey"]
      }
      resource "azurerm_kubernetes_cluster" "k8s" {
        name                = "aks"
        resource_group_name = azurerm_resource_group.rg.name
        location            = azurerm_resource_group.rg.location
        dns_prefix          = "aks"
        identity { type = "SystemAssigned" }
        default_node_pool {
          name       = "agentpool"
          vm_size    = "Standard_D2s_v3"
          node_count = 1
        }
        linux_profile {
          admin_username = "azureadmin"
          ssh_key { key_data = azapi_resource_action.ssh_public_key_gen.output.publicKey }
        }
      }
      output "key_data" { value = azapi_resource_action.ssh_public_key_gen.output.publicKey }
      """, to: "spec/main.tf")
    var said = ""
    func run(_ words: String...) throws -> Program.Result {
      let result = try Program.run(
        "armature", words + ["--simulate"], in: place.folder, environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
      said += result.output + result.errors
      return result
    }
    #expect(try run("plan", "--out", "first.plan", "spec").status == 0)
    let apply = try run("apply", "--trace", "trace", "first.plan")
    #expect(apply.status == 0, "\(apply.errors)")
    let again = try run("plan", "--detailed-exitcode", "--out", "second.plan", "spec")
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    #expect(try run("show", "--json", "first.plan").status == 0)

    let providers = "\(Self.root)/resourceGroups/rg-any/providers"
    let cluster = try simulator.call(
      "GET", "\(providers)/Microsoft.ContainerService/managedClusters/aks?api-version=2026-04-01", in: place
    ).1
    let given = try #require(
      cluster["properties"]["linuxProfile"]["ssh"]["publicKeys"].array.first?["keyData"].string)
    #expect(apply.output.contains(given))

    // The simulator makes the same pair for every key: a second one tells what nobody must have kept of the first.
    let other = "\(providers)/Microsoft.Compute/sshPublicKeys/key-2"
    let version = "?api-version=2022-11-01"
    #expect(try simulator.call("PUT", other + version, body: #"{"location": "westeurope"}"#, in: place).0 == 201)
    let pair = try simulator.call("POST", "\(other)/generateKeyPair\(version)", in: place).1
    #expect(pair["publicKey"].string == given)
    let lines = try #require(pair["privateKey"].string).split(separator: "\n").map(String.init)
    let files = FileManager.default.enumerator(at: place.folder, includingPropertiesForKeys: nil)?.allObjects as? [URL]
    let kept = try #require(files).compactMap { try? Data(contentsOf: $0) }.map { String(decoding: $0, as: UTF8.self) }
    // Some write a slash as it is and some with a backslash: the longest piece without one is written the same by all.
    func piece(of key: String) throws -> Substring {
      try #require(key.split(separator: "/").max { $0.count < $1.count })
    }
    let (known, secret) = try (piece(of: given), piece(of: lines[10]))
    #expect(known.count > 20 && secret.count > 20)
    #expect(kept.contains { $0.contains(known) })
    #expect(!said.contains(secret) && !kept.contains { $0.contains(secret) })
  }

  @Test(
    "what only the simulator doesn't have isn't said to be missing in Azure",
    arguments: [
      ("Microsoft.KeyVault/vaults", "InvalidResourceType", "no such type"),
      ("Contoso.Shop/carts", "InvalidResourceNamespace", "no such namespace"),
    ])
  func lacking(type: String, code: String, text: String) throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    try place.write(
      """
      resource "azapi_resource" "group" {
        type     = "Microsoft.Resources/resourceGroups@2023-07-01"
        name     = "rg-any"
        location = "westeurope"
      }
      resource "azapi_resource" "thing" {
        type      = "\(type)@2023-07-01"
        name      = "thing"
        location  = "westeurope"
        parent_id = azapi_resource.group.id
      }
      """, to: "spec/main.tf")
    let apply = try Program.run(
      "armature", ["apply", "--simulate", "--auto-approve", "spec"], in: place.folder,
      environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
    #expect(apply.status == 1)
    // Lines are broken to the width of a page.
    let said = apply.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("This is a simulator of Azure that has \(text); Azure itself may have it."), "\(said)")
    #expect(said.contains("Azure's code: \(code), HTTP 404."), "\(said)")
  }

  @Test("what the provider block asks for counts, or a warning says that it doesn't")
  func provider() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let group = "\(Self.root)/resourceGroups/rg-any"
    func plan(_ arguments: String, failing times: Int) throws -> Program.Result {
      try place.write(
        """
        provider "azapi" {
          \(arguments)
        }
        resource "azapi_resource" "group" {
          type     = "Microsoft.Resources/resourceGroups@2023-07-01"
          name     = "rg-any"
          location = "westeurope"
        }
        """, to: "spec/main.tf")
      Simulator.removeFaults(simulator.url)
      let fault = #"{"effect": "answer", "status": 503, "method": "GET", "path": "\#(group)", "times": \#(times)}"#
      #expect(try simulator.call("POST", "/simulator/faults", body: fault, in: place).0 == 204)
      return try Program.run(
        "armature", ["plan", "--simulate", "spec"], in: place.folder,
        environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
    }
    // Half a second is waited for at most.
    #expect(try plan("maximum_busy_retry_attempts = 1", failing: 1).status == 0)
    let impatient = try plan("maximum_busy_retry_attempts = 0", failing: 1)
    #expect(impatient.status == 1 && impatient.errors.contains("503"), "\(impatient.errors)")
    let wrong = try plan("maximum_busy_retry_attempts = -1", failing: 0)
    #expect(wrong.status == 1 && wrong.errors.contains("Invalid maximum_busy_retry_attempts"), "\(wrong.errors)")
    let told = try plan(
      """
      enable_preflight              = true
      ignore_no_op_changes          = false
      always_acquire_policy_token   = true
      custom_correlation_request_id = "00000000-0000-0000-0000-000000000001"
      preserve_resource_id_casing   = true
      """, failing: 0)
    #expect(told.status == 0)
    let summaries = [
      "Azure isn't asked beforehand", "What changes nothing is no change", "No policy tokens are acquired",
      "Each run has a correlation id of its own",
    ]
    for summary in summaries {
      #expect(told.errors.components(separatedBy: summary).count == 2, "\(summary) in \(told.errors)")
    }
    let usual = try plan(
      "enable_preflight = false\n ignore_no_op_changes = true\n always_acquire_policy_token = false", failing: 0)
    #expect(usual.status == 0 && !usual.errors.contains("warning"), "\(usual.errors)")
  }

  @Test("azurerm's switches are taken, those for other kinds included, and a misspelt one is found")
  func features() throws {
    let place = try Workplace(copying: [])
    func plan(_ features: String) throws -> Program.Result {
      try place.write(
        """
        provider "azurerm" {
          features {
            \(features)
          }
        }
        armature {
          environment = "test"
        }
        """, to: "spec/main.tf")
      return try Program.run("armature", ["plan", "--simulate", "spec"], in: place.folder)
    }
    let all = try plan(
      """
      persist_id_on_create_before_polling_for_completion = true
      key_vault {
        purge_soft_delete_on_destroy = false
      }
      virtual_machine {
        delete_os_disk_on_deletion = true
      }
      enhanced_validation {
        preflight_enabled           = true
        preflight_location_fallback = "westeurope"
      }
      """)
    #expect(all.status == 0 && !all.errors.contains("warning"), "\(all.errors)")
    let unheeded = try plan("skip_import_check_on_create_and_allow_overwriting_existing_resources = true")
    #expect(unheeded.status == 0 && unheeded.errors.contains("Nothing is overwritten unasked"), "\(unheeded.errors)")
    let wrong = try plan("virtual_machines {}")
    #expect(wrong.status == 1 && wrong.errors.contains("did you mean `virtual_machine`?"), "\(wrong.errors)")
  }

  @Test("a mistake in a body is shown where it stands, by validate and by plan")
  func mistake() throws {
    let place = try Workplace(copying: [])
    try place.write(
      """
      resource "azapi_update_resource" "gateway_api" {
        type        = "Microsoft.ContainerService/managedClusters@2024-09-01"
        resource_id = "\(Self.root)/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
        body = {
          properties = {
            networkProfile = {
              gatewayAPIEnabled = true
            }
          }
        }
      }

      """, to: "spec/main.tf")
    let validate = try Program.run("armature", ["validate", "spec"], in: place.folder)
    #expect(validate.status == 1)
    let text = validate.output + validate.errors
    #expect(text.contains("main.tf:7:9"), "\(text)")
    #expect(text.contains("`properties.ingressProfile.gatewayAPI`"), "\(text)")
  }
}
