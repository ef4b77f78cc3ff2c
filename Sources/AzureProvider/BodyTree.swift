import AzureKinds
import Resources
import Values

/// A resource's body as something to read from and write to by path.
struct BodyTree {
  private(set) var root: Value

  init(_ root: Value) {
    self.root = root
  }

  /// What stands at a path; nil where nothing or a null stands.
  subscript(path: [BodyPath.Segment]) -> Value? {
    var value = root
    for segment in path {
      switch segment {
      case .member(let name):
        guard let member = value[member: name] else { return nil }
        value = member
      case .element(let list, let key, let wanted):
        guard let elements = value[member: list]?.elements, let wanted,
          let element = elements.first(where: { $0[member: key]?.stringValue?.lowercased() == wanted.lowercased() })
        else { return nil }
        value = element
      }
    }
    return value.isNull ? nil : value
  }

  /// A path of members as one in a body.
  static func segments(of path: ValuePath) -> [BodyPath.Segment] {
    path.steps.compactMap { step in
      if case .member(let name) = step { .member(name) } else { nil }
    }
  }

  /// Puts a value at a path, making what is missing on the way; nil takes away what stands there, and the objects around
  /// it in which nothing is left.
  mutating func set(_ value: Value?, at path: [BodyPath.Segment]) {
    root = Self.setting(value, at: path[...], in: root) ?? .object(Members())
  }

  private static func setting(_ new: Value?, at path: ArraySlice<BodyPath.Segment>, in value: Value) -> Value? {
    guard let segment = path.first else { return new }
    let rest = path.dropFirst()
    var members = value.members ?? Members()
    switch segment {
    case .member(let name):
      // Nothing is made on the way to something that is to go.
      guard new != nil || members[name] != nil else { return value }
      let changed = setting(new, at: rest, in: members[name] ?? .object(Members()))
      let isEmptied = new == nil && changed?.members?.isEmpty == true && members[name]?.members?.isEmpty == false
      members[name] = isEmptied ? nil : changed
    case .element(let list, let key, let wanted):
      guard let wanted else { return value }
      var elements = members[list]?.elements ?? []
      let place = elements.firstIndex { $0[member: key]?.stringValue?.lowercased() == wanted.lowercased() }
      guard new != nil || place != nil else { return value }
      let element = place.map { elements[$0] } ?? .object(Members([(key, .string(wanted))]))
      let changed = setting(new, at: rest, in: element)
      switch (place, changed) {
      case (let place?, let changed?): elements[place] = changed
      case (let place?, nil): elements.remove(at: place)
      case (nil, let changed?): elements.append(changed)
      case (nil, nil): break
      }
      members[list] = .tuple(elements)
    }
    return .object(members)
  }

  /// Takes away the members that are null: Azure answers so for what isn't there, and its types don't have it in a request.
  mutating func stripNulls() { root = Self.strippingNulls(from: root) }

  private static func strippingNulls(from value: Value) -> Value {
    if let elements = value.elements { return .tuple(elements.map { strippingNulls(from: $0) }) }
    guard let members = value.members else { return value }
    return .object(Members(members.filter { !$0.1.isNull }.map { ($0.0, strippingNulls(from: $0.1)) }))
  }

  /// Takes away members that are empty texts: Azure answers some for what it has nothing of, and takes none for it.
  mutating func dropEmptyTexts() {
    root = Self.withoutEmptyTexts(root)
  }

  private static func withoutEmptyTexts(_ value: Value) -> Value {
    if let elements = value.elements { return .tuple(elements.map(withoutEmptyTexts)) }
    guard let members = value.members else { return value }
    return .object(
      Members(members.filter { $0.1.stringValue != "" }.map { ($0.0, withoutEmptyTexts($0.1)) }))
  }

  /// Takes away the members at paths in which `*` stands for every element of a list or member of an object.
  mutating func strip(_ paths: [String]) {
    for path in paths {
      root = Self.stripping(path.split(separator: "/").map(String.init)[...], from: root)
    }
  }

  private static func stripping(_ path: ArraySlice<String>, from value: Value) -> Value {
    guard let name = path.first else { return value }
    let rest = path.dropFirst()
    if name == "*" {
      if let elements = value.elements { return .tuple(elements.map { stripping(rest, from: $0) }) }
      guard let members = value.members else { return value }
      return .object(members.map { stripping(rest, from: $1) })
    }
    guard var members = value.members, let member = members[name] else { return value }
    members[name] = rest.isEmpty ? nil : stripping(rest, from: member)
    return .object(members)
  }
}
