import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What isn't ours is never touched, and whoever asks for it is told whose it is.
@Suite struct OwnershipTests {
  private static func group(_ label: String, _ name: String) -> String {
    """
    resource "azurerm_resource_group" "\(label)" {
      name     = "\(name)"
      location = "centralus"
    }

    """
  }

  private static func endpoint(_ label: String, group: String, name: String = "dce", tags: String = "{}") -> String {
    """
    resource "azurerm_monitor_data_collection_endpoint" "\(label)" {
      name                = "\(name)"
      resource_group_name = "\(group)"
      location            = "centralus"
      tags                = \(tags)
    }

    """
  }

  private func makeGroup(_ name: String, in world: World, manager: String? = nil) async throws {
    var body: [(String, Value)] = [("location", "centralus")]
    if let manager { body.append(("managedBy", .string(manager))) }
    try await world.call(
      .put, World.id("resourceGroups/\(name)"), apiVersion: "2023-07-01", body: .object(Members(body)))
  }

  private func makeEndpoint(_ name: String, group: String, in world: World) async throws {
    try await world.call(
      .put, World.id("resourceGroups/\(group)/providers/Microsoft.Insights/dataCollectionEndpoints/\(name)"),
      apiVersion: "2023-03-11", body: ["location": "centralus", "properties": [:]])
  }

  private func errors(_ body: () async throws -> Void) async throws -> [Diagnostic] {
    do {
      try await body()
    } catch let error as DiagnosticsError {
      return error.diagnostics.filter { $0.severity == .error }
    }
    return []
  }

  @Test("everything live that is nobody's is one listing, with the ways to take it over")
  func listing() async throws {
    let world = World()
    for name in ["rg-a", "rg-b", "rg-c"] { try await makeGroup(name, in: world) }
    let spec = Self.group("a", "rg-a") + Self.group("b", "rg-b") + Self.group("c", "rg-c")
    let found = try await errors { _ = try await world.plan(spec) }
    #expect(found.map(\.summary) == ["Resources already exist"])
    #expect(found[0].detail.contains("azurerm_resource_group.b\n    \(World.id("resourceGroups/rg-b"))"))
    #expect(found[0].hint?.contains("--adopt 'azurerm_resource_group.a'") == true)
    #expect(found[0].hint?.contains("--adopt-all") == true)

    var options = PlanOptions()
    options.adopted = ["azurerm_resource_group.a", "azurerm_resource_group.b"]
    let rest = try await errors { _ = try await world.plan(spec, options: options) }
    #expect(rest.map(\.summary) == ["Resource already exists"])
    #expect(rest[0].address == "azurerm_resource_group.c")

    options = PlanOptions()
    options.adoptsAll = true
    let plan = try await world.plan(spec, options: options)
    #expect(plan.changes.map(\.reasons) == [[.adopted], [.adopted], [.adopted]])
    try await world.apply(spec, options: options)
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await world.record()?.entries.values.map(\.state) == [.owned, .owned, .owned])
  }

  @Test("what another environment owns is refused with that environment's name, adopted or not")
  func otherEnvironment() async throws {
    let world = World(environment: "prod")
    try await world.apply(Self.group("a", "rg-a"))
    let neighbour = world.neighbour(environment: "dev")
    let spec = Self.group("mine", "RG-A")
    let found = try await errors { _ = try await neighbour.plan(spec) }
    #expect(found.map(\.summary) == ["Resource of another environment"])
    #expect(found[0].detail.contains("belongs to the environment \"prod\""))
    #expect(found[0].hint?.contains("removed") == true)
    var options = PlanOptions()
    options.adoptsAll = true
    #expect(
      try await errors { _ = try await neighbour.plan(spec, options: options) }.map(\.summary)
        == ["Resource of another environment"])
    let imported =
      spec + "import {\n  to = azurerm_resource_group.mine\n  id = \"\(World.id("resourceGroups/rg-a"))\"\n}"
    #expect(
      try await errors { _ = try await neighbour.plan(imported) }.map(\.summary) == ["Resource of another environment"])
  }

  @Test("nothing is asked of other records while everything live is ours")
  func lazyOwners() async throws {
    let world = World()
    try await world.apply(Self.group("a", "rg-a"))
    let before = world.requests.all.count
    _ = try await world.plan(Self.group("a", "rg-a") + Self.group("b", "rg-b"))
    let lists = world.requests.all[before...].filter { $0.hasSuffix("/templateSpecs") }
    #expect(lists.isEmpty)
  }

  @Test("what Azure manages is neither taken over nor built in")
  func managed() async throws {
    let world = World()
    let cluster = World.id("resourceGroups/x/providers/Microsoft.ContainerService/managedClusters/aks")
    try await makeGroup("MC_x_aks_centralus", in: world, manager: cluster)
    var options = PlanOptions()
    options.adoptsAll = true
    let adopted = try await errors {
      _ = try await world.plan(Self.group("a", "MC_x_aks_centralus"), options: options)
    }
    #expect(adopted.map(\.summary) == ["Resource that Azure manages"])
    #expect(adopted[0].detail.contains(cluster))
    let inside = try await errors {
      _ = try await world.plan(Self.endpoint("e", group: "MC_x_aks_centralus"), options: options)
    }
    #expect(inside.map(\.summary) == ["Resource that Azure manages"])
    #expect(inside[0].address == "azurerm_monitor_data_collection_endpoint.e")
  }

  @Test("the group around new resources is read once, and not at all when the spec has it")
  func managerReads() async throws {
    let world = World()
    try await makeGroup("given", in: world)
    let before = world.requests.all.count
    _ = try await world.plan(
      Self.endpoint("a", group: "given", name: "dce-a") + Self.endpoint("b", group: "given", name: "dce-b"))
    #expect(world.requests.all[before...].filter { $0.lowercased().hasSuffix("/resourcegroups/given") }.count == 1)
    let own = world.requests.all.count
    _ = try await world.plan(Self.group("g", "own") + Self.endpoint("a", group: "own"))
    #expect(world.requests.all[own...].filter { $0.lowercased().hasSuffix("/resourcegroups/own") }.count == 1)
  }

  /// A world whose last run noted an endpoint as planned and was stopped right there.
  private func interrupted(_ world: World) async throws {
    try await makeGroup("given", in: world)
    let spec = Self.endpoint("e", group: "given")
    let (planner, context) = try await world.planner(spec)
    let (plan, _) = await planner.plan()
    var record = context.record
    record.serial += 1
    let change = plan.changes[0]
    record.entries[change.address] = EnvironmentRecord.Entry(
      address: change.address, kind: change.kind, id: change.id ?? "", state: .planned, dependencies: [],
      createBeforeDestroy: false, hashes: [:], sensitivePaths: [], kept: nil)
    try await world.store().save(record)
  }

  @Test("what a stopped run made is taken up without being asked for")
  func interruptedCreation() async throws {
    let world = World()
    try await interrupted(world)
    try await makeEndpoint("dce", group: "given", in: world)
    let spec = Self.endpoint("e", group: "given", tags: "{ team = \"ml\" }")
    let plan = try await world.plan(spec)
    #expect(plan.changes[0].action == .update)
    #expect(plan.changes[0].reasons.contains(.interrupted))
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("what was there before the stopped run began is not its work: neither changed nor deleted")
  func foreignCreation() async throws {
    let (world, advance) = World.advancing()
    try await makeGroup("given", in: world)
    try await makeEndpoint("dce", group: "given", in: world)
    // The record of a run that meant to make it, written after it was there.
    let change = try #require(
      try await world.plan(Self.endpoint("e", group: "given", name: "another")).changes.first)
    let (kind, address) = (change.kind, change.address)
    let id = World.id("resourceGroups/given/providers/Microsoft.Insights/dataCollectionEndpoints/dce")
    advance(.seconds(5))
    try await world.store().save(
      EnvironmentRecord(
        environment: "test", origin: EnvironmentRecord.Origin(repository: "", path: "spec"), serial: 1,
        hashKey: "000102030405060708090a0b0c0d0e0f",
        entries: [
          address: EnvironmentRecord.Entry(
            address: address, kind: kind, id: id, state: .planned, dependencies: [], createBeforeDestroy: false,
            hashes: [:], sensitivePaths: [], kept: nil)
        ]))
    let found = try await errors { _ = try await world.plan(Self.endpoint("e", group: "given")) }
    #expect(found.map(\.summary) == ["Resource already exists"])
    #expect(found[0].detail.contains("somebody else did first"))
    let without = try await world.plan("")
    #expect(without.changes.map(\.action) == [.forget])
    #expect(without.changes[0].reasons == [.foreign])
  }

  @Test("a resource renamed to an id that is taken stops, and nothing is deleted for it")
  func inTheWay() async throws {
    let world = World()
    try await world.apply(Self.group("a", "rg-a"))
    try await makeGroup("rg-b", in: world)
    let found = try await errors { _ = try await world.plan(Self.group("a", "rg-b")) }
    #expect(found.map(\.summary) == ["Resource already exists"])
  }
}
