import ARMSimulator
import HTTP
import Testing
import Values

@Suite("AKS clusters")
struct ManagedClusterTests {
  let cloud = TestCloud()

  @Test("a cluster comes to be over minutes of Azure, which the operation tells")
  func walksThroughItsStates() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let created = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
    #expect(created.status == 201)
    #expect(created.state == "Creating")
    #expect(created["properties", "fqdn"] == nil)
    let operation = try #require(created.headers["Azure-AsyncOperation"])
    #expect(operation.hasPrefix("http://127.0.0.1:8080/subscriptions/"))
    #expect(created.headers["Location"] == nil)
    #expect(try await cloud.get(operation, nil)["status"] == "InProgress")
    // Five minutes at sixty times the speed.
    cloud.clock.advance(by: .milliseconds(4999))
    #expect(try await cloud.get(operation, nil)["status"] == "InProgress")
    cloud.clock.advance(by: .milliseconds(1))
    let done = try await cloud.get(operation, nil)
    #expect(done["status"] == "Succeeded")
    #expect(done["endTime"] != nil)
    let cluster = try await cloud.get(TestCloud.cluster)
    #expect(cluster.state == "Succeeded")
    #expect(cluster["properties", "fqdn"] != nil)
    #expect(cluster["type"] == "Microsoft.ContainerService/ManagedClusters")
  }

  @Test("at instant speed an operation is over at the first question about it")
  func instant() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let created = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
    #expect(created.state == "Creating")
    #expect(created.headers["Retry-After"] == "0")
    let operation = try #require(created.headers["Azure-AsyncOperation"])
    #expect(try await cloud.get(operation, nil)["status"] == "Succeeded")
  }

  @Test("a cluster carries out one operation at a time, its pools' included")
  func oneOperation() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
    let pool: Value = ["properties": ["vmSize": "Standard_D2s_v3", "count": 1]]
    #expect(try await cloud.put(TestCloud.pool, pool).code == "OperationNotAllowed")
    cloud.settle()
    #expect(try await cloud.put(TestCloud.pool, pool).status == 201)
    #expect(try await cloud.put(TestCloud.cluster, TestCloud.clusterBody()).status == 409)
    #expect(try await cloud.put(TestCloud.cluster + "/agentPools/other", pool).status == 409)
    #expect(try await cloud.delete(TestCloud.pool).status == 409)
    cloud.settle()
    #expect(try await cloud.delete(TestCloud.pool).status == 202)
  }

  @Test("an automatic cluster needs neither a name in DNS nor pools")
  func automatic() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    func body(_ sku: String) -> Value {
      [
        "location": "centralus", "identity": ["type": "SystemAssigned"],
        "sku": ["name": .string(sku), "tier": "Standard"],
        "properties": [:],
      ]
    }
    #expect(try await cloud.put(TestCloud.cluster, body("Automatic")).status == 201)
    let made = try await cloud.get(TestCloud.cluster)
    #expect(made["properties", "agentPoolProfiles"]?.elements?.count == 1)
    #expect(made["properties", "apiServerAccessProfile", "enableVnetIntegration"] == true)
    #expect(try await cloud.put(TestCloud.cluster + "2", body("Base")).status == 400)
  }

  @Test("a cluster can be deleted while it is being created")
  func deletionPreempts() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let created = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
    let deleted = try await cloud.delete(TestCloud.cluster)
    #expect(deleted.status == 202)
    #expect(deleted.headers["Location"] != nil)
    #expect(deleted.headers["Azure-AsyncOperation"] != nil)
    let operation = try #require(created.headers["Azure-AsyncOperation"])
    #expect(try await cloud.get(operation, nil)["status"] == "Canceled")
    #expect(try await cloud.get(TestCloud.cluster).state == "Deleting")
    cloud.settle()
    #expect(try await cloud.get(TestCloud.cluster).code == "ResourceNotFound")
    #expect(try await cloud.delete(TestCloud.cluster).status == 204)
  }

  @Test(
    "what AKS refuses in a new cluster",
    arguments: [
      (["networkProfile": ["gatewayAPIEnabled": true]], "UnmarshalError"),
      (["enableRBAC": "yes"], "UnmarshalError"),
      (["networkProfile": ["networkPlugin": "pigeon"]], "InvalidParameter"),
      (["networkProfile": ["natGatewayProfile": ["managedOutboundIPProfile": ["count": 17]]]], "InvalidParameter"),
      (["dnsPrefix": "-c"], "InvalidParameter"),
      (["dnsPrefix": .null(.dynamic)], "InvalidParameter"),
      (["kubernetesVersion": "1.29"], "K8sVersionNotSupported"),
      (["agentPoolProfiles": []], "InvalidParameter"),
      (["agentPoolProfiles": [["name": "Default", "mode": "System"]]], "InvalidParameter"),
      (["agentPoolProfiles": [["name": "user", "mode": "User"]]], "InvalidParameter"),
      (["securityProfile": ["workloadIdentity": ["enabled": true]]], "InvalidParameter"),
      (["aiToolchainOperatorProfile": ["enabled": true]], "InvalidParameter"),
      (["azureMonitorProfile": ["metrics": [:]]], "InvalidParameter"),
      (["ingressProfile": ["gatewayAPI": ["installation": "Standard"]]], "FeatureNotRegistered"),
      (["serviceMeshProfile": ["mode": "Istio", "istio": ["revisions": ["asm-2-1"]]]], "InvalidParameter"),
      (
        ["identityProfile": ["kubeletidentity": ["resourceId": "/subscriptions/s/resourceGroups/rg/i"]]],
        "CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster"
      ),
      (["apiServerAccessProfile": ["privateDNSZone": "system"]], "InvalidParameter"),
      (["apiServerAccessProfile": ["enablePrivateClusterPublicFQDN": true]], "InvalidParameter"),
      (
        ["apiServerAccessProfile": ["enablePrivateCluster": true, "authorizedIPRanges": ["10.0.0.0/8"]]],
        "InvalidParameter"
      ),
      (
        ["apiServerAccessProfile": ["enablePrivateCluster": true, "privateDNSZone": "/subscriptions/s/z"]],
        "InvalidParameter"
      ),
      (["apiServerAccessProfile": ["subnetId": "/subscriptions/s/subnet"]], "InvalidParameter"),
      (["fqdnSubdomain": "c"], "InvalidParameter"),
      (["disableLocalAccounts": true], "InvalidParameter"),
      (["enableRBAC": false, "aadProfile": ["managed": true]], "InvalidParameter"),
      (["metricsProfile": ["costAnalysis": ["enabled": true]]], "InvalidParameter"),
      (["supportPlan": "AKSLongTermSupport"], "InvalidParameter"),
      (
        ["autoUpgradeProfile": ["upgradeChannel": "node-image", "nodeOSUpgradeChannel": "None"]], "InvalidParameter"
      ),
      (["networkProfile": ["networkPlugin": "kubenet", "networkPluginMode": "overlay"]], "InvalidParameter"),
      (["networkProfile": ["networkPlugin": "kubenet", "networkMode": "bridge"]], "InvalidParameter"),
      (["networkProfile": ["networkPlugin": "kubenet", "networkPolicy": "azure"]], "InvalidParameter"),
      (["networkProfile": ["networkPlugin": "azure", "networkPolicy": "cilium"]], "InvalidParameter"),
      (["networkProfile": ["networkPlugin": "azure", "networkDataplane": "cilium"]], "InvalidParameter"),
      (
        [
          "networkProfile": [
            "networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium",
            "networkPolicy": "calico",
          ]
        ], "InvalidParameter"
      ),
      (
        ["networkProfile": ["networkPlugin": "azure", "advancedNetworking": ["security": ["enabled": true]]]],
        "InvalidParameter"
      ),
      (
        [
          "networkProfile": [
            "loadBalancerProfile": [
              "managedOutboundIPs": ["count": 1], "outboundIPs": ["publicIPs": [["id": "/subscriptions/s/ip"]]],
            ]
          ]
        ], "InvalidParameter"
      ),
      (["nodeProvisioningProfile": ["mode": "Auto"]], "InvalidParameter"),
      (
        [
          "networkProfile": ["networkPlugin": "azure", "networkPluginMode": "overlay"],
          "nodeProvisioningProfile": ["mode": "Auto"],
          "agentPoolProfiles": [
            ["name": "default", "mode": "System", "enableAutoScaling": true, "minCount": 1, "maxCount": 2]
          ],
        ], "InvalidParameter"
      ),
    ] as [(Value, String)])
  func refused(properties: Value, code: String) async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let reply = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(properties: properties))
    #expect(reply.status == 400)
    #expect(reply.code == code)
    #expect(try await cloud.get(TestCloud.cluster).status == 404)
    #expect(try await cloud.get(TestCloud.group + "/resources", "2021-04-01")["value"] == [])
  }

  @Test("the Gateway API needs its feature, registered to the end, and a mesh")
  func gatewayAPI() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let gateway: [String: Value] = ["ingressProfile": ["gatewayAPI": ["installation": "Standard"]]]
    var whole = gateway
    whole["serviceMeshProfile"] = ["mode": "Istio", "istio": ["revisions": ["asm-1-28"]]]
    try await cloud.register("ManagedGatewayAPIPreview")
    #expect(try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(whole)).code == "FeatureNotRegistered")
    cloud.settle()
    #expect(try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(gateway)).code == "InvalidParameter")
    let old = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(whole), "2025-10-01")
    #expect(old.code == "UnmarshalError")
    #expect(try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(whole)).status == 201)
    #expect(try await cloud.get(TestCloud.cluster, "2025-10-01")["properties", "ingressProfile", "gatewayAPI"] == nil)
  }

  @Test("an empty version is the one that Azure takes by itself, of a cluster and of a pool")
  func emptyVersions() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let body = TestCloud.clusterBody(["kubernetesVersion": ""], pool: ["orchestratorVersion": ""])
    #expect(try await cloud.put(TestCloud.cluster, body).status == 201)
    cloud.settle()
    #expect(try await cloud.get(TestCloud.cluster)["properties", "currentKubernetesVersion"] == "1.34.2")
    let pool = try await cloud.get(TestCloud.cluster + "/agentPools/default")
    #expect(pool["properties", "currentOrchestratorVersion"] == "1.34.2")
  }

  @Test("versions before 2024 drop what they don't know")
  func oldVersionsDrop() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let body = TestCloud.clusterBody(["networkProfile": ["gatewayAPIEnabled": true]])
    let reply = try await cloud.put(TestCloud.cluster, body, "2023-11-01")
    #expect(reply.status == 201)
    #expect(reply["properties", "networkProfile", "gatewayAPIEnabled"] == nil)
  }

  @Test(
    "what can't be changed in a cluster",
    arguments: [
      (["dnsPrefix": "other"], "PropertyChangeNotAllowed"),
      (["nodeResourceGroup": "other"], "PropertyChangeNotAllowed"),
      (["enableRBAC": false], "PropertyChangeNotAllowed"),
      (["networkProfile": ["serviceCidr": "10.1.0.0/16"]], "PropertyChangeNotAllowed"),
      (["kubernetesVersion": "1.33.0"], "OperationNotAllowed"),
      (
        ["agentPoolProfiles": [["name": "default", "mode": "System", "vmSize": "Standard_D4s_v3"]]],
        "PropertyChangeNotAllowed"
      ),
      (["agentPoolProfiles": [["name": "other", "mode": "System"]]], "InvalidParameter"),
    ] as [(Value, String)])
  func immutable(properties: Value, code: String) async throws {
    try await cloud.makeCluster()
    let before = try await cloud.get(TestCloud.cluster).body
    #expect(try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(properties: properties)).code == code)
    #expect(try await cloud.get(TestCloud.cluster).body == before)
  }

  @Test("a PUT keeps profiles that it leaves out")
  func putMerges() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    _ = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody(["oidcIssuerProfile": ["enabled": true]]))
    cloud.settle()
    let before = try await cloud.get(TestCloud.cluster)
    #expect(try await cloud.put(TestCloud.cluster, TestCloud.clusterBody()).status == 200)
    cloud.settle()
    let after = try await cloud.get(TestCloud.cluster)
    #expect(after["properties"] == before["properties"])
    #expect(after["eTag"] != before["eTag"])
  }

  @Test("the groups of the nodes and of monitor accounts come and go with what made them")
  func managedGroups() async throws {
    try await cloud.makeCluster()
    let nodes = TestCloud.subscription + "/resourceGroups/MC_rg_c_centralus"
    #expect(try await cloud.get(nodes)["managedBy"] == .string(TestCloud.cluster))
    #expect(try await cloud.delete(nodes).code == "DenyAssignmentAuthorizationFailed")
    let kubelet = nodes + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/c-agentpool"
    let identity = try await cloud.get(kubelet, "2024-11-30")
    let cluster = try await cloud.get(TestCloud.cluster)
    #expect(
      identity["properties", "principalId"] == cluster["properties", "identityProfile", "kubeletidentity", "objectId"])
    _ = try await cloud.delete(TestCloud.cluster)
    cloud.settle()
    #expect(try await cloud.get(nodes).code == "ResourceGroupNotFound")
    #expect(try await cloud.get(TestCloud.subscription + "/resources", "2021-04-01")["value"] == [])
  }

  @Test("an eTag guards a write")
  func preconditions() async throws {
    try await cloud.makeCluster()
    let tag = try #require(try await cloud.get(TestCloud.cluster)["eTag"]?.stringValue)
    func write(_ headers: HTTPHeaders) async throws -> Int {
      var all = headers
      all.add("Authorization", "Bearer token")
      return try await cloud.send(.put, TestCloud.cluster, "2026-04-01", TestCloud.clusterBody(), headers: all).status
    }
    #expect(try await write(["If-Match": "\"other\""]) == 412)
    #expect(try await write(["If-None-Match": "*"]) == 412)
    #expect(try await write(["If-Match": "\"\(tag)\""]) == 200)
    cloud.settle()
    #expect(try await write(["If-Match": tag]) == 412)
  }
}
