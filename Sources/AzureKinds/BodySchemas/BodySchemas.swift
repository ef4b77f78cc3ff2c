import Synchronization

/// The types whose bodies are known: each is read from its text when somebody first asks for it.
package enum BodySchemas {
  /// The texts by the namespaces in them, in lower case.
  private static let texts: [String: [String]] = [
    "microsoft.alertsmanagement": [MonitoringBodies.text],
    "microsoft.authorization": [ResourcesBodies.text],
    "microsoft.containerregistry": [StorageBodies.text],
    "microsoft.containerservice": [ContainerServiceBodies.text],
    "microsoft.dashboard": [MonitoringBodies.text],
    "microsoft.dbforpostgresql": [StorageBodies.text],
    "microsoft.features": [ResourcesBodies.text],
    "microsoft.insights": [MonitoringBodies.text],
    "microsoft.managedidentity": [ResourcesBodies.text],
    "microsoft.monitor": [MonitoringBodies.text],
    "microsoft.network": [NetworkBodies.text, ApplicationGatewayBodies.text],
    "microsoft.operationalinsights": [MonitoringBodies.text],
    "microsoft.resources": [ResourcesBodies.text],
    "microsoft.storage": [StorageBodies.text],
  ]

  private static let known = Mutex<[String: BodySchema?]>([:])

  /// What is known of a type, whatever the case of its letters.
  package static func schema(of type: String) -> BodySchema? {
    let key = type.lowercased()
    return known.withLock { known in
      if let found = known[key] { return found }
      let found = read(key)
      known[key] = .some(found)
      return found
    }
  }

  /// Every type that is known, sorted.
  package static var types: [String] {
    Set(texts.values.joined()).flatMap { text in
      text.split(separator: "\n").filter { isHeader($0) && $0.first != "%" }
        .compactMap { $0.split(separator: " ").first.map(String.init) }
    }.sorted()
  }

  private static func read(_ key: String) -> BodySchema? {
    for text in texts[String(key.prefix { $0 != "/" })] ?? [] {
      var sections: [[Substring]] = []
      for line in text.split(separator: "\n") {
        if isHeader(line) { sections.append([]) }
        if !sections.isEmpty { sections[sections.count - 1].append(line) }
      }
      guard let section = sections.first(where: { ($0.first ?? "").prefix { $0 != " " }.lowercased() == key }) else {
        continue
      }
      let tables = sections.filter { $0.first?.first == "%" }.map { ($0[0].dropFirst(), Array($0.dropFirst())) }
      return BodySchema(section, tables: Dictionary(tables, uniquingKeysWith: { first, _ in first }))
    }
    return nil
  }

  private static func isHeader(_ line: Substring) -> Bool { line.first != " " }
}
