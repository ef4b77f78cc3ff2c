/// Which events of the activity log are asked for: the `$filter` that its list takes and needs (Microsoft Learn, "Activity
/// Logs - List"), which knows no other form than comparisons with `and` between them.
struct ActivityFilter: Sendable {
  /// Azure keeps events for so long.
  static let retention = Duration.seconds(90 * 86_400)

  /// Why a filter isn't taken.
  struct Problem: Error {
    let message: String
  }

  let from: Timestamp
  let to: Timestamp?
  /// What is compared, in lower case, with what it has to be: one of ``places``, and any of ``more``.
  private let values: [String: String]

  /// Of these a filter has one at most.
  private static let places = ["resourcegroupname", "resourceuri", "resourceid", "resourceprovider", "correlationid"]
  private static let more = ["caller", "status", "levels", "eventchannels", "channels"]

  init(_ call: Call) throws(Problem) {
    guard let text = call.parameter("$filter"), !text.isEmpty else {
      throw Problem(message: "The $filter query parameter is required, with at least the start of eventTimestamp.")
    }
    let words = try Self.words(of: text)
    guard words.count % 4 == 3 else { throw Self.form }
    var from: Timestamp?
    var to: Timestamp?
    var values: [String: String] = [:]
    for start in stride(from: 0, to: words.count, by: 4) {
      guard start + 3 == words.count || words[start + 3].lowercased() == "and" else { throw Self.form }
      let name = words[start].lowercased()
      let value = words[start + 2]
      switch (name, words[start + 1].lowercased()) {
      case ("eventtimestamp", "ge"): from = try Self.time(value)
      case ("eventtimestamp", "le"): to = try Self.time(value)
      case (_, "eq") where Self.places.contains(name):
        guard !Self.places.contains(where: { values[$0] != nil }) else { throw Self.form }
        values[name] = value.lowercased()
      case (_, "eq") where Self.more.contains(name): values[name] = value.lowercased()
      default: throw Self.form
      }
    }
    guard let from else { throw Problem(message: "The start of eventTimestamp is missing in $filter.") }
    guard from >= call.now.advanced(by: .zero - Self.retention) else {
      throw Problem(message: "The start time cannot be more than 90 days in the past.")
    }
    guard to.map({ from <= $0 }) ?? true else {
      throw Problem(message: "The start time \(from.text()) is later than the end time \(to?.text() ?? "").")
    }
    self.from = from
    self.to = to
    self.values = values
  }

  /// Whether an entry is about what is asked for, in one subscription.
  func keeps(_ entry: ActivityLog.Entry, in subscription: String) -> Bool {
    let scope = "/subscriptions/\(subscription)".lowercased()
    let key = ResourceIDs.key(entry.resource)
    func isIn(_ scope: String) -> Bool { key == scope || key.hasPrefix(scope + "/") }
    guard isIn(scope) else { return false }
    if let group = values["resourcegroupname"], !isIn("\(scope)/resourcegroups/\(group)") { return false }
    if let id = values["resourceuri"] ?? values["resourceid"], key != ResourceIDs.key(id) { return false }
    if let namespace = values["resourceprovider"], !entry.action.lowercased().hasPrefix(namespace + "/") {
      return false
    }
    if let correlation = values["correlationid"], entry.correlation.lowercased() != correlation { return false }
    return values["caller"].map { entry.actor.caller.lowercased() == $0 } ?? true
  }

  /// Whether one of the events of an entry is asked for.
  func keeps(_ event: ActivityEvent) -> Bool {
    guard event.time >= from, to.map({ event.time <= $0 }) ?? true else { return false }
    if let status = values["status"], event.status.lowercased() != status { return false }
    guard let levels = values["levels"] else { return true }
    return levels.split(separator: ",").contains { $0.filter { $0 != " " } == event.level.lowercased() }
  }

  private static let form = Problem(
    message: "only conditions of the form '<name> eq <value>' are allowed, where <name> = one of 'resourceGroupName', "
      + "'resourceUri', 'resourceProvider' and 'correlationId', after 'eventTimestamp ge <time>' and "
      + "'eventTimestamp le <time>'.")

  private static func time(_ text: String) throws(Problem) -> Timestamp {
    guard let time = Timestamp(text) else { throw Problem(message: "'\(text)' is not a time.") }
    return time
  }

  /// Words and quoted texts; a doubled quote is one within a text.
  private static func words(of text: String) throws(Problem) -> [String] {
    var words: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
      } else if first == "'" {
        rest.removeFirst()
        var word = ""
        while true {
          guard let character = rest.popFirst() else { throw form }
          if character == "'" {
            guard rest.first == "'" else { break }
            rest.removeFirst()
          }
          word.append(character)
        }
        words.append(word)
      } else {
        let word = rest.prefix { $0 != " " }
        words.append(String(word))
        rest = rest[word.endIndex...]
      }
    }
    return words
  }
}
