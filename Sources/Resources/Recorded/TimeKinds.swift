import Values

/// `time_sleep`: a wait between what it rests on and what rests on it.
enum TimeSleep {
  static let kind = ResourceKind(
    recorded: "time_sleep", provider: "registry.terraform.io/hashicorp/time", home: home,
    [
      AttributeSchema("id", .string, .computed, "When it was made, as RFC 3339 has it in UTC."),
      duration("create_duration", "How long to wait when it is made; another value later has nobody wait."),
      duration("destroy_duration", "How long to wait before it goes."),
      .cause("triggers"),
    ])

  private static func duration(_ name: String, _ documentation: String) -> AttributeSchema {
    AttributeSchema(name, .string, .optional, documentation).matching(
      "must be a number with its unit right after it, `ms`, `s`, `m` or `h`, such as \"30s\""
    ) { SpelledDuration.value(of: $0) != nil }
  }

  private static let home: RecordHome = {
    var home = RecordHome()
    home.made = { _, moment in Members([("id", .string(CivilTime(seconds: moment.seconds).rfc3339))]) }
    home.wait = { value, isDeletion in
      value[member: isDeletion ? "destroy_duration" : "create_duration"]?.stringValue
        .flatMap(SpelledDuration.value(of:))
    }
    home.importForm = "CREATE_DURATION,DESTROY_DURATION, of which one may be empty"
    home.imported = { id in
      let parts = id.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, parts != ["", ""],
        parts.allSatisfy({ $0.isEmpty || SpelledDuration.value(of: $0) != nil })
      else { return nil }
      return Members([
        ("create_duration", parts[0].isEmpty ? .null(.string) : .string(parts[0])),
        ("destroy_duration", parts[1].isEmpty ? .null(.string) : .string(parts[1])),
      ])
    }
    home.problems = { arguments in
      let durations = ["create_duration", "destroy_duration"].map { arguments[member: $0] ?? .null(.string) }
      guard durations.allSatisfy(\.isNull) else { return [] }
      return [
        ArgumentProblem(
          at: ValuePath(), "Missing argument", detail: "A `time_sleep` waits for nothing without a duration.",
          hint: "set `create_duration`, `destroy_duration` or both")
      ]
    }
    return home
  }()
}

/// `time_static`: the moment in which it was made, for good.
enum TimeStatic {
  static let kind = ResourceKind(
    name: "time_static",
    schema: ResourceSchema(
      [
        AttributeSchema("id", .string, .computed, "The same as `rfc3339`."),
        AttributeSchema(
          "rfc3339", .string, .optionalComputed,
          "The moment as RFC 3339 has it in UTC; when it is made, unless it is said."
        )
        .replacing()
        .matching("must be a time of RFC 3339 in UTC, such as \"2026-02-12T06:36:13Z\"") { CivilTime($0) != nil },
        .cause("triggers"),
      ]
        + CivilTime.fields.map {
          AttributeSchema($0.name, .number, .computed, "The \($0.name) of the moment.")
        } + [AttributeSchema("unix", .number, .computed, "The seconds since 1970 until the moment.")]),
    ownership: .recorded, providerName: "registry.terraform.io/hashicorp/time", refine: refined, home: home)

  private static let home: RecordHome = {
    var home = RecordHome()
    home.derived = { planned, _ in
      planned["rfc3339"]?.stringValue.flatMap { CivilTime($0) }?.members ?? Members()
    }
    home.made = { planned, moment in
      planned["rfc3339"]?.isKnown == true ? Members() : CivilTime(seconds: moment.seconds).members
    }
    home.importForm = "a time of RFC 3339 in UTC"
    home.imported = { CivilTime($0)?.members }
    return home
  }()

  /// Once there is a moment it stays, unless the spec says another.
  private static func refined(arguments: Value, prior: Value?, planned: Value) -> Value {
    guard let prior, arguments[member: "rfc3339"]?.isNull == true, var members = planned.members else { return planned }
    members["rfc3339"] = prior[member: "rfc3339"]
    return .object(members).marked(planned.marks)
  }
}

extension CivilTime {
  /// What `time_static` says of a moment.
  fileprivate var members: Members {
    Members(
      Self.fields.map { ($0.name, .number($0.field(self))) } + [
        ("rfc3339", .string(rfc3339)), ("id", .string(rfc3339)), ("unix", .number(seconds)),
      ])
  }

  fileprivate static var fields: [(name: String, field: (CivilTime) -> Int)] {
    [
      ("year", \.year), ("month", \.month), ("day", \.day), ("hour", \.hour), ("minute", \.minute),
      ("second", \.second),
    ]
  }
}
