import Applying
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Replacements that create first and didn't get to the end.
@Suite struct DeposedTests {
  private static func spec(_ name: String) -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "\(name)"
      location = "centralus"
      lifecycle { create_before_destroy = true }
    }
    """
  }

  /// A world in which the old group could not be deleted, since somebody put something into it.
  private func stuck() async throws -> (world: World, foreign: String) {
    let world = World()
    try await world.apply(Self.spec("rg-a"))
    let foreign = World.id("resourceGroups/rg-a/providers/Microsoft.Monitor/accounts/theirs")
    try await world.call(.put, foreign, apiVersion: "2023-04-03", body: ["location": "centralus"])
    let result = try await world.apply(Self.spec("rg-b"))
    #expect(result.added == 1)
    #expect(result.failures.map(\.address.description) == ["azurerm_resource_group.a"])
    return (world, foreign)
  }

  @Test("what could not be deleted keeps an entry under a name that no block can have, and goes in the next run")
  func leftOver() async throws {
    let (world, foreign) = try await stuck()
    let record = try #require(try await world.record())
    let old = try #require(record.sortedEntries.last)
    #expect(record.sortedEntries.map(\.id) == [World.id("resourceGroups/rg-b"), World.id("resourceGroups/rg-a")])
    #expect(old.address.deposed != nil)
    #expect(InstanceAddress(old.address.description) == old.address)
    let plan = try await world.plan(Self.spec("rg-b"))
    #expect(plan.changes.map(\.action) == [.none, .delete])
    #expect(plan.changes.last?.reasons == [.deposed])
    try await world.call(.delete, foreign, apiVersion: "2023-04-03")
    #expect(try await world.apply(Self.spec("rg-b")).destroyed == 1)
    #expect(try await world.plan(Self.spec("rg-b")).isEmpty)
    #expect(try await world.record()?.entries.count == 1)
  }

  @Test("where the spec wants the old one again, that stays and its successor goes")
  func back() async throws {
    let (world, _) = try await stuck()
    let plan = try await world.plan(Self.spec("rg-a"))
    #expect(plan.changes.map(\.action) == [.none, .delete])
    #expect(plan.changes.map(\.priorID) == [World.id("resourceGroups/rg-a"), World.id("resourceGroups/rg-b")])
    try await world.apply(Self.spec("rg-a"))
    #expect(try await world.plan(Self.spec("rg-a")).isEmpty)
    #expect(try await world.record()?.entries.values.map(\.id) == [World.id("resourceGroups/rg-a")])
  }

  @Test("destroying removes what was left over, too")
  func destruction() async throws {
    let (world, foreign) = try await stuck()
    try await world.call(.delete, foreign, apiVersion: "2023-04-03")
    #expect(try await world.destroy(Self.spec("rg-b")).destroyed == 2)
    #expect(try await world.record() == nil)
  }

  @Test("a resource that the record has twice is not deleted for one of its addresses")
  func twice() async throws {
    let world = World()
    try await world.apply(Self.spec("rg-a"))
    var record = try #require(try await world.record())
    let entry = try #require(record.sortedEntries.first)
    for address in [entry.address.deposing(id: entry.id), InstanceAddress(type: entry.address.type, name: "b")] {
      record.entries[address] = entry.moved(to: address)
    }
    record.serial += 1
    try await world.store().save(record)
    let plan = try await world.plan(Self.spec("rg-a"))
    #expect(plan.changes.map(\.action) == [.none, .forget, .forget])
    try await world.apply(Self.spec("rg-a"))
    #expect(try await world.plan(Self.spec("rg-a")).isEmpty)
    #expect(try await world.record()?.entries.count == 1)
    #expect(world.requests.writes.contains { $0.hasPrefix("DELETE") } == false)
  }

  @Test("a run that stops before the successor is there leaves one entry for each id")
  func stoppedEarly() async throws {
    let world = World()
    try await world.apply(Self.spec("rg-a"))
    let control = ApplyControl()
    control.drain()
    _ = try await world.apply(Self.spec("rg-b"), control: control)
    let ids = try await world.record()?.sortedEntries.map(\.id) ?? []
    #expect(Set(ids).count == ids.count)
    #expect(try await world.plan(Self.spec("rg-b")).changes.map(\.action) == [.create, .delete])
    let back = try await world.plan(Self.spec("rg-a"))
    #expect(back.changes.allSatisfy { $0.action == .none || $0.action == .forget }, "nothing live is deleted")
    try await world.apply(Self.spec("rg-a"))
    #expect(try await world.plan(Self.spec("rg-a")).isEmpty)
    #expect(world.requests.writes.contains { $0.hasPrefix("DELETE") } == false)
  }
}

/// Which order of replacement holds where several resources are concerned.
@Suite struct CreateFirstSpreadTests {
  private func spec(_ name: String, pool lifecycle: String = "lifecycle { create_before_destroy = true }") -> String {
    World.cluster.replacing("\"aks\"", with: "\"\(name)\"") + """

      resource "azurerm_kubernetes_cluster_node_pool" "p" {
        name                  = "pool"
        kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
        vm_size               = "Standard_D2s_v3"
        node_count            = 1
        \(lifecycle)
      }
      """
  }

  @Test("a pool that is created first makes its renamed cluster be created first")
  func renamed() async throws {
    let world = World()
    try await world.apply(spec("aks"))
    let plan = try await world.plan(spec("other"))
    let changed = plan.changes.filter { $0.action != .none }
    #expect(changed.map(\.address.name) == ["c", "p"])
    #expect(changed.allSatisfy { $0.action == .replace(createFirst: true) })
    let result = try await world.apply(spec("other"))
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(spec("other")).isEmpty)
    let record = try #require(try await world.record())
    #expect(record.entries.values.filter(\.createBeforeDestroy).map(\.address.name).sorted() == ["a", "c", "p"])
  }

  @Test("a pool that goes with its cluster can't be created first, and is not asked to be")
  func withParent() async throws {
    let world = World()
    try await world.apply(spec("aks"))
    var options = PlanOptions()
    options.replaced = ["azurerm_kubernetes_cluster.c"]
    let plan = try await world.plan(spec("aks"), options: options)
    let changed = plan.changes.filter { $0.action != .none }
    #expect(changed.map(\.action) == [.replace(createFirst: false), .replace(createFirst: false)])
    #expect(try await world.apply(spec("aks"), options: options).isComplete)
    #expect(try await world.plan(spec("aks")).isEmpty)
  }

  @Test("what names a resource is led over to the new one before the old one goes")
  func leadOver() async throws {
    let world = World()
    func spec(_ name: String) -> String {
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_virtual_network" "v" {
        name                = "vnet"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
        address_space       = ["10.0.0.0/16"]
      }
      resource "azurerm_subnet" "s" {
        name                 = "subnet"
        resource_group_name  = azurerm_resource_group.a.name
        virtual_network_name = azurerm_virtual_network.v.name
        address_prefixes     = ["10.0.1.0/24"]
      }
      resource "azurerm_network_security_group" "n" {
        name                = "\(name)"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
        lifecycle { create_before_destroy = true }
      }
      resource "azurerm_subnet_network_security_group_association" "x" {
        subnet_id                 = azurerm_subnet.s.id
        network_security_group_id = azurerm_network_security_group.n.id
      }
      """
    }
    #expect(try await world.apply(spec("one")).isComplete)
    let order = Locked<[String]>([])
    let result = try await world.apply(spec("two")) { event in
      if case .finished(let step, _, _) = event { order.change { $0.append("\(step.verb) \(step.address.name)") } }
    }
    #expect(result.isComplete, "\(result.failures)")
    #expect(order.value == ["create n", "update x", "delete n"])
    #expect(try await world.plan(spec("two")).isEmpty)
    var options = PlanOptions()
    options.replaced = ["azurerm_virtual_network.v"]
    let plan = try await world.plan(spec("two"), options: options)
    let changed = plan.changes.filter { $0.action != .none }.map(\.address.name)
    #expect(changed == ["s", "x", "v"], "a subnet's association lies beneath its network, too")
    #expect(try await world.apply(spec("two"), options: options).isComplete)
    #expect(try await world.plan(spec("two")).isEmpty)
  }
}
