import ARMSimulator
import HTTP
import Testing
import Values

@Suite("Networks")
struct NetworkTests {
  let cloud = TestCloud()
  private static let network = TestCloud.group + "/providers/Microsoft.Network/virtualNetworks/v1"
  private static let subnet = network + "/subnets/s"
  private static let group = TestCloud.group + "/providers/Microsoft.Network/networkSecurityGroups/n"
  private static let gateway = TestCloud.group + "/providers/Microsoft.Network/natGateways/g"
  private static let address = TestCloud.group + "/providers/Microsoft.Network/publicIPAddresses/p"
  private static let table = TestCloud.group + "/providers/Microsoft.Network/routeTables/t"

  private static func networkBody(_ subnets: Value? = nil) -> Value {
    var properties: [String: Value] = ["addressSpace": ["addressPrefixes": ["10.0.0.0/16"]]]
    properties["subnets"] = subnets
    return ["location": "centralus", "properties": TestCloud.object(properties)]
  }

  private static func subnetBody(_ more: [String: Value] = [:]) -> Value {
    ["properties": TestCloud.object(["addressPrefixes": ["10.0.1.0/24"]].merging(more) { $1 })]
  }

  /// Writes and waits.
  @discardableResult
  private func put(_ path: String, _ body: Value, headers: [(String, String)] = []) async throws -> TestCloud.Reply {
    var all: HTTPHeaders = ["Authorization": "Bearer token"]
    for (name, value) in headers { all.add(name, value) }
    let reply = try await cloud.send(.put, path, TestCloud.auto, body, headers: all)
    cloud.settle()
    return reply
  }

  private func makeNetwork() async throws {
    try await put(TestCloud.group, ["location": "centralus"])
    try await put(Self.network, Self.networkBody())
    try await put(Self.subnet, Self.subnetBody())
  }

  @Test("private endpoints get addresses of their subnet that are the same in whatever order they are made")
  func endpointAddresses() async throws {
    let target = Self.group
    func addresses(_ names: [String]) async throws -> [String: String] {
      let cloud = TestCloud()
      func put(_ path: String, _ body: Value) async throws {
        _ = try await cloud.put(path, body)
        cloud.settle()
      }
      try await put(TestCloud.group, ["location": "centralus"])
      try await put(Self.network, Self.networkBody())
      try await put(Self.subnet, Self.subnetBody())
      try await put(target, ["location": "centralus"])
      var found: [String: String] = [:]
      for name in names {
        let path = TestCloud.group + "/providers/Microsoft.Network/privateEndpoints/" + name
        let connection: Value = [
          "name": "c", "properties": ["privateLinkServiceId": .string(target), "groupIds": ["x"]],
        ]
        try await put(
          path,
          [
            "location": "centralus",
            "properties": ["subnet": ["id": .string(Self.subnet)], "privateLinkServiceConnections": [connection]],
          ])
        let card = try #require(try await cloud.get(path)["properties", "networkInterfaces"]?[0]?[member: "id"])
        let configurations = try await cloud.get(card.stringValue ?? "")["properties", "ipConfigurations"]
        found[name] = configurations?[0]?[member: "properties"]?[member: "privateIPAddress"]?.stringValue
      }
      return found
    }
    let forwards = try await addresses(["a", "b", "c", "d"])
    #expect(forwards.count == 4)
    #expect(try await addresses(["d", "c", "b", "a"]) == forwards)
    #expect(forwards.values.allSatisfy { $0.hasPrefix("10.0.1.") })
    // However many there are, each has one of its own.
    let many = try await addresses((0..<60).map { "e\($0)" })
    #expect(Set(many.values).count == 60)
  }

  @Test("a network says where its operation is followed, and ends with what the provider adds")
  func creation() async throws {
    try await put(TestCloud.group, ["location": "centralus"])
    let created = try await cloud.put(Self.network, Self.networkBody())
    #expect(created.status == 201)
    #expect(created.headers["Azure-AsyncOperation"]?.contains("/providers/Microsoft.Network/locations/") == true)
    #expect(created.headers["Location"] == nil)
    #expect(created.state == "Creating")
    cloud.settle()
    let found = try await cloud.get(Self.network)
    #expect(found.state == "Succeeded")
    #expect(found["properties", "subnets"] == [])
    #expect(found["properties", "privateEndpointVNetPolicies"] == "Disabled")
    #expect(found["systemData"] == nil)
    let deleted = try await cloud.delete(Self.network)
    #expect(deleted.status == 202)
    #expect(deleted.headers["Azure-AsyncOperation"] != nil && deleted.headers["Location"] != nil)
    cloud.settle()
    #expect(try await cloud.get(Self.network).status == 404)
  }

  @Test("a subnet is in its network's body, and a body without it takes it away")
  func replacing() async throws {
    try await makeNetwork()
    let listed = try #require(try await cloud.get(Self.network)["properties", "subnets"]?.elements)
    #expect(listed.map { $0[member: "name"] } == ["s"])
    #expect(listed[0][member: "properties"]?[member: "addressPrefix"] == "10.0.1.0/24")
    // What was read is written again, and all stays.
    try await put(Self.network, try await cloud.get(Self.network).body)
    #expect(try await cloud.get(Self.subnet).status == 200)
    try await put(Self.network, Self.networkBody())
    #expect(try await cloud.get(Self.subnet).status == 404)
  }

  @Test("a subnet whose body leaves out what it refers to no longer refers to it")
  func references() async throws {
    try await makeNetwork()
    try await put(Self.group, ["location": "centralus"])
    try await put(Self.gateway, ["location": "centralus", "sku": ["name": "Standard"]])
    try await put(Self.table, ["location": "centralus"])
    try await put(
      Self.subnet,
      Self.subnetBody([
        "networkSecurityGroup": ["id": .string(Self.group.uppercased())], "natGateway": ["id": .string(Self.gateway)],
        "routeTable": ["id": .string(Self.table)],
      ]))
    for owner in [Self.group, Self.gateway, Self.table] {
      let users = try #require(try await cloud.get(owner)["properties", "subnets"]?.elements, "\(owner)")
      #expect(users == [["id": .string(Self.subnet)]])
    }
    #expect(try await cloud.delete(Self.group).code == "InUseNetworkSecurityGroupCannotBeDeleted")
    #expect(try await cloud.delete(Self.gateway).code == "InUseNatGatewayCannotBeDeleted")
    #expect(try await cloud.delete(Self.table).code == "InUseRouteTableCannotBeDeleted")
    try await put(Self.subnet, Self.subnetBody())
    #expect(try await cloud.get(Self.group)["properties", "subnets"] == nil)
    #expect(try await cloud.delete(Self.group).status == 202)
  }

  @Test("what isn't there can't be referred to")
  func missingReference() async throws {
    try await makeNetwork()
    let body = Self.subnetBody(["networkSecurityGroup": ["id": .string(Self.group)]])
    #expect(try await put(Self.subnet, body).code == "InvalidResourceReference")
  }

  @Test("a network and its subnets are one document: its tag changes with each of them")
  func tags() async throws {
    try await makeNetwork()
    let network = try await cloud.get(Self.network)
    let subnet = try await cloud.get(Self.subnet)
    let tag = try #require(network["etag"]?.stringValue)
    #expect(tag.hasPrefix("W/\""))
    #expect(network.headers["ETag"] == tag && subnet.headers["ETag"] == tag)
    try await put(Self.network + "/subnets/other", ["properties": ["addressPrefix": "10.0.2.0/24"]])
    #expect(try await cloud.get(Self.subnet)["etag"]?.stringValue != tag)
    let stale = try await put(Self.subnet, Self.subnetBody(), headers: [("If-Match", tag)])
    #expect(stale.status == 412)
    let fresh = try #require(try await cloud.get(Self.subnet).headers["ETag"])
    #expect(try await put(Self.subnet, Self.subnetBody(), headers: [("If-Match", fresh)]).status == 200)
    #expect(try await put(Self.subnet, Self.subnetBody(), headers: [("If-None-Match", "*")]).status == 412)
  }

  @Test("a network is written by one operation at a time, its subnets' included")
  func oneAtATime() async throws {
    try await makeNetwork()
    #expect(try await cloud.put(Self.subnet, Self.subnetBody()).status == 200)
    let second = try await cloud.put(Self.network + "/subnets/other", ["properties": ["addressPrefix": "10.0.2.0/24"]])
    #expect(second.status == 429)
    #expect(second.code == "AnotherOperationInProgress")
    #expect(second.headers["Retry-After"] != nil)
    cloud.settle()
    #expect(
      try await put(Self.network + "/subnets/other", ["properties": ["addressPrefix": "10.0.2.0/24"]]).status == 201)
  }

  @Test("subnets lie inside their network and apart from each other")
  func ranges() async throws {
    try await makeNetwork()
    let other = Self.network + "/subnets/other"
    func code(_ prefix: String) async throws -> String? {
      try await put(other, ["properties": ["addressPrefix": .string(prefix)]]).code
    }
    #expect(try await code("10.0.1.128/25") == "NetcfgSubnetRangesOverlap")
    #expect(try await code("10.1.0.0/24") == "NetcfgInvalidSubnet")
    #expect(try await code("10.0.2.1/24") == "InvalidCIDRNotation")
    #expect(try await code("10.0.2.0/24") == nil)
    #expect(try await put(other, ["properties": [:]]).code == "InvalidRequestFormat")
  }

  @Test("nodes keep their subnet and its network from going")
  func inUse() async throws {
    try await makeNetwork()
    let network: Value = ["serviceCidr": "10.100.0.0/16", "dnsServiceIP": "10.100.0.10"]
    try await put(
      TestCloud.cluster,
      TestCloud.clusterBody(["networkProfile": network], pool: ["vnetSubnetID": .string(Self.subnet)]))
    for _ in 1...10 { cloud.settle() }
    #expect(try await cloud.delete(Self.subnet).code == "InUseSubnetCannotBeDeleted")
    #expect(try await cloud.delete(Self.network).code == "InUseSubnetCannotBeDeleted")
    #expect(try await put(Self.network, Self.networkBody()).code == "InUseSubnetCannotBeDeleted")
  }

  @Test("rules of a group are its children and part of its body")
  func rules() async throws {
    try await put(TestCloud.group, ["location": "centralus"])
    func rule(_ name: String, priority: Int) -> Value {
      [
        "name": .string(name),
        "properties": [
          "protocol": "Tcp", "sourcePortRange": "*", "destinationPortRange": "443", "sourceAddressPrefix": "*",
          "destinationAddressPrefix": "*", "access": "Allow", "priority": .number(priority), "direction": "Inbound",
        ],
      ]
    }
    let body: Value = ["location": "centralus", "properties": ["securityRules": [rule("a", priority: 100)]]]
    #expect(try await put(Self.group, body).status == 201)
    #expect(try await cloud.get(Self.group + "/securityRules/a")["properties", "priority"] == 100)
    #expect(try await cloud.get(Self.group)["properties", "defaultSecurityRules"]?.elements?.count == 6)
    #expect(
      try await put(Self.group + "/securityRules/b", rule("b", priority: 100)).code == "SecurityRuleConflict")
    #expect(try await put(Self.group + "/securityRules/b", rule("b", priority: 200)).status == 201)
    try await put(Self.group, body)
    #expect(try await cloud.get(Self.group + "/securityRules/b").status == 404)
  }

  @Test("an address that a gateway has can't go, and no other gateway gets it")
  func addresses() async throws {
    try await put(TestCloud.group, ["location": "centralus"])
    let dynamic = try await put(Self.address, ["location": "centralus", "sku": ["name": "Standard"]])
    #expect(dynamic.code == "PublicIPAddressWithStandardSkuMustUseStaticAllocation")
    let body: Value = [
      "location": "centralus", "sku": ["name": "Standard"],
      "properties": ["publicIPAllocationMethod": "Static", "dnsSettings": ["domainNameLabel": "x"]],
    ]
    #expect(try await put(Self.address, body).status == 201)
    let found = try await cloud.get(Self.address)
    #expect(found["properties", "ipAddress"]?.stringValue?.hasPrefix("203.0.113.") == true)
    #expect(found["properties", "dnsSettings", "fqdn"] == "x.centralus.cloudapp.azure.com")
    let gateway: Value = [
      "location": "centralus", "sku": ["name": "Standard"],
      "properties": ["publicIpAddresses": [["id": .string(Self.address)]]],
    ]
    #expect(try await put(Self.gateway, gateway).status == 201)
    #expect(try await cloud.get(Self.address)["properties", "natGateway", "id"] == .string(Self.gateway))
    #expect(try await cloud.delete(Self.address).code == "PublicIPAddressCannotBeDeleted")
    #expect(try await put(Self.gateway + "2", gateway).code == "PublicIPAddressInUse")
  }

  @Test("what a frontend names shows it, and can't go while it is there")
  func frontends() async throws {
    try await put(TestCloud.group, ["location": "centralus"])
    try await put(
      Self.address,
      ["location": "centralus", "sku": ["name": "Standard"], "properties": ["publicIPAllocationMethod": "Static"]])
    let balancer = TestCloud.group + "/providers/Microsoft.Network/loadBalancers/lb"
    let body: Value = [
      "location": "centralus", "sku": ["name": "Standard"],
      "properties": [
        "frontendIPConfigurations": [
          ["name": "front", "properties": ["publicIPAddress": ["id": .string(Self.address)]]]
        ]
      ],
    ]
    #expect(try await put(balancer, body).status == 201)
    #expect(
      try await cloud.get(Self.address)["properties", "ipConfiguration", "id"]
        == .string(balancer + "/frontendIPConfigurations/front"))
    #expect(try await cloud.delete(Self.address).code == "PublicIPAddressCannotBeDeleted")
    #expect(try await cloud.delete(balancer).status == 202)
    cloud.settle()
    #expect([200, 202].contains(try await cloud.delete(Self.address).status))
  }

  @Test("a member that the provider doesn't know is refused")
  func unknownMember() async throws {
    try await put(TestCloud.group, ["location": "centralus"])
    var body = Self.networkBody()
    body = .object((body.members ?? Members()).merging(["colour": "blue"]))
    #expect(try await put(Self.network, body).code == "InvalidRequestFormat")
  }
}

extension Members {
  fileprivate func merging(_ more: [String: Value]) -> Members {
    var copy = self
    for (name, value) in more { copy[name] = value }
    return copy
  }
}
