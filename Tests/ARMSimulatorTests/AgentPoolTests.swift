import ARMSimulator
import HTTP
import Testing
import Values

@Suite("AKS agent pools")
struct AgentPoolTests {
  let cloud = TestCloud()

  @Test("pools are children of the cluster and part of its body")
  func mirrored() async throws {
    try await cloud.makeCluster()
    let created = try await cloud.put(TestCloud.pool, ["properties": ["vmSize": "Standard_D16s_v5", "count": 1]])
    #expect(created.state == "Creating")
    cloud.settle()
    let pool = try await cloud.get(TestCloud.pool)
    let profiles = try await cloud.get(TestCloud.cluster)["properties", "agentPoolProfiles"]
    #expect(profiles?.elements?.map { $0[member: "name"] } == ["default", "gpu"])
    #expect(profiles?[1]?[member: "eTag"] == pool["properties", "eTag"])
    #expect(pool["name"] == "gpu")
    _ = try await cloud.delete(TestCloud.pool)
    cloud.settle()
    #expect(try await cloud.get(TestCloud.cluster)["properties", "agentPoolProfiles"]?.elements?.count == 1)
  }

  @Test(
    "what can't be changed in a pool",
    arguments: [
      ["vmSize": "Standard_D8s_v5"], ["osDiskSizeGB": 256], ["osDiskType": "Ephemeral"], ["maxPods": 30],
      ["availabilityZones": ["1"]], ["enableNodePublicIP": true], ["osType": "Windows"], ["enableUltraSSD": true],
      ["kubeletConfig": ["podMaxPids": 100]], ["scaleSetPriority": "Spot"], ["vnetSubnetID": "/subscriptions/x"],
    ] as [Value])
  func immutable(change: Value) async throws {
    try await cloud.makeCluster()
    _ = try await cloud.put(TestCloud.pool, ["properties": ["vmSize": "Standard_D16s_v5", "count": 1]])
    cloud.settle()
    let reply = try await cloud.put(TestCloud.pool, ["properties": change])
    #expect(reply.status == 400)
    #expect(reply.code == "PropertyChangeNotAllowed")
  }

  @Test(
    "what is refused in a new pool",
    arguments: [
      (["enableAutoScaling": true], "InvalidParameter"),
      (["enableAutoScaling": true, "minCount": 3, "maxCount": 2], "InvalidParameter"),
      (["minCount": 1, "maxCount": 2], "InvalidParameter"),
      (["count": 1001], "InvalidParameter"),
      (["mode": "System", "count": 0], "InvalidParameter"),
      (["mode": "System", "scaleSetPriority": "Spot"], "InvalidParameter"),
      (["availabilityZones": ["4"]], "AvailabilityZoneNotSupported"),
      (["orchestratorVersion": "1.35.0"], "NodePoolMcVersionIncompatible"),
      (["orchestratorVersion": "1.12.0"], "AgentPoolK8sVersionNotSupported"),
      (["tags": ["EnableManagedGPUExperience": "true"]], "FeatureNotRegistered"),
      (["securityProfile": ["sshAccess": "Disabled"]], "UnmarshalError"),
      (["upgradeSettings": ["drainTimeoutInMinutes": 0]], "InvalidParameter"),
      (["maxPods": 5], "InvalidParameter"),
      (["scaleSetPriority": "Spot", "upgradeSettings": ["maxSurge": "10%"]], "InvalidParameter"),
      (["scaleSetPriority": "Spot", "upgradeSettings": ["maxUnavailable": "1"]], "InvalidParameter"),
      (["upgradeSettings": ["maxSurge": "1", "maxUnavailable": "1"]], "InvalidParameter"),
      (["upgradeSettings": ["maxSurge": "0", "maxUnavailable": "0"]], "InvalidParameter"),
      (["osSKU": "Windows2022"], "InvalidOSSKU"),
      (["osSKU": "Debian"], "InvalidParameter"),
    ] as [(Value, String)])
  func refused(properties: Value, code: String) async throws {
    try await cloud.makeCluster()
    let reply = try await cloud.put(TestCloud.pool, ["properties": properties])
    #expect(reply.status == 400)
    #expect(reply.code == code)
    #expect(try await cloud.get(TestCloud.pool).code == "NotFound")
  }

  @Test("nodes move from Ubuntu to Azure Linux in place, and to nothing else")
  func distributions() async throws {
    try await cloud.makeCluster()
    _ = try await cloud.put(TestCloud.pool, ["properties": ["vmSize": "Standard_D16s_v5", "osSKU": "Ubuntu2204"]])
    cloud.settle()
    #expect(try await cloud.put(TestCloud.pool, ["properties": ["osSKU": "AzureLinux"]]).status == 200)
    cloud.settle()
    #expect(
      try await cloud.put(TestCloud.pool, ["properties": ["osSKU": "AzureContainerLinux"]]).code
        == "PropertyChangeNotAllowed")
  }

  @Test("the last System pool can be neither deleted nor made a User pool")
  func lastSystemPool() async throws {
    try await cloud.makeCluster()
    let path = TestCloud.cluster + "/agentPools/default"
    #expect(try await cloud.delete(path).status == 400)
    #expect(try await cloud.put(path, ["properties": ["mode": "User"]]).status == 400)
    _ = try await cloud.put(TestCloud.pool, ["properties": ["mode": "System", "count": 1]])
    cloud.settle()
    #expect(try await cloud.delete(path).status == 202)
  }

  @Test("a PUT without labels, taints or tags takes them away")
  func attachmentsAreReplaced() async throws {
    try await cloud.makeCluster()
    let labelled: Value = [
      "properties": ["nodeLabels": ["a": "b"], "nodeTaints": ["k=v:NoSchedule"], "tags": ["t": "u"]]
    ]
    _ = try await cloud.put(TestCloud.pool, labelled)
    cloud.settle()
    _ = try await cloud.put(TestCloud.pool, ["properties": ["count": 2]])
    cloud.settle()
    let pool = try await cloud.get(TestCloud.pool)
    #expect(pool["properties", "nodeLabels"] == nil)
    #expect(pool["properties", "nodeTaints"] == nil)
    #expect(pool["properties", "tags"]?.isNull ?? false)
    #expect(pool["properties", "count"] == 2)
  }

  @Test(
    "the default disk is ephemeral only where it fits",
    arguments: [
      ("Standard_D2s_v3", "Managed"), ("Standard_D16s_v5", "Managed"), ("Standard_D16ds_v5", "Ephemeral"),
      ("Standard_D8s_v3", "Ephemeral"),
    ])
  func diskType(vmSize: String, type: String) async throws {
    try await cloud.makeCluster()
    let reply = try await cloud.put(TestCloud.pool, ["properties": ["vmSize": .string(vmSize)]])
    #expect(reply["properties", "osDiskType"] == .string(type))
  }
}
