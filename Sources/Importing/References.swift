import Configuration
import Resources
import Values

/// Finds what can be written as a reference to another resource in place of a literal, so that no resources refer to
/// each other in a circle.
struct References {
  /// What something can be called by.
  private struct Target {
    /// Its place among the resources; nil for what the spec has already.
    let index: Int?
    /// `azurerm_virtual_network.net`
    let address: String
    /// The argument that its own name is in.
    let nameArgument: String?
    let id: String
  }

  private let resources: [ImportedResource]
  private var targets: [String: Target] = [:]
  /// What Azure made up, by resource and by the attribute that says it.
  private var inventions: [String: (index: Int, text: String)] = [:]
  /// The resources that each one refers to.
  private(set) var edges: [Set<Int>]
  /// Whether values that Azure made up are looked for.
  var findsInventions = false

  /// - Parameter existing: what the spec has already and can be referred to.
  init(_ resources: [ImportedResource], existing: [DescribedResource]) {
    self.resources = resources
    edges = resources.map { _ in [] }
    for resource in existing {
      targets[resource.id.lowercased()] = Target(
        index: nil, address: resource.address.description, nameArgument: resource.nameArgument, id: resource.id)
    }
    for (index, resource) in resources.enumerated() where resource.kind.isKnown(by: resource.id) {
      targets[resource.id.lowercased()] = Target(
        index: index, address: resource.address.description, nameArgument: resource.lineage.last?.argument,
        id: resource.id)
    }
    inventions = Self.inventions(of: resources)
  }

  /// What can stand in the place of a text; nil where the text has to stand there itself.
  mutating func reference(for text: String, _ attribute: AttributeSchema, at path: ValuePath, in index: Int) -> String?
  {
    let resource = resources[index]
    if path.steps.count == 1 {
      if let name = name(attribute.name, text, of: resource, index) { return name }
      if attribute.comparison == .location, let location = location(text, of: resource, index) { return location }
    }
    let lower = text.lowercased()
    if let target = targets[lower],
      attribute.comparison == .resourceID || attribute.openBody != nil || target.id == text,
      allows(index, target.index)
    {
      return "\(target.address).id"
    }
    guard findsInventions, let found = inventions[lower.hasPrefix("/subscriptions/") ? lower : text],
      allows(index, found.index)
    else { return nil }
    return "\(resources[found.index].address).\(found.text)"
  }

  /// The name of what a resource lies beneath.
  private mutating func name(_ argument: String, _ text: String, of resource: ImportedResource, _ index: Int) -> String?
  {
    guard let place = resource.lineage.dropLast().first(where: { $0.argument == argument }),
      let target = targets[place.id.lowercased()], let name = target.nameArgument, text.first != "/",
      allows(index, target.index)
    else { return nil }
    return "\(target.address).\(name)"
  }

  /// The location of what a resource lies in, where both are the same.
  private mutating func location(_ text: String, of resource: ImportedResource, _ index: Int) -> String? {
    guard let place = resource.lineage.first(where: { ["resource_group_name", "parent_id"].contains($0.argument) }),
      let target = targets[place.id.lowercased()], let group = target.index, group != index,
      let location = resources[group].arguments[member: "location"],
      Comparison.location.isSame(location, .string(text)), allows(index, group)
    else { return nil }
    return "\(target.address).location"
  }

  /// Whether a resource may refer to another one; notes that it does.
  private mutating func allows(_ index: Int, _ target: Int?) -> Bool {
    guard let target else { return true }
    if target == index { return false }
    if edges[index].contains(target) { return true }
    var seen: Set<Int> = [target]
    var waiting = [target]
    while let next = waiting.popLast() {
      if next == index { return false }
      for further in edges[next] where seen.insert(further).inserted { waiting.append(further) }
    }
    edges[index].insert(target)
    return true
  }

  // MARK: What Azure makes up

  /// Values by which others refer to a resource besides its id: the ids of principals, the addresses of issuers, the
  /// ids of what Azure makes along with it. What several resources say is nobody's, unless one says it of itself.
  private static func inventions(of resources: [ImportedResource]) -> [String: (index: Int, text: String)] {
    var found: [String: [(index: Int, text: String, depth: Int)]] = [:]
    for (index, resource) in resources.enumerated() where resource.kind.isKnown(by: resource.id) {
      collect(resource.kind.schema, resource.attributes, at: ValuePath()) { path, text in
        found[text, default: []].append((index, path.text, path.steps.count))
      }
    }
    return found.compactMapValues { sayings in
      guard let least = sayings.map(\.depth).min() else { return nil }
      let best = sayings.filter { $0.depth == least }
      guard let first = best.first, best.allSatisfy({ $0.index == first.index }) else { return nil }
      return (first.index, first.text)
    }
  }

  private static func collect(
    _ schema: ResourceSchema, _ value: Value, at path: ValuePath, _ note: (ValuePath, String) -> Void
  ) {
    for attribute in schema.attributes where !attribute.isSensitive && attribute.name != "id" {
      guard let member = value[member: attribute.name], member.isKnown, attribute.name != "tenant_id" else { continue }
      let place = path.appending(.member(attribute.name))
      switch attribute.content {
      case .value:
        guard !attribute.isArgument, let text = member.stringValue else { continue }
        if text.lowercased().hasPrefix("/subscriptions/") {
          note(place, text.lowercased())
        } else if AddressNames.isUUID(text) || text.hasPrefix("https://") {
          note(place, text)
        }
      case .block(.set, _): continue
      case .block(_, let inner):
        for (index, element) in (member.elements ?? []).enumerated() {
          collect(inner, element, at: place.appending(.index(index)), note)
        }
      }
    }
  }
}
