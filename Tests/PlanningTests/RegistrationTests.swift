import Applying
import AzureKinds
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What a subscription has to have registered: looked at before something is made, made where that is allowed, and
/// never taken away.
@Suite struct RegistrationTests {
  private static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }

    """
  private static let monitoring =
    group + """
      resource "azurerm_monitor_workspace" "w" {
        count               = 3
        name                = "amw-${count.index}"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
      }
      resource "azurerm_monitor_data_collection_endpoint" "e" {
        name                = "dce"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
      }

      """
  private static let registration = """
    resource "azurerm_resource_provider_registration" "monitor" {
      name = "Microsoft.Monitor"
    }

    """
  private static let both = ["Microsoft.Monitor", "Microsoft.Insights"]
  private static let none = Members([("resource_provider_registrations", Value.string("none"))])

  private func looks(_ world: World) -> [String] {
    let start = "GET \(World.id("providers/"))"
    return world.requests.all.filter { $0.hasPrefix(start) && !$0.dropFirst(start.count).contains("/") }
  }

  private func registered(_ world: World) -> [String] {
    world.requests.writes.filter { $0.hasSuffix("/register") }
  }

  private func errors(_ body: () async throws -> Void) async throws -> [Diagnostic] {
    do {
      try await body()
    } catch let error as DiagnosticsError {
      return error.diagnostics.filter { $0.severity == .error }
    }
    return []
  }

  private func state(of namespace: String, in world: World) async throws -> String? {
    try await world.call(.get, World.id("providers/\(namespace)"), apiVersion: "2022-09-01")[
      member: "registrationState"]?.stringValue
  }

  // MARK: The kind

  @Test("what is registered already is no change")
  func satisfied() async throws {
    let world = World()
    let plan = try await world.plan(Self.registration)
    #expect(plan.changes.map(\.action) == [.none])
    #expect(plan.isEmpty)
  }

  @Test("from azurerm 5.0 on nothing is registered unasked, and what the provider block asks for is")
  func newerDefault() async throws {
    for provider in [Members(), Members([("resource_provider_registrations", Value.string("core"))])] {
      let world = try World(unregistered: Self.both, provider: provider, azurerm: .five)
      let found = try await errors { _ = try await world.plan(Self.monitoring) }
      #expect(found.map(\.summary) == (provider.isEmpty ? ["Resource providers not registered"] : []))
    }
  }

  @Test("a missing registration is made, waited for and then no change; destroying leaves it and says so")
  func lifecycle() async throws {
    let world = try World(unregistered: ["Microsoft.Monitor"], provider: Self.none)
    let plan = try await world.plan(Self.registration)
    #expect(plan.changes.map(\.action) == [.create])
    #expect(plan.warnings.isEmpty)
    try await world.apply(Self.registration)
    #expect(try await state(of: "Microsoft.Monitor", in: world) == "Registered")
    #expect(registered(world) == ["POST \(World.id("providers/Microsoft.Monitor/register"))"])
    #expect(try await world.plan(Self.registration).isEmpty)
    let inOtherCase = Self.registration.replacing("Microsoft.Monitor", with: "microsoft.monitor")
    #expect(try await world.plan(inOtherCase).isEmpty)

    try await world.apply(Self.group + Self.registration)
    let (planner, _) = try await world.planner(Self.group + Self.registration)
    let destruction = await planner.destruction().plan
    #expect(destruction.changes.map(\.address.type) == ["azurerm_resource_group"])
    let note = try #require(destruction.warnings.first)
    #expect(note.summary == "Registrations stay")
    #expect(note.detail.contains("azurerm_resource_provider_registration.monitor"))
    try await world.destroy(Self.group + Self.registration)
    #expect(try await state(of: "Microsoft.Monitor", in: world) == "Registered")
    #expect(registered(world).count == 1)
  }

  @Test("features of a resource provider are registered and unregistered along with it, and others are left alone")
  func features() async throws {
    let world = try World(unregistered: ["Microsoft.Monitor"], provider: Self.none)
    func spec(_ features: [(String, Bool)]) -> String {
      let blocks = features.map { "feature {\n name = \"\($0)\"\n registered = \($1)\n}\n" }.joined()
      return
        "resource \"azurerm_resource_provider_registration\" \"monitor\" {\n name = \"Microsoft.Monitor\"\n\(blocks)}\n"
    }
    func state(_ feature: String) async throws -> String? {
      let id = World.id("providers/Microsoft.Features/providers/Microsoft.Monitor/features/\(feature)")
      return try await world.call(.get, id, apiVersion: "2021-07-01")[member: "properties"]?[member: "state"]?
        .stringValue
    }
    func apply(_ spec: String) async throws {
      #expect(try await world.apply(spec).failures.map { "\($0.0): \($0.1)" } == [])
      #expect(try await world.plan(spec).isEmpty)
    }
    try await apply(spec([("Alpha", true), ("Beta", false)]))
    #expect(try await self.state(of: "Microsoft.Monitor", in: world) == "Registered")
    #expect(try await state("Alpha") == "Registered")
    #expect(try await state("Beta") == "NotRegistered")
    let place = World.id("providers/Microsoft.Features/providers/Microsoft.Monitor/features")
    let provider = World.id("providers/Microsoft.Monitor/register")
    #expect(registered(world) == ["POST \(provider)", "POST \(place)/Alpha/register", "POST \(provider)"])
    let plan = try await world.plan(spec([("alpha", false), ("Beta", false)]))
    #expect(plan.changes.map(\.action) == [.update])
    try await apply(spec([("alpha", false), ("Beta", false)]))
    #expect(try await state("Alpha") == "Unregistered")
    try await apply(spec([]))
    #expect(try await state("Alpha") == "Unregistered")
  }

  @Test("a name that is no namespace is refused")
  func badName() async throws {
    let world = World()
    let found = try await errors {
      _ = try await world.plan(Self.registration.replacing("Microsoft.Monitor", with: "Monitor"))
    }
    #expect(found.count == 1)
    #expect(found.first?.detail.contains("namespace") == true)
  }

  // MARK: What is needed

  @Test("one look for each namespace of what is created, none for groups, none where nothing is created")
  func looks() async throws {
    let world = World()
    try await world.apply(Self.group)
    #expect(looks(world) == [])
    try await world.apply(Self.monitoring)
    #expect(looks(world).sorted() == Self.both.sorted().map { "GET \(World.id("providers/\($0)"))" })
    #expect(try await world.plan(Self.monitoring).isEmpty)
    try await world.destroy(Self.monitoring)
    #expect(looks(world).count == 2)
    #expect(registered(world) == [])
  }

  @Test("what is missing is said in the plan, and registered once before the first resource of it")
  func registers() async throws {
    let world = try World(unregistered: Self.both)
    let plan = try await world.plan(Self.monitoring)
    #expect(plan.warnings.map(\.summary) == ["Registers resource providers"])
    #expect(plan.warnings[0].detail.contains("\n  Microsoft.Insights\n  Microsoft.Monitor"))
    #expect(plan.registrations == Self.both.sorted().map { World.id("providers/\($0)") })
    #expect(registered(world) == [])
    let result = try await world.apply(Self.monitoring)
    #expect(result.isComplete)
    #expect(registered(world).sorted() == Self.both.sorted().map { "POST \(World.id("providers/\($0)/register"))" })
    #expect(try await world.plan(Self.monitoring).isEmpty)
    try await world.destroy(Self.monitoring)
    for namespace in Self.both { #expect(try await state(of: namespace, in: world) == "Registered") }
  }

  @Test("where the provider block has nothing registered, one error lists all of it with the lines to add")
  func refused() async throws {
    let world = try World(unregistered: Self.both, provider: Self.none)
    let found = try await errors { _ = try await world.plan(Self.monitoring) }
    #expect(found.map(\.summary) == ["Resource providers not registered"])
    for namespace in Self.both {
      let label = namespace.lowercased().replacing(".", with: "_")
      #expect(
        found[0].detail.contains(
          "resource \"azurerm_resource_provider_registration\" \"\(label)\" { name = \"\(namespace)\" }"))
    }
    #expect(world.requests.writes == [])
    // The lines that it names are all that it takes.
    let lines = found[0].detail.split(separator: "\n").filter { $0.contains("resource \"") }.joined(separator: "\n")
    let result = try await world.apply(Self.monitoring + lines)
    #expect(result.isComplete)
    #expect(try await world.plan(Self.monitoring + lines).isEmpty)
  }

  @Test(
    "the provider block says what may be registered",
    arguments: [
      (Members([("resource_provider_registrations", Value.string("core"))]), true),
      (Members([("resource_provider_registrations", Value.string("legacy"))]), true),
      (Members([("skip_provider_registration", Value.bool(false))]), true),
      (Members([("skip_provider_registration", Value.bool(true))]), false),
      (none, false),
      (
        Members([
          ("resource_provider_registrations", Value.string("none")),
          ("resource_providers_to_register", Value.tuple([.string("microsoft.monitor")])),
        ]), true
      ),
      (
        Members([
          ("resource_provider_registrations", Value.string("none")),
          ("resource_providers_to_register", Value.tuple([.string("Microsoft.Insights")])),
        ]), false
      ),
    ])
  func policy(provider: Members, isAllowed: Bool) async throws {
    let world = try World(unregistered: ["Microsoft.Monitor"], provider: provider)
    let found = try await errors { _ = try await world.plan(Self.monitoring) }
    #expect(found.map(\.summary) == (isAllowed ? [] : ["Resource provider not registered"]))
  }

  @Test("a set of resource providers that there isn't is refused")
  func unknownSet() async throws {
    let found = try await errors {
      _ = try World(unregistered: [], provider: Members([("resource_provider_registrations", Value.string("cor"))]))
    }
    #expect(found.map(\.summary) == ["Invalid resource_provider_registrations"])
    #expect(found[0].hint == "did you mean \"core\"?")
  }

  @Test("a registration in the spec is there before what needs it, whether or not that refers to it")
  func inSpec() async throws {
    let world = try World(unregistered: ["Microsoft.Monitor"], provider: Self.none)
    let plan = try await world.plan(Self.monitoring + Self.registration)
    #expect(plan.warnings.isEmpty)
    let result = try await world.apply(Self.monitoring + Self.registration, parallelism: 1)
    #expect(result.isComplete)
    #expect(try await world.plan(Self.monitoring + Self.registration).isEmpty)
  }

  @Test("a registration in the spec that the plan leaves out doesn't count")
  func leftOut() async throws {
    let world = try World(unregistered: ["Microsoft.Monitor"], provider: Self.none)
    var options = PlanOptions()
    options.targets = ["azurerm_monitor_workspace.w"]
    let found = try await errors { _ = try await world.plan(Self.monitoring + Self.registration, options: options) }
    #expect(found.map(\.summary) == ["Resource provider not registered"])
  }

  @Test("where the caller may not look, the plan goes on without")
  func notPermitted() async throws {
    let world = try World(
      unregistered: [],
      permittedScopes: [World.id("resourceGroups/rg-a"), World.id("resourceGroups/armature-records")],
      provider: Self.none)
    let plan = try await world.plan(Self.monitoring)
    #expect(plan.registrations == [])
    #expect(looks(world).count == 2)
  }

  @Test("a registration that fails stops what needs it and nothing else")
  func failure() async throws {
    let world = try World(unregistered: ["Microsoft.Monitor"])
    try await world.fault([
      "method": "POST", "path": "/providers/Microsoft.Monitor/register", "times": 10, "effect": "answer",
      "status": 403, "code": "AuthorizationFailed",
    ])
    let result = try await world.apply(Self.monitoring)
    #expect(result.failures.count == 3)
    #expect(result.added == 2)
    #expect(!world.requests.writes.contains { $0.contains("/accounts/") })
  }

  @Test("what only the write says is missing comes with the lines that plan it")
  func foundOut() async throws {
    let world = try World(
      unregistered: ["Microsoft.Monitor"],
      permittedScopes: [World.id("resourceGroups/rg-a"), World.id("resourceGroups/armature-records")],
      provider: Self.none)
    let result = try await world.apply(Self.monitoring)
    #expect(result.failures.count == 3)
    for (_, failure) in result.failures {
      #expect(failure.summary == "Resource provider not registered")
      #expect(
        failure.hint == """
          add this, and let the resource depend on it:
          resource "azurerm_resource_provider_registration" "microsoft_monitor" { name = "Microsoft.Monitor" }
          """)
    }
  }
}
