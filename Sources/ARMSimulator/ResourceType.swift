import Values

/// A type of resource as the simulated cloud knows it: what its bodies hold, how its requests are answered, how long
/// its work takes.
struct ResourceType: Sendable {
  /// Namespace and type segments in their proper case.
  let name: String
  let apiVersions: APIVersions
  /// The `type` member of its bodies, where that differs from the name.
  var shownType: String?
  /// Made on first use, as bodies of most types never come by.
  var schema: @Sendable () -> Schema = { Schema() }
  /// The api-version from which members that the schema doesn't have are refused; others are dropped.
  var refusesUnknownSince: String?
  /// Whether a PUT keeps what it leaves out.
  var putMerges = false
  var location = LocationRule.required
  var isValidName: @Sendable (String) -> Bool = { (1...260).contains($0.count) }
  var create = Work.synchronous
  var update = Work.synchronous
  var delete = Work.synchronous
  /// How a PATCH is carried out, where otherwise than a PUT.
  var patch: Work?
  /// The status of the answer to a PUT that begins work, if it is 202 without a body.
  var answersWithoutBody = false
  /// Whether a PUT is answered with 201 even where there was one before.
  var alwaysAnswersCreated = false
  /// Whether the answer to a DELETE shows what is gone, as that of Microsoft.Authorization does.
  var showsDeleted = false
  /// The name of every resource of the type, where there is only one, and none is made or deleted by clients.
  var onlyName: String?
  /// Whether no two subscriptions can have resources of one name, and the provider's words for a second.
  var nameTaken: (@Sendable (String) -> Refusal)?
  var etag = ETag.none
  var hasSystemData = true
  var hasState = true
  /// Whether subscriptions and groups list it; children and extensions aren't listed.
  var isTracked = true
  /// What can't be changed once it is set.
  var immutable: [[String]] = []
  var hooks = Hooks()

  enum LocationRule: Sendable {
    case required
    /// The word `global`, which is filled in.
    case global
    case none
  }

  enum ETag: Sendable {
    case none
    /// A member of the body with a quoted value, as Azure Monitor has it; preconditions are ignored.
    case quoted
    /// The same with preconditions, as private DNS has it.
    case conditional
    /// Top-level `eTag`, with preconditions.
    case topLevel
    /// `properties.eTag`, with preconditions.
    case inProperties
    /// Top-level `etag` and the header, `W/"..."`, with preconditions. A resource and its children are one document with
    /// one tag, as Microsoft.Network has it.
    case weak
  }

  /// How a change is carried out.
  enum Work: Sendable {
    case synchronous
    /// Takes a typical time in Azure; the client polls what the headers say.
    case asynchronous(Duration, Poll)
  }

  /// Which of the two polling headers an accepted request gets; with neither, clients look at the resource.
  enum Poll: String, Sendable {
    case operation, location, both, neither
  }

  /// What a type does beyond its declaration. Checks throw before anything has changed.
  struct Hooks: Sendable {
    /// Completes the body of a PUT or PATCH with defaults, and checks what the schema can't.
    var prepare: @Sendable (inout Draft, inout SimulatedCloud) throws(Refusal) -> Void = { _, _ in }
    /// Changes others after the write was accepted.
    var accepted: @Sendable (Draft, inout SimulatedCloud) -> Void = { _, _ in }
    /// Fills what is only known once the work is done.
    var completed: @Sendable (inout StoredResource, inout SimulatedCloud) -> Void = { _, _ in }
    /// Why a resource can't be written or deleted right now.
    var busy: @Sendable (ResourceTarget, String, SimulatedCloud) -> Refusal? = { _, _, _ in nil }
    /// Whether it may be deleted, before the deletion is accepted.
    var checkDeletion: @Sendable (StoredResource, Call, inout SimulatedCloud) throws(Refusal) -> Void = { _, _, _ in }
    /// Changes others once the deletion was accepted.
    var deletionAccepted: @Sendable (StoredResource, inout SimulatedCloud) -> Void = { _, _ in }
    /// Takes along what goes with the resource.
    var removed: @Sendable (StoredResource, inout SimulatedCloud) -> Void = { _, _ in }
    /// The body as clients see it.
    var shown: @Sendable (StoredResource, Value, Call, SimulatedCloud) -> Value = { _, body, _, _ in body }
    /// POST actions by their name in lower case.
    var actions: [String: @Sendable (StoredResource, Call, inout SimulatedCloud) throws(Refusal) -> Answer] = [:]
    /// The provider's own words for a body that breaks its schema.
    var refusal: @Sendable (Schema.Violation) -> Refusal = Refusal.standard
    /// The provider's own words for a resource that isn't there.
    var missing: @Sendable (ResourceTarget) -> Refusal = Refusal.noResource
    /// The provider's own words for a change of what can't be changed.
    var immutableRefusal: @Sendable (String) -> Refusal = Refusal.immutable
  }

  init(_ name: String, _ apiVersions: APIVersions) {
    self.name = name
    self.apiVersions = apiVersions
  }

  var namespace: String { String(name.prefix { $0 != "/" }) }
  var key: String { name.lowercased() }
}

/// The api-versions of a type: those that are known, and whatever date lies between them.
struct APIVersions: Sendable, CustomStringConvertible {
  let known: [String]

  init(_ known: String...) {
    self.known = known.sorted()
  }

  func contains(_ version: String) -> Bool {
    if known.contains(version) { return true }
    let date = version.prefix(10)
    let rest = version.dropFirst(10)
    guard rest.isEmpty || rest == "-preview", date.utf8.count == 10,
      date.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count) == [4, 2, 2],
      date.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let first = known.first, let last = known.last
    else { return false }
    return first.prefix(10) <= date && date <= last.prefix(10)
  }

  var description: String { known.reversed().joined(separator: ", ") }
}

/// A write on its way: the resource as it will be.
struct Draft: Sendable {
  let type: ResourceType
  let target: ResourceTarget
  let id: String
  let key: String
  let existing: StoredResource?
  /// What the client sent, checked against the schema.
  let request: Value
  var body: Value
  /// What everything that the cloud invents for this resource is derived from.
  let uid: String
  let call: Call
  /// How long the answer takes to come; already scaled.
  var delay = Duration.zero
  /// The pools within the body of a cluster.
  var pools: [Pool] = []
  /// The subnets within the body of a network, the rules within that of a security group.
  var children: [Child] = []

  struct Pool: Sendable {
    let name: String
    let properties: Value
  }

  struct Child: Sendable {
    let name: String
    let properties: Value
    /// The list that it stands in, for a resource with children of several types.
    var segment: String?
  }

  var isNew: Bool { existing == nil }

  /// A GUID of this resource's own, the same whenever it is asked for.
  func guid(_ purpose: String) -> String { Identifiers.guid(for: uid + purpose) }
}

extension Refusal {
  static func immutable(_ path: String) -> Refusal {
    Refusal(400, "PropertyChangeNotAllowed", "Changing property '\(path)' is not allowed.", target: path)
  }

  /// The words of most providers for a body that breaks its schema.
  static func standard(_ violation: Schema.Violation) -> Refusal {
    switch violation {
    case .unknown(let name, let path):
      Refusal(400, "InvalidRequestContent", "Could not find member '\(name)' on object '\(path)'.", target: path)
    case .mismatch(let path, let expected, let found):
      badBody("'\(path)' must be of type \(expected), not \(found).")
    case .notOneOf(let allowed, let path, let value):
      Refusal(
        400, "InvalidParameter",
        "The value '\(value)' of '\(path)' is invalid; allowed are \(allowed.joined(separator: ", ")).", target: path)
    case .outOfRange(let range, let path, let value):
      Refusal(
        400, "InvalidParameter",
        "The value \(value) of '\(path)' is out of range; it must be from \(range.lowerBound) to \(range.upperBound).",
        target: path)
    case .badLength(let range, let path, let length):
      Refusal(
        400, "InvalidParameter",
        "The value of '\(path)' has \(length) characters; it must have from \(range.lowerBound) to "
          + "\(range.upperBound).", target: path)
    case .noMatch(let pattern, let path, let value):
      Refusal(
        400, "InvalidParameter",
        "The value '\(value)' of '\(path)' is invalid; it must match the pattern '\(pattern)'.", target: path)
    case .missing(let path):
      Refusal(400, "InvalidRequestContent", "The required property '\(path)' is missing.", target: path)
    }
  }
}
