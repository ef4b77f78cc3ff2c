import ARMSimulator
import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Who may do what, and whom an identity trusts, in a simulated Azure.
@Suite("Role assignments and federated credentials")
struct RoleAssignmentTests {
  private static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_user_assigned_identity" "i" {
      name                = "worker"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }

    """

  private static let contributor =
    "providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"

  private static func assignment(
    _ label: String = "a", role: String = "role_definition_name = \"Contributor\"",
    scope: String = "azurerm_resource_group.a.id", more: String = "principal_type = \"ServicePrincipal\""
  ) -> String {
    """
    resource "azurerm_role_assignment" "\(label)" {
      scope        = \(scope)
      principal_id = azurerm_user_assigned_identity.i.principal_id
      \(role)
      \(more)
    }

    """
  }

  private static func credential(_ name: String, audience: String = "[\"api://AzureADTokenExchange\"]") -> String {
    """
    resource "azurerm_federated_identity_credential" "\(name)" {
      name                      = "\(name)"
      user_assigned_identity_id = azurerm_user_assigned_identity.i.id
      issuer                    = "https://issuer.example/"
      subject                   = "system:serviceaccount:kaito:\(name)"
      audience                  = \(audience)
    }

    """
  }

  private static func spec(_ blocks: String...) -> String { group + blocks.joined() }

  private func live(_ world: World) async throws -> [Value] {
    try await world.list(
      World.id("resourceGroups/rg-a/providers/Microsoft.Authorization/roleAssignments"), apiVersion: "2022-04-01")
  }

  private func changes(_ plan: Plan) -> [String] {
    plan.changes.filter { $0.action != .none || !$0.reasons.isEmpty }.map { "\($0.address): \($0.action)" }
  }

  @Test("the name follows from scope, role, environment and address, so that it is known before anything is there")
  func name() async throws {
    let world = World()
    let spec = Self.spec(Self.assignment())
    let change = try #require(try await world.plan(spec).changes.first { $0.kind.name == "azurerm_role_assignment" })
    // uuid5(NAMESPACE_URL, "\n".join([scope in lower case, GUID of the role, "test", "azurerm_role_assignment.a"])).
    #expect(change.after[member: "name"]?.stringValue == "42ef9daf-7145-54c4-be79-246631b82656")
    #expect(change.id?.hasSuffix("/roleAssignments/42ef9daf-7145-54c4-be79-246631b82656") == true)
    let result = try await world.apply(spec)
    #expect(result.isComplete, "\(result.failures)")
    let properties = try #require(try await live(world).first?[member: "properties"])
    #expect(properties[member: "principalType"]?.stringValue == "ServicePrincipal")
    #expect(
      properties[member: "roleDefinitionId"]?.stringValue?.hasSuffix("b24988ac-6180-42a0-ab88-20f7382dd24c") == true)
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await world.destroy(spec).isComplete)
  }

  @Test("an assignment that moves keeps its name")
  func moved() async throws {
    let world = World()
    try await world.apply(Self.spec(Self.assignment()))
    let before = try await live(world).first?[member: "name"]
    let spec = Self.spec(
      Self.assignment("b"),
      """
      moved {
        from = azurerm_role_assignment.a
        to   = azurerm_role_assignment.b
      }
      """)
    let plan = try await world.plan(spec)
    #expect(plan.changes.allSatisfy { $0.action == .none }, "\(changes(plan))")
    try await world.apply(spec)
    #expect(try await live(world).map { $0[member: "name"] } == [before])
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test(
    "a role is the same by name and by any of its ids",
    arguments: [
      "role_definition_name = \"contributor\"",
      "role_definition_id = \"/\(contributor)\"",
      "role_definition_id = \"\(World.id(contributor.uppercased()))\"",
    ])
  func sameRole(role: String) async throws {
    let world = World()
    try await world.apply(Self.spec(Self.assignment()))
    #expect(changes(try await world.plan(Self.spec(Self.assignment(role: role)))) == [])
  }

  @Test(
    "another role, scope or principal type is another assignment",
    arguments: [
      assignment(role: "role_definition_name = \"Reader\""),
      assignment(scope: "azurerm_user_assigned_identity.i.id"),
      assignment(more: "principal_type = \"Group\""),
    ])
  func replaced(block: String) async throws {
    let world = World()
    try await world.apply(Self.spec(Self.assignment()))
    let plan = try await world.plan(Self.spec(block))
    #expect(changes(plan) == ["azurerm_role_assignment.a: replace(createFirst: false)"])
    let result = try await world.apply(Self.spec(block))
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(Self.spec(block)).isEmpty)
  }

  private static let keeper = """
    resource "azurerm_role_definition" "k" {
      name  = "Keeper"
      scope = azurerm_resource_group.a.id
      permissions {
        actions = ["Microsoft.Resources/subscriptions/resourceGroups/read"]
      }
    }

    """

  @Test(
    "a role of the spec is called by its name, and is there before it is assigned",
    arguments: ["\"keeper\"", "azurerm_role_definition.k.name"])
  func ownRole(name: String) async throws {
    let world = World()
    let spec = Self.spec(Self.assignment(role: "role_definition_name = \(name)"), Self.keeper)
    let change = try #require(try await world.plan(spec).changes.first { $0.kind.name == "azurerm_role_assignment" })
    #expect(change.dependencies.map(\.description).contains("azurerm_role_definition.k"))
    // Nobody has to be asked for what the spec says.
    #expect(!world.requests.all.contains { $0.hasSuffix("/roleDefinitions") })
    #expect(try await world.apply(spec).failures.map { "\($0.address): \($0.failure)" } == [])
    let role = try #require(
      try await live(world).first?[member: "properties"]?[member: "roleDefinitionId"]?.stringValue)
    let definition = try await world.call(.get, role, apiVersion: "2022-04-01")
    #expect(definition[member: "properties"]?[member: "roleName"] == "Keeper")
    #expect(changes(try await world.plan(spec)) == [])
    // It goes after what it is assigned by, which Azure insists on.
    #expect(try await world.destroy(spec).failures.map { "\($0.address): \($0.failure)" } == [])
  }

  @Test(
    "a role that Azure has is called by its name, at a scope that is there and at one that isn't yet",
    arguments: ["azurerm_resource_group.a.id", "azurerm_user_assigned_identity.i.id"])
  func foreignRole(scope: String) async throws {
    let world = World()
    let role = World.id("providers/Microsoft.Authorization/roleDefinitions/5a9d7b1e-0f0a-4c37-9b35-3d7f1c1f2a10")
    try await world.call(
      .put, role, apiVersion: "2022-04-01",
      body: [
        "properties": ["roleName": "Keeper's", "assignableScopes": [.string(World.id("").dropLast().description)]]
      ])
    let spec = Self.spec(Self.assignment(role: "role_definition_name = \"keeper's\"", scope: scope))
    #expect(try await world.apply(spec).failures.map { "\($0.address): \($0.failure)" } == [])
    let properties = try await live(world).first?[member: "properties"]
    #expect(
      properties?[member: "roleDefinitionId"]?.stringValue?.hasSuffix("5a9d7b1e-0f0a-4c37-9b35-3d7f1c1f2a10") == true)
    #expect(changes(try await world.plan(spec)) == [])
    // By its id it is the same.
    let byID = Self.spec(Self.assignment(role: "role_definition_id = \"\(role)\"", scope: scope))
    #expect(changes(try await world.plan(byID)) == [])
  }

  @Test("a name that is known only during the apply is refused there, unless it is a built-in role's")
  func lateName() async throws {
    func spec(_ name: String) -> String {
      Self.spec(
        "resource \"terraform_data\" \"n\" { input = \"\(name)\" }\n",
        Self.assignment(role: "role_definition_name = terraform_data.n.output"))
    }
    let world = World()
    let result = try await world.apply(spec("Keeper"))
    #expect(result.failures.map(\.failure.summary) == ["Name is not known in time"])
    #expect(try await World().apply(spec("Reader")).failures.isEmpty)
  }

  @Test("a description is changed in place, and not looking for a principal makes it one of a service")
  func inPlace() async throws {
    let world = World()
    try await world.apply(Self.spec(Self.assignment(more: "skip_service_principal_aad_check = true")))
    let spec = Self.spec(Self.assignment(more: "description = \"For pools.\"\n  principal_type = \"ServicePrincipal\""))
    #expect(changes(try await world.plan(spec)) == ["azurerm_role_assignment.a: update"])
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("credentials of one identity are written one after the other", arguments: [1, 2] as [UInt64])
  func series(seed: UInt64) throws {
    let timeline = Timeline(seed: seed)
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(1)), clock: timeline.simulatorClock)
    let world = World(simulator: simulator, timeline: timeline, seed: seed)
    let spec = Self.spec(Self.credential("one"), Self.credential("two"), Self.credential("three"))
    let outcome = timeline.run { () -> Result<[String], any Error> in
      do {
        let made = try await world.apply(spec)
        let isEmpty = try await world.plan(spec).isEmpty
        let gone = try await world.destroy(spec)
        return .success((made.failures + gone.failures).map(\.failure.detail) + (isEmpty ? [] : ["not empty"]))
      } catch {
        return .failure(error)
      }
    }
    #expect(try outcome.get() == [])
    let puts = world.requests.writes.filter { $0.hasPrefix("PUT") && $0.contains("federatedIdentityCredentials") }
    #expect(puts.count == 3)
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let block: String
    let summary: String
    let words: String
  }

  static let mistakes = [
    Mistake(
      testDescription: "a role that nobody knows", block: assignment(role: "role_definition_name = \"Contributer\""),
      summary: "Unknown role", words: "\"Contributer\""),
    Mistake(
      testDescription: "no role", block: assignment(role: ""), summary: "Missing required argument",
      words: "`role_definition_id`"),
    Mistake(
      testDescription: "two roles",
      block: assignment(
        role: "role_definition_name = \"Reader\"\n  role_definition_id = \"/x/b24988ac-6180-42a0-ab88-20f7382dd24c\""),
      summary: "Invalid combination of arguments", words: "they say two"),
    Mistake(
      testDescription: "a name that is no UUID", block: assignment(more: "name = \"mine\""),
      summary: "Invalid value for argument", words: "must be a UUID"),
    Mistake(
      testDescription: "a version without a condition", block: assignment(more: "condition_version = \"2.0\""),
      summary: "Invalid combination of arguments", words: "`condition`"),
    Mistake(
      testDescription: "no check of a group",
      block: assignment(more: "principal_type = \"Group\"\n  skip_service_principal_aad_check = true"),
      summary: "Invalid combination of arguments", words: "\"Group\""),
    Mistake(
      testDescription: "no audience", block: credential("one", audience: "[]"), summary: "Invalid value for argument",
      words: "it has 0"),
    Mistake(
      testDescription: "an audience that isn't Azure's", block: credential("one", audience: "[\"sts.amazonaws.com\"]"),
      summary: "Unusual audience", words: "sts.amazonaws.com"),
    Mistake(
      testDescription: "an issuer without a scheme",
      block: credential("one").replacing("https://issuer.example/", with: "issuer.example"),
      summary: "Invalid value for argument", words: "https://"),
  ]

  @Test("mistakes are found by validate", arguments: mistakes)
  func mistake(example: Mistake) async throws {
    let (planner, _) = try await World().planner(Self.spec(example.block))
    let problems = planner.validate()
    #expect(problems.map(\.summary) == [example.summary])
    #expect(problems.first?.detail.contains(example.words) == true, "\(problems.first?.detail ?? "")")
    #expect(problems.first?.subject != nil)
  }

  @Test("the spelling of older versions is taken, with a warning")
  func formerly() async throws {
    let world = World()
    let spec = Self.spec(
      Self.credential("one").replacing("user_assigned_identity_id", with: "resource_group_name = \"rg-a\"\n  parent_id")
    )
    let plan = try await world.plan(spec)
    #expect(plan.warnings.contains { $0.detail.contains("user_assigned_identity_id") })
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test(
    "built-in roles go by the ids of Azure's list, and are there in the simulator",
    arguments: [
      // From the list of built-in roles in Azure's documentation.
      ("Azure Kubernetes Service Cluster User Role", "4abbcc35-e782-43d8-92c5-2d3f1bd2253f"),
      ("Role Based Access Control Administrator", "f58310d9-a9f6-439a-9e8d-f62e7b41a168"),
      ("key vault secrets officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"),
      ("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
    ])
  func builtIn(role: (name: String, guid: String)) async throws {
    let world = World()
    let spec = Self.spec(Self.assignment(role: "role_definition_name = \"\(role.name)\""))
    try await world.apply(spec)
    let bodies = try await live(world)
    #expect(bodies.count == 1)
    let id = bodies.first?[member: "properties"]?[member: "roleDefinitionId"]?.stringValue
    #expect(id?.hasSuffix("/\(role.guid)") == true, "\(id ?? "")")
    #expect(try await world.plan(spec).isEmpty)
  }
}
