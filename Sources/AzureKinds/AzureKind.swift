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
    case preset(reset: @Sendable (_ body: Value) -> Value)
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
  package private(set) var route: ARMRoute
  private let deferredArguments: Deferred<[Argument]>
  package private(set) var ownership: ResourceKind.Ownership = .owned
  package private(set) var creation: Creation = .put
  package private(set) var updateVerb: UpdateVerb = .put
  package private(set) var source: Source = .resource
  package private(set) var revision = 1
  /// What every PUT carries besides the arguments, if the body doesn't have it yet.
  package private(set) var constants: [(path: BodyPath, value: Value)] = []
  /// Members that Azure answers and doesn't take: `/properties/agentPoolProfiles/*/eTag`; `*` is any element.
  package private(set) var readOnly: [String] = []
  /// What must not be written at the same time: ids with arguments in braces, `{id}` being the resource's own; `{a.b}` is
  /// an argument of a block, and `/../..` what an id lies beneath.
  package private(set) var serialKeys: [String] = []
  /// Whether ARM takes If-Match and If-None-Match for it.
  package private(set) var hasETags = false
  /// What a creation typically takes, in seconds: the schedule starts the longest path first.
  package private(set) var typicalSeconds = 2.0
  package private(set) var deletionQuery: [(String, String)] = []
  /// The switch of the provider block that asks for that; nil where it is always sent.
  package private(set) var deletionSwitch: String?
  /// What is asked of the resource that it lies beneath while a member says that a write doesn't count yet, unless a
  /// switch of the provider block is off.
  package private(set) var effect: (action: String, pending: BodyPath, feature: String)?
  /// Whether no two resources of this kind in the world have the same name.
  private var hasUniqueNames = false
  /// What has to be empty before a deletion is sent, below the resource: a list of what a deletion would take along.
  package private(set) var contents: (path: String, apiVersion: String)?
  /// What is wrong with arguments beyond single values.
  package private(set) var check: @Sendable (Value) -> [ArgumentProblem] = { _ in [] }
  /// Fills in the arguments that follow from others.
  package private(set) var infer: (@Sendable (_ arguments: Value, _ context: InferenceContext) -> Value)?
  /// Puts into what is to be made what only the moment of its creation tells.
  package private(set) var stamp: @Sendable (_ planned: Value, _ secondsSince1970: Int) -> Value = { planned, _ in
    planned
  }
  /// What may be made in the place of what is planned where Azure has no room for that, each with what to call it, in the
  /// order of preference.
  package private(set) var alternatives: @Sendable (_ planned: Value) -> [(name: String, planned: Value)] = { _ in [] }
  /// Adjusts a planned value where single arguments can't say it; gets the arguments, the live value and the plan.
  package private(set) var refine: (@Sendable (_ arguments: Value, _ prior: Value?, _ planned: Value) -> Value)?
  /// Whether a live body is rather of this kind than of another one of the same type; nil for kinds that no other one
  /// shares a type with, and for the one that all else is of.
  package private(set) var recognizes: (@Sendable (_ body: Value) -> Bool)?
  /// Whether a live body is of what is there though nobody made it, so that nobody would write it down.
  package private(set) var isInnate: @Sendable (_ body: Value) -> Bool = { _ in false }
  /// What a spec would say of what is live, where attributes alone don't: gets them as they are read.
  package private(set) var importing: (@Sendable (_ attributes: Value) -> Value)?
  /// Where it stands in another resource's body.
  package private(set) var place: Place?
  /// The argument whose members are the paths of another's body that it is; nil for nearly all kinds.
  package private(set) var membersOwned: String?
  /// The ARM type where the route alone doesn't tell: a child's route begins with its parent's whole id.
  package private(set) var childType: String?
  /// How ARM lists what lies beside it; nil where a list tells less than the resource itself.
  package private(set) var list: List?
  /// The resources beneath it that are seen as parts of it.
  package private(set) var companions: [Companion] = []
  /// The member that says what is being done to it, where that isn't `provisioningState`, and its values while something
  /// is.
  package private(set) var state: (path: BodyPath, transient: Set<String>)?
  /// What of it can be rotated; nil where nothing can.
  package private(set) var rotated: Rotated?
  /// Whether it stands for any type of Azure: the argument `type` says which, and with which api-version.
  package private(set) var isOpen = false
  /// The provider that people know it from.
  package private(set) var provider = "hashicorp/azurerm"
  /// The lists in its body whose elements are resources beneath it.
  package private(set) var holdings: [Holding] = []
  /// What is read and written along with it.
  package private(set) var attachments: [Attachment] = []
  /// How long calls about it are waited for unless a `timeouts` block says otherwise: as azurerm documents it.
  package private(set) var timeouts: CallTimeouts

  package init(
    _ name: String, _ mode: ResourceMode = .managed, at template: String, apiVersion: String,
    @ArgumentBuilder _ arguments: @escaping @Sendable () -> [Argument]
  ) {
    self.init(name, mode, ARMRoute(template, apiVersion: apiVersion), arguments)
  }

  private init(
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
      home?.performs = { value, isDeletion in (value[member: "when"]?.stringValue == "destroy") == isDeletion }
    }
    var remoteInArguments: (@Sendable (Value) -> RemoteType?)?
    var readSettings: (@Sendable (Value) -> ReadSettings)?
    if isOpen {
      remoteInArguments = { $0[member: "type"]?.stringValue.flatMap { RemoteType(text: $0) } }
      let prefix = mode == .managed ? "read_" : ""
      readSettings = { ReadSettings($0, headers: prefix + "headers", query: prefix + "query_parameters") }
    }
    let deferredArguments = deferredArguments
    return ResourceKind(
      name: name, mode: mode, revision: revision, schema: ResourceSchema(deferredArguments.value.map(\.schema)),
      ownership: ownership, isPreset: isPreset, hasUniqueNames: hasUniqueNames,
      providerName: "registry.terraform.io/\(provider)",
      remote: isOpen ? nil : RemoteType(type: childType ?? route.type, apiVersion: route.apiVersion),
      remoteInArguments: remoteInArguments, ownedPath: ownedPath, infer: infer, refine: refine, home: home,
      timeouts: timeouts, readSettings: readSettings)
  }
}

extension AzureKind {
  private func with(_ change: (inout AzureKind) -> Void) -> AzureKind {
    var copy = self
    change(&copy)
    return copy
  }

  /// Shared by the subscription: made where it is missing, never removed.
  package func satisfied(by creation: Creation) -> AzureKind {
    with {
      $0.ownership = .satisfied
      $0.creation = creation
    }
  }

  /// There as long as what it lies beneath: it is set and reset, never made or deleted.
  package func preset(resetting reset: @escaping @Sendable (_ body: Value) -> Value) -> AzureKind {
    with { $0.creation = .preset(reset: reset) }
  }

  private var isPreset: Bool {
    if case .preset = creation { true } else { false }
  }

  /// What is made and changed in place has other limits than half an hour, in minutes.
  package func waiting(create: Int = 30, update: Int = 30, delete: Int = 30) -> AzureKind {
    with {
      $0.timeouts = $0.timeouts.replaced(
        by: CallTimeouts([.create: .minutes(create), .update: .minutes(update), .delete: .minutes(delete)]))
    }
  }

  /// It is never changed in place, so that there is no limit for that.
  package func neverUpdated() -> AzureKind { with { $0.timeouts = $0.timeouts.without(.update) } }

  /// Changes are sent by PATCH; of the members at the given paths it takes no part.
  package func patched(withWhole paths: String...) -> AzureKind {
    with { $0.updateVerb = .patch(wholes: paths.map { BodyPath($0) }) }
  }

  /// The resource beneath it at `path`, such as `/blobServices/default`, is seen as a part of it.
  package func accompanied(by path: String) -> AzureKind {
    with { $0.companions.append(Companion(path: BodyPath(path), name: nil, isOwn: { _, _ in true })) }
  }

  /// The resources beneath it in the list at `path`, such as `/replications`, are seen as parts of it.
  package func accompanied(
    byList path: String, named name: @escaping @Sendable (_ element: Value) -> String?,
    where isOwn: @escaping @Sendable (_ element: Value, _ body: Value) -> Bool
  ) -> AzureKind {
    with { $0.companions.append(Companion(path: BodyPath(path), name: name, isOwn: isOwn)) }
  }

  /// The member at `path` says what is being done to it.
  package func changing(while path: String, is states: String...) -> AzureKind {
    with { $0.state = (BodyPath(path), Set(states.map { $0.lowercased() })) }
  }

  package func always(sending value: Value, at path: String) -> AzureKind {
    with { $0.constants.append((BodyPath(path), value)) }
  }

  package func stripping(_ paths: String...) -> AzureKind { stripping(paths) }

  package func stripping(_ paths: [String]) -> AzureKind { with { $0.readOnly += paths } }

  package func serialized(by keys: String...) -> AzureKind { with { $0.serialKeys += keys } }

  package func withETags() -> AzureKind { with { $0.hasETags = true } }

  /// No two in the world have the same name, so that a name is enough to find one in a spec.
  package func uniquelyNamed() -> AzureKind { with { $0.hasUniqueNames = true } }

  package func taking(seconds: Double) -> AzureKind { with { $0.typicalSeconds = seconds } }

  package func deleting(with query: (String, String)..., ifSwitchedOnBy feature: String? = nil) -> AzureKind {
    with {
      $0.deletionQuery = query
      $0.deletionSwitch = feature
    }
  }

  /// A write counts after an action on the resource above, while the member at `path` is true.
  package func takingEffect(by action: String, while path: String, unlessSwitchedOffBy feature: String) -> AzureKind {
    with { $0.effect = (action, BodyPath(path), feature) }
  }

  /// A deletion takes along what is in the list at `path`, be it ours or not, so that has to be empty.
  package func deletedEmpty(listing path: String, apiVersion: String) -> AzureKind {
    with { $0.contents = (path, apiVersion) }
  }

  /// It is a resource of its own and shows in the body of the one above it, too.
  package func part(of kind: String, at path: String) -> AzureKind {
    with { $0.place = Place(kind: kind, path: BodyPath(path), isAll: false) }
  }

  /// It is no resource of its own but a path of the body of the one that its first argument names; its arguments' paths
  /// start there.
  package func owning(_ path: String, of kind: String) -> AzureKind {
    with { $0.place = Place(kind: kind, path: BodyPath(path), isAll: true) }
  }

  /// It stands for any type of Azure.
  package func open(from source: Source = .resource) -> AzureKind {
    with {
      $0.isOpen = true
      $0.provider = "azure/azapi"
      $0.source = source
    }
  }

  /// People know it from another provider.
  package func known(from provider: String) -> AzureKind { with { $0.provider = provider } }

  /// Whether resources of a type are in resource groups, as far as the catalogue knows.
  static func isInGroup(_ type: String) -> Bool {
    ownKinds[type.lowercased()]?.route.arguments.contains("resource_group_name") == true
  }

  /// What it does lives in the record.
  package func performed() -> AzureKind {
    with {
      $0.ownership = .recorded
      $0.creation = .action
    }
  }

  /// It is no resource of its own but those paths of another's body that the members of an argument are.
  package func owningMembers(of argument: String) -> AzureKind {
    with { $0.membersOwned = argument }
  }

  /// An open kind as the kind of one type: what is known of that from a kind of its own goes for this one too.
  package func spoken(as remote: RemoteType) -> AzureKind {
    with {
      $0.childType = remote.type
      let template = $0.membersOwned == nil && mode == .managed ? remote.routeTemplate : nil
      $0.route = ARMRoute(template ?? "{resource_id}", apiVersion: remote.apiVersion)
      $0.readOnly = BodySchemas.schema(of: remote.type)?.readOnlyPaths ?? Self.unknownReadOnly
      guard let own = Self.ownKinds[remote.type.lowercased()] else { return }
      $0.hasETags = own.hasETags
      $0.typicalSeconds = own.typicalSeconds
      $0.contents = own.contents
      $0.holdings = own.holdings
      if $0.membersOwned == nil { $0.place = own.place }
    }
  }

  /// The resources of the catalogue that have a type to themselves, by that in lower case.
  private static let ownKinds: [String: AzureKind] = Dictionary(
    all.filter { $0.mode == .managed && !$0.isOpen && $0.ownership == .owned && $0.place?.isAll != true }.map {
      (($0.childType ?? $0.route.type).lowercased(), $0)
    }, uniquingKeysWith: { first, _ in first })

  /// What is read-only in nearly every body.
  private static let unknownReadOnly = Argument.identityReadOnly + ["/properties/provisioningState"]

  package func revised(_ revision: Int) -> AzureKind { with { $0.revision = revision } }

  package func fromDocument() -> AzureKind { with { $0.source = .document } }

  package func listing(_ listing: @escaping @Sendable (_ arguments: Value) -> Listing) -> AzureKind {
    with { $0.source = .list(listing) }
  }

  package func fromClient() -> AzureKind { with { $0.source = .client } }

  package func refined(
    _ refine: @escaping @Sendable (_ arguments: Value, _ prior: Value?, _ planned: Value) -> Value
  ) -> AzureKind {
    with { $0.refine = refine }
  }

  package func inferring(
    _ infer: @escaping @Sendable (_ arguments: Value, _ context: InferenceContext) -> Value
  ) -> AzureKind {
    with { $0.infer = infer }
  }

  package func stamped(
    _ stamp: @escaping @Sendable (_ planned: Value, _ secondsSince1970: Int) -> Value
  ) -> AzureKind {
    with { $0.stamp = stamp }
  }

  package func fallingBack(
    to alternatives: @escaping @Sendable (_ planned: Value) -> [(name: String, planned: Value)]
  ) -> AzureKind {
    with { $0.alternatives = alternatives }
  }

  /// Of resources of one type that several kinds describe, those whose body it recognizes are of this one.
  package func recognized(by recognizes: @escaping @Sendable (_ body: Value) -> Bool) -> AzureKind {
    with { $0.recognizes = recognizes }
  }

  /// What Azure makes along with what it lies beneath, or lists although nobody set it.
  package func innate(where isInnate: @escaping @Sendable (_ body: Value) -> Bool) -> AzureKind {
    with { $0.isInnate = isInnate }
  }

  /// What is live is written down as these arguments say it.
  package func imported(
    as arguments: @escaping @Sendable (_ attributes: Value) -> Value
  ) -> AzureKind {
    with { $0.importing = arguments }
  }

  /// The elements of the list at `path` of its body are resources of a type beneath it: a deletion takes them along.
  package func holding(_ type: String, at path: String) -> AzureKind {
    with { $0.holdings.append(Holding(type: type, list: BodyPath(path))) }
  }

  /// ARM lists such resources by what they lie beneath, each as whole as by itself.
  package func listed(filter: String? = nil) -> AzureKind { with { $0.list = List(filter: filter) } }

  package func attaching(_ attachment: Attachment) -> AzureKind { with { $0.attachments.append(attachment) } }

  /// What `block` describes, or the whole resource, can be rotated: what stands in is of a kind of its own, beside what it
  /// stands in for; `hazards` says what that means, by what is to be.
  package func rotating(
    _ block: String? = nil, as kind: String, hazards: @escaping @Sendable (_ planned: Value) -> [String]
  ) -> AzureKind {
    with { $0.rotated = Rotated(block: block, kind: kind, hazards: hazards) }
  }

  package func ofType(_ type: String) -> AzureKind { with { $0.childType = type } }

  package func checked(_ check: @escaping @Sendable (Value) -> [ArgumentProblem]) -> AzureKind {
    with { $0.check = check }
  }

  /// The data source of the same name: its id's arguments are given, everything else is answered.
  package var asData: AzureKind { asData {} }

  /// The same, with further arguments that those of its id are inferred from.
  package func asData(inferringFrom names: String...) -> AzureKind {
    var data = asData { [deferredArguments] in deferredArguments.value.filter { names.contains($0.schema.name) } }
    data.infer = infer
    data.check = check
    return data
  }

  /// The data source of the same name with further attributes, which stand in the place of those with their names.
  package func asData(@ArgumentBuilder _ more: @escaping @Sendable () -> [Argument]) -> AzureKind {
    let given = Set(route.arguments)
    var data = AzureKind(name, .data, route) { [deferredArguments] in
      let more = more()
      let names = Set(more.map(\.schema.name) + ["id"])
      let answered = deferredArguments.value.filter { argument in
        if names.contains(argument.schema.name) { return false }
        // What Azure keeps nowhere, nobody can read.
        if case .engine = argument.place { return given.contains(argument.schema.name) }
        return !argument.schema.isWriteOnly
      }
      return answered.map { $0.answered(except: given) } + more
    }
    data.companions = companions
    data.place = place
    data.attachments = attachments
    data.childType = childType
    return data
  }
}
