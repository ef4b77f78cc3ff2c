import JSON
import Values

/// Azure Resource Graph: queries over all subscriptions that a caller can read (Microsoft Learn, "Understanding the Azure
/// Resource Graph query language"; of that, what ``Query`` says). What a query finds is as old as what lists show.
enum ResourceGraph {
  static let path = ["providers", "microsoft.resourcegraph", "resources"]

  private static let type = ResourceType(
    "Microsoft.ResourceGraph/resources",
    APIVersions("2019-04-01", "2020-04-01-preview", "2021-03-01", "2022-10-01", "2024-04-01"))
  private static let rowsMax = 1000

  static func answer(_ call: Call, _ cloud: SimulatedCloud) throws(Refusal) -> Answer {
    guard call.method == "POST" else { throw .notAllowed(call.method, call.path) }
    let version = call.apiVersion ?? ""
    guard type.apiVersions.contains(version) else { throw .badVersion(version, type: type) }
    let body = try call.object()
    do throws(QueryProblem) {
      let subscriptions = try subscriptions(body, cloud)
      let query = try QueryParser.query(body["query"]?.stringValue ?? "")
      let table = QueryTable(columns: ResourceRow.columns, rows: rows(of: query.table, subscriptions, cloud))
      let result = try QueryTable.result(of: query, from: table, now: cloud.now)
      return Answer(200, try page(of: result, body["options"] ?? [:], version))
    } catch {
      throw error.refusal(at: cloud.now, correlation: cloud.requestID(of: call))
    }
  }

  // MARK: Rows

  /// The subscriptions that are asked for, or all.
  private static func subscriptions(_ body: Value, _ cloud: SimulatedCloud) throws(QueryProblem) -> [String] {
    if !(body["facets"]?.elements ?? []).isEmpty { throw .request("The simulator has no facets.") }
    let groups = (body["managementGroups"]?.elements ?? []).compactMap(\.stringValue)
    if groups.contains(where: { $0.lowercased() != Identifiers.tenant }) {
      throw .request("The simulated tenant has no management groups but its root, '\(Identifiers.tenant)'.")
    }
    let asked = (body["subscriptions"]?.elements ?? []).compactMap(\.stringValue)
    guard !asked.isEmpty else { return Tenant.subscriptionIDs(cloud) }
    let others = asked.filter { !Identifiers.isGUID($0) }
    if !others.isEmpty { throw .notGUIDs(others) }
    let found = asked.filter(cloud.settings.knows)
    if found.isEmpty { throw .noSubscription(asked) }
    return found
  }

  private static func rows(of table: Query.Table, _ subscriptions: [String], _ cloud: SimulatedCloud) -> [[Value]] {
    switch table {
    case .resources:
      subscriptions.flatMap { subscription in
        cloud.graphed(in: subscription).filter { Catalogue.type(named: $0.type)?.isInGroup ?? false }.map {
          ResourceRow.cells(id: $0.id, name: $0.name, type: $0.type, body: cloud.graphBody(of: $0))
        }
      }
    case .containers: subscriptions.flatMap { containers(in: $0, cloud) }
    case .changes:
      changes(Set(subscriptions.map { "/subscriptions/\($0)/".lowercased() }), cloud)
    }
  }

  /// A subscription, if all of it can be read, and its groups.
  private static func containers(in subscription: String, _ cloud: SimulatedCloud) -> [[Value]] {
    let own = Tenant.body(subscription)
    let id = "/subscriptions/" + subscription
    var properties: Value = ["managementGroupAncestorsChain": []]
    for name in ["state", "subscriptionPolicies", "authorizationSource", "managedByTenants"] {
      properties[name] = own[name]
    }
    let first = ResourceRow.cells(
      id: id, name: own["displayName"]?.stringValue ?? "", type: "microsoft.resources/subscriptions",
      body: ["properties": properties, "tags": cloud.tags(of: id)])
    let groups = cloud.graphed(in: subscription).filter { $0.type == "Microsoft.Resources/resourceGroups" }
    return (cloud.settings.permits(ResourceIDs.segments(id)) ? [first] : [])
      + groups.map { group in
        ResourceRow.cells(
          id: group.id, name: group.name, type: "microsoft.resources/subscriptions/resourcegroups",
          body: cloud.graphBody(of: group))
      }
  }

  private static func changes(_ scopes: Set<String>, _ cloud: SimulatedCloud) -> [[Value]] {
    let first = cloud.now.advanced(by: .zero - ChangeLog.retention)
    let last = cloud.now.advanced(by: .zero - cloud.lists.lag)
    var latest: [String: Int] = [:]
    return cloud.state.changes.entries.compactMap { entry in
      let previous = latest.updateValue(entry.number, forKey: entry.resource)
      let key = entry.resource.lowercased()
      guard entry.time >= first, entry.time <= last, scopes.contains(where: { key.hasPrefix($0) }),
        cloud.settings.permits(ResourceIDs.segments(key))
      else { return nil }
      return ResourceChanges.cells(of: entry, after: previous)
    }
  }

  // MARK: Pages

  /// A part of the result, with the token that the next one is asked for with.
  private static func page(of result: QueryTable, _ options: Value, _ version: String) throws(QueryProblem) -> Value {
    func count(_ name: String, _ range: ClosedRange<Int>) throws(QueryProblem) -> Int? {
      guard let value = options[name], !value.isNull else { return nil }
      guard let count = value.intValue, range.contains(count) else {
        throw .request("The option '\(name)' has to be a number from \(range.lowerBound) to \(range.upperBound).")
      }
      return count
    }
    let top = try count("$top", 1...rowsMax) ?? rowsMax
    var start = try count("$skip", 0...Int.max) ?? 0
    if let text = options["$skipToken"]?.stringValue {
      guard let place = place(of: text) else { throw .request("The option '$skipToken' is none of this service.") }
      start = place
    }
    let rows = result.rows.dropFirst(start).prefix(top)
    let isTruncated = start + rows.count < result.rows.count
    var body: Value = [
      "totalRecords": .number(result.rows.count), "count": .number(rows.count), "facets": [],
      "resultTruncated": isTruncated ? "true" : "false",
    ]
    // Pages need a column by which rows are told apart.
    if isTruncated, result.columns.contains(where: { $0.name == "id" }) {
      body["$skipToken"] = .string(token(for: start + rows.count))
    }
    let isTable = options["resultFormat"]?.stringValue?.lowercased() ?? (version < "2020" ? "table" : "") == "table"
    body["data"] = isTable ? table(result.columns, rows, version) : objects(result.columns, rows)
    return body
  }

  private static func token(for place: Int) -> String { Base64.text(Array("place \(place)".utf8)) }

  private static func place(of token: String) -> Int? {
    guard let bytes = Base64.bytes(token) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    return words.count == 2 && words[0] == "place" ? Int(words[1]).flatMap { $0 < 0 ? nil : $0 } : nil
  }

  private static func objects(_ columns: [QueryTable.Column], _ rows: ArraySlice<[Value]>) -> Value {
    .tuple(
      rows.map { row in
        .object(Members(zip(columns, row).map { column, value in (column.name, shown(value, column.type)) }))
      })
  }

  private static func table(
    _ columns: [QueryTable.Column], _ rows: ArraySlice<[Value]>, _ version: String
  ) -> Value {
    [
      "columns": .tuple(
        columns.map { ["name": .string($0.name), "type": .string(typeName($0.type, version))] }),
      "rows": .tuple(rows.map { row in .tuple(zip(columns, row).map { shown($1, $0.type) }) }),
    ]
  }

  /// The names of types in `ColumnDataType`, to which 2022-10-01 added that of times.
  private static func typeName(_ type: QueryType, _ version: String) -> String {
    switch type {
    case .string, .timespan: "string"
    case .long: "integer"
    case .real: "number"
    case .bool: "boolean"
    case .datetime: version < "2022-10-01" ? "string" : "datetime"
    case .dynamic: "object"
    }
  }

  private static func shown(_ value: Value, _ type: QueryType) -> Value {
    guard type == .datetime, let milliseconds = value.intValue else { return value }
    // Without the zeros at the end of the fraction.
    let text = Timestamp(milliseconds: Int64(milliseconds)).text(fractionDigits: 3).dropLast()
    let fraction = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return .string(milliseconds % 1000 == 0 ? text.dropLast(4) + "Z" : String(fraction.reversed()) + "Z")
  }
}

extension SimulatedCloud {
  /// What a caller can read in a subscription, as old as lists are.
  fileprivate func graphed(in subscription: String) -> [StoredResource] {
    listed(below: "/subscriptions/\(subscription)".lowercased()).filter {
      settings.permits(ResourceIDs.segments($0.key))
    }
  }

  /// The tags of a subscription.
  fileprivate func tags(of subscription: String) -> Value {
    state[subscription.lowercased() + "/providers/microsoft.resources/tags/default"]?.body["tags"] ?? .null(.dynamic)
  }
}

extension ResourceIDs {
  fileprivate static func segments(_ id: String) -> [String] { id.lowercased().split(separator: "/").map(String.init) }
}
