import Configuration
import Resources
import Values

/// The words that a declaration of a kind is made of: each gives the same kind with one thing said about it.
extension AzureKind {
  func with(_ change: (inout AzureKind) -> Void) -> AzureKind {
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
  package func preset(_ preset: Preset, resetting reset: @escaping @Sendable (_ body: Value) -> Value) -> AzureKind {
    with { $0.creation = .preset(preset, reset: reset) }
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

  /// The resources beneath it in the list at `path`, such as `/replications`, are seen as parts of it; one is made anew
  /// where a member of it at one of the paths `fixed` is to be another.
  package func accompanied(
    byList path: String, fixed: [String] = [], named name: @escaping @Sendable (_ element: Value) -> String?,
    where isOwn: @escaping @Sendable (_ element: Value, _ body: Value) -> Bool
  ) -> AzureKind {
    with {
      $0.companions.append(
        Companion(path: BodyPath(path), name: name, isOwn: isOwn, fixed: fixed.map { BodyPath($0) }))
    }
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

  /// Arguments say which paths stay as they are live.
  package func ignoringChanges(
    at paths: @escaping @Sendable (_ arguments: Value) -> [ValuePath]
  ) -> AzureKind {
    with { $0.ignoredPaths = paths }
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

  /// A deletion takes along what nobody can make again from a spec, each with its article: `the databases on it`.
  package func losing(_ losses: String...) -> AzureKind { with { $0.losses = losses } }

  /// Azure refuses changes in place that arguments alone don't show to be wrong.
  package func refusing(
    _ refuses: @escaping @Sendable (_ prior: Value, _ planned: Value) -> [ArgumentProblem]
  ) -> AzureKind {
    with { $0.refuses = refuses }
  }

  /// An argument may call a resource by its name where Azure wants an id: what ``inferring(_:)`` makes of that gets the id.
  package func calling(
    _ called: @escaping @Sendable (_ arguments: Value, _ subscription: String) -> NamedResource?
  ) -> AzureKind {
    with { $0.called = called }
  }

  /// Resources of the spec come before those of the kind, which Azure refuses otherwise, though these don't refer to them.
  package func preceded(
    by prerequisites: @escaping @Sendable (_ resources: PlannedResources) -> [Prerequisite]
  ) -> AzureKind {
    with { $0.prerequisites = prerequisites }
  }

  /// Resources of the kind have to go together with each other, or with others of the spec.
  package func checkedTogether(
    _ contradictions: @escaping @Sendable (_ resources: PlannedResources) -> [(id: String, problem: ArgumentProblem)]
  ) -> AzureKind {
    with { $0.contradictions = contradictions }
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
        return argument.isAnswered || given.contains(argument.schema.name)
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
