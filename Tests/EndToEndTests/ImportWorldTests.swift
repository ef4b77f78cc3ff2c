import Foundation
import Testing

/// `armature import` on what others made with calls of ARM, on Terraform's states, and where something is in the way.
@Suite(.timeLimit(.minutes(15))) struct ImportWorldTests {
  private static let root = ImportTests.root
  private static let group = "\(root)/resourceGroups/rg-made"
  private static let network = "\(group)/providers/Microsoft.Network"
  private static let clusters = "\(group)/providers/Microsoft.ContainerService/managedClusters"
  private static let identities = "\(group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities"

  private let place: Workplace
  private let simulator: Simulator
  private var cloud: [String: String] { ["ARMATURE_ARM_ENDPOINT": simulator.url] }

  init() throws {
    place = try Workplace(copying: [])
    simulator = try Simulator(in: place)
    try place.write("", to: "env/notes.txt")
  }

  private func put(_ id: String, _ apiVersion: String, _ body: String) throws {
    let answer = try simulator.call("PUT", "\(id)?api-version=\(apiVersion)", body: body, in: place)
    try #require([200, 201].contains(answer.0), "\(id): \(answer.1.text)")
  }

  private func run(_ arguments: String..., input: String? = nil) throws -> Program.Result {
    try Program.run("armature", arguments, in: place.folder, environment: cloud, input: input)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: place.folder.appendingPathComponent(path), encoding: .utf8)
  }

  private func files(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.folder.appendingPathComponent(directory).path)
      .filter { $0.hasSuffix(".tf") || $0.hasSuffix(".tmp") }.sorted()
  }

  private func expectEmptyPlan(_ directory: String, _ note: Comment? = nil) throws {
    let plan = try run("plan", "--simulate", "--detailed-exitcode", directory)
    #expect(plan.status == 0, note ?? "\(plan.output)\(plan.errors)")
    #expect(try run("fmt", "--check", directory).status == 0)
    #expect(try run("validate", directory).status == 0)
  }

  /// A group with an identity in it.
  private func makeSmallWorld() throws {
    try put(Self.group, "2021-04-01", #"{"location": "westeurope", "tags": {"team": "vision"}}"#)
    try put("\(Self.identities)/id-one", "2023-01-31", #"{"location": "westeurope"}"#)
  }

  @Test(
    "a world of raw calls is imported with its group, with one resource for everything and a reference for every id")
  func world() throws {
    try makeSmallWorld()
    try put(
      "\(Self.network)/networkSecurityGroups/guard", "2025-01-01",
      #"""
      {"location": "westeurope", "properties": {"securityRules": [{"name": "https", "properties": {"protocol": "Tcp",
      "access": "Allow", "direction": "Inbound", "priority": 100, "sourcePortRange": "*", "destinationPortRange": "443",
      "sourceAddressPrefix": "*", "destinationAddressPrefix": "*"}}]}}
      """#)
    try put(
      "\(Self.network)/publicIPAddresses/ip", "2025-01-01",
      #"{"location": "westeurope", "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"}}"#)
    try put(
      "\(Self.network)/natGateways/nat", "2025-01-01",
      """
      {"location": "westeurope", "sku": {"name": "Standard"},
      "properties": {"publicIpAddresses": [{"id": "\(Self.network)/publicIPAddresses/ip"}]}}
      """)
    try put(
      "\(Self.network)/virtualNetworks/net", "2025-01-01",
      """
      {"location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.8.0.0/16"]}, "subnets": [
      {"name": "nodes", "properties": {"addressPrefix": "10.8.0.0/20", "natGateway": {"id": "\(Self.network)/natGateways/nat"},
      "networkSecurityGroup": {"id": "\(Self.network)/networkSecurityGroups/guard"}}}]}}
      """)
    try put(
      "\(Self.clusters)/aks", "2026-04-01",
      """
      {"location": "westeurope", "identity": {"type": "UserAssigned", "userAssignedIdentities":
      {"\(Self.identities)/id-one": {}}}, "properties": {"dnsPrefix": "aks", "oidcIssuerProfile": {"enabled": true},
      "agentPoolProfiles": [
      {"name": "system", "mode": "System", "count": 2, "vmSize": "Standard_D2s_v5",
      "vnetSubnetID": "\(Self.network)/virtualNetworks/net/subnets/nodes"},
      {"name": "work", "mode": "User", "count": 1, "vmSize": "Standard_D4s_v5",
      "vnetSubnetID": "\(Self.network)/virtualNetworks/net/subnets/nodes"}]}}
      """)
    let cluster = try simulator.call("GET", "\(Self.clusters)/aks?api-version=2026-04-01", in: place).1
    let issuer = try #require(cluster["properties"]["oidcIssuerProfile"]["issuerURL"].string)
    try put(
      "\(Self.identities)/id-one/federatedIdentityCredentials/pods", "2024-11-30",
      """
      {"properties": {"issuer": "\(issuer)", "subject": "system:serviceaccount:default:pods",
      "audiences": ["api://AzureADTokenExchange"]}}
      """)
    let identity = try simulator.call("GET", "\(Self.identities)/id-one?api-version=2023-01-31", in: place).1
    let principal = try #require(identity["properties"]["principalId"].string)
    let role = "\(Self.root)/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7"
    try put(
      "\(Self.network)/virtualNetworks/net/providers/Microsoft.Authorization/roleAssignments/"
        + "5f2a0c5e-5f0c-4b8c-9f4e-0a3a5a1f3b11", "2022-04-01",
      """
      {"properties": {"roleDefinitionId": "\(role)", "principalId": "\(principal)", "principalType": "ServicePrincipal"}}
      """)

    let writes = try simulator.count("writes", in: place)
    let dry = try run("import", "--simulate", "--dry-run", "env", "--resource-group", "rg-made")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(try files("env") == [] && simulator.count("writes", in: place) == writes, "a dry run writes nothing")

    // ARM compares names without regard to case, and so do people.
    let done = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "RG-Made")
    #expect(done.status == 0, "\(done.errors)\(done.output)")
    let spec = try text("env/imported.tf")
    try expectEmptyPlan("env", "\(spec)")
    for expected in [
      "resource \"azurerm_network_security_rule\" \"https\"", "resource \"azurerm_subnet\" \"nodes\"",
      "resource \"azurerm_subnet_nat_gateway_association\" \"nodes\"",
      "resource \"azurerm_subnet_network_security_group_association\" \"nodes\"",
      "resource \"azurerm_nat_gateway_public_ip_association\"",
      "resource \"azurerm_kubernetes_cluster_node_pool\" \"work\"",
      "azurerm_virtual_network.net.name", "azurerm_subnet.nodes.id", "azurerm_resource_group.rg_made.location",
      "azurerm_kubernetes_cluster.aks.oidc_issuer_url", "azurerm_user_assigned_identity.id_one.principal_id",
      "[azurerm_user_assigned_identity.id_one.id]", "role_definition_name = \"Network Contributor\"",
      "scope                = azurerm_virtual_network.net.id",
    ] {
      #expect(spec.contains(expected), "\(expected) in\n\(spec)")
    }
    for absent in ["ignore_changes", "azapi_", "resourceGroups/", "\"work\"\n  vm_size", "security_rule {", "subnet {"]
    {
      #expect(!spec.contains(absent), "\(absent) in\n\(spec)")
    }
    let listed = try run("state", "list", "--ids", "--simulate", "env").output.split(separator: "\n")
    #expect(listed.count == 15, "\(listed)")
    // With every block in the spec nothing is left to be done the second time.
    let again = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "rg-made")
    #expect(again.status == 0 && again.output.contains("The environment has 15 of these already"), "\(again.output)")
    #expect(try files("env") == ["imported.tf"])
    // What Azure made for the cluster is not for anybody's spec.
    let nodes = try run(
      "import", "--simulate", "--auto-approve", "env", "--resource-group", "MC_rg-made_aks_westeurope")
    #expect(nodes.status == 1 && nodes.errors.contains("Resource that Azure manages"), "\(nodes.errors)")
  }

  @Test("ids are taken in any case, from the portal and as Terraform's two words; the next one joins the spec")
  func ids() throws {
    try makeSmallWorld()
    let portal = "https://portal.azure.com/#@contoso.com/resource\(Self.group)/overview"
    let first = try run("import", "--simulate", "--auto-approve", "env", portal)
    #expect(first.status == 0, "\(first.errors)")
    #expect(try text("env/imported.tf").contains("environment = \"env\""))
    let second = try run(
      "import", "--simulate", "--auto-approve", "env", "azurerm_user_assigned_identity.main",
      "\(Self.identities)/ID-ONE".lowercased())
    #expect(second.status == 0, "\(second.errors)")
    let spec = try text("env/imported-2.tf")
    #expect(spec.contains("resource \"azurerm_user_assigned_identity\" \"main\""))
    // The group was there before, and is referred to.
    #expect(spec.contains("= azurerm_resource_group.rg_made.name"), "\(spec)")
    try expectEmptyPlan("env")
  }

  @Test("nothing is taken over unless the answer is yes, and a file is never written over")
  func asking() throws {
    try makeSmallWorld()
    let nobody = try run("import", "--simulate", "env", Self.group)
    #expect(nobody.status == 1 && nobody.errors.contains("Say --auto-approve"), "\(nobody.errors)")
    let no = try run("import", "--simulate", "env", Self.group, input: "no\n")
    #expect(no.status == 1 && no.errors.contains("Nothing was taken over."))
    #expect(try files("env") == [])
    try place.write("# mine\n", to: "env/imported.tf")
    let taken = try run("import", "--simulate", "env", "--file", "imported.tf", Self.group, input: "yes\n")
    #expect(taken.status == 1 && taken.errors.contains("File exists already"), "\(taken.errors)")
    let yes = try run("import", "--simulate", "env", Self.group, input: "yes\n")
    #expect(yes.status == 0, "\(yes.errors)")
    #expect(try text("env/imported.tf") == "# mine\n")
    #expect(try files("env") == ["imported-2.tf", "imported.tf"])
    try expectEmptyPlan("env")
  }

  @Test("a run that was stopped between the file and the record goes on")
  func stopped() throws {
    try makeSmallWorld()
    let dry = try run("import", "--simulate", "--dry-run", "env", "--resource-group", "rg-made")
    try place.write(dry.output, to: "env/imported.tf")
    let done = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "rg-made")
    #expect(done.status == 0 && done.output.contains("2 taken over, 0 written"), "\(done.output)\(done.errors)")
    #expect(try files("env") == ["imported.tf"])
    try expectEmptyPlan("env")
  }

  @Test(
    "what can't be taken over is told before anything is written",
    arguments: [
      (["env", "nonsense"], "Invalid id"),
      (["env", "\(group)/providers/Microsoft.Network/virtualNetworks"], "Invalid id"),
      (
        ["env", "\(group)/providers/Microsoft.Compute/virtualMachines/vm"],
        "of the type Microsoft.Compute/virtualMachines"
      ),
      (["env", "\(group)/providers/Microsoft.Network/virtualNetworks/gone"], "doesn't exist in Azure"),
      (
        ["env", "/subscriptions/00000000-0000-4000-8000-00000000ffff/resourceGroups/rg"],
        "Resource of another subscription"
      ),
      (["env", "azurerm_virtual_network.a=\(group)"], "Resource of another kind"),
      (["env", "azurerm_thing.a=\(group)"], "no resource kind named \"azurerm_thing\""),
      (["env", "module.a.azurerm_resource_group.a=\(group)"], "No block for this address"),
      (["env", "a b=\(group)"], "Invalid address"),
      (["missing", "\(group)"], "missing doesn't exist"),
      (["azurerm_resource_group.a", "\(group)"], "armature import . azurerm_resource_group.a=ID"),
      (["env/notes.txt", "\(group)"], "is a file"),
      (["env", "--resource-group", "rg-gone"], "doesn't exist"),
      (["env", "--from-terraform-state", "none.tfstate"], "Unreadable Terraform state"),
    ])
  func refused(arguments: [String], message: String) throws {
    try makeSmallWorld()
    let result = try Program.run(
      "armature", ["import", "--simulate", "--auto-approve"] + arguments, in: place.folder, environment: cloud)
    #expect(result.status == 1 && result.errors.contains(message), "\(result.errors)\(result.output)")
    #expect(try files("env") == [])
  }

  @Test("what somebody else has, and what is here already, is told with its owner")
  func owned() throws {
    try makeSmallWorld()
    try place.write("", to: "other/notes.txt")
    #expect(try run("import", "--simulate", "--auto-approve", "other", Self.group).status == 0)
    let foreign = try run("import", "--simulate", "--auto-approve", "env", Self.group)
    #expect(foreign.status == 1 && foreign.errors.contains("belongs to the environment \"other\""), "\(foreign.errors)")
    let group = try run("import", "--simulate", "--auto-approve", "env", "--resource-group", "rg-made")
    #expect(group.status == 0 && group.output.contains("belongs to the environment \"other\""), "\(group.errors)")
    #expect(try text("env/imported.tf").contains("resource_group_name = \"rg-made\""))
    try expectEmptyPlan("env")
    let again = try run("import", "--simulate", "--auto-approve", "other", Self.group)
    #expect(again.status == 1 && again.errors.contains("Already in this environment"), "\(again.errors)")
    #expect(again.errors.contains("azurerm_resource_group.rg_made"))
  }

  @Test("import blocks without resource blocks get them in a new file, which is planned with")
  func generated() throws {
    try makeSmallWorld()
    try place.write(
      """
      armature { environment = "env" }

      import {
        to = azurerm_resource_group.main
        id = "\(Self.group)"
      }

      import {
        to = azurerm_user_assigned_identity.main
        id = "\(Self.identities)/id-one"
      }
      """, to: "env/main.tf")
    let without = try run("plan", "--simulate", "env")
    #expect(without.status == 1 && without.errors.contains("import target does not exist"), "\(without.errors)")
    let plan = try run("plan", "--simulate", "-generate-config-out=env/generated.tf", "env")
    #expect(plan.status == 0 && plan.output.contains("2 to import"), "\(plan.output)\(plan.errors)")
    let spec = try text("env/generated.tf")
    #expect(spec.contains("resource_group_name = azurerm_resource_group.main.name"), "\(spec)")
    let again = try run("plan", "--simulate", "-generate-config-out=env/generated.tf", "env")
    #expect(again.status == 1 && again.errors.contains("Target generated file already exists"))
    let apply = try run("apply", "--simulate", "--auto-approve", "env")
    #expect(apply.status == 0, "\(apply.errors)")
    try expectEmptyPlan("env")
  }

  @Test("a Terraform state is adopted where the spec has what it names, and the rest is listed")
  func terraformState() throws {
    try makeSmallWorld()
    try put("\(Self.identities)/id-two", "2023-01-31", #"{"location": "westeurope"}"#)
    try put("\(Self.identities)/id-three", "2023-01-31", #"{"location": "westeurope"}"#)
    let assignment =
      "\(Self.group)/providers/Microsoft.Authorization/roleAssignments/5f2a0c5e-5f0c-4b8c-9f4e-0a3a5a1f3b11"
    try put(
      assignment, "2022-04-01",
      """
      {"properties": {"principalId": "5f2a0c5e-5f0c-4b8c-9f4e-0a3a5a1f3b22", "principalType": "ServicePrincipal",
      "roleDefinitionId":
      "\(Self.root)/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"}}
      """)
    try place.write(
      """
      variable "names" { type = set(string) }
      resource "azurerm_user_assigned_identity" "this" {
        for_each            = var.names
        name                = each.key
        location            = "westeurope"
        resource_group_name = "rg-made"
      }
      """, to: "modules/ids/main.tf")
    try place.write(
      """
      armature { environment = "env" }
      module "ids" {
        source = "../modules/ids"
        names  = ["id-one", "id-two"]
      }
      """, to: "env/main.tf")
    func instance(_ id: String, key: String? = nil) -> String {
      let index = key.map { "\"index_key\": \"\($0)\", " } ?? ""
      return "{\(index)\"attributes\": {\"id\": \"\(id)\", \"secret\": \"canary-secret\"}}"
    }
    func resource(
      _ type: String, _ name: String, _ instances: String, module: String? = nil, mode: String = "managed",
      provider: String = "hashicorp/azurerm"
    ) -> String {
      let place = module.map { "\"module\": \"\($0)\", " } ?? ""
      return """
        {\(place)"mode": "\(mode)", "type": "\(type)", "name": "\(name)",
        "provider": "provider[\\"registry.terraform.io/\(provider)\\"]", "instances": [\(instances)]}
        """
    }
    let resources = [
      resource("azurerm_resource_group", "main", instance(Self.group)),
      resource(
        "azurerm_user_assigned_identity", "this",
        instance("\(Self.identities)/id-one", key: "id-one") + ","
          + instance("\(Self.identities)/id-two", key: "id-two"),
        module: "module.ids"),
      resource(
        "azurerm_user_assigned_identity", "gone", instance("\(Self.identities)/id-gone")),
      resource(
        "azurerm_user_assigned_identity", "deep", instance("\(Self.identities)/id-three"), module: "module.other"),
      resource("azurerm_role_assignment", "reader", instance("\(assignment)|5f2a0c5e-5f0c-4b8c-9f4e-0a3a5a1f3b33")),
      resource("azurerm_client_config", "me", instance("x"), mode: "data"),
      resource("aws_vpc", "a", instance("vpc-1"), provider: "hashicorp/aws"),
    ]
    try place.write(
      """
      {"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {},
      "resources": [\(resources.joined(separator: ","))]}
      """, to: "terraform.tfstate")
    let done = try run(
      "import", "--simulate", "--auto-approve", "env", "--from-terraform-state", "terraform.tfstate")
    #expect(done.status == 0, "\(done.errors)")
    #expect(!(done.output + done.errors + (try text("env/imported.tf"))).contains("canary"))
    try expectEmptyPlan("env", "\(try text("env/imported.tf"))")
    let listed = try run("state", "list", "--simulate", "env").output.split(separator: "\n").map(String.init)
    #expect(
      listed == [
        "azurerm_resource_group.main", "azurerm_role_assignment.reader",
        "module.ids.azurerm_user_assigned_identity.this[\"id-one\"]",
        "module.ids.azurerm_user_assigned_identity.this[\"id-two\"]",
      ])
    for block in [
      "from = azurerm_resource_group.main\n", "from = module.ids.azurerm_user_assigned_identity.this\n",
      "from = azurerm_role_assignment.reader\n", "destroy = false",
    ] {
      #expect(done.output.contains(block), "\(block) in\n\(done.output)")
    }
    for left in [
      "data.azurerm_client_config.me\n    a data source", "aws_vpc.a\n    of the provider hashicorp/aws",
      "azurerm_user_assigned_identity.gone\n",
      "module.other.azurerm_user_assigned_identity.deep\n    the spec has no block",
    ] {
      #expect(done.output.contains(left), "\(left) in\n\(done.output)")
    }
    #expect(!done.output.contains("from = module.other") && !done.output.contains("user_assigned_identity.gone\n\n"))
    let again = try run(
      "import", "--simulate", "--auto-approve", "env", "--from-terraform-state", "terraform.tfstate")
    #expect(again.status == 0 && again.output.contains("There is nothing to take over."), "\(again.errors)")
    #expect(again.output.contains("from = azurerm_resource_group.main\n"))
  }

  @Test(
    "what isn't a state is told as what it is",
    arguments: [
      ("{", "is no JSON"), ("{}", "no Terraform state"), ("{\"format_version\": \"1.0\"}", "terraform show -json"),
      ("{\"version\": 3, \"resources\": []}", "version 3"), ("{\"encrypted_data\": \"x\"}", "is encrypted"),
      ("{\"version\": 4, \"resources\": [{}]}", "is damaged"),
    ])
  func noState(text: String, message: String) throws {
    try place.write(text, to: "terraform.tfstate")
    let result = try run("import", "--simulate", "env", "--from-terraform-state", "terraform.tfstate")
    #expect(result.status == 1 && result.errors.contains(message), "\(result.errors)")
  }

  @Test("a block of the spec that isn't what is live is taken over, and the next plan says what differs")
  func differing() throws {
    try makeSmallWorld()
    try place.write(
      """
      armature { environment = "env" }
      resource "azurerm_resource_group" "a" {
        name     = "rg-made"
        location = "westeurope"
        tags     = { team = "speech" }
      }
      resource "azurerm_resource_group" "new" {
        name     = "rg-new"
        location = "westeurope"
      }
      """, to: "env/main.tf")
    let writes = try simulator.count("writes", in: place)
    let done = try run("import", "--simulate", "--auto-approve", "env", Self.group)
    #expect(done.status == 0 && done.errors.contains("azurerm_resource_group.a: update (`tags`)"), "\(done.errors)")
    let group = try simulator.call("GET", "\(Self.group)?api-version=2021-04-01", in: place).1
    #expect(group["tags"]["team"].string == "vision", "nothing in Azure changes")
    #expect(try simulator.call("GET", "\(Self.root)/resourceGroups/rg-new?api-version=2021-04-01", in: place).0 == 404)
    #expect(try simulator.count("writes", in: place) > writes, "but for the record")
    let plan = try run("plan", "--simulate", "env")
    #expect(plan.output.contains("Plan: 1 to add, 1 to change, 0 to destroy."), "\(plan.output)")
  }
}
