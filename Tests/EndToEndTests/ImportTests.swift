import Foundation
import Testing

/// `armature import`, run as a user would run it: what is live becomes HCL that changes nothing.
@Suite(.timeLimit(.minutes(15))) struct ImportTests {
  static let root = "/subscriptions/00000000-0000-4000-8000-000000000001"

  /// An environment that was applied and then forgotten: its ids by address.
  private func forgotten(_ directory: String, _ place: Workplace, _ simulator: Simulator, _ arguments: [String] = [])
    throws -> [(address: String, id: String)]
  {
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let apply = try Program.run(
      "armature", ["apply", "--simulate", "--auto-approve", directory] + arguments, in: place.folder,
      environment: cloud)
    try #require(apply.status == 0, "\(apply.errors)\(apply.output)")
    let list = try place.run("state", "list", "--ids", "--simulate", directory, environment: cloud)
    try forget(simulator, place)
    return list.output.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }

  /// Deletes all records.
  private func forget(_ simulator: Simulator, _ place: Workplace) throws {
    let group = "\(Self.root)/resourceGroups/armature-records?api-version=2021-04-01"
    #expect(try [200, 202, 404].contains(simulator.call("DELETE", group, in: place).0))
  }

  /// Imports; what nobody but a user knows is given in a variable once it is asked for.
  ///
  /// - Returns: the environment variables that a plan needs afterwards.
  private func importing(_ words: [String], _ place: Workplace, _ simulator: Simulator) throws -> [String: String] {
    var cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    var result = try Program.run(
      "armature", ["import", "--simulate", "--auto-approve"] + words, in: place.folder, environment: cloud)
    for match in result.errors.matches(of: /variable "([a-z0-9_]+)"/) {
      cloud["TF_VAR_\(match.output.1)"] = "Pa55-word-kept"
    }
    if cloud.count > 1 {
      #expect(result.errors.contains("No value for required variable"), "\(result.errors)")
      result = try Program.run(
        "armature", ["import", "--simulate", "--auto-approve"] + words, in: place.folder, environment: cloud)
    }
    #expect(result.status == 0, "\(result.errors)\(result.output)")
    return cloud
  }

  private func expectImported(_ directory: String, _ place: Workplace, _ cloud: [String: String], _ note: Comment)
    throws
  {
    let plan = try place.run("plan", "--simulate", "--detailed-exitcode", directory, environment: cloud)
    #expect(plan.status == 0, "\(note): \(plan.output)\(plan.errors)")
    #expect(try place.run("fmt", "--check", directory).status == 0, note)
    let valid = try place.run("validate", directory)
    #expect(valid.status == 0, "\(note): \(valid.errors)")
    let drift = try place.run("drift", "--simulate", directory, environment: cloud)
    #expect(drift.status == 0, "\(note): \(drift.output)\(drift.errors)")
  }

  private func text(_ path: String, _ place: Workplace) throws -> String {
    try String(contentsOf: place.folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// The kinds with resources in Azure, as the program lists them.
  static let kinds: [String] = {
    guard let place = try? Workplace(copying: []), let output = try? place.run("kinds").output else { return [] }
    return output.split(separator: "\n").filter { $0.contains("Microsoft.") && !$0.hasPrefix("data.") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
  }()

  @Test("what the example of a kind makes is imported by its ids, and with its group", arguments: kinds)
  func kind(_ kind: String) throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let example = Workplace.repository.appendingPathComponent(
      "Sources/AzureKinds/AzureKinds.docc/Examples/\(kind).tf")
    try place.write(try String(contentsOf: example, encoding: .utf8), to: "example/main.tf")
    for name in ["ids", "group"] { try place.write("", to: "\(name)/notes.txt") }
    var resources = try forgotten("example", place, simulator).filter { $0.id.hasPrefix("/") }
    let isRegistration = resources.isEmpty
    if isRegistration {
      // What is registered belongs to the subscription, and needs no more than its block.
      let plan = try place.run("plan", "--simulate", "--json", "example", environment: cloud).output
      let json = JSONValue(try JSONSerialization.jsonObject(with: Data(plan.utf8)))
      resources = json["planned_values"]["root_module"]["resources"].array.compactMap { resource in
        guard let address = resource["address"].string, let id = resource["values"]["id"].string else { return nil }
        return (address, id)
      }
      try #require(!resources.isEmpty, "\(kind) has no id that its example makes")
    }
    // Several kinds may have one id: then the address says which.
    let words = resources.map { "\($0.address)=\($0.id)" }
    let known = try importing(["ids"] + words, place, simulator)
    try expectImported("ids", place, known, "\(kind) by id:\n\(try text("ids/imported.tf", place))")
    if isRegistration { return }
    let listed = try place.run("state", "list", "--ids", "--simulate", "ids", environment: known).output
    #expect(Set(listed.split(separator: "\n").map(String.init)) == Set(resources.map { "\($0.address)\t\($0.id)" }))

    try forget(simulator, place)
    let groups = resources.filter { $0.address.hasPrefix("azurerm_resource_group.") }
    var given = cloud
    for group in groups {
      let name = String(group.id.split(separator: "/").last ?? "")
      let words = ["--resource-group", name, "--environment", "group", "group"]
      given.merge(try importing(words, place, simulator)) { $1 }
    }
    guard !groups.isEmpty else { return }
    let written = try FileManager.default.contentsOfDirectory(atPath: place.folder.appendingPathComponent("group").path)
      .filter { $0.hasSuffix(".tf") }.sorted().map { try text("group/\($0)", place) }.joined()
    try expectImported("group", place, given, "\(kind) by group:\n\(written)")
    let inGroup = try place.run("state", "list", "--ids", "--simulate", "group", environment: given).output
    let ids = inGroup.split(separator: "\n").map { String($0.split(separator: "\t").last ?? "").lowercased() }
    let wanted = resources.filter { resource in
      groups.contains { resource.id.lowercased().hasPrefix($0.id.lowercased()) }
    }
    let made = wanted.map { $0.id.lowercased() }
    #expect(Set(made).isSubset(of: ids), "all of them")
    // What was said in a block of its parent has become a resource of its own.
    for id in ids where !made.contains(id) { #expect(made.contains { id.hasPrefix("\($0)/") }, "\(id)") }
    #expect(ids.count - Set(ids).count == made.count - Set(made).count, "each once")
  }

  /// A gateway that shows a certificate of a key vault, and has another one from a file.
  private static let gateway = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "westeurope"
    }
    resource "azurerm_virtual_network" "n" {
      name                = "net"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      address_space       = ["10.0.0.0/16"]
    }
    resource "azurerm_subnet" "s" {
      name                 = "s"
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.n.name
      address_prefixes     = ["10.0.1.0/24"]
    }
    resource "azurerm_user_assigned_identity" "i" {
      name                = "idt"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_public_ip" "p" {
      name                = "p"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      allocation_method   = "Static"
    }
    resource "azurerm_application_gateway" "g" {
      name                = "g"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      sku {
        name     = "Standard_v2"
        tier     = "Standard_v2"
        capacity = 1
      }
      identity {
        type         = "UserAssigned"
        identity_ids = [azurerm_user_assigned_identity.i.id]
      }
      gateway_ip_configuration {
        name      = "own"
        subnet_id = azurerm_subnet.s.id
      }
      frontend_ip_configuration {
        name                 = "public"
        public_ip_address_id = azurerm_public_ip.p.id
      }
      frontend_port {
        name = "https"
        port = 443
      }
      backend_address_pool {
        name = "machines"
      }
      backend_http_settings {
        name                  = "plain"
        port                  = 80
        protocol              = "Http"
        cookie_based_affinity = "Disabled"
      }
      ssl_certificate {
        name                = "site"
        key_vault_secret_id = "https://kv1.vault.azure.net/secrets/site"
      }
      ssl_certificate {
        name     = "file"
        data     = "cGZ4"
        password = "x"
      }
      http_listener {
        name                           = "in"
        frontend_ip_configuration_name = "public"
        frontend_port_name             = "https"
        protocol                       = "Https"
        ssl_certificate_name           = "site"
      }
      request_routing_rule {
        name                       = "all"
        rule_type                  = "Basic"
        priority                   = 1
        http_listener_name         = "in"
        backend_address_pool_name  = "machines"
        backend_http_settings_name = "plain"
      }
    }
    """

  @Test("of a gateway's certificates, one from a key vault needs no file, and one from a file does")
  func certificates() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    try place.write(Self.gateway, to: "made/main.tf")
    try place.write("", to: "taken/notes.txt")
    let made = try forgotten("made", place, simulator)
    let gateway = try #require(made.first { $0.address == "azurerm_application_gateway.g" })
    let known = try importing(["taken", "\(gateway.address)=\(gateway.id)"], place, simulator)
    let written = try text("taken/imported.tf", place)
    try expectImported("taken", place, known, "\(written)")
    #expect(written.contains("key_vault_secret_id = \"https://kv1.vault.azure.net/secrets/site\""))
    #expect(written.ranges(of: "data = var.").count == 1, "\(written)")
  }

  @Test("the AI-conformant environment is imported by id into an empty directory, and again with its group")
  func aiConformant() throws {
    let place = try Workplace()
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    for name in ["ids", "group"] { try place.write("", to: "\(name)/notes.txt") }
    let made = try forgotten("environments/ai-conformant", place, simulator)
    #expect(made.count > 8)
    let byID = try Program.run(
      "armature", ["import", "--simulate", "--auto-approve", "ids"] + made.map(\.id), in: place.folder,
      environment: cloud)
    #expect(byID.status == 0, "\(byID.errors)\(byID.output)")
    let spec = try text("ids/imported.tf", place)
    try expectImported("ids", place, cloud, "\(spec)")
    #expect(spec.contains("resource_group_name = azurerm_resource_group.rg_aks_ai_conformant_dev_centralus.name"))
    #expect(!spec.contains("ignore_changes"))
    try forget(simulator, place)
    let byGroup = try place.run(
      "import", "--simulate", "--auto-approve", "--resource-group", "rg-aks-ai-conformant-dev-centralus", "group",
      environment: cloud)
    #expect(byGroup.status == 0, "\(byGroup.errors)\(byGroup.output)")
    try expectImported("group", place, cloud, "\(try text("group/imported.tf", place))")
    let listed = try place.run("state", "list", "--ids", "--simulate", "group", environment: cloud).output
    let ids = Set(listed.split(separator: "\n").map { String($0.split(separator: "\t").last ?? "").lowercased() })
    #expect(ids == Set(made.map { $0.id.lowercased() }))
  }
}
