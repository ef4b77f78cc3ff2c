import ARM
import AzureKinds
import Configuration
import Resources
import Values

/// What it takes to write down what is live: which kinds an id may be of, what a live body shows, and how a spec would
/// say it.
extension AzureProvider {
  /// The names of the kinds that what has an id may be described by, the likeliest first: last the one for any type. What
  /// has the id of what it is in, a path of its body, is not among them.
  package func kinds(of id: String) -> [String] {
    if id.contains("|") { return associations(of: id) }
    guard let parsed = try? ResourceID(id) else { return [] }
    let own = AzureKind.all.filter { kind in
      kind.mode == .managed && !kind.isOpen && !(kind.place?.isAll == true && kind.route.arguments.count == 1)
        && kind.route.arguments(of: id) != nil && (!kind.route.isBeneathAnother || parsed.isType(kind.type))
    }
    return own.map(\.name) + (RemoteType.type(of: id) == nil ? [] : [AzureKind.anyResource.name])
  }

  /// Whether nothing but the kind for any type describes what has an id.
  package func hasNoKind(_ id: String) -> Bool { kinds(of: id) == [AzureKind.anyResource.name] }

  /// The kinds of what has two ids: an association, by the type of what it is in.
  private func associations(of id: String) -> [String] {
    AzureKind.all.filter { kind in
      guard kind.mode == .managed, kind.route.second != nil, let values = kind.route.arguments(of: id),
        let owner = kind.route.arguments.first.flatMap({ values[$0] })
      else { return false }
      return kinds(of: owner).contains(kind.place?.kind ?? "")
    }.map(\.name)
  }

  /// The one of several kinds that a live body is of.
  package func kind(of body: Value, among names: [String]) -> String? {
    let kinds = names.compactMap { declaration(named: $0) }
    return (kinds.first { $0.recognizes?(body) == true } ?? kinds.first { $0.recognizes == nil })?.name
  }

  /// An id with the parts that a kind's ids have in common spelt as the kind spells them; nil for an id that is none of
  /// the kind.
  package func id(_ id: String, as kind: ResourceKind) -> String? {
    guard let route = declaration(of: kind)?.route, let values = route.arguments(of: id) else { return nil }
    return route.id { values[$0] }
  }

  /// Each argument that an id is made of, with the id up to there: that of the resource whose name it is. The last is
  /// the resource's own.
  package func lineage(of kind: ResourceKind, id: String) -> [(argument: String, id: String)] {
    guard let route = declaration(of: kind, id: id, apiVersion: nil)?.route, let values = route.arguments(of: id) else {
      return []
    }
    var path = ""
    var found: [(argument: String, id: String)] = []
    for (index, segment) in route.segments.enumerated() {
      switch segment {
      case .literal(let text): path += "/\(text)"
      case .argument(let name):
        let value = values[name] ?? ""
        path += index == 0 && route.isBeneathAnother ? value : "/\(value)"
        if name != "subscription" { found.append((name, path)) }
      }
    }
    return found
  }

  /// The other resources that a live body shows as parts of it, and that have kinds of their own.
  package func parts(in body: Value, of kind: ResourceKind, id: String) -> [ResourcePart] {
    guard let declaration = declaration(of: kind), declaration.place?.isAll != true else { return [] }
    let tree = BodyTree(body)
    return AzureKind.all.flatMap { part -> [ResourcePart] in
      guard part.mode == .managed, let place = part.place, place.kind == declaration.name,
        let last = place.path.segments.last
      else { return [] }
      let first = part.route.arguments.first
      switch last {
      case .member:
        guard place.isAll, tree[place.path.segments] != nil,
          let own = part.route.id({ $0 == first ? id : nil })
        else { return [] }
        return [ResourcePart(kind: part.name, id: own)]
      case .element(let list, let key, _):
        let path = place.path.segments.dropLast() + [.member(list)]
        return (tree[Array(path)]?.elements ?? []).compactMap { element in
          guard let text = element[member: key]?.stringValue else { return nil }
          let own =
            place.isAll
            ? part.route.id { $0 == first ? id : text }
            : element[member: "id"]?.stringValue ?? part.collection.map { "\(id)\($0.path)/\(text)" }
          return own.map { ResourcePart(kind: part.name, id: $0) }
        }
      }
    }
  }

  /// What a spec would say of a live resource, all of it: defaults and what Azure alone says are among it, and the
  /// resources are not that are parts of it and have kinds of their own.
  package func arguments(importing kind: ResourceKind, id: String, body: Value) -> Value {
    let attributes = attributes(
      of: kind, id: id, body: body, arguments: nil, parts: parts(in: body, of: kind, id: id))
    return declaration(of: kind)?.importing?(attributes) ?? attributes
  }

  /// The kinds whose resources are listed beneath one of a kind, and where.
  func collections(beneath kind: AzureKind) -> [(kind: AzureKind, path: String)] {
    let isGroup = kind.name == AzureKind.resourceGroup.name
    let isExtension = !kind.isOpen && kind.collection.map { $0.parentType == nil } ?? false
    return AzureKind.all.compactMap { child in
      guard let collection = child.collection else { return nil }
      if let parent = collection.parentType {
        return parent.lowercased() == kind.type.lowercased() ? (child, collection.path) : nil
      }
      // Who may do what is listed for a group with all that lies in it; all else is asked for at each resource.
      let isForAll = collection.path.lowercased().hasPrefix("/providers/microsoft.authorization/")
      return !isExtension && isForAll == isGroup ? (child, collection.path) : nil
    }
  }
}
