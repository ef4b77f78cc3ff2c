import Foundation
import Testing

/// `armature import` of what there is no kind for: it becomes an `azapi_resource`.
@Suite(.timeLimit(.minutes(15))) struct ImportAnyTypeTests {
  private static let group = "\(ImportTests.root)/resourceGroups/rg-made"
  private static let actions = "\(group)/providers/Microsoft.Insights/actionGroups/on-call"
  private static let spec = "\(group)/providers/Microsoft.Resources/templateSpecs/blueprint"
  private static let registry = "\(group)/providers/Microsoft.ContainerRegistry/registries/crmade"

  private let place: Workplace
  private let simulator: Simulator
  private var cloud: [String: String] { ["ARMATURE_ARM_ENDPOINT": simulator.url] }

  init() throws {
    place = try Workplace(copying: [])
    simulator = try Simulator(in: place)
    try place.write("", to: "env/notes.txt")
    try put(Self.group, "2021-04-01", #"{"location": "westeurope"}"#)
  }

  private func put(_ id: String, _ apiVersion: String, _ body: String) throws {
    let answer = try simulator.call("PUT", "\(id)?api-version=\(apiVersion)", body: body, in: place)
    try #require([200, 201].contains(answer.0), "\(id): \(answer.1.text)")
  }

  /// Mails go to two people, and a web hook has a secret in its address.
  private func makeActionGroup() throws {
    try put(
      Self.actions, "2023-01-01",
      """
      {"location": "Global", "tags": {"team": "vision"}, "properties": {"groupShortName": "oncall", "enabled": true,
      "emailReceivers": [{"name": "first", "emailAddress": "first@example.com", "useCommonAlertSchema": true},
      {"name": "second", "emailAddress": "second@example.com"}],
      "webhookReceivers": [{"name": "pager", "serviceUri": "https://pager.example.com/hook?sig=canary-secret"}]}}
      """)
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run("armature", arguments, in: place.folder, environment: cloud)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: place.folder.appendingPathComponent(path), encoding: .utf8)
  }

  private func expectEmptyPlan(_ note: String) throws {
    let plan = try run("plan", "--simulate", "--detailed-exitcode", "env")
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)\n\(note)")
    #expect(try run("fmt", "--check", "env").status == 0, "\(note)")
    #expect(try run("validate", "env").status == 0, "\(note)")
  }

  /// The blocks of a text by what stands before their braces.
  private func block(_ header: String, in text: String) throws -> String {
    let start = try #require(text.range(of: "resource \(header) {\n"), "\(header) in\n\(text)")
    let end = try #require(text.range(of: "\n}\n", range: start.upperBound..<text.endIndex))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test("what a group holds and has no kind is written with what can be set of it, and without secrets")
  func inGroup() throws {
    try makeActionGroup()
    try put(
      Self.spec, "2022-02-01", #"{"location": "westeurope", "properties": {"description": "Ours", "displayName": ""}}"#)
    let done = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "rg-made")
    #expect(done.status == 0 && !done.output.contains("Left out"), "\(done.errors)\(done.output)")
    let written = try text("env/imported.tf")
    #expect(
      try block("\"azapi_resource\" \"on_call\"", in: written) == """
          type      = "Microsoft.Insights/actionGroups@2023-01-01"
          name      = "on-call"
          parent_id = azurerm_resource_group.rg_made.id
          location  = "global"
          body = {
            properties = {
              emailReceivers = [
                {
                  emailAddress         = "first@example.com"
                  name                 = "first"
                  status               = "Enabled"
                  useCommonAlertSchema = true
                },
                {
                  emailAddress         = "second@example.com"
                  name                 = "second"
                  status               = "Enabled"
                  useCommonAlertSchema = false
                },
              ]
              enabled        = true
              groupShortName = "oncall"
            }
          }
          tags = {
            team = "vision"
          }
          schema_validation_enabled = false
        """)
    #expect(
      try block("\"azapi_resource\" \"blueprint\"", in: written) == """
          type      = "Microsoft.Resources/templateSpecs@2022-02-01"
          name      = "blueprint"
          parent_id = azurerm_resource_group.rg_made.id
          location  = azurerm_resource_group.rg_made.location
          body = {
            properties = {
              description = "Ours"
            }
          }
          schema_validation_enabled = false
        """)
    #expect(!(written + done.output + done.errors).contains("canary"))
    try expectEmptyPlan(written)

    // What isn't written stays, whatever else is changed.
    try place.write(written.replacingOccurrences(of: "vision", with: "speech"), to: "env/imported.tf")
    let apply = try run("apply", "--simulate", "--auto-approve", "env")
    #expect(apply.status == 0 && apply.output.contains("0 added, 1 changed"), "\(apply.output)\(apply.errors)")
    let live = try simulator.call("GET", "\(Self.actions)?api-version=2023-01-01", in: place).1
    #expect(live["tags"]["team"].string == "speech")
    #expect(live["properties"]["webhookReceivers"][0]["serviceUri"].string?.hasSuffix("canary-secret") == true)
  }

  @Test("what a private endpoint has made for itself stays with it")
  func managed() throws {
    let network = "\(Self.group)/providers/Microsoft.Network"
    try put(
      "\(network)/virtualNetworks/net", "2025-01-01",
      """
      {"location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
      "subnets": [{"name": "ends", "properties": {"addressPrefix": "10.0.0.0/24"}}]}}
      """)
    try put(Self.registry, "2025-11-01", #"{"location": "westeurope", "sku": {"name": "Premium"}}"#)
    try put(
      "\(network)/privateEndpoints/pe", "2025-01-01",
      """
      {"location": "westeurope", "properties": {"subnet": {"id": "\(network)/virtualNetworks/net/subnets/ends"},
      "privateLinkServiceConnections": [{"name": "pe", "properties": {"privateLinkServiceId": "\(Self.registry)",
      "groupIds": ["registry"]}}]}}
      """)
    let done = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "rg-made")
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("made and looked after by \(network)/privateEndpoints/pe"), "\(done.output)")
    let written = try text("env/imported.tf")
    #expect(!written.contains("azapi_resource"), "\(written)")
    try expectEmptyPlan(written)
  }

  @Test("an id of any type is taken, with the api-version behind it or the newest that there is, beneath its parent")
  func ids() throws {
    try put(Self.spec, "2022-02-01", #"{"location": "westeurope"}"#)
    try put(
      "\(Self.spec)/versions/1.0", "2022-02-01",
      #"{"location": "westeurope", "properties": {"description": "First", "mainTemplate": {"resources": []}}}"#)
    try put(Self.registry, "2025-11-01", #"{"location": "westeurope", "sku": {"name": "Premium"}}"#)
    let done = try run(
      "import", "--simulate", "--auto-approve", "env", "\(Self.spec)?api-version=2021-05-01",
      "\(Self.spec)/versions/1.0", "azapi_resource.images=\(Self.registry)")
    #expect(done.status == 0, "\(done.errors)")
    let written = try text("env/imported.tf")
    let version = try block("\"azapi_resource\" \"r_1_0\"", in: written)
    #expect(version.contains("= \"Microsoft.Resources/templateSpecs/versions@2022-02-01\""), "\(version)")
    #expect(version.contains("parent_id = azapi_resource.blueprint.id"), "\(version)")
    #expect(try block("\"azapi_resource\" \"blueprint\"", in: written).contains("templateSpecs@2021-05-01\""))
    // What is known of the type goes for what is written of it.
    let images = try block("\"azapi_resource\" \"images\"", in: written)
    #expect(images.contains("\"Microsoft.ContainerRegistry/registries@2025-11-01\"") && images.contains("Premium"))
    for absent in ["loginServer", "creationDate", "provisioningState", "schema_validation_enabled"] {
      #expect(!images.contains(absent), "\(absent) in\n\(images)")
    }
    try expectEmptyPlan(written)
    let nothing = try run("import", "--simulate", "env", "\(Self.group)/providers/Microsoft.KeyVault/vaults/kv")
    #expect(nothing.status == 1 && nothing.errors.contains("Unknown type"), "\(nothing.errors)")
  }

  @Test(
    "peerings, which are in a network's body as well, are written by themselves beneath it, with what is in a group")
  func peerings() throws {
    let network = "\(Self.group)/providers/Microsoft.Network/virtualNetworks"
    for (index, name) in ["left", "right"].enumerated() {
      try put(
        "\(network)/\(name)", "2025-01-01",
        "{\"location\": \"westeurope\", \"properties\": {\"addressSpace\": {\"addressPrefixes\": [\"10.\(index).0.0/16\"]}}}"
      )
    }
    for (name, other) in [("left", "right"), ("right", "left")] {
      try put(
        "\(network)/\(name)/virtualNetworkPeerings/to-\(other)", "2025-01-01",
        """
        {"properties": {"remoteVirtualNetwork": {"id": "\(network)/\(other)"}, "allowForwardedTraffic": true}}
        """)
    }
    let done = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "rg-made")
    #expect(done.status == 0 && !done.output.contains("Left out"), "\(done.errors)\(done.output)")
    let written = try text("env/imported.tf")
    let peering = try block("\"azapi_resource\" \"to_right\"", in: written)
    #expect(peering.contains("\"Microsoft.Network/virtualNetworks/virtualNetworkPeerings@"), "\(peering)")
    #expect(peering.contains("= azurerm_virtual_network.left.id\n"), "\(peering)")
    #expect(peering.contains("id = azurerm_virtual_network.right.id\n"), "\(peering)")
    #expect(peering.contains("allowForwardedTraffic") && !peering.contains("peeringState"), "\(peering)")
    try expectEmptyPlan(written)
    // A write of the network leaves its peerings as they are.
    try place.write(
      written.replacingOccurrences(of: "\"10.0.0.0/16\"", with: "\"10.0.0.0/16\", \"10.8.0.0/16\""),
      to: "env/imported.tf")
    let apply = try run("apply", "--simulate", "--auto-approve", "env")
    #expect(apply.status == 0 && apply.output.contains("0 added, 1 changed"), "\(apply.output)\(apply.errors)")
    let live = try simulator.call(
      "GET", "\(network)/left/virtualNetworkPeerings/to-right?api-version=2025-01-01", in: place)
    #expect(live.0 == 200 && live.1["properties"]["peeringState"].string == "Connected", "\(live.1.text)")
  }

  @Test("what a kind of the type knows to be secret isn't written, whatever it is called")
  func secretsOfKinds() throws {
    let cluster = "\(Self.group)/providers/Microsoft.ContainerService/managedClusters/aks"
    try put(
      cluster, "2025-08-01",
      """
      {"location": "westeurope", "identity": {"type": "SystemAssigned"}, "properties": {"dnsPrefix": "aks",
      "agentPoolProfiles": [{"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"}],
      "httpProxyConfig": {"httpsProxy": "https://proxy.example.org", "trustedCa": "canary-authority"}}}
      """)
    let done = try run("import", "--simulate", "--auto-approve", "env", "azapi_resource.aks=\(cluster)")
    #expect(done.status == 0, "\(done.errors)")
    let written = try text("env/imported.tf")
    #expect(written.contains("https://proxy.example.org") && !written.contains("canary"), "\(written)")
    try expectEmptyPlan(written)
  }

  @Test("what a Terraform state has of any type is taken over where it is")
  func terraformState() throws {
    try makeActionGroup()
    try place.write(
      """
      {"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {}, "resources": [
      {"mode": "managed", "type": "azapi_resource", "name": "alerts",
      "provider": "provider[\\"registry.terraform.io/azure/azapi\\"]",
      "instances": [{"attributes": {"id": "\(Self.actions)"}}]}]}
      """, to: "terraform.tfstate")
    let done = try run(
      "import", "--simulate", "--auto-approve", "env", "--from-terraform-state", "terraform.tfstate")
    #expect(done.status == 0 && done.output.contains("from = azapi_resource.alerts\n"), "\(done.errors)\(done.output)")
    try expectEmptyPlan(try text("env/imported.tf"))
  }

  @Test("an import block gets a block of any type written, and is taken over by an apply")
  func generated() throws {
    try makeActionGroup()
    try place.write(
      """
      armature { environment = "env" }

      import {
        to = azapi_resource.alerts
        id = "\(Self.actions)?api-version=2022-06-01"
      }
      """, to: "env/main.tf")
    let plan = try run("plan", "--simulate", "-generate-config-out=env/generated.tf", "env")
    #expect(plan.status == 0 && plan.output.contains("1 to import"), "\(plan.output)\(plan.errors)")
    let written = try text("env/generated.tf")
    let alerts = try block("\"azapi_resource\" \"alerts\"", in: written)
    #expect(alerts.contains("actionGroups@2022-06-01\"") && alerts.contains("\"\(Self.group)\""), "\(alerts)")
    let apply = try run("apply", "--simulate", "--auto-approve", "env")
    #expect(apply.status == 0 && apply.output.contains("1 imported"), "\(apply.output)\(apply.errors)")
    try expectEmptyPlan(written)
  }
}
