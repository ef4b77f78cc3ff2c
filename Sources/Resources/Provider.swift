import Diagnostics
import Values

/// Whoever speaks to the world about resources of some kinds.
///
/// Deciding (ids, encoding, decoding) is pure and never waits; only ``observe(_:)``, ``read(_:arguments:)`` and
/// ``perform(_:accepted:)`` reach out, and ``resume(_:)``.
package protocol Provider: Sendable {
  /// The names of this provider's kinds, resources and data sources.
  var kindNames: KindNames { get }

  /// The kind of a name, always the same one; nil where the provider has none.
  func kind(named name: KindName) -> ResourceKind?

  /// The id of a resource, from its arguments alone; nil while one that it is made of is unknown, or if what it is
  /// called is only known to Azure.
  func identity(of kind: ResourceKind, arguments: Value) throws(DiagnosticsError) -> String?

  /// What is wrong with arguments beyond what the schema says. Unknown arguments are right.
  func problems(with arguments: Value, of kind: ResourceKind) -> [ArgumentProblem]

  /// What must not be written at the same time as this resource: nothing else holding one of these keys is.
  func serialKeys(of kind: ResourceKind, id: String, arguments: Value) -> Set<String>

  /// What a change of a resource of this kind typically takes: the longest path is started first.
  func typicalDuration(of kind: ResourceKind, isDeletion: Bool) -> Duration

  /// Looks at resources; one answer for each request, in their order.
  ///
  /// Those of `listing` are known to have been there, so that many of them may be looked for in one list. What a list
  /// doesn't show is asked for by itself: only that tells that something is absent.
  func observe(_ requests: [ObservationRequest], listing: Set<ObservationRequest>) async -> [Observation]

  /// The attributes of a live resource as the kind's schema names them. Where Azure keeps a collection in an order of
  /// its own, elements stand in the order of `arguments`.
  func attributes(of kind: ResourceKind, id: String, body: Value, arguments: Value?) -> Value

  /// The ids of other resources that a live body names, in lower case.
  func identifiers(in body: Value) -> Set<String>

  /// The same with what is other resources left out of the arguments: their places in the body are theirs.
  func attributes(of kind: ResourceKind, id: String, body: Value, arguments: Value?, parts: [ResourcePart])
    -> Value

  /// The ids of the resources in whose bodies a resource shows, in lower case, the nearest first.
  func wholes(of kind: ResourceKind, id: String) -> [String]

  /// Those parts of a resource that its own arguments say, too.
  func overlaps(of kind: ResourceKind, id: String, arguments: Value, parts: [ResourcePart])
    -> [ResourcePart]

  /// The ids of what lies beneath a live resource and goes with it, as far as its body shows that and the resource's own
  /// arguments don't describe it; `arguments` is what the spec says, nil where it has the resource no longer, `recorded`
  /// what was applied.
  func children(of kind: ResourceKind, id: String, body: Value, arguments: Value?, recorded: RecordedArguments?)
    -> [String]

  /// What could stand in for a resource, or a part of it, during a rotation, by what it is to be; nil where nothing can.
  func standIn(of kind: ResourceKind, id: String, planned: Value) -> StandIn?

  /// Asks for attributes of a live resource that Azure tells only separately, by their names.
  func fetch(_ names: Set<String>, of kind: ResourceKind, id: String) async throws(ProviderFailure) -> [String: Value]

  /// What Azure answers about a live resource at a path beneath its id.
  func answer(at path: String, of kind: ResourceKind, id: String) async throws(ProviderFailure) -> Value

  /// Who looks after what lies at these ids, where that isn't the user: the id of what manages the place that each lies
  /// in, by id. Ids that nobody else looks after are left out.
  func managers(of ids: [String]) async throws(ProviderFailure) -> [String: String]

  /// What has to be registered before resources can be made and isn't, sorted by name; the id of a resource is nil while
  /// it is unknown. What can't be found out is left out.
  func missingRegistrations(for resources: [(kind: ResourceKind, id: String?)]) async throws(ProviderFailure)
    -> [MissingRegistration]

  /// The id of what is called by a name; nil where there is nothing of that name.
  func find(_ called: NamedResource) async throws(ProviderFailure) -> String?

  /// Reads a data source whose arguments are known.
  ///
  /// - Parameter limit: how long it may take; nil for what the kind says.
  func read(_ kind: ResourceKind, arguments: Value, limit: Duration?) async throws(ProviderFailure) -> Value

  /// Makes one change and waits until it is done; returns what is live afterwards, nil after a deletion.
  ///
  /// `accepted` is told, as soon as Azure has taken the operation on and whenever that changes, what ``resume(_:)``
  /// needs to take it up in another run.
  func perform(_ operation: ResourceOperation, accepted: @escaping @Sendable (Value) async -> Void)
    async throws(ProviderFailure)
    -> Observation.Live?

  /// Waits for an operation that was accepted in an earlier run; returns at once where nothing can be asked about it
  /// any more, for the resource itself shows the outcome.
  ///
  /// - Throws: how the operation failed, or why it can't be waited for.
  func resume(_ accepted: Value) async throws(ProviderFailure)
}

extension Provider {
  /// Looks at each resource by itself.
  package func observe(_ requests: [ObservationRequest]) async -> [Observation] {
    await observe(requests, listing: [])
  }
}

/// Nothing is a part of anything or has to be registered, unless a provider knows better.
extension Provider {
  package func attributes(
    of kind: ResourceKind, id: String, body: Value, arguments: Value?, parts: [ResourcePart]
  ) -> Value {
    attributes(of: kind, id: id, body: body, arguments: arguments)
  }

  package func wholes(of kind: ResourceKind, id: String) -> [String] { [] }

  package func answer(at path: String, of kind: ResourceKind, id: String) async throws(ProviderFailure) -> Value {
    .null(.dynamic)
  }

  package func overlaps(of kind: ResourceKind, id: String, arguments: Value, parts: [ResourcePart])
    -> [ResourcePart]
  {
    []
  }

  package func children(
    of kind: ResourceKind, id: String, body: Value, arguments: Value?, recorded: RecordedArguments?
  ) -> [String] {
    []
  }

  package func standIn(of kind: ResourceKind, id: String, planned: Value) -> StandIn? { nil }

  package func find(_ called: NamedResource) async throws(ProviderFailure) -> String? { nil }

  package func managers(of ids: [String]) async throws(ProviderFailure) -> [String: String] { [:] }

  package func missingRegistrations(
    for resources: [(kind: ResourceKind, id: String?)]
  ) async throws(ProviderFailure) -> [MissingRegistration] { [] }
}

/// Something wrong with an argument, or that its author should know.
package struct ArgumentProblem: Sendable {
  package let severity: Diagnostic.Severity
  package let path: ValuePath
  package let summary: String
  package let detail: String
  package let hint: String?
  /// What Azure is asked before it counts; nil where it counts at once.
  package private(set) var exception: Exception?

  /// What a problem with a change of a live resource depends on that only Azure knows.
  package struct Exception: Sendable {
    /// What is read, beneath the resource's id: `upgradeProfiles/default`.
    package let path: String
    /// Whether there is no problem, by the answer.
    package let allows: @Sendable (_ answer: Value) -> Bool
  }

  /// The problem, unless Azure allows the change when it is asked at a path beneath the resource's id.
  package func unless(
    answeredAt path: String, _ allows: @escaping @Sendable (_ answer: Value) -> Bool
  ) -> ArgumentProblem {
    var copy = self
    copy.exception = Exception(path: path, allows: allows)
    return copy
  }

  package init(
    _ severity: Diagnostic.Severity = .error, at path: ValuePath, _ summary: String, detail: String, hint: String? = nil
  ) {
    self.severity = severity
    self.path = path
    self.summary = summary
    self.detail = detail
    self.hint = hint
  }
}

/// A question about one resource.
package struct ObservationRequest: Sendable, Hashable {
  /// The kind's name.
  package let kind: String
  package let id: String
  /// What it is to be spoken to with; nil where the kind says it.
  package let apiVersion: String?
  package var settings = ReadSettings()

  package init(kind: String, id: String, apiVersion: String? = nil) {
    self.kind = kind
    self.id = id
    self.apiVersion = apiVersion
  }

  /// The same question about another id.
  package func with(id: String) -> ObservationRequest {
    var copy = ObservationRequest(kind: kind, id: id, apiVersion: apiVersion)
    copy.settings = settings
    return copy
  }
}

/// A resource that shows in another one's body.
package struct ResourcePart: Sendable, Hashable {
  /// The kind's name.
  package let kind: String
  package let id: String
  /// Where it shows, as members from the body on; empty where the kind and the id say it.
  package let paths: [ValuePath]

  package init(kind: String, id: String, paths: [ValuePath] = []) {
    self.kind = kind
    self.id = id
    self.paths = paths
  }
}

/// What a look at one resource showed.
package enum Observation: Sendable {
  case absent
  case present(Live)
  /// It could not be found out.
  case unreadable(ProviderFailure)

  /// A resource that exists.
  package struct Live: Sendable {
    /// What Azure makes of it at the moment.
    package enum Condition: Sendable, Hashable {
      case settled
      /// The last operation on it failed or was cancelled; `reason` in Azure's words, may be empty.
      case failed(reason: String)
      /// An operation on it runs.
      case changing
    }

    /// The id with the letter case that Azure keeps.
    package let id: String
    /// The body as answered.
    package let body: Value
    package let condition: Condition
    /// The id of what made it and looks after it, where that isn't the user.
    package let manager: String?
    /// When it was made and by whom; nil where Azure doesn't say.
    package let origin: Authorship?
    /// Whether only a list showed it. Lists lag: one may tell that nothing is to be done, and nothing else.
    package var isListed = false

    package init(
      id: String, body: Value, condition: Condition = .settled, manager: String? = nil, origin: Authorship? = nil
    ) {
      self.id = id
      self.body = body
      self.condition = condition
      self.manager = manager
      self.origin = origin
    }
  }

  /// When something was made and by whom, in Azure's words and by Azure's clock.
  package struct Authorship: Sendable, Hashable {
    /// RFC 3339 in UTC.
    package let time: String
    package let author: String

    package init(time: String, author: String) {
      self.time = time
      self.author = author
    }
  }

  package var live: Live? {
    if case .present(let live) = self { live } else { nil }
  }
}

/// One change to one resource, ready to be carried out: everything in it is known.
package struct ResourceOperation: Sendable {
  package enum Verb: Sendable {
    case create
    /// Changes the arguments at `changed`; `prior` is what they were when the change was planned.
    case update(prior: Value, changed: [ValuePath])
    /// `because` are the arguments that can't be changed in place, where it is made anew for them: as long as they are
    /// what they are in `planned`.
    case delete(because: [ValuePath])
  }

  package let verb: Verb
  package let kind: ResourceKind
  package let id: String
  /// What the spec says; null where it says nothing. For a deletion null.
  package let arguments: Value
  /// What is to be live afterwards, as far as it is known; for a deletion what is live before.
  package let planned: Value
  package let address: InstanceAddress
  /// The other resources that are parts of its body.
  package let parts: [ResourcePart]
  /// The ids of what the plan has registered: what this one needs of it has to be there first.
  package let registrations: [String]
  /// What stands in while it, or a part of it, is made anew; nil where nothing has to.
  package let standIn: StandIn?
  /// How long the change is waited for, where the spec says it; nil for what the kind says.
  package let limit: Duration?

  package init(
    _ verb: Verb, kind: ResourceKind, id: String, arguments: Value, planned: Value, address: InstanceAddress,
    parts: [ResourcePart] = [], registrations: [String] = [], standIn: StandIn? = nil, limit: Duration? = nil
  ) {
    self.limit = limit
    self.standIn = standIn
    self.registrations = registrations
    self.parts = parts
    self.verb = verb
    self.kind = kind
    self.id = id
    self.arguments = arguments
    self.planned = planned
    self.address = address
  }
}

/// Why something that was asked of the world was not done.
package struct ProviderFailure: Error, Sendable, Hashable {
  /// Whether the world may have changed all the same.
  package enum Effect: Sendable, Hashable {
    case none
    case unknown
  }

  package let summary: String
  package let detail: String
  package let hint: String?
  package let effect: Effect
  /// The provider's name for what went wrong, such as `SkuNotAvailable`; nil where it has none.
  package let code: String?

  package init(
    _ summary: String, detail: String = "", hint: String? = nil, effect: Effect = .none, code: String? = nil
  ) {
    self.code = code
    self.summary = summary
    self.detail = detail
    self.hint = hint
    self.effect = effect
  }

  /// The same without texts that nobody is to see: services quote what they refuse.
  package func hiding(_ texts: Set<String>) -> ProviderFailure {
    // The longest first: one may be a part of another.
    let ordered = texts.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    func hidden(_ text: String) -> String { ordered.reduce(text) { $0.replacing($1, with: "(sensitive value)") } }
    return ProviderFailure(hidden(summary), detail: hidden(detail), hint: hint.map(hidden), effect: effect, code: code)
  }

  /// The failure as a diagnostic about `address`.
  package func diagnostic(at subject: SourceRange? = nil, address: String? = nil) -> Diagnostic {
    .error(summary, detail: detail, at: subject, hint: hint, address: address)
  }
}
