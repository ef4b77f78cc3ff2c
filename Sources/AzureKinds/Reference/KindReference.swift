import Configuration
import Resources
import Values

/// What there is to say about a kind, all of it from its declaration: `armature kinds` and the pages of the documentation
/// are written from this.
package struct KindReference: Sendable {
  /// One argument, attribute or block, with everything that its declaration says of it.
  package struct Entry: Sendable {
    /// `default_node_pool.vm_size`.
    package let path: String
    /// `list(string)`; `block` for one that stands at most once, `blocks` for one that may be repeated.
    package let type: String
    package let schema: AttributeSchema
    /// What it was in older versions of azurerm, each with the first that it isn't so in any more, the newest first.
    package var former: [(before: AzurermVersion, schema: AttributeSchema)] = []
    /// Where it stands in ARM's body, or how else Azure has it; nil for what Azure knows nothing of.
    package let place: String?

    /// The entry as that of a data source.
    fileprivate var read: Entry {
      var schema = schema
      schema.replacement = .never
      var entry = Entry(path: path, type: type, schema: schema, place: place)
      entry.former = former
      return entry
    }
  }

  package let name: String
  package let mode: ResourceMode
  /// `hashicorp/azurerm`, as a `required_providers` block names it.
  package let provider: String
  package let remote: RemoteType?
  /// Whether it stands for any type of Azure.
  package let isOpen: Bool
  /// The form of its ids: `{}` is what an argument says.
  package let route: String?
  package let ownership: ResourceKind.Ownership
  /// What an `import` block names it by.
  package let importForm: String
  /// What it is a path of, where it is no resource of its own.
  package let ownedPath: String?
  /// What of the user's is lost with it.
  package let losses: [String]
  /// In the order of the declaration, what is inside a block after it.
  package let entries: [Entry]

  package init(_ kind: AzureKind) {
    let labels = Dictionary(kind.attachments.map { ($0.member, $0.label) }, uniquingKeysWith: { first, _ in first })
    let base = kind.place.flatMap { $0.isAll ? $0.path.text : nil } ?? ""
    self.init(
      kind.resourceKind, route: kind.isOpen ? nil : kind.route.template,
      entries: Self.entries(kind.arguments, inside: "", at: base) { place in
        guard let member = place.split(separator: "/").first, let label = labels[String(member)] else { return place }
        let rest = place.dropFirst(member.count + 1)
        return rest.isEmpty ? label : "\(label): \(rest)"
      },
      importForm: kind.ownership == .owned && kind.mode == .managed && kind.membersOwned == nil
        ? kind.isOpen ? "the resource's id" : kind.route.template : "")
  }

  /// A kind that isn't in Azure.
  package init(_ kind: ResourceKind) {
    self.init(
      kind, route: nil, entries: Self.entries(kind.schema, inside: ""), importForm: kind.home?.importForm ?? "")
  }

  private init(_ kind: ResourceKind, route: String?, entries: [Entry], importForm: String) {
    // What is only read is replaced by no change of what it is found by.
    let entries = kind.mode == .data ? entries.map(\.read) : entries
    name = kind.name
    mode = kind.mode
    let registries = ["registry.terraform.io/", "terraform.io/builtin/"]
    provider = registries.reduce(kind.providerName) { $0.hasPrefix($1) ? String($0.dropFirst($1.count)) : $0 }
    remote = kind.remote
    isOpen = kind.remoteInArguments != nil
    self.route = route
    ownership = kind.ownership
    ownedPath = kind.ownedPath?.text
    losses = kind.losses
    self.entries =
      entries + (kind.timeouts.isEmpty ? [] : Self.entries(ResourceSchema([kind.timeouts.schema]), inside: ""))
    self.importForm = importForm
  }

  /// Every kind that there is: resources, then data sources, each sorted by name.
  package static let all: [KindReference] =
    (AzureKind.all.map(KindReference.init) + RecordProvider.kinds.map(KindReference.init)).sorted {
      $0.mode == $1.mode ? $0.name.precedesInUTF8($1.name) : $0.mode == .managed
    }

  /// `azurerm_subnet`, `data.azurerm_subscription`: as references begin.
  package var title: String { (mode == .data ? "data." : "") + name }

  /// - Parameter shown: a place for people.
  private static func entries(
    _ arguments: [Argument], inside prefix: String, at base: String, shown: (String) -> String
  ) -> [Entry] {
    arguments.flatMap { argument -> [Entry] in
      let path = prefix + argument.schema.name
      let place: String?
      var inner = base
      switch argument.place {
      case .route: place = "In the id"
      case .body(let body, _):
        inner = (body.isAbsolute ? "" : base) + body.text
        place = argument.schema.openBody != nil ? "/" : inner.isEmpty ? nil : shown(inner)
      case .action(let name, let body, _): place = "POST \(name), \(body.text)"
      case .answer(let name, _): place = "POST \(name)"
      case .derived, .engine: place = nil
      }
      var entry = Entry(path: path, type: typeText(argument.schema), schema: argument.schema, place: place)
      entry.former = argument.former.sorted { $0.before > $1.before }.compactMap { former in
        former.presence.map { (former.before, argument.with($0).schema) }
      }
      return [entry]
        + entries(argument.arguments, inside: path + ".", at: inner, shown: shown)
    }
  }

  private static func entries(_ schema: ResourceSchema, inside prefix: String) -> [Entry] {
    schema.attributes.flatMap { attribute -> [Entry] in
      let path = prefix + attribute.name
      let entry = Entry(path: path, type: typeText(attribute), schema: attribute, place: nil)
      guard case .block(_, let inner) = attribute.content else { return [entry] }
      return [entry] + entries(inner, inside: path + ".")
    }
  }

  private static func typeText(_ attribute: AttributeSchema) -> String {
    switch attribute.content {
    case .value(.dynamic): "any"
    case .value(let type): type.description
    case .block(.single, _): "block"
    case .block: "blocks"
    }
  }
}

extension KindReference.Entry {
  /// Who gives the value, and what it is where nobody does: `required`, `optional, 30 by default`, `computed`.
  package var presence: String { Self.presence(schema) }

  private static func presence(_ schema: AttributeSchema) -> String {
    switch schema.presence {
    case .required: "required"
    case .computed: "computed"
    case .optional:
      "optional" + ((schema.defaultValue ?? schema.assumedValue).map { ", \(CanonicalText.of($0)) by default" } ?? "")
    case .optionalComputed:
      schema.createDefault.map { "optional, \(CanonicalText.of($0)) for a new one, else as it is" }
        ?? "optional, Azure decides"
    }
  }

  /// What else the declaration says, each as a sentence without its full stop.
  package var notes: [String] {
    var notes = former.map { "Before azurerm \($0.before.first): \(Self.presence($0.schema))" }
    switch schema.replacement {
    case .never: break
    case .always: if schema.isArgument { notes.append("A change replaces the resource") }
    case .when(let reason, _): notes.append("A change replaces the resource when \(reason)")
    }
    if let rotation = schema.rotation, schema.isArgument {
      var note = "A change is made by rotation"
      if case .when(let reason, _) = rotation.need { note += " when \(reason)" }
      notes.append(
        note + "; without a name for what stands in it "
          + (rotation.refusal == nil ? "replaces the resource" : "is refused"))
    }
    if let refusal = schema.refusal { notes.append("A change is refused: \(refusal.droppingFullStop)") }
    notes += schema.rules.map(\.requirement.capitalizedFirst)
    if schema.isValueToo, schema.isArgument { notes.append("May be written as an argument, too: a list of objects") }
    if schema.isSensitive { notes.append("Sensitive") }
    if schema.isWriteOnly { notes.append("Azure never answers it") }
    if schema.isFetched { notes.append("Asked for only when something uses it") }
    if !schema.formerNames.isEmpty {
      notes.append("Formerly \(schema.formerNames.map { "`\($0)`" }.joined(separator: ", "))")
    }
    if let successor = schema.successor {
      notes.append("Taken for the sake of older specs, for `\(successor)`")
    } else if schema.deprecation != nil {
      notes.append("Taken for the sake of older specs, and means nothing")
    }
    return notes
  }
}

extension ARMRoute {
  /// The route as it was declared.
  fileprivate var template: String {
    let text = segments.enumerated().map { index, segment in
      switch segment {
      case .literal(let text): "/\(text)"
      case .argument(let name): index == 0 ? "{\(name)}" : "/{\(name)}"
      }
    }.joined()
    return text + (second.map { "|{\($0)}" } ?? "")
  }
}

extension BodyPath {
  /// The path as it was declared.
  fileprivate var text: String {
    segments.map { segment in
      switch segment {
      case .member(let name): "/\(name)"
      case .element(let list, let key, let value): "/\(list)[\(key)\(value.map { "=\($0)" } ?? "")]"
      }
    }.joined()
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  fileprivate var droppingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
