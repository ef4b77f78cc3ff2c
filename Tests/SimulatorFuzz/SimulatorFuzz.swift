import ARMSimulator
import HTTP
import JSON
import TestWorld
import Values

/// Requests that no client should make, and what the simulator owes whoever makes them all the same: an answer that says
/// what is wrong, and a cloud that is none the worse.
package struct SimulatorFuzz: Sendable {
  package private(set) var executions = 0
  /// How many were answered with success, for seeing that not all are refused at the door.
  package private(set) var successes = 0
  package private(set) var violations: [String] = []

  /// How many requests one cloud gets, so that it doesn't grow without end.
  private static let requestsPerCloud = 2000

  /// Sends requests to simulators in this process; stops at the first violations.
  package static func requests(count: Int, seed: UInt64) async -> SimulatorFuzz {
    var found = SimulatorFuzz()
    var random = Seeded(seed)
    while found.executions < count, found.violations.isEmpty {
      let simulator = ARMSimulator(SimulatorSettings(speed: .instant))
      for template in Template.all { _ = try? await simulator.send(template.request()) }
      for _ in 0..<min(requestsPerCloud, count - found.executions) {
        await found.execute(Template.all.randomElement(using: &random) ?? Template.all[0], &random, simulator)
      }
      await found.checkCloud(simulator, seed)
    }
    return found
  }

  private mutating func execute(_ template: Template, _ random: inout Seeded, _ simulator: ARMSimulator) async {
    let request = template.request(spoiling: &random)
    guard let request else { return }
    executions += 1
    do {
      let response = try await simulator.send(request)
      if response.status < 300 { successes += 1 }
      guard (200...499).contains(response.status) else { return note(request, "was answered \(response.status)") }
      if !response.body.isEmpty, (try? JSON.parse(response.body)) == nil { note(request, "got no JSON") }
      let values = response.headers.fields.map(\.value)
      if values.contains(where: { $0.utf8.contains { $0 < 0x20 || $0 == 0x7F } }) {
        note(request, "got a header with a control character")
      }
    } catch {
      note(request, "got no answer: \(error)")
    }
  }

  /// What is sound is still done, and what is stored can be read again.
  private mutating func checkCloud(_ simulator: ARMSimulator, _ seed: UInt64) async {
    do {
      let before = await simulator.resources()
      let restart: Value = ["effect": "restart", "path": "/nowhere"]
      let control = HTTPRequest(.post, Template.url("/simulator/faults"), body: JSON.text(restart))
      _ = try await simulator.send(control)
      _ = try? await simulator.send(HTTPRequest(.get, Template.url("/nowhere")))
      if await simulator.resources() != before { violations.append("after seed \(seed): a restart loses something") }
      let group = Template.all[0].request()
      let status = try await simulator.send(group).status
      if status != 200 && status != 201 { violations.append("after seed \(seed): a group is answered \(status)") }
    } catch {
      violations.append("after seed \(seed): \(error)")
    }
  }

  private mutating func note(_ request: HTTPRequest, _ what: String) {
    let headers = request.headers.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    violations.append(
      "\(request.method.rawValue) \(request.url.text)\n\(headers)\n\(String(decoding: request.body, as: UTF8.self))\n\(what)"
    )
  }

  /// Notes what came of one that was made elsewhere.
  mutating func count(violation: String?) {
    executions += 1
    if let violation { violations.append(violation) }
  }
}

/// A sound request, to be spoilt.
struct Template {
  let method: HTTPMethod
  let target: String
  var body = ""
  var headers: HTTPHeaders = ["Authorization": "Bearer t", "Content-Type": "application/json"]

  static let subscription = "/subscriptions/00000000-0000-4000-8000-000000000001"
  private static let group = subscription + "/resourceGroups/rg"
  private static func resource(_ type: String, _ version: String) -> String {
    "\(group)/providers/\(type)?api-version=\(version)"
  }
  private static let cluster = "Microsoft.ContainerService/managedClusters/c"

  static let all: [Template] = [
    Template(
      method: .put, target: group + "?api-version=2023-07-01", body: #"{"location":"centralus","tags":{"a":"b"}}"#),
    Template(
      method: .put, target: resource(cluster, "2026-04-01"),
      body: """
        {"location":"centralus","identity":{"type":"SystemAssigned"},"properties":{"dnsPrefix":"c","kubernetesVersion":\
        "1.34","agentPoolProfiles":[{"name":"default","mode":"System","count":2,"vmSize":"Standard_D2s_v3","minCount":1,\
        "maxCount":5,"enableAutoScaling":true,"availabilityZones":["1","2"],"nodeTaints":["a=b:NoSchedule"]}],\
        "networkProfile":{"networkPlugin":"azure","serviceCidr":"10.0.0.0/16","dnsServiceIP":"10.0.0.10"},\
        "oidcIssuerProfile":{"enabled":true}}}
        """),
    Template(
      method: .put, target: resource(cluster + "/agentPools/gpu", "2026-04-01"),
      body: #"{"properties":{"count":1,"vmSize":"Standard_NC24ads_A100_v4","mode":"User","nodeLabels":{"a":"b"}}}"#),
    Template(
      method: .put, target: resource("Microsoft.Network/virtualNetworks/net", "2025-01-01"),
      body: """
        {"location":"centralus","properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16","fd00::/48"]},"subnets":\
        [{"name":"inner","properties":{"addressPrefix":"10.0.0.0/24","serviceEndpoints":[{"service":"Microsoft.Storage"}]}}]}}
        """),
    Template(
      method: .put, target: resource("Microsoft.Network/networkSecurityGroups/nsg", "2025-01-01"),
      body: """
        {"location":"centralus","properties":{"securityRules":[{"name":"ssh","properties":{"priority":100,"direction":\
        "Inbound","access":"Allow","protocol":"Tcp","sourcePortRange":"*","destinationPortRange":"22",\
        "sourceAddressPrefix":"*","destinationAddressPrefix":"*"}}]}}
        """),
    Template(
      method: .put, target: resource("Microsoft.ManagedIdentity/userAssignedIdentities/one", "2024-11-30"),
      body: #"{"location":"centralus"}"#),
    Template(
      method: .put, target: resource("Microsoft.Storage/storageAccounts/account1", "2025-08-01"),
      body: #"{"location":"centralus","sku":{"name":"Standard_LRS"},"kind":"StorageV2","properties":{}}"#),
    Template(
      method: .put, target: resource("Microsoft.DBforPostgreSQL/flexibleServers/server", "2025-08-01"),
      body: """
        {"location":"centralus","sku":{"name":"Standard_D2s_v3","tier":"GeneralPurpose"},"properties":{\
        "administratorLogin":"admin1","administratorLoginPassword":"Passw0rd!","storage":{"storageSizeGB":32},"version":"16"}}
        """),
    Template(
      method: .put, target: resource("Microsoft.AlertsManagement/prometheusRuleGroups/rules", "2023-03-01"),
      body: #"{"location":"centralus","properties":{"scopes":["x"],"rules":[{"record":"r","expression":"e"}]}}"#),
    Template(
      method: .put,
      target: resource("Microsoft.Authorization/roleAssignments/55555555-5555-4555-8555-555555555555", "2022-04-01"),
      body: """
        {"properties":{"principalId":"33333333-3333-3333-3333-333333333333","principalType":"ServicePrincipal",\
        "roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"}}
        """),
    Template(
      method: .patch, target: group + "/providers/Microsoft.Resources/tags/default?api-version=2021-04-01",
      body: #"{"operation":"Merge","properties":{"tags":{"a":"b"}}}"#),
    Template(method: .get, target: group + "?api-version=2023-07-01"),
    Template(
      method: .get, target: subscription + "/resources?$filter=tagName%20eq%20'a'&$top=2&api-version=2021-04-01"),
    Template(
      method: .get,
      target: group + "/resources?$filter=resourceType%20eq%20'x'%20and%20name%20eq%20'y'&$expand=createdTime"
        + "&api-version=2021-04-01"),
    Template(method: .get, target: resource("Microsoft.Network/virtualNetworks", "2025-01-01") + "&$skiptoken=1"),
    Template(
      method: .get, target: subscription + "/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01"),
    Template(method: .post, target: resource(cluster + "/listClusterUserCredential", "2026-04-01")),
    Template(
      method: .post, target: subscription + "/providers/Microsoft.Storage/checkNameAvailability?api-version=2023-01-01",
      body: #"{"name":"account1","type":"Microsoft.Storage/storageAccounts"}"#),
    Template(
      method: .post, target: "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01",
      body: """
        {"query":"Resources | where type =~ 'a/b' and not(tags.x in~ ('c', \\"d\\")) or properties['e'][0] != true | project \
        id, f = tolower(name) | order by f asc | take 5","options":{"$top":2,"$skip":1,"resultFormat":"table"}}
        """),
    Template(
      method: .post, target: "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01",
      body: """
        {"subscriptions":["11111111-1111-1111-1111-111111111111"],"query":"resourcechanges\\n| extend t = \
        todatetime(properties.changeAttributes.timestamp) // when\\n| where t > ago(1.5d) and t <= datetime(2030-01-01)\
        \\n| summarize count(), n = count() by tostring(properties.changeType)","options":{"$skipToken":"cGxhY2UgMQ=="}}
        """),
    Template(method: .delete, target: resource(cluster + "/agentPools/gpu", "2026-04-01")),
    Template(method: .delete, target: resource("Microsoft.Network/virtualNetworks/net", "2025-01-01")),
    Template(
      method: .post, target: "/22222222-2222-2222-2222-222222222222/oauth2/v2.0/token",
      body:
        "grant_type=client_credentials&client_id=44444444-4444-4444-4444-444444444444&client_secret=s&scope=a%2F.default",
      headers: ["Content-Type": "application/x-www-form-urlencoded"]),
    Template(
      method: .get, target: "/v1.0/servicePrincipals?$filter=appId%20eq%20'44444444-4444-4444-4444-444444444444'"),
  ]

  static func url(_ target: String) -> HTTPURL {
    HTTPURL("http://localhost" + target) ?? HTTPURL(scheme: .http, host: "localhost")
  }

  func request() -> HTTPRequest {
    HTTPRequest(method, Self.url(target), headers: headers, body: Array(body.utf8))
  }

  /// The request with one or more of its parts spoilt; nil where no URL is left of it.
  func request(spoiling random: inout Seeded) -> HTTPRequest? {
    var method = method
    var (target, body) = (Array(target.utf8), Array(body.utf8))
    var headers = headers
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<5: body = Spoiling.bytes(body, &random)
    case 5..<7: target = Spoiling.bytes(target, &random)
    case 7: method = HTTPMethod.allCases.randomElement(using: &random) ?? method
    case 8:
      headers.add("If-Match", "\"x\"")
      headers["Authorization"] = String(decoding: Spoiling.bytes(Array("Bearer a.b.c".utf8), &random), as: UTF8.self)
    default:
      body = Spoiling.bytes(body, &random)
      target = Spoiling.bytes(target, &random)
    }
    guard let url = HTTPURL("http://localhost" + String(decoding: target, as: UTF8.self)) else { return nil }
    // What is asked of the simulator itself may well make it fail on purpose.
    if url.path.lowercased().hasPrefix("/simulator") { return nil }
    return HTTPRequest(method, url, headers: headers, body: body)
  }

  /// The request as HTTP/1.1 has it.
  func wire() -> [UInt8] {
    let lines = headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    let head = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: localhost\r\n\(lines)"
    return Array("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
  }
}
