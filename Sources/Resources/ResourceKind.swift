import Configuration
import Values

/// A kind of resource or data source as the engine sees it: its name, its schema, and how it is owned.
///
/// Every instance and every change refers to its kind, so there is one of each, by reference. Its schema is put together
/// when it is first asked for: a program uses a few of the kinds that there are.
package final class ResourceKind: Sendable {
  /// What the environment has to do with a resource of this kind.
  package enum Ownership: Sendable, Hashable {
    /// The environment makes it, changes it and removes it.
    case owned
    /// It is shared by everyone in the subscription: made where it is missing, never removed.
    case satisfied
    /// It exists only in the environment record.
    case recorded
  }

  /// `azurerm_resource_group`.
  package let name: String
  package let mode: ResourceMode
  /// Goes up when the meaning of an argument changes, so that hashes of an older revision are not compared.
  package let revision: Int
  private let deferredSchema: Deferred<ResourceSchema>
  package let ownership: Ownership
  /// For what is there as long as what it lies beneath, so that what is live isn't somebody's before it is set; nil for
  /// every other kind.
  package let preset: Preset?
  /// Whether no two resources of this kind in the world have the same name.
  package let hasUniqueNames: Bool
  /// The provider's address as Terraform's JSON names it.
  package let providerName: String
  /// The type in Azure and the api-version it is spoken to with; nil for what doesn't live there, and where the arguments
  /// say it.
  package let remote: RemoteType?
  /// The same where the arguments say it; nil for every other kind.
  package let remoteInArguments: (@Sendable (_ arguments: Value) -> RemoteType?)?
  /// Where it is in another resource's body; nil for what is a resource of its own.
  package let ownedPath: OwnedPath?
  /// Fills in the arguments that follow from others, from what the spec says; what isn't known yet makes them unknown.
  package let infer: (@Sendable (_ arguments: Value, _ context: InferenceContext) -> Value)?
  /// What its arguments call by a name where Azure wants an id, whose id ``infer`` gets; nil where they call nothing so.
  package let called: (@Sendable (_ arguments: Value, _ subscription: String) -> NamedResource?)?
  /// Adjusts a planned value where the schema can't say it; gets the arguments, the live value and the plan so far.
  package let refine: (@Sendable (_ arguments: Value, _ prior: Value?, _ planned: Value) -> Value)?
  /// The paths, from the arguments on, that stay as they are live, as the arguments say; nil where they can't say so.
  package let ignoredPaths: (@Sendable (_ arguments: Value) -> [ValuePath])?
  /// What of the user's is lost with a resource, each with its article: `the databases on it`. Empty where that can be
  /// made again from the spec.
  package let losses: [String]
  /// What of a change Azure refuses to make in place; gets the live value and the plan.
  package let refuses: (@Sendable (_ prior: Value, _ planned: Value) -> [ArgumentProblem])?
  /// What is wrong with the kind's resources beside each other and beside others of the spec, each with the id of the
  /// resource whose argument it is about.
  package let contradictions: (@Sendable (_ resources: PlannedResources) -> [(id: String, problem: ArgumentProblem)])?
  /// What of the spec has to be done before resources of the kind though nothing of these refers to it.
  package let prerequisites: (@Sendable (_ resources: PlannedResources) -> [Prerequisite])?
  /// How its values come to be, for a kind that exists only in the environment record; nil for every other.
  package let home: RecordHome?
  /// How long calls about a resource of it are waited for unless its `timeouts` block says otherwise; empty for a kind
  /// that has no such block.
  package let timeouts: CallTimeouts
  /// How its resources are asked for, by their arguments; nil where arguments say nothing of that.
  package let readSettings: (@Sendable (_ arguments: Value) -> ReadSettings)?

  package var schema: ResourceSchema { deferredSchema.value }

  package init(
    name: String, mode: ResourceMode = .managed, revision: Int = 1,
    schema: @autoclosure @escaping @Sendable () -> ResourceSchema,
    ownership: Ownership = .owned, preset: Preset? = nil, hasUniqueNames: Bool = false, providerName: String,
    remote: RemoteType? = nil,
    remoteInArguments: (@Sendable (_ arguments: Value) -> RemoteType?)? = nil,
    ownedPath: OwnedPath? = nil, infer: (@Sendable (_ arguments: Value, _ context: InferenceContext) -> Value)? = nil,
    called: (@Sendable (_ arguments: Value, _ subscription: String) -> NamedResource?)? = nil,
    refine: (@Sendable (_ arguments: Value, _ prior: Value?, _ planned: Value) -> Value)? = nil,
    ignoredPaths: (@Sendable (_ arguments: Value) -> [ValuePath])? = nil, losses: [String] = [],
    refuses: (@Sendable (_ prior: Value, _ planned: Value) -> [ArgumentProblem])? = nil,
    contradictions: (@Sendable (_ resources: PlannedResources) -> [(id: String, problem: ArgumentProblem)])? = nil,
    prerequisites: (@Sendable (_ resources: PlannedResources) -> [Prerequisite])? = nil,
    home: RecordHome? = nil, timeouts: CallTimeouts = CallTimeouts(),
    readSettings: (@Sendable (_ arguments: Value) -> ReadSettings)? = nil
  ) {
    self.readSettings = readSettings
    self.home = home
    self.timeouts = timeouts
    self.name = name
    self.mode = mode
    self.revision = revision
    deferredSchema = Deferred(schema)
    self.ownership = ownership
    self.preset = preset
    self.hasUniqueNames = hasUniqueNames
    self.providerName = providerName
    self.remote = remote
    self.remoteInArguments = remoteInArguments
    self.ownedPath = ownedPath
    self.infer = infer
    self.called = called
    self.refine = refine
    self.ignoredPaths = ignoredPaths
    self.losses = losses
    self.refuses = refuses
    self.contradictions = contradictions
    self.prerequisites = prerequisites
  }
}

/// What is known of resources that are set and never made: which there are, what they lie beneath decides.
package struct Preset: Sendable {
  /// The name of the kind of what they lie beneath.
  package let parent: String
  /// What to say of one that what it would lie beneath doesn't have, by the id that it would have.
  package let absence: @Sendable (_ id: String) -> ArgumentProblem
  /// What Azure would refuse to set, by the live body.
  package let problems: @Sendable (_ arguments: Value, _ body: Value) -> [ArgumentProblem]

  package init(
    parent: String, absence: @escaping @Sendable (_ id: String) -> ArgumentProblem,
    problems: @escaping @Sendable (_ arguments: Value, _ body: Value) -> [ArgumentProblem]
  ) {
    self.parent = parent
    self.absence = absence
    self.problems = problems
  }

  /// The id of what one lies beneath, from its own.
  package static func parent(of id: String) -> String {
    "/" + id.split(separator: "/").dropLast(2).joined(separator: "/")
  }
}

/// A resource type of Azure with an api-version.
package struct RemoteType: Sendable, Hashable {
  package let type: String
  package let apiVersion: String

  package init(type: String, apiVersion: String) {
    self.type = type
    self.apiVersion = apiVersion
  }
}

/// What a resource is that is nothing but a path of another's body.
package struct OwnedPath: Sendable {
  /// The path for people: `properties.networkSecurityGroup`.
  package let text: String
  /// The id of the resource whose body it is in, from its own id.
  package let owner: @Sendable (_ id: String) -> String?
  /// The argument whose members are the paths, if it isn't one path: then several such resources may have one id, and each
  /// is told from the others by its address. They set what was there before, so nothing is taken from anybody, and what
  /// they set stays when they go.
  package let argument: String?

  package init(text: String, argument: String? = nil, owner: @escaping @Sendable (_ id: String) -> String?) {
    self.text = text
    self.argument = argument
    self.owner = owner
  }
}

extension ResourceKind {
  /// Whether it is known by its address alone, since others may have its id.
  package var isKnownByAddress: Bool { ownedPath?.argument != nil }

  /// The type in Azure and the api-version, of a resource with these arguments or attributes.
  package func remote(of value: Value?) -> RemoteType? {
    remoteInArguments.flatMap { remote in value.flatMap(remote) } ?? remote
  }

  /// The question about a resource of this kind.
  ///
  /// - Parameter remote: what it is in Azure, for a kind that leaves that open.
  package func request(for id: String, as remote: RemoteType?) -> ObservationRequest {
    ObservationRequest(kind: name, id: id, apiVersion: remoteInArguments == nil ? nil : remote?.apiVersion)
  }

  /// The question as the spec would have it asked.
  ///
  /// - Parameter limit: how long an answer is waited for; nil for as long as it takes.
  package func request(for id: String, arguments: Value, limit: Duration?) -> ObservationRequest {
    var request = request(for: id, as: remote(of: arguments))
    request.settings = readSettings?(arguments) ?? ReadSettings()
    request.settings.limit = limit
    return request
  }

  /// A resource of this kind as a part of others' bodies.
  ///
  /// - Parameter paths: where, for a kind that leaves that to an argument.
  package func part(_ id: String, paths: [ValuePath]) -> ResourcePart {
    ResourcePart(kind: name, id: id.lowercased(), paths: isKnownByAddress ? paths : [])
  }

  /// The id of the resource in whose body it is a path, from its own id; nil for what is a resource of its own.
  package var owner: (@Sendable (_ id: String) -> String?)? { ownedPath?.owner }

  /// What has an id, for people: a path shares that of what it is in.
  package func label(of id: String) -> String { ownedPath.map { "`\($0.text)` of \(id)" } ?? id }
}
