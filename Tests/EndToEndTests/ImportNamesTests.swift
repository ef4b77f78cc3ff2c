import Foundation
import Testing

/// `armature import` and `import` blocks for what has no name of its own in the spec, and for what can't be written without
/// a secret.
@Suite(.timeLimit(.minutes(5))) struct ImportNamesTests {
  private static let root = ImportTests.root
  private static let group = "\(root)/resourceGroups/rg-made"
  private static let role =
    "\(root)/providers/Microsoft.Authorization/roleDefinitions/7b6f0f6e-3a39-4c1e-9c32-0d8f9f4f3f01"
  private static let assignment =
    "\(group)/providers/Microsoft.Authorization/roleAssignments/5f2a0c5e-5f0c-4b8c-9f4e-0a3a5a1f3b11"
  private static let principal = "9b7d3f0e-57d4-4a06-9c2f-6f6f1f4f2c11"

  private let place: Workplace
  private let simulator: Simulator

  init() throws {
    place = try Workplace(copying: [])
    simulator = try Simulator(in: place)
    try put(Self.group, "2021-04-01", #"{"location": "westeurope"}"#)
  }

  private func put(_ id: String, _ apiVersion: String, _ body: String) throws {
    let answer = try simulator.call("PUT", "\(id)?api-version=\(apiVersion)", body: body, in: place)
    try #require([200, 201].contains(answer.0), "\(id): \(answer.1.text)")
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run("armature", arguments, in: place.folder, environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: place.folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// A role and its assignment, with the names that Terraform made up for them.
  private func makeRoles() throws {
    try put(
      Self.role, "2022-04-01",
      """
      {"properties": {"roleName": "watcher", "type": "CustomRole", "permissions": [{"actions": ["*/read"]}],
      "assignableScopes": ["\(Self.root)"]}}
      """)
    try put(
      Self.assignment, "2022-04-01",
      """
      {"properties": {"roleDefinitionId": "\(Self.role)", "principalId": "\(Self.principal)",
      "principalType": "ServicePrincipal"}}
      """)
  }

  /// Blocks as most specs have them: Terraform makes up the UUIDs that Azure wants for names.
  private static let roles = """
    resource "azurerm_role_definition" "watcher" {
      name  = "watcher"
      scope = "\(root)"

      permissions {
        actions = ["*/read"]
      }
    }

    resource "azurerm_role_assignment" "watcher" {
      scope              = "\(group)"
      role_definition_id = azurerm_role_definition.watcher.role_definition_resource_id
      principal_id       = "\(principal)"
    }

    """

  @Test("an import block takes over a role and an assignment without a name in the spec, by the ids of Terraform")
  func blocks() throws {
    try makeRoles()
    let imports = """
      import {
        to = azurerm_role_definition.watcher
        id = "\(Self.role)|\(Self.root)"
      }

      import {
        to = azurerm_role_assignment.watcher
        id = "\(Self.assignment)"
      }

      """
    try place.write(imports + Self.roles, to: "env/main.tf")
    let applied = try run("apply", "--simulate", "--auto-approve", "env")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(applied.output.contains("2 imported, 0 added, 0 changed, 0 destroyed"), "\(applied.output)")
    // The record keeps the names when the blocks are gone.
    try place.write(Self.roles, to: "env/main.tf")
    let plan = try run("plan", "--simulate", "--detailed-exitcode", "env")
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
  }

  @Test("a Terraform state has the names that its spec leaves to Terraform")
  func state() throws {
    try makeRoles()
    try place.write(Self.roles, to: "env/main.tf")
    func resource(_ type: String, _ id: String) -> String {
      """
      {"mode": "managed", "type": "\(type)", "name": "watcher",
      "provider": "provider[\\"registry.terraform.io/hashicorp/azurerm\\"]",
      "instances": [{"schema_version": 0, "attributes": {"id": "\(id)"}}]}
      """
    }
    try place.write(
      """
      {"version": 4, "terraform_version": "1.9.5", "serial": 3, "lineage": "x", "outputs": {}, "resources": [
      \(resource("azurerm_role_definition", "\(Self.role)|\(Self.root)")),
      \(resource("azurerm_role_assignment", Self.assignment))]}
      """, to: "terraform.tfstate")
    let taken = try run("import", "--simulate", "--auto-approve", "env", "--from-terraform-state", "terraform.tfstate")
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.output.contains("Resources: 2 taken over, 0 written."), "\(taken.output)")
    let plan = try run("plan", "--simulate", "--detailed-exitcode", "env")
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
  }

  @Test("an address and an id name an assignment that the spec describes without a name")
  func commandLine() throws {
    try makeRoles()
    try place.write(Self.roles, to: "env/main.tf")
    let taken = try run(
      "import", "--simulate", "--auto-approve", "env", "azurerm_role_assignment.watcher=\(Self.assignment)",
      "azurerm_role_definition.watcher=\(Self.role)")
    #expect(taken.status == 0, "\(taken.errors)")
    let plan = try run("plan", "--simulate", "--detailed-exitcode", "env")
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
  }

  @Test("a cluster that acts as an application is written with a variable for its secret")
  func application() throws {
    try put(
      "\(Self.group)/providers/Microsoft.ContainerService/managedClusters/aks", "2026-04-01",
      """
      {"location": "westeurope", "properties": {"dnsPrefix": "aks",
      "servicePrincipalProfile": {"clientId": "\(Self.principal)", "secret": "hunter2"},
      "agentPoolProfiles": [{"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"}]}}
      """)
    try place.write("", to: "env/notes.txt")
    try place.write("aks_client_secret = \"hunter2\"\n", to: "env/secret.auto.tfvars")
    let taken = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "rg-made")
    #expect(taken.status == 0, "\(taken.errors)")
    let spec = try text("env/imported.tf")
    #expect(spec.contains("client_id     = \"\(Self.principal)\""), "\(spec)")
    #expect(spec.contains("client_secret = var."), "\(spec)")
    let plan = try run("plan", "--simulate", "--detailed-exitcode", "env")
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
  }

  @Test("what is written is not among what lies beneath something else and is left out")
  func parts() throws {
    let balancer = "\(Self.group)/providers/Microsoft.Network/loadBalancers/lb"
    let front = "\(balancer)/frontendIPConfigurations/front"
    try put(
      "\(Self.group)/providers/Microsoft.Network/publicIPAddresses/ip", "2025-01-01",
      #"{"location": "westeurope", "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"}}"#)
    try put(
      balancer, "2025-01-01",
      """
      {"location": "westeurope", "sku": {"name": "Standard"}, "properties": {"frontendIPConfigurations": [
      {"name": "front", "properties": {"publicIPAddress":
      {"id": "\(Self.group)/providers/Microsoft.Network/publicIPAddresses/ip"}}}],
      "probes": [{"name": "taken", "properties": {"protocol": "Tcp", "port": 22}},
      {"name": "left", "properties": {"protocol": "Tcp", "port": 80}}],
      "loadBalancingRules": [{"name": "rule", "properties": {"protocol": "Tcp", "frontendPort": 80, "backendPort": 80,
      "frontendIPConfiguration": {"id": "\(front)"}}}]}}
      """)
    try place.write("", to: "env/notes.txt")
    let taken = try run(
      "import", "--simulate", "--auto-approve", "env", balancer, "\(balancer)/probes/taken",
      "\(balancer)/loadBalancingRules/rule")
    #expect(taken.status == 0, "\(taken.errors)")
    let rest = taken.output.components(separatedBy: "Not taken over").last ?? ""
    #expect(rest.contains("\(balancer)/probes/left"), "\(taken.output)")
    #expect(!rest.contains("/probes/taken") && !rest.contains("/loadBalancingRules/rule"), "\(taken.output)")
  }

  @Test("what the record keeps isn't found by an id, and the error says how to keep its value")
  func recorded() throws {
    try place.write("resource \"random_uuid\" \"run\" {}\n", to: "env/main.tf")
    let uuid = "aabbccdd-eeff-0011-2233-445566778899"
    let refused = try run("import", "--simulate", "--auto-approve", "env", "random_uuid.run=\(uuid)")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains(
        "hint: write its block, and beside it:\nimport {\n  to = random_uuid.run\n  id = \"\(uuid)\"\n}"),
      "\(refused.errors)")
    let secret = try run("import", "--simulate", "--auto-approve", "env", "random_password.run=hunter2")
    #expect(secret.status == 1 && secret.errors.contains("have it made anew"), "\(secret.errors)")
    #expect(!secret.errors.contains("hunter2"))
  }
}
