import Diagnostics
import Planning
import Resources

/// The messages of taking over, one factory each.
enum ImportDiagnostics {
  static func noDirectory(_ directory: String, isFile: Bool) -> Diagnostic {
    .error(
      "No such directory", detail: isFile ? "\(directory) is a file." : "\(directory) doesn't exist.",
      hint: isFile ? "name the directory that it is in" : "make it with `mkdir \(directory)`; it may be empty")
  }

  static func addressFirst(_ text: String) -> Diagnostic {
    .error(
      "No such directory",
      detail: "\(text) is an address, and the directory of the spec comes first.",
      hint: "say `armature import . \(text)=ID`")
  }

  static func unreadable(_ directory: String, reason: String) -> Diagnostic {
    .error("Unreadable directory", detail: "\(directory): \(reason).")
  }

  static func notWritable(_ directory: String) -> Diagnostic {
    .error(
      "Directory can't be written to", detail: "This user may not write to \(directory), where the HCL would go.",
      hint: "make it writable, or say --dry-run to see what would be written")
  }

  static func invalidID(_ text: String, reason: String) -> Diagnostic {
    .error(
      "Invalid id", detail: "\"\(text)\" is not the id of an Azure resource: \(reason).",
      hint:
        "an id reads /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/NAMESPACE/TYPE/NAME; the portal shows "
        + "it under Properties or JSON View")
  }

  static func invalidAddress(_ text: String, of id: String) -> Diagnostic {
    .error(
      "Invalid address", detail: "\"\(text)\", which is to be the address of \(id), is not that of a resource.",
      hint: "an address is TYPE.NAME, such as azurerm_resource_group.main")
  }

  static func notInAzure(_ address: InstanceAddress, kind: ResourceKind, id: String) -> Diagnostic {
    let isImportable = kind.home?.importForm.isEmpty == false
    return .error(
      "Not a resource of Azure",
      detail: "What a `\(kind.name)` is, the environment's record keeps: there is nothing live that an id could name.",
      hint: isImportable
        ? "write its block, and beside it:\nimport {\n  to = \(address)\n  id = \"\(id)\"\n}"
        : "write its block, and have it made anew", address: address.description)
  }

  static func unknownKind(_ name: String, address: InstanceAddress, suggestion: String?) -> Diagnostic {
    .error(
      "Invalid resource type", detail: "\(address): Armature has no resource kind named \"\(name)\".",
      hint: suggestion.map { "did you mean \"\($0)\"?" } ?? "`armature kinds` lists what there is")
  }

  static func unknownType(_ type: String, id: String) -> Diagnostic {
    .error(
      "Unknown type", detail: "\(id) is of the type \(type), which there is no kind for and Azure doesn't list.",
      hint: "check the id; with `?api-version=...` behind it, it is asked for all the same")
  }

  static func otherKind(_ id: String, type: String, address: InstanceAddress) -> Diagnostic {
    .error(
      "Resource of another kind", detail: "\(address) can't be \(id), which is of the type \(type).",
      hint: "give it an address of a kind for that type, or none")
  }

  static func otherSubscription(_ id: String, subscription: String) -> Diagnostic {
    .error(
      "Resource of another subscription", detail: "\(id) doesn't lie in \(subscription), which this spec is about.",
      hint: "name the other one with --subscription or in the provider block")
  }

  static func alreadyHere(_ id: String, address: InstanceAddress, environment: String) -> Diagnostic {
    .error(
      "Already in this environment", detail: "\(id) is \(address) of the environment \"\(environment)\".",
      hint: "leave it out: nothing is left to be done about it", address: address.description)
  }

  static func described(_ id: String, by address: InstanceAddress, wanted: InstanceAddress) -> Diagnostic {
    .error(
      "Two addresses for one resource",
      detail: "The spec describes \(id) at \(address), so that it can't be \(wanted).",
      hint: "leave the address out to take it over at the one it has, or take that block out of the spec",
      address: address.description)
  }

  static func addressTaken(_ address: InstanceAddress, by id: String, wanted: String) -> Diagnostic {
    .error(
      "Address is taken", detail: "\(address) describes \(id) in the spec, and not \(wanted).",
      hint: "give it another address, or make the block say what \(wanted) is", address: address.description)
  }

  static func twice(_ address: InstanceAddress, _ first: String, _ second: String) -> Diagnostic {
    .error(
      "Address is taken", detail: "\(address) can't be both \(first) and \(second).", hint: "give one another address",
      address: address.description)
  }

  static func noBlock(_ address: InstanceAddress, id: String) -> Diagnostic {
    .error(
      "No block for this address",
      detail: "The spec has no \(address), and only blocks of the root module without count and for_each are written.",
      hint: "write the block that makes \(address), or give \(id) an address such as \(address.type).\(address.name)",
      address: address.description)
  }

  static func notFound(_ id: String) -> Diagnostic {
    .error("Nothing to import", detail: "\(id) doesn't exist in Azure.", hint: "check the id")
  }

  static func managed(_ id: String, by manager: String) -> Diagnostic {
    .error(
      "Resource that Azure manages", detail: "\(id) is \(manager)'s own: what is changed in it is undone or breaks it.",
      hint: "import \(manager) in its place; nothing takes over what Azure manages")
  }

  static func notExact(_ change: InstanceChange) -> Diagnostic {
    .error(
      "Resource can't be written exactly",
      detail: "\(change.address) was written from what is live, and a plan would change it all the same: "
        + differences(of: change) + ". Nothing was written and nothing taken over.",
      hint:
        "write the block yourself: an `import` block and `armature plan --generate-config-out=FILE` give you one to "
        + "begin with", address: change.address.description)
  }

  static func differs(_ changes: [InstanceChange]) -> Diagnostic {
    Diagnostic(
      .warning, "Taken over as it is",
      detail: "What is live isn't what the spec says; the next plan changes it:\n"
        + changes.map { "  \($0.address): \(differences(of: $0))" }.joined(separator: "\n"))
  }

  private static func differences(of change: InstanceChange) -> String {
    let paths = change.differences.map { "`\($0.path.text)`" }
    return "\(change.action.word)" + (paths.isEmpty ? "" : " (\(paths.joined(separator: ", ")))")
  }

  static func notIdentified(_ address: InstanceAddress, id: String) -> Diagnostic {
    .error(
      "Resource can't be told yet",
      detail: "\(address) is to be \(id), and what its id is made of is known only after an apply.",
      hint: "apply what it rests on first", address: address.description)
  }

  static func fileExists(_ path: String) -> Diagnostic {
    .error(
      "File exists already", detail: "\(path) is there, and no file is ever written over.",
      hint: "choose another name, or move what is in the way")
  }

  static func generatedExists(_ path: String) -> Diagnostic {
    .error(
      "Target generated file already exists",
      detail: "Generated configuration can only be written into a new file, and \(path) is there.",
      hint: "choose another target, or move what is in that file to another one and remove it")
  }

  static func notGenerated(_ address: InstanceAddress) -> Diagnostic {
    .error(
      "Configuration can't be generated",
      detail: "\(address) has no block, and only blocks of the root module without count and for_each are generated.",
      hint: "write the block that makes it", address: address.description)
  }
}
