import HTTP
import Testing
import Values

/// What AKS refuses of clusters and pools, in its codes and, where its documentation has them, its words.
@Suite struct ClusterRefusalTests {
  private let cloud = TestCloud()
  private static let network = TestCloud.group + "/providers/Microsoft.Network/virtualNetworks/vnet"
  private static let subnet = network + "/subnets/nodes"

  private func makeNetwork() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let subnets: Value = [["name": "nodes", "properties": ["addressPrefix": "10.0.0.0/24"]]]
    let properties: Value = ["addressSpace": ["addressPrefixes": ["10.0.0.0/16"]], "subnets": subnets]
    _ = try await cloud.put(Self.network, ["location": "centralus", "properties": properties])
    cloud.settle()
  }

  private func answer(_ network: [String: Value], inSubnet: Bool = false) async throws -> TestCloud.Reply {
    var whole: [String: Value] = ["serviceCidr": "10.200.0.0/16", "dnsServiceIP": "10.200.0.10"]
    whole.merge(network) { $1 }
    return try await cloud.put(
      TestCloud.cluster,
      TestCloud.clusterBody(
        ["networkProfile": TestCloud.object(whole)], pool: inSubnet ? ["vnetSubnetID": .string(Self.subnet)] : [:]))
  }

  @Test("the DNS service is among the services")
  func dns() async throws {
    try await makeNetwork()
    let reply = try await answer(["dnsServiceIP": "10.0.0.10"])
    #expect(reply.status == 400 && reply.code == "DnsServiceIpOutOfServiceCidr")
    #expect(
      reply["message"] == "The DNS service IP 10.0.0.10 is out of the range defined by service CIDR 10.200.0.0/16.")
    #expect(reply["target"] == "networkProfile.dnsServiceIP")
    #expect(try await answer(["serviceCidr": "10.200.0.0"]).code == "CidrStringParseError")
  }

  @Test("services, pods and subnets have addresses of their own")
  func ranges() async throws {
    try await makeNetwork()
    let services = try await answer(["serviceCidr": "10.0.0.0/16", "dnsServiceIP": "10.0.0.10"], inSubnet: true)
    #expect(services.code == "ServiceCidrOverlapExistingSubnetsCidr")
    #expect(
      services["message"]
        == "The specified service CIDR 10.0.0.0/16 is conflicted with an existing subnet CIDR 10.0.0.0/24")
    let overlay: [String: Value] = ["networkPlugin": "azure", "networkPluginMode": "overlay"]
    #expect(
      try await answer(overlay.merging(["podCidr": "10.200.0.0/20"]) { $1 }).code == "PodCidrOverlapServiceCidr")
    #expect(
      try await answer(overlay.merging(["podCidr": "10.0.0.0/20"]) { $1 }, inSubnet: true).code
        == "PodCidrOverlapExistingSubnetsCidr")
    #expect(try await answer(overlay.merging(["podCidr": "10.244.0.0/16"]) { $1 }, inSubnet: true).status == 201)
  }

  @Test("lists of ranges are ranges too, and none of them can be another")
  func lists() async throws {
    try await makeNetwork()
    let ranges: [String: Value] = [
      "podCidrs": ["10.64.0.0/16"], "serviceCidrs": ["10.200.0.0/16"], "dnsServiceIP": "10.200.0.10",
    ]
    let body = TestCloud.clusterBody(["networkProfile": TestCloud.object(ranges)])
    #expect(try await cloud.put(TestCloud.cluster, body).status == 201)
    for _ in 1...10 { cloud.settle() }
    let made = try await cloud.get(TestCloud.cluster)
    #expect(made["properties", "networkProfile", "podCidr"] == "10.64.0.0/16")
    #expect(made["properties", "networkProfile", "serviceCidr"] == "10.200.0.0/16")
    for name in ["podCidrs", "serviceCidrs"] {
      let other = TestCloud.object(ranges.merging([name: ["10.128.0.0/16"]]) { $1 })
      let reply = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(["networkProfile": other]))
      #expect(reply.status == 400 && reply.code == "PropertyChangeNotAllowed", "\(name)")
    }
  }

  @Test("a way out through a subnet is one that the subnet has")
  func wayOut() async throws {
    try await makeNetwork()
    let gateway: [String: Value] = ["outboundType": "userAssignedNATGateway"]
    #expect(try await answer(gateway).code == "UserAssignedNATGatewayWithManagedVNetNotAllowed")
    let without = try await answer(gateway, inSubnet: true)
    #expect(without.code == "SubnetNotAssociatedWithNATGateway")
    #expect(
      without["message"]
        == .string("Subnet '\(Self.subnet)' must have a NAT gateway associated for outbound connection")
    )
    let routed = try await answer(["outboundType": "userDefinedRouting"], inSubnet: true)
    #expect(routed.code == "ExistingRouteTableNotAssociatedWithSubnet")
    #expect(
      routed["message"]
        == .string(
          "An existing route table has not been associated with subnet \(Self.subnet). Please update the route table "
            + "association"))
  }

  @Test("a control plane goes up by one minor version at a time, and never down")
  func versions() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    func put(_ version: String) async throws -> TestCloud.Reply {
      let reply = try await cloud.put(
        TestCloud.cluster,
        TestCloud.clusterBody(["kubernetesVersion": .string(version)], pool: ["orchestratorVersion": "1.32"]))
      for _ in 1...10 { cloud.settle() }
      return reply
    }
    #expect(try await put("1.33.4").status == 201)
    let skipping = try await put("1.35.0")
    #expect(skipping.code == "OperationNotAllowed")
    #expect(
      skipping["message"]
        == .string(
          "Upgrading Kubernetes version 1.33.4 to 1.35.0 is not allowed. Available upgrades: [1.34.2 1.34.1 1.34.0 "
            + "1.33.5]. Please see https://aka.ms/aks-supported-k8s-ver for version details."))
    let down = try await put("1.32")
    #expect(down.code == "OperationNotAllowed")
    #expect(down["message"]?.stringValue?.hasPrefix("Downgrading Kubernetes version 1.33.4 to 1.32.9") == true)
    #expect(try await put("1.34").status == 200)
  }

  @Test("a control plane that is no longer supported goes to the oldest version that is, and to none between")
  func unsupportedVersions() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    func put(_ version: String) async throws -> TestCloud.Reply {
      let reply = try await cloud.put(
        TestCloud.cluster,
        TestCloud.clusterBody(["kubernetesVersion": .string(version)], pool: ["orchestratorVersion": "1.32"]))
      for _ in 1...10 { cloud.settle() }
      return reply
    }
    func offered() async throws -> [String] {
      let profile = try await cloud.get(TestCloud.cluster + "/upgradeProfiles/default")
      return (profile["properties", "controlPlaneProfile", "upgrades"]?.elements ?? []).compactMap {
        $0[member: "kubernetesVersion"]?.stringValue
      }
    }
    #expect(try await put("1.32").status == 201)
    #expect(try await cloud.send(.post, "/simulator/kubernetes", nil, ["oldest": "1.34"]).status == 204)
    #expect(try await offered() == ["1.34.0", "1.34.1", "1.34.2"])
    #expect(try await put("1.33").code == "OperationNotAllowed")
    #expect(try await put("1.35").code == "OperationNotAllowed")
    // What it runs can stay.
    #expect(try await put("1.32").status == 200)
    #expect(try await put("1.34").status == 200)
    let other = TestCloud.cluster + "2"
    #expect(
      try await cloud.put(other, TestCloud.clusterBody(["kubernetesVersion": "1.33"])).code == "K8sVersionNotSupported")
    #expect(try await cloud.send(.post, "/simulator/kubernetes", nil, ["oldest": "1.20"]).status == 400)
  }

  @Test("nodes are no newer than the control plane, not much older, and never go back")
  func nodes() async throws {
    try await cloud.makeCluster()
    func put(_ version: String) async throws -> TestCloud.Reply {
      let reply = try await cloud.put(
        TestCloud.pool,
        ["properties": ["vmSize": "Standard_D2s_v3", "mode": "User", "orchestratorVersion": .string(version)]])
      for _ in 1...10 { cloud.settle() }
      return reply
    }
    let newer = try await put("1.35.1")
    #expect(newer.code == "NodePoolMcVersionIncompatible")
    #expect(
      newer["message"]?.stringValue?.contains(
        "Minor version of node pool version 35 is bigger than control plane version 34.") == true)
    #expect(try await put("1.31").status == 201)
    #expect(try await put("1.33").status == 200)
    #expect(try await put("1.32").code == "OperationNotAllowed")
  }

  @Test("a control plane doesn't leave its nodes more than three minor versions behind")
  func skew() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    func put(_ version: String) async throws -> TestCloud.Reply {
      let reply = try await cloud.put(
        TestCloud.cluster,
        TestCloud.clusterBody(["kubernetesVersion": .string(version)], pool: ["orchestratorVersion": "1.31"]))
      for _ in 1...10 { cloud.settle() }
      return reply
    }
    #expect(try await put("1.34").status == 201)
    let reply = try await put("1.35")
    #expect(reply.code == "NodePoolMcVersionIncompatible")
    #expect(
      reply["message"]?.stringValue?.contains(
        "Minor version of node pool cannot be more than 3 versions less than control plane's version.") == true)
  }

  @Test(
    "sizes, names, numbers and modes that a pool can't have",
    arguments: [
      (["vmSize": "Standart_D2s_v3"], "BadRequest"), (["vmSize": "Standard_D2s_v33"], "BadRequest"),
      (["enableAutoScaling": true, "minCount": 3, "maxCount": 2], "InvalidParameter"),
      (["scaleSetPriority": "Spot", "mode": "System"], "InvalidParameter"),
      (["orchestratorVersion": "1.20"], "AgentPoolK8sVersionNotSupported"),
    ] as [([String: Value], String)])
  func pools(properties: [String: Value], code: String) async throws {
    try await cloud.makeCluster()
    let usual: [String: Value] = ["vmSize": "Standard_D2s_v3", "mode": "User"]
    let whole = usual.merging(properties) { $1 }
    let reply = try await cloud.put(TestCloud.pool, ["properties": TestCloud.object(whole)])
    #expect(reply.status == 400 && reply.code == code)
    #expect(try await cloud.get(TestCloud.pool).status == 404)
  }

  @Test("the last system pool stays, and names of pools are short")
  func lastPool() async throws {
    try await cloud.makeCluster()
    let gone = try await cloud.delete(TestCloud.cluster + "/agentPools/default")
    #expect(gone.code == "BadRequest")
    #expect(gone["message"] == "There has to be at least one system agent pool.")
    for name in ["Upper", "1st", "waytoolonganame", "with-dash"] {
      let reply = try await cloud.put(
        TestCloud.cluster + "/agentPools/" + name, ["properties": ["vmSize": "Standard_D2s_v3"]])
      #expect(reply.status == 400, "\(name)")
    }
  }
}
