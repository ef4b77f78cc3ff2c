import Resources
import Values

/// When AKS may do what it does by itself: documents beside the cluster, one for each purpose.
extension KubernetesCluster {
  static let maintenance: [Argument] = [
    .block("maintenance_window", .single, .optional, at: "/maintenanceConfigurations[name=default]") {
      Argument.block("allowed", .set(), .optional, at: "/properties/timeInWeek") {
        Argument("day", .string, .required, at: "/day").oneOf(days)
          .described("The day of the week.")
        Argument("hours", .set(.number), .required, at: "/hourSlots")
          .described("The hours of the day, from 0 to 23, each of which may be used to its end.")
      }
      .described("When maintenance is possible.")
      notAllowed(at: "/properties/notAllowedTime")
    }
    .described("When AKS may do its weekly maintenance."),
    schedule(
      "maintenance_window_auto_upgrade", "aksManagedAutoUpgradeSchedule",
      "When clusters with an `automatic_upgrade_channel` are upgraded."),
    schedule(
      "maintenance_window_node_os", "aksManagedNodeOSUpgradeSchedule",
      "When nodes get the updates of their `node_os_upgrade_channel`."),
  ]

  private static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  private static func notAllowed(at path: String) -> Argument {
    .block("not_allowed", .set(), .optional, at: path) {
      Argument("start", .string, .required, at: "/start").described("The beginning, as an RFC 3339 time or a date.")
      Argument("end", .string, .required, at: "/end").described("The end.")
    }
    .described("When it isn't, although it would be.")
  }

  private static func schedule(_ name: String, _ document: String, _ documentation: String) -> Argument {
    .block(
      name, .list(max: 1), .optional, at: "/maintenanceConfigurations[name=\(document)]", as: window(named: document)
    ) {
      Argument("frequency", .string, .required, at: "/frequency").oneOf(MaintenanceSchedule.allCases.map(\.rawValue))
        .described("How often: every few days, weeks or months, on a date or on a day of a week.")
      Argument("interval", .number, .required, at: "/interval")
        .described("Every how many days, weeks or months.")
      Argument("duration", .number, .required, at: "/durationHours").between(4...24)
        .described("How many hours it may take.")
      Argument("day_of_week", .string, .optional, at: "/dayOfWeek").oneOf(days)
        .described("The day of the week, for `Weekly` and `RelativeMonthly`.")
      Argument("week_index", .string, .optional, at: "/weekIndex").oneOf("First", "Second", "Third", "Fourth", "Last")
        .described("Which of the month's weeks, for `RelativeMonthly`.")
      Argument("day_of_month", .number, .optional, at: "/dayOfMonth").between(1...31)
        .described("The day of the month, for `AbsoluteMonthly`.")
      Argument("start_date", .string, .optionalComputed, at: "/startDate")
        .described("From which date on, such as `2026-11-21`; from now on if unset.")
      Argument("start_time", .string, .optional, at: "/startTime")
        .matching("must be a time of the day such as `03:00`", isTime)
        .described("When it begins, such as `03:00`.")
      Argument("utc_offset", .string, .optionalComputed, at: "/utcOffset")
        .matching("must be an offset such as `+01:00`", isOffset)
        .described("The time zone of these, such as `+01:00`.")
      notAllowed(at: "/notAllowedDates")
    }
    .described(documentation)
  }

  /// A window as Azure has it: its schedule is in a member of its own for each frequency.
  private static func window(named document: String) -> Codec {
    Codec(
      encode: { elements in
        guard var window = elements[0]?.members else { return .null(.dynamic) }
        if let schedule = window["frequency"]?.stringValue.flatMap(MaintenanceSchedule.init) {
          window["schedule"] = .object(Members([(schedule.member, schedule.encoded(window))]))
        }
        for name in MaintenanceSchedule.names { window[name] = nil }
        return ["name": .string(document), "properties": ["maintenanceWindow": .object(window)]]
      },
      decode: { body in
        guard var window = body[member: "properties"]?[member: "maintenanceWindow"]?.members else { return .tuple([]) }
        for schedule in MaintenanceSchedule.allCases {
          guard let found = window["schedule"]?[member: schedule.member]?.members else { continue }
          for (name, value) in found { window[name == schedule.intervalName ? "interval" : name] = value }
          window["frequency"] = .string(schedule.rawValue)
        }
        window["schedule"] = nil
        return .tuple([.object(window)])
      })
  }

  @Sendable private static func isTime(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hours = Int(parts[0]), let minutes = Int(parts[1])
    else { return false }
    return (0...23).contains(hours) && (0...59).contains(minutes)
  }

  @Sendable private static func isOffset(_ text: String) -> Bool {
    (text.hasPrefix("+") || text.hasPrefix("-")) && isTime(String(text.dropFirst()))
  }

  // MARK: Rules

  static func maintenanceProblems(with cluster: GivenArguments) -> [ArgumentProblem] {
    ["maintenance_window_auto_upgrade", "maintenance_window_node_os"].flatMap { name in
      cluster.block(name).map { problems(withWindow: $0) } ?? []
    }
  }

  private static func problems(withWindow window: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    if window.lacks("start_time") {
      problems.append(window.missing("start_time", "Azure has no time at which a window would begin by itself."))
    }
    guard let schedule = window.text("frequency").flatMap(MaintenanceSchedule.init) else { return problems }
    for (name, member) in [
      ("day_of_week", "dayOfWeek"), ("week_index", "weekIndex"), ("day_of_month", "dayOfMonth"),
    ] {
      if schedule.members.contains(member), window.lacks(name) {
        problems.append(
          window.missing(name, "A window with the frequency `\(schedule.rawValue)` needs `\(name)`."))
      } else if !schedule.members.contains(member), window.has(name) {
        problems.append(
          window.clash(name, "A window with the frequency `\(schedule.rawValue)` has no `\(name)`."))
      }
    }
    if let interval = window.number("interval"), !schedule.intervals.contains(interval) {
      problems.append(
        window.invalid(
          "interval",
          "With the frequency `\(schedule.rawValue)` it must be between \(schedule.intervals.lowerBound) and "
            + "\(schedule.intervals.upperBound); it is \(interval)."))
    }
    return problems
  }
}

/// How often a window comes, by azurerm's names.
private enum MaintenanceSchedule: String, CaseIterable {
  case daily = "Daily"
  case weekly = "Weekly"
  case absoluteMonthly = "AbsoluteMonthly"
  case relativeMonthly = "RelativeMonthly"

  /// What stands beside a schedule in a window's arguments, and in it in Azure.
  static let names = ["frequency", "interval", "dayOfWeek", "weekIndex", "dayOfMonth"]

  /// Where it is in Azure.
  var member: String { rawValue.prefix(1).lowercased() + rawValue.dropFirst() }

  var intervalName: String {
    switch self {
    case .daily: "intervalDays"
    case .weekly: "intervalWeeks"
    case .absoluteMonthly, .relativeMonthly: "intervalMonths"
    }
  }

  /// What it has besides an interval.
  var members: [String] {
    switch self {
    case .daily: []
    case .weekly: ["dayOfWeek"]
    case .absoluteMonthly: ["dayOfMonth"]
    case .relativeMonthly: ["dayOfWeek", "weekIndex"]
    }
  }

  var intervals: ClosedRange<Int> {
    switch self {
    case .daily: 1...7
    case .weekly: 1...4
    case .absoluteMonthly, .relativeMonthly: 1...6
    }
  }

  func encoded(_ window: Members) -> Value {
    let rest = members.compactMap { name in window[name].map { (name, $0) } }
    return .object(Members([(intervalName, window["interval"] ?? .null(.number))] + rest))
  }
}
