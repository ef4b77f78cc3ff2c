import Configuration
import Diagnostics
import Evaluation
import Resources
import Values

/// The messages of planning, one factory each.
enum PlanningDiagnostics {
  /// How many members of a cycle are named; nobody follows a longer one by reading.
  static let cycleMembersMax = 50

  /// - Parameter ranges: of as many members as are named.
  static func cycle(_ members: [String], ranges: [SourceRange]) -> Diagnostic {
    let isCut = members.count > cycleMembersMax
    let named = members.prefix(cycleMembersMax) + (isCut ? ["\(members.count - cycleMembersMax) more"] : [])
    return .error(
      "Cycle: \(named.joined(separator: ", "))",
      detail: members.count == 1
        ? "\(members[0]) needs its own value before it can have one."
        : "Each of these needs the value of the next before it can have one: "
          + (named + [members[0]]).joined(separator: " and "),
      at: ranges.first,
      labels: ranges.dropFirst().map { Diagnostic.Label("also in the cycle", at: $0) },
      hint: "give one of them a value that doesn't come from the others")
  }

  /// - Parameters:
  ///   - isNeeded: whether there is an instance of it for certain.
  ///   - suggestion: the kind that was probably meant.
  ///   - remedy: what to do instead, where the name is known to be no slip.
  static func unknownKind(
    _ name: String, mode: ResourceMode, isNeeded: Bool, suggestion: String?, remedy: String?, provider: String?,
    at range: SourceRange
  ) -> Diagnostic {
    let hint =
      remedy ?? suggestion.map { "did you mean \"\($0)\"?" }
      ?? "`armature kinds` lists what there is; any other type of Azure's is written as `azapi_resource`"
    let noun = mode == .data ? "data source" : "resource kind"
    let severity: Diagnostic.Severity = isNeeded ? .error : .warning
    let proviso = isNeeded ? "" : " That is wrong as soon as there is an instance of it."
    if mode == .data, name == "terraform_remote_state" { return noState(at: range) }
    if name == "azapi_data_plane_resource" { return noDataPlane(at: range) }
    guard let provider else {
      return Diagnostic(
        severity, "Missing required provider",
        detail: "Armature has no \(noun) named \"\(name)\", and none of a provider \"\(name.prefix { $0 != "_" })\"."
          + proviso,
        at: range, hint: hint)
    }
    return Diagnostic(
      severity, mode == .data ? "Invalid data source" : "Invalid resource type",
      detail: (remedy == nil
        ? "The provider \(provider) does not support \(mode == .data ? "data source" : "resource type") \"\(name)\"."
        : "Of what the provider \(provider) has, Armature has no \(noun) \"\(name)\".") + proviso,
      at: range, hint: hint)
  }

  private static func noDataPlane(at range: SourceRange) -> Diagnostic {
    .error(
      "Not a resource of Azure Resource Manager",
      detail:
        "`azapi_data_plane_resource` is for what services keep behind endpoints of their own, such as secrets in a "
        + "vault. Armature speaks to Azure Resource Manager alone.",
      at: range,
      hint:
        "leave it to the tool that manages the service's data, or use the type's Azure Resource Manager form, if it "
        + "has one, with `azapi_resource`")
  }

  /// A name that was still unknown when the plan looked up what is called so.
  static func nameKnownLate(_ called: NamedResource, of instance: ResourceInstance) -> Diagnostic {
    .error(
      "Name is not known in time",
      detail:
        "\(instance.address) calls an \(called.kind) \"\(called.name)\", and that came to be known only now: what is "
        + "called so is looked up while planning.",
      at: instance.declaration.headerRange,
      hint: "refer to its id in place of its name", address: instance.address.description)
  }

  /// An argument in a form that is accepted and no longer the usual one.
  static func formerForm(_ name: String, _ form: FormerForm, at range: SourceRange, address: InstanceAddress)
    -> Diagnostic
  {
    .warning(
      "Older form of an argument",
      detail: "`\(name)` is \(form.text), as it had to be once. It is taken for what it says.", at: range,
      hint: "write the value itself, without turning it into a text", address: address.description)
  }

  private static func noState(at range: SourceRange) -> Diagnostic {
    .error(
      "There is no state to read",
      detail: "`terraform_remote_state` reads the outputs of a state file. Azure itself is the state here, and what an "
        + "environment gave out is in its record.",
      at: range,
      hint: "read another environment's outputs with `data \"armature_environment\"`, or what they describe from Azure")
  }

  /// An address on the command line that means nothing in the spec.
  static func unknownAddress(_ text: String, flag: String, isAddress: Bool, suggestion: String?) -> Diagnostic {
    .error(
      isAddress ? "No such resource" : "Invalid address",
      detail: isAddress
        ? "The spec has no resource instance \(text), which \(flag) names."
        : "\"\(text)\", which \(flag) names, is not the address of a resource instance.",
      hint: suggestion.map { "did you mean '\($0)'?" }
        ?? "an address is TYPE.NAME, with what is in brackets where the block repeats, and after module.NAME in a module"
    )
  }

  static func parentRemoved(_ parent: InstanceAddress, of child: InstanceAddress, at range: SourceRange?) -> Diagnostic
  {
    .error(
      "Parent is no longer in the spec",
      detail:
        "\(child) lives beneath \(parent), which the spec no longer has: deleting that would delete this too, and it "
        + "can't be there without it.",
      at: range,
      hint: "remove both, or keep the parent; to leave the parent in Azure as nobody's, add a removed block with "
        + "destroy = false for it",
      address: child.description)
  }

  /// - Parameter flags: what asked for a part.
  static func onlyPart(_ flags: String, undone: [UndoneChange]) -> Diagnostic {
    let list = undone.sorted { $0.address < $1.address }.map { "  \($0.address): \($0.action.word)" }
    return Diagnostic(
      .warning, "Only a part is planned",
      detail: undone.isEmpty
        ? "\(flags) limits this plan. It leaves nothing undone."
        : "\(flags) limits this plan, so that Azure may not be what the spec says once it is applied. It leaves "
          + "undone:\n"
          + list.joined(separator: "\n"),
      hint: undone.isEmpty ? nil : "this is for exceptions, such as a repair: plan without \(flags) afterwards")
  }

  static func kept(_ paths: [ValuePath], of address: InstanceAddress, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, "No longer set, and stays as it is",
      detail: "What an earlier apply set and the spec no longer says has no value to go back to, so that Azure keeps "
        + "it: \(paths.map { "`\($0.text)`" }.joined(separator: ", ")).",
      at: range, hint: "to have another value, write it", address: address.description)
  }

  static func staysRegistered(_ names: [String]) -> Diagnostic {
    Diagnostic(
      .warning, "Registrations stay",
      detail: "These belong to the subscription, where others may rely on them, and not to the environment: they stay "
        + "registered.\n" + names.map { "  \($0)" }.joined(separator: "\n"))
  }

  static func unknownCount(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid \(name) argument",
      detail: name == "count"
        ? "The \"count\" value depends on attributes that are known only after apply, so the number of instances can't be "
          + "planned."
        : "The \"for_each\" map or set has keys that are known only after apply, so the instances can't be planned.",
      at: range,
      hint: "use keys and counts that come from the spec itself, and keep unknown values inside the instances")
  }

  static func importWithoutTarget(_ address: InstanceAddress, at range: SourceRange) -> Diagnostic {
    .error(
      "Configuration for import target does not exist",
      detail: "The import block names \(address), and the spec has no such resource instance.", at: range,
      hint: "write a resource block for it, or let the import block name one that there is")
  }

  static func invalidImportID(_ id: Value, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid import id argument",
      detail: id.isNull
        ? "The import ID cannot be null."
        : !id.isKnown
          ? "The import block \"id\" argument depends on what is known only after apply, so nothing can be imported by it."
          : id.hasSensitive
            ? "The import ID is sensitive, and ids are shown in plans."
            : "The import ID value evaluates to an empty string, please provide a non-empty value.",
      at: range,
      hint: "an id is like /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/NAMESPACE/TYPE/NAME")
  }

  static func movedStillExists(_ from: InstanceAddress, to: InstanceAddress, at range: SourceRange) -> Diagnostic {
    .error(
      "Moved object still exists",
      detail: "This statement declares a move from \(from) to \(to), but the spec still has both.", at: range,
      hint: "take \(from) out of the spec, or remove the moved block")
  }

  static func otherImport(_ request: ImportRequest, id: String, address: InstanceAddress) -> Diagnostic {
    .error(
      "Import of another resource",
      detail: "The import block names \(request.id), and \(address) describes \(id).", at: request.range,
      hint: "make name, group and the like of the resource block fit the id", address: address.description)
  }

  static func nothingToImport(_ request: ImportRequest, address: InstanceAddress) -> Diagnostic {
    .error(
      "Nothing to import", detail: "\(request.id) doesn't exist in Azure.", at: request.range,
      hint: "check the id, or remove the import block to have the resource created", address: address.description)
  }

  static func cannotCoexist(_ id: String, address: InstanceAddress, isAsked: Bool, at range: SourceRange?) -> Diagnostic
  {
    .error(
      "Can't be created before it is destroyed",
      detail: "\(address) has to be replaced, "
        + (isAsked
          ? "and its lifecycle asks for the new one to be there first"
          : "and something that rests on it has create_before_destroy, so the new one would have to be there first")
        + ". Both would have the id \(id), and Azure has only one resource under an id.",
      at: range, hint: "give the new one another name, or take create_before_destroy away",
      address: address.description)
  }

  static func sameID(_ id: String, _ first: InstanceAddress, _ second: InstanceAddress, at range: SourceRange?)
    -> Diagnostic
  {
    .error(
      "Two addresses for one resource",
      detail: "\(first) and \(second) both describe \(id). Each would undo what the other does.",
      at: range, hint: "remove one of them, or give it another name", address: second.description)
  }

  static func preventDestroy(_ address: InstanceAddress, at range: SourceRange?) -> Diagnostic {
    .error(
      "Instance cannot be destroyed",
      detail: "\(address) has lifecycle.prevent_destroy set, and the plan would destroy it.",
      at: range,
      hint: "set prevent_destroy to false, or undo the change that asks for the destruction",
      address: address.description)
  }

  static func refused(_ change: Difference.Change, of instance: ResourceInstance) -> Diagnostic {
    .error(
      "Change can't be made", detail: "`\(change.path.text)` of \(instance.address): \(change.refusal ?? "")",
      at: instance.sources?[change.path] ?? instance.declaration.headerRange,
      hint: "undo the change of this argument", address: instance.address.description)
  }

  static func invalidArgument(_ problem: ArgumentProblem, at range: SourceRange?, address: InstanceAddress)
    -> Diagnostic
  {
    Diagnostic(
      problem.severity, problem.summary, detail: problem.detail, at: range, hint: problem.hint,
      address: address.description)
  }
}

extension InstanceChange.Action {
  /// What happens, in a word or two.
  package var word: String {
    switch self {
    case .none: "nothing"
    case .create: "create"
    case .update: "update"
    case .replace: "replace"
    case .delete: "delete"
    case .read: "read"
    case .forget: "forget"
    }
  }
}
