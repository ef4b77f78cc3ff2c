import Values

/// What can be asked of providers beside their resources: which versions, sizes and names there are, and what is used.
enum Questions {
  typealias Answering = @Sendable (Call, ResourceTarget, SimulatedCloud) throws(Refusal) -> Answer

  private static let all: [String: Answering] = [
    ClusterVersions.questions, ComputeProvider.questions, NameAvailability.questions, InsightsProvider.questions,
    ActivityEvents.questions, AuthorizationProvider.questions,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

  /// The answer to a question, or nil if the path is none; its key is the method and the type in lower case.
  static func answer(_ call: Call, _ target: ResourceTarget, _ cloud: SimulatedCloud) throws(Refusal) -> Answer? {
    guard let answering = all[call.method + " " + target.typeKey] else { return nil }
    // What isn't in a group is about a region or the subscription, which need no resource.
    if target.group != nil { try cloud.checkScope(of: target) }
    return try answering(call, target, cloud)
  }
}

/// Whether a name that is unique in all of Azure is still free.
enum NameAvailability {
  static let questions: [String: Questions.Answering] = [
    "POST microsoft.storage/checknameavailability": { call, _, cloud throws(Refusal) in
      try answer(
        call, "Microsoft.Storage/storageAccounts", taken: "The storage account named %@ is already taken.", cloud)
    },
    "POST microsoft.containerregistry/checknameavailability": { call, _, cloud throws(Refusal) in
      try answer(
        call, "Microsoft.ContainerRegistry/registries", taken: "The registry %@ is already in use.", cloud)
    },
    "POST microsoft.dbforpostgresql/checknameavailability": postgreSQL,
    "POST microsoft.dbforpostgresql/locations/checknameavailability": postgreSQL,
  ]

  private static let postgreSQL: Questions.Answering = { call, _, cloud throws(Refusal) in
    try answer(
      call, "Microsoft.DBforPostgreSQL/flexibleServers", taken: "Specified server name is already used.", cloud)
  }

  private static func answer(_ call: Call, _ type: String, taken: String, _ cloud: SimulatedCloud) throws(Refusal)
    -> Answer
  {
    let body = try call.object()
    guard let name = body["name"]?.stringValue else { throw .badBody("'name' is required.") }
    guard Catalogue.type(named: type)?.isValidName(name) ?? true else {
      return Answer(
        200,
        [
          "nameAvailable": false, "name": .string(name), "reason": "AccountNameInvalid",
          "message": .string("\(name) is not a valid name for '\(type)'."),
        ])
    }
    guard cloud.isTaken(name, type) else { return Answer(200, ["nameAvailable": true, "name": .string(name)]) }
    return Answer(
      200,
      [
        "nameAvailable": false, "name": .string(name), "reason": "AlreadyExists",
        "message": .string(taken.split(separator: "%@", omittingEmptySubsequences: false).joined(separator: name)),
      ])
  }
}

extension SimulatedCloud {
  /// Whether any subscription has a resource of a type and name.
  func isTaken(_ name: String, _ type: String, butNot key: String = "") -> Bool {
    state.all(of: type).contains { $0.name.lowercased() == name.lowercased() && $0.key != key }
  }
}
