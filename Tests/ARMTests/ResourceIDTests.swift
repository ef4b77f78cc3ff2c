import ARM
import Testing

@Suite("ResourceID")
struct ResourceIDTests {
  struct Parts: Sendable {
    let text: String
    let type: String
    let names: [String]
    var group: String?
    var parent: String?
    var isExtension = false
  }

  @Test(
    "an id is taken apart",
    arguments: [
      Parts(text: "/subscriptions/s", type: "Microsoft.Resources/subscriptions", names: ["s"]),
      Parts(
        text: "/subscriptions/s/resourcegroups/Rg", type: "Microsoft.Resources/resourceGroups", names: ["Rg"],
        group: "Rg", parent: "/subscriptions/s"),
      Parts(
        text: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c",
        type: "Microsoft.ContainerService/managedClusters", names: ["c"], group: "rg",
        parent: "/subscriptions/s/resourceGroups/rg"),
      Parts(
        text: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c/agentPools/p",
        type: "Microsoft.ContainerService/managedClusters/agentPools", names: ["c", "p"], group: "rg",
        parent: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c"),
      Parts(
        text: "/subscriptions/s/resourceGroups/rg/providers/A.B/c/d/providers/Microsoft.Insights/assoc/e",
        type: "Microsoft.Insights/assoc", names: ["e"], group: "rg",
        parent: "/subscriptions/s/resourceGroups/rg/providers/A.B/c/d", isExtension: true),
      Parts(
        text: "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r",
        type: "Microsoft.Authorization/roleDefinitions", names: ["r"], parent: "/subscriptions/s"),
      Parts(
        text: "/providers/Microsoft.Management/managementGroups/m", type: "Microsoft.Management/managementGroups",
        names: ["m"]),
      Parts(
        text: "/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.Authorization/roleAssignments/r",
        type: "Microsoft.Authorization/roleAssignments", names: ["r"],
        parent: "/providers/Microsoft.Management/managementGroups/m", isExtension: true),
      Parts(
        text: "/subscriptions/s/providers/Microsoft.Dashboard", type: "Microsoft.Resources/providers",
        names: ["Microsoft.Dashboard"], parent: "/subscriptions/s"),
      Parts(
        text: "/subscriptions/s/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/F",
        type: "Microsoft.Features/providers/features", names: ["Microsoft.ContainerService", "F"],
        parent: "/subscriptions/s/providers/Microsoft.Features/providers/Microsoft.ContainerService"),
      Parts(
        text: "/subscriptions/s/resourceGroups/providers/providers/A.B/c/providers/d/e", type: "A.B/c/d",
        names: ["providers", "e"], group: "providers",
        parent: "/subscriptions/s/resourceGroups/providers/providers/A.B/c/providers"),
    ])
  func parts(_ expected: Parts) throws {
    let id = try ResourceID(expected.text)
    #expect(id.description == expected.text)
    #expect(id.type == expected.type)
    #expect(id.names == expected.names)
    #expect(id.name == expected.names.last)
    #expect(id.resourceGroup == expected.group)
    #expect(id.parent?.path == expected.parent)
    #expect(id.isExtension == expected.isExtension)
    #expect(try id.parent.map { try ResourceID($0.path) } == id.parent)
    #expect(id.parent.map { id.isBeneath($0) } ?? true)
    #expect(id.parent?.type == (try id.parent.map { try ResourceID($0.path).type }))
  }

  @Test(
    "what is no id is refused",
    arguments: [
      "", "/", "x", "subscriptions/s", "/subscriptions", "/subscriptions/", "/subscriptions/s/", "/subscriptions//x",
      "/subscriptions/s/resourceGroups", "/subscriptions/s/locations/l", "/subscriptions/s/resourceGroups/rg/x/y",
      "/subscriptions/s/providers", "/subscriptions/s/providers/A.B/c", "/subscriptions/s/providers/A.B/c/d/e",
      "/subscriptions/s/resourceGroups/a?b", "/subscriptions/s/resourceGroups/a\nb",
      "/subscriptions/s/resourceGroups/..",
      "/providers/A.B/c/d/providers", "/a/b",
    ])
  func refused(text: String) {
    #expect(throws: ResourceIDError.self) { try ResourceID(text) }
  }

  @Test("ids are equal whatever their case and keep the case they were given in")
  func caseInsensitive() throws {
    let one = try ResourceID("/subscriptions/S/resourceGroups/RG/providers/a.b/C/d")
    let other = try ResourceID("/SUBSCRIPTIONS/s/resourcegroups/rg/Providers/A.B/c/D")
    #expect(one == other)
    #expect(Set([one, other]).count == 1)
    #expect(other.normalized.path == "/subscriptions/s/resourceGroups/rg/providers/A.B/c/D")
    #expect(one.isType("A.B/c"))
  }

  @Test("beneath means below a whole segment")
  func beneath() throws {
    let group = try ResourceID("/subscriptions/s/resourceGroups/rg")
    #expect(!(try ResourceID("/subscriptions/s/resourceGroups/rg2").isBeneath(group)))
    #expect(!group.isBeneath(group))
    #expect(try ResourceID("/Subscriptions/s/resourceGroups/RG/providers/a.b/c/d").isBeneath(group))
  }

  @Test("ids are made from their parts")
  func made() throws {
    let group = try ResourceID.resourceGroup("rg", subscription: "s")
    let cluster = try group.resource("Microsoft.ContainerService/managedClusters", "c")
    #expect(cluster.path == "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c")
    #expect(try cluster.child("agentPools", "p").parent == cluster)
    #expect(try cluster.resource("A.B/c", "d").scope == cluster)
    #expect(cluster.resourceGroupID == group)
    #expect(try cluster.subscriptionID == ResourceID.subscription("s"))
    #expect(throws: ResourceIDError.self) { try cluster.child("agentPools", "a/b") }
    #expect(throws: ResourceIDError.self) { try group.resource("A.B/c/d", "e") }
    #expect(try ResourceID.tenantResource("A.B/c", "d").path == "/providers/A.B/c/d")
  }

  @Test("a path in a URL is percent-encoded")
  func urlPath() throws {
    #expect(
      try ResourceID("/subscriptions/s/resourceGroups/a b(ä)").urlPath
        == "/subscriptions/s/resourceGroups/a%20b(%C3%A4)")
  }
}
