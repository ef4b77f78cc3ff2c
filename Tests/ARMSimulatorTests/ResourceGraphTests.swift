import ARMSimulator
import HTTP
import Testing
import Values

@Suite("Queries of Resource Graph")
struct ResourceGraphTests {
  private static let path = "/providers/Microsoft.ResourceGraph/resources"
  private static let network = TestCloud.group + "/providers/Microsoft.Network"

  private static func ask(
    _ cloud: TestCloud, _ query: String, _ options: Value = [:], version: String = "2022-10-01",
    headers: HTTPHeaders = ["Authorization": "Bearer token"]
  ) async throws -> TestCloud.Reply {
    let body: Value = [
      "subscriptions": ["11111111-1111-1111-1111-111111111111"], "query": .string(query), "options": options,
    ]
    return try await cloud.send(.post, path, version, body, headers: headers)
  }

  /// Two tables of routes, a network with a subnet and a group, at 2026-11-21T10:00:00Z.
  private static func world(_ settings: SimulatorSettings = SimulatorSettings(speed: .instant)) async throws
    -> TestCloud
  {
    let cloud = TestCloud(settings)
    _ = try await cloud.put(TestCloud.group, ["location": "centralus", "tags": ["team": "vision"]])
    for (name, tags, isPrivate) in [("One", ["team": "vision", "it's": "x"], true), ("two", [:], false)]
      as [(String, Value, Bool)]
    {
      let body: Value = [
        "location": "centralus", "tags": tags, "properties": ["disableBgpRoutePropagation": .bool(isPrivate)],
      ]
      #expect(try await cloud.put(network + "/routeTables/" + name, body).status == 201)
    }
    let subnet: Value = ["name": "inner", "properties": ["addressPrefix": "10.0.0.0/24"]]
    let body: Value = [
      "location": "eastus", "properties": ["addressSpace": ["addressPrefixes": ["10.0.0.0/16"]], "subnets": [subnet]],
    ]
    #expect(try await cloud.put(network + "/virtualNetworks/net", body).status == 201)
    cloud.settle()
    return cloud
  }

  @Test(
    "a query finds what it asks for",
    arguments: [
      ("project name", [["name": "One"], ["name": "two"], ["name": "net"]]),
      ("Resources | where type == 'microsoft.network/routetables' | project name", [["name": "One"], ["name": "two"]]),
      ("resources | where type == 'Microsoft.Network/routeTables'", []),
      (
        "resources | where type =~ 'Microsoft.Network/routeTables' and name != \"One\" | project n = name",
        [["n": "two"]]
      ),
      ("resources | where name in ('one', 'two') | project name", [["name": "two"]]),
      ("resources | where name in~ ('one', 'net') | project name", [["name": "One"], ["name": "net"]]),
      ("resources | where name !in~ ('one', 'net') | project name", [["name": "two"]]),
      ("resources | where not(id contains 'ROUTETABLES') | project name", [["name": "net"]]),
      ("resources | where type startswith 'Microsoft.Network/r' | count", [["Count": 2]]),
      ("resources | where type has 'network' and type !has 'net' | count", [["Count": 3]]),
      ("resources | where tags.team =~ 'VISION' | project name, tags['it\\'s']", [["name": "One", "tags_it's": "x"]]),
      (
        "resources | where isempty(tags.team) or tags.team == 'none' | project name",
        [["name": "two"], ["name": "net"]]
      ),
      ("resources | where properties.disableBgpRoutePropagation == true | project name", [["name": "One"]]),
      (
        "resources | project properties.addressSpace.addressPrefixes[0], name | where name == 'net' // the network",
        [["name": "net", "properties_addressSpace_addressPrefixes_0": "10.0.0.0/16"]]
      ),
      ("resources | order by name asc | project name", [["name": "One"], ["name": "net"], ["name": "two"]]),
      ("resources | sort by location, name | take 2 | project name", [["name": "net"], ["name": "two"]]),
      (
        "resources\n| summarize count() by type, where = location\n| order by count_ desc",
        [
          ["count_": 2, "type": "microsoft.network/routetables", "where": "centralus"],
          ["count_": 1, "type": "microsoft.network/virtualnetworks", "where": "eastus"],
        ]
      ),
      (
        "resources | extend team = tostring(tags.team) | summarize n = count() by team | where n > 1",
        [["n": 2, "team": ""]]
      ),
      (
        "resources | extend name = tolower(name) | limit 1 | project name, resourceGroup",
        [["name": "one", "resourceGroup": "rg"]]
      ),
      ("resources | where id == '' | summarize count()", [["count_": 0]]),
      (
        "resources | take 1 | project ago(1d), datetime(2026-11-21) < now()",
        [["Column1": "2026-11-20T10:01:00Z", "Column2": true]]
      ),
      (
        "ResourceContainers | project name, type, tags.team | order by type asc",
        [
          ["name": "Simulated", "tags_team": .null(.dynamic), "type": "microsoft.resources/subscriptions"],
          ["name": "rg", "tags_team": "vision", "type": "microsoft.resources/subscriptions/resourcegroups"],
        ]
      ),
    ] as [(String, Value)])
  func queries(query: String, expected: Value) async throws {
    let reply = try await Self.ask(try await Self.world(), query)
    #expect(reply.status == 200, "\(reply.body)")
    #expect(reply["data"] == expected)
    #expect(reply["totalRecords"] == .number(expected.elements?.count ?? -1))
    #expect(reply["count"] == reply["totalRecords"])
    #expect(reply["resultTruncated"] == "false")
    #expect(reply["facets"] == [])
  }

  @Test("a row has what its resource shows, under the columns of every table")
  func row() async throws {
    let cloud = try await Self.world()
    let reply = try await Self.ask(cloud, "resources | where name == 'net'")
    let row = try #require(reply["data"]?.elements?.first)
    let shown = try await cloud.get(Self.network + "/virtualNetworks/net")
    #expect(
      row.members?.keys == [
        "extendedLocation", "id", "identity", "kind", "location", "managedBy", "name", "plan", "properties",
        "resourceGroup", "sku", "subscriptionId", "tags", "tenantId", "type", "zones",
      ])
    #expect(row[member: "id"] == shown["id"])
    #expect(row[member: "properties"] == shown["properties"])
    #expect(row[member: "subscriptionId"] == "11111111-1111-1111-1111-111111111111")
    #expect(row[member: "kind"] == "")
    #expect(row[member: "sku"] == .null(.dynamic))
  }

  @Test(
    "a query that Azure wouldn't take is refused with its details",
    arguments: [
      ("where not(", ["ParserFailure", "<EOF>", "1:10"]), ("where name * 2", ["ParserFailure", "*", "1:11"]),
      ("resources | syntax error", ["ParserFailure", "syntax", "1:12"]),
      ("resources\n| where name = 'a'", ["ParserFailure", "=", "2:13"]),
      ("resources | where name == 'a", ["ParserFailure", "'a", "1:26"]),
      ("resources |", ["ParserFailure", "<EOF>", "1:11"]),
      ("resources | take many", ["ParserFailure", "many", "1:17"]),
      ("resources | where (name == 'a'", ["ParserFailure", "<EOF>", "1:30"]),
      ("resources | where name ; true", ["ParserFailure", ";", "1:23"]),
      ("", ["ParserFailure", "<EOF>", "1:0"]),
      ("resources | parse id with * '/a'", ["InvalidQueryLanguage", "parse", "-1:-1"]),
      ("resources | project-away id", ["InvalidQueryLanguage", "project-away", "-1:-1"]),
      ("resources | where strlen(name) > 1", ["UnknownFunction", "Unknown function: 'strlen'."]),
      ("resources | summarize max(name)", ["UnknownFunction", "Unknown function: 'max'."]),
      (
        "resources | where provisioningState == 'x'",
        [
          "Operator_FailedToResolveEntity",
          "'where' operator: Failed to resolve column or scalar expression named 'provisioningState'",
        ]
      ),
      (
        "resources | project name | extend a = id",
        [
          "Operator_FailedToResolveEntity",
          "'extend' operator: Failed to resolve column or scalar expression named 'id'",
        ]
      ),
      (
        "resources | order by tags.team",
        ["ExpressionKeyCantBeDynamic", "order operator: key can't be of dynamic type"]
      ),
      ("resources | where name == 3", []), ("resources | where name", []), ("resources | where tags == properties", []),
      ("resources | summarize count() by tostring(location), tags", []), ("resources | where tostring() == ''", []),
      ("resources | where name.inner == ''", []), ("resources | where tags.at > ago(1d)", []),
    ])
  func refusals(query: String, detail: [String]) async throws {
    let reply = try await Self.ask(TestCloud(), query)
    #expect(reply.status == 400)
    #expect(reply.code == "BadRequest")
    let error = reply["error"]
    #expect(
      error?[member: "message"]?.stringValue?.hasPrefix(
        "Please provide below info when asking for support: timestamp = 2026-11-21T10:00:00") == true)
    let details = error?[member: "details"]?.elements ?? []
    #expect(details.first?[member: "code"] == "InvalidQuery")
    let found = details.dropFirst().first
    #expect(details.count == (detail.isEmpty ? 1 : 2))
    #expect(found?[member: "code"]?.stringValue == detail.first)
    guard detail.count > 1 else { return }
    if let line = found?[member: "line"]?.intValue {
      #expect(found?[member: "token"]?.stringValue == detail[1])
      #expect("\(line):\(found?[member: "characterPositionInLine"]?.intValue ?? -9)" == detail[2])
    } else {
      #expect(found?[member: "message"]?.stringValue == detail[1])
    }
  }

  @Test(
    "a query of a table or of subscriptions that there aren't says so",
    arguments: [
      ("advisorresources", ["11111111-1111-1111-1111-111111111111"], "DisallowedLogicalTableName"),
      ("resources", ["here"], "SubscriptionsContainInvalidGuids"),
      ("resources", ["99999999-9999-9999-9999-999999999999"], "NoValidSubscriptionsInQueryRequest"),
    ] as [(String, Value, String)])
  func scopes(query: String, subscriptions: Value, code: String) async throws {
    let cloud = TestCloud(SimulatorSettings(subscriptions: ["11111111-1111-1111-1111-111111111111"]))
    let reply = try await cloud.send(
      .post, Self.path, "2024-04-01", ["query": .string(query), "subscriptions": subscriptions])
    #expect(reply.status == 400)
    #expect(reply["error", "details"]?.elements?.map { $0[member: "code"] } == [.string(code)])
    #expect(try await Self.ask(cloud, "resources", version: "2017-01-01").code == "NoRegisteredProviderFound")
  }

  @Test("a query without subscriptions is about all that the caller can read")
  func permitted() async throws {
    let settings = SimulatorSettings(
      speed: .instant, permittedScopes: [TestCloud.group, "/subscriptions/99999999-9999-9999-9999-999999999999"])
    let cloud = TestCloud(settings)
    for scope in [TestCloud.group, "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/far"] {
      _ = try await cloud.put(scope, ["location": "centralus"])
      _ = try await cloud.put(scope + "/providers/Microsoft.Network/routeTables/t", ["location": "centralus"])
    }
    func names(_ query: String) async throws -> [Value?] {
      let reply = try await cloud.send(.post, Self.path, "2022-10-01", ["query": .string(query)])
      return reply["data"]?.elements?.map { $0[member: "id"] } ?? []
    }
    #expect(
      try await names("resources | project id | order by id asc") == [
        .string(TestCloud.group + "/providers/Microsoft.Network/routeTables/t"),
        "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/far/providers/Microsoft.Network/routeTables/t",
      ])
    // One subscription can be read as a whole, of the other one group.
    #expect(try await names("resourcecontainers").count == 3)
    #expect(
      try await names("resourcechanges | summarize by id = tostring(properties.targetResourceId)").count == 2)
  }

  @Test("a result comes in pages, in rows or as a table")
  func pages() async throws {
    let cloud = try await Self.world()
    var token: Value?
    var names: [Value?] = []
    for page in 0..<2 {
      var options: Value = ["$top": 2]
      options = token.map { ["$top": 2, "$skipToken": $0] } ?? options
      let reply = try await Self.ask(cloud, "resources | project id, name | order by name asc", options)
      names += reply["data"]?.elements?.map { $0[member: "name"] } ?? []
      token = reply["$skipToken"]
      #expect(reply["totalRecords"] == 3)
      #expect(reply["resultTruncated"] == (page == 0 ? "true" : "false"))
      #expect((token == nil) == (page == 1))
    }
    #expect(names == ["One", "net", "two"])
    let rest = try await Self.ask(cloud, "resources | order by name asc", ["$skip": 2])
    #expect(rest["data"]?.elements?.map { $0[member: "name"] } == ["two"])
    // Without ids there is no way to go on.
    let cut = try await Self.ask(cloud, "resources | project name", ["$top": 1])
    #expect(cut["resultTruncated"] == "true")
    #expect(cut["$skipToken"] == nil)
    #expect(try await Self.ask(cloud, "resources", ["$top": 1001]).code == "BadRequest")
    #expect(try await Self.ask(cloud, "resources", ["$skipToken": "?"]).code == "BadRequest")
    let table = try await Self.ask(
      cloud, "resources | project name, tags, n = 1, at = now(), is = true | take 1", ["resultFormat": "table"])
    #expect(
      table["data"] == [
        "columns": [
          ["name": "name", "type": "string"], ["name": "tags", "type": "object"], ["name": "n", "type": "integer"],
          ["name": "at", "type": "datetime"], ["name": "is", "type": "boolean"],
        ],
        "rows": [["One", ["it's": "x", "team": "vision"], 1, "2026-11-21T10:01:00Z", true]],
      ])
  }

  @Test("what a query finds is as old as lists are")
  func lag() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .instant, listLag: .seconds(60)))
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let table = Self.network + "/routeTables/t"
    _ = try await cloud.put(table, ["location": "centralus"])
    func counts() async throws -> [Value?] {
      var counts: [Value?] = []
      for name in ["resources", "resourcechanges"] { counts.append(try await Self.ask(cloud, name)["count"]) }
      return counts
    }
    #expect(try await counts() == [0, 0])
    cloud.clock.advance(by: .seconds(60))
    // The table was made, and then it was ready.
    #expect(try await counts() == [1, 2])
    _ = try await cloud.delete(table)
    cloud.clock.advance(by: .seconds(59))
    #expect(try await counts() == [1, 2])
  }

  @Test("a user has fifteen queries in five seconds, and every answer says how many are left")
  func throttling() async throws {
    let cloud = TestCloud(SimulatorSettings(speed: .factor(1), throttles: true))
    for left in (0..<15).reversed() {
      let reply = try await Self.ask(cloud, "resources | count")
      #expect(reply.headers["x-ms-user-quota-remaining"] == String(left))
      #expect(reply.headers["x-ms-user-quota-resets-after"] == "00:00:05")
    }
    cloud.clock.advance(by: .seconds(2))
    let refused = try await Self.ask(cloud, "resources | count")
    #expect(refused.status == 429)
    #expect(refused.code == "RateLimiting")
    #expect(refused["error", "details"]?.elements?.first?[member: "code"] == "RateLimiting")
    #expect(refused.headers["x-ms-user-quota-remaining"] == "0")
    #expect(refused.headers["x-ms-user-quota-resets-after"] == "00:00:03")
    #expect(
      try await Self.ask(cloud, "resources", headers: ["Authorization": "Bearer other"]).status == 200)
    cloud.clock.advance(by: .seconds(3))
    #expect(try await Self.ask(cloud, "resources | count").headers["x-ms-user-quota-remaining"] == "14")
  }
}
