import Configuration
import Resources
import Values

/// A kind of resource in Azure, as data: where it lives, what it is made of, and how each argument stands in ARM's
/// body. Encoding, decoding, comparison, import and documentation all follow from this one declaration.
///
/// Its arguments are put together when they are first asked for: a program uses a few of the kinds that there are.
package struct AzureKind: Sendable {
  /// How a resource comes to be.
  package enum Creation: Sendable {
    /// PUT on its id.
    case put
    /// POST `register` on its id, then waiting until the member at `state` says `Registered`; afterwards the resource
    /// provider that the argument `provider` names is registered again so that a feature reaches it.
    case registration(state: BodyPath, provider: String? = nil)
    /// It is there as long as what it lies beneath: it is set, and `reset` makes of a body what it was before.
    case preset(Preset, reset: @Sendable (_ body: Value) -> Value)
    /// POST, or what `method` says, on what `resource_id` and `action` name; what came of it lives in the record.
    case action
  }

  /// How a change of what is there is sent.
  package enum UpdateVerb: Sendable {
    /// The whole body.
    case put
    /// Only what changes; the members at the given paths are sent whole.
    case patch(wholes: [BodyPath])
  }

  /// Where the values of a data source come from.
  package enum Source: Sendable {
    /// GET on the id.
    case resource
    /// The credential and the provider's settings; no call.
    case client
    /// GET on the id, which is no resource's.
    case document
    /// The elements of a list, which the id is, as the member `value` of a body.
    case list(@Sendable (_ arguments: Value) -> Listing)
    /// The parts of the id itself; no call.
    case identifier
    /// What is beneath `parent_id`.
    case children
    /// A POST, or what `method` says, on what `resource_id` and `action` name.
    case action
  }

  /// Which elements of a list are asked for.
  package struct Listing: Sendable {
    /// What Azure leaves out the others by.
    package let query: [(String, String)]
    /// Leaves out what Azure can't.
    package let isWanted: @Sendable (Value) -> Bool
    /// What an element is called.
    package let what: String
    /// Whether there has to be exactly one, whose id the data source then has.
    package var isOne = false
  }

  /// A list of all resources of a kind beneath one parent: at the id without its last part.
  package struct List: Sendable {
    /// The value of `$filter`, where the list would show more than that.
    package let filter: String?
  }

  package let name: String
  package let mode: ResourceMode
  package internal(set) var route: ARMRoute
  var deferredArguments: Deferred<[Argument]>
  package internal(set) var ownership: ResourceKind.Ownership = .owned
  package internal(set) var creation: Creation = .put
  package internal(set) var updateVerb: UpdateVerb = .put
  package internal(set) var source: Source = .resource
  package internal(set) var revision = 1
  /// What every PUT carries besides the arguments, if the body doesn't have it yet.
  package internal(set) var constants: [(path: BodyPath, value: Value)] = []
  /// Members that Azure answers and doesn't take: `/properties/agentPoolProfiles/*/eTag`; `*` is any element.
  package internal(set) var readOnly: [String] = []
  /// What must not be written at the same time: ids with arguments in braces, `{id}` being the resource's own; `{a.b}` is
  /// an argument of a block, and `/../..` what an id lies beneath.
  package internal(set) var serialKeys: [String] = []
  /// Whether ARM takes If-Match and If-None-Match for it.
  package internal(set) var hasETags = false
  /// What a creation typically takes, in seconds: the schedule starts the longest path first.
  package internal(set) var typicalSeconds = 2.0
  package internal(set) var deletionQuery: [(String, String)] = []
  /// The switch of the provider block that asks for that; nil where it is always sent.
  package internal(set) var deletionSwitch: String?
  /// What is asked of the resource that it lies beneath while a member says that a write doesn't count yet, unless a
  /// switch of the provider block is off.
  package internal(set) var effect: (action: String, pending: BodyPath, feature: String)?
  /// Whether no two resources of this kind in the world have the same name.
  var hasUniqueNames = false
  /// What has to be empty before a deletion is sent, below the resource: a list of what a deletion would take along.
  package internal(set) var contents: (path: String, apiVersion: String)?
  /// What is wrong with arguments beyond single values.
  package internal(set) var check: @Sendable (Value) -> [ArgumentProblem] = { _ in [] }
  /// Fills in the arguments that follow from others.
  package internal(set) var infer: (@Sendable (_ arguments: Value, _ context: InferenceContext) -> Value)?
  /// What the arguments call by a name where Azure wants an id.
  package internal(set) var called: (@Sendable (_ arguments: Value, _ subscription: String) -> NamedResource?)?
  /// Puts into what is to be made what only the moment of its creation tells.
  package internal(set) var stamp: @Sendable (_ planned: Value, _ secondsSince1970: Int) -> Value = { planned, _ in
    planned
  }
  /// What may be made in the place of what is planned where Azure has no room for that, each with what to call it, in the
  /// order of preference.
  package internal(set) var alternatives: @Sendable (_ planned: Value) -> [(name: String, planned: Value)] = { _ in [] }
  /// Adjusts a planned value where single arguments can't say it; gets the arguments, the live value and the plan.
  package internal(set) var refine: (@Sendable (_ arguments: Value, _ prior: Value?, _ planned: Value) -> Value)?
  /// The paths, from the arguments on, that stay as they are live, as the arguments say.
  package internal(set) var ignoredPaths: (@Sendable (_ arguments: Value) -> [ValuePath])?
  /// What of the user's is lost with a resource: `the databases on it`.
  package internal(set) var losses: [String] = []
  /// What of a change Azure refuses to make in place.
  package internal(set) var refuses: (@Sendable (_ prior: Value, _ planned: Value) -> [ArgumentProblem])?
  /// What is wrong with resources of the kind beside each other and beside others.
  package internal(set) var contradictions:
    (@Sendable (_ resources: PlannedResources) -> [(id: String, problem: ArgumentProblem)])?
  /// What comes before resources of the kind though they don't refer to it.
  package internal(set) var prerequisites: (@Sendable (_ resources: PlannedResources) -> [Prerequisite])?
  /// Whether a live body is rather of this kind than of another one of the same type; nil for kinds that no other one
  /// shares a type with, and for the one that all else is of.
  package internal(set) var recognizes: (@Sendable (_ body: Value) -> Bool)?
  /// Whether a live body is of what is there though nobody made it, so that nobody would write it down.
  package internal(set) var isInnate: @Sendable (_ body: Value) -> Bool = { _ in false }
  /// What a spec would say of what is live, where attributes alone don't: gets them as they are read.
  package internal(set) var importing: (@Sendable (_ attributes: Value) -> Value)?
  /// Where it stands in another resource's body.
  package internal(set) var place: Place?
  /// The argument whose members are the paths of another's body that it is; nil for nearly all kinds.
  package internal(set) var membersOwned: String?
  /// The ARM type where the route alone doesn't tell: a child's route begins with its parent's whole id.
  package internal(set) var childType: String?
  /// How ARM lists what lies beside it; nil where a list tells less than the resource itself.
  package internal(set) var list: List?
  /// The resources beneath it that are seen as parts of it.
  package internal(set) var companions: [Companion] = []
  /// The member that says what is being done to it, where that isn't `provisioningState`, and its values while something
  /// is.
  package internal(set) var state: (path: BodyPath, transient: Set<String>)?
  /// What of it can be rotated; nil where nothing can.
  package internal(set) var rotated: Rotated?
  /// Whether it stands for any type of Azure: the argument `type` says which, and with which api-version.
  package internal(set) var isOpen = false
  /// The provider that people know it from.
  package internal(set) var provider = "hashicorp/azurerm"
  /// The lists in its body whose elements are resources beneath it.
  package internal(set) var holdings: [Holding] = []
  /// What is read and written along with it.
  package internal(set) var attachments: [Attachment] = []
  /// How long calls about it are waited for unless a `timeouts` block says otherwise: as azurerm documents it.
  package internal(set) var timeouts: CallTimeouts

  package init(
    _ name: String, _ mode: ResourceMode = .managed, at template: String, apiVersion: String,
    @ArgumentBuilder _ arguments: @escaping @Sendable () -> [Argument]
  ) {
    self.init(name, mode, ARMRoute(template, apiVersion: apiVersion), arguments)
  }

  init(
    _ name: String, _ mode: ResourceMode, _ route: ARMRoute, _ arguments: @escaping @Sendable () -> [Argument]
  ) {
    self.name = name
    self.mode = mode
    self.route = route
    timeouts = CallTimeouts(
      mode == .managed
        ? [.create: .minutes(30), .read: .minutes(5), .update: .minutes(30), .delete: .minutes(30)]
        : [.read: .minutes(5)])
    deferredArguments = Deferred {
      let inRoute = Set(route.arguments)
      return arguments().map { argument in
        guard inRoute.contains(argument.schema.name), case .engine = argument.place else { return argument }
        // What an id is made of can't change without being another resource.
        var copy = argument
        copy.place = .route
        if copy.schema.isArgument { copy.schema.replacement = .always }
        return copy
      } + [Argument("id", .string, .computed).derived { id, _, _ in .string(id) }]
    }
  }

  package var arguments: [Argument] { deferredArguments.value }

  /// The kind as the engine sees it.
  package var resourceKind: ResourceKind {
    var home: RecordHome?
    if case .action = creation {
      home = RecordHome()
      home?.answersSecrets = true
      home?.performs = { value, isDeletion in (value[member: "when"]?.stringValue == "destroy") == isDeletion }
    }
    var remoteInArguments: (@Sendable (Value) -> RemoteType?)?
    var readSettings = asking
    if isOpen {
      remoteInArguments = { $0[member: "type"]?.stringValue.flatMap { RemoteType(text: $0) } }
      let prefix = mode == .managed ? "read_" : ""
      readSettings = { ReadSettings($0, headers: prefix + "headers", query: prefix + "query_parameters") }
    }
    let deferredArguments = deferredArguments
    return ResourceKind(
      name: name, mode: mode, revision: revision, schema: ResourceSchema(deferredArguments.value.map(\.schema)),
      ownership: ownership, preset: preset, hasUniqueNames: hasUniqueNames,
      providerName: "registry.terraform.io/\(provider)",
      remote: isOpen ? nil : RemoteType(type: childType ?? route.type, apiVersion: route.apiVersion),
      remoteInArguments: remoteInArguments, ownedPath: ownedPath, infer: infer, called: called, refine: refine,
      ignoredPaths: ignoredPaths, losses: losses, refuses: refuses,
      contradictions: contradictions, prerequisites: prerequisites, home: home,
      timeouts: timeouts, readSettings: readSettings)
  }

  /// What is said of setting what is there anyway; nil for what is made.
  package var preset: Preset? {
    if case .preset(let preset, _) = creation { preset } else { nil }
  }
}
