import AzureKinds
import Resources
import Values

/// Writes a kind's arguments into a body: all of them for a creation, the changed ones into what is live for an update.
struct BodyEncoder {
  private var tree: BodyTree
  /// Nil for a creation.
  private let changed: [ValuePath]?

  private init(_ body: Value, changed: [ValuePath]?) {
    tree = BodyTree(body)
    self.changed = changed
  }

  /// The body that makes a resource.
  static func creation(of kind: AzureKind, planned: Value) -> Value {
    var encoder = BodyEncoder(.object(Members()), changed: nil)
    for constant in kind.constants { encoder.tree.set(constant.value, at: constant.path.segments) }
    encoder.encode(kind.arguments, planned, base: [], at: ValuePath())
    return encoder.tree.root
  }

  /// The live body with the changed arguments in it and without what Azure doesn't take.
  static func update(of kind: AzureKind, planned: Value, changed: [ValuePath], live: Value) -> Value {
    var encoder = BodyEncoder(live, changed: changed)
    encoder.tree.strip(["/id", "/name", "/type", "/systemData", "/etag", "/eTag"] + kind.readOnly)
    for constant in kind.constants where encoder.tree[constant.path.segments] == nil {
      encoder.tree.set(constant.value, at: constant.path.segments)
    }
    encoder.encode(kind.arguments, planned, base: [], at: ValuePath())
    return encoder.tree.root
  }

  /// The live body of a child resource through which a block's changes are written.
  static func childUpdate(
    of block: Argument, in kind: AzureKind, planned: Value, changed: [ValuePath], live: Value, place: ValuePath
  ) -> Value {
    // A child's own members stand under `properties`; in the parent's list they stand beside the name.
    var encoder = BodyEncoder(live[member: "properties"] ?? .object(Members()), changed: changed)
    encoder.encode(block.arguments, planned, base: [], at: place)
    encoder.tree.strip(kind.readOnly(inside: block))
    var body = live.members ?? Members()
    body["properties"] = encoder.tree.root.members.map { members in
      var members = members
      members["name"] = nil
      return .object(members)
    }
    for name in ["id", "name", "type", "systemData", "etag", "eTag"] { body[name] = nil }
    return .object(body)
  }

  private mutating func encode(
    _ arguments: [Argument], _ values: Value, base: [BodyPath.Segment], at path: ValuePath
  ) {
    for argument in arguments where argument.schema.isArgument {
      let value = values[member: argument.schema.name] ?? .null(argument.schema.type)
      guard case .body(let place, let codec) = argument.place, value.isKnown else { continue }
      let own = path.appending(.member(argument.schema.name))
      switch argument.schema.content {
      case .value:
        guard isChanged(own) else { continue }
        // Some values are said by leaving the member out.
        let encoded = value.isNull ? value : codec.encode(value.unmarkedDeep)
        if !encoded.isNull {
          tree.set(encoded, at: base + place.segments)
        } else if changed != nil {
          tree.set(nil, at: base + place.segments)
        }
      case .block(.single, _): encodeSingle(argument, value, base: base, place: place, at: own)
      case .block(.list, _), .block(.set, _): encodeList(argument, value, base: base, place: place, codec, at: own)
      }
    }
  }

  private mutating func encodeSingle(
    _ argument: Argument, _ value: Value, base: [BodyPath.Segment], place: BodyPath, at path: ValuePath
  ) {
    guard isChanged(path) || hasChanged(under: path) else { return }
    let segments = base + place.resolved(by: argument, value.elements?.first)
    guard let element = value.elements?.first else {
      if changed != nil { remove(argument, at: segments) }
      return
    }
    if let marker = argument.marker { tree.set(marker.present, at: segments + marker.path.segments) }
    if tree[segments] == nil { tree.set(.object(Members()), at: segments) }
    encode(argument.arguments, element, base: segments, at: path.appending(.index(0)))
  }

  /// Takes a block away: by what says so, or else with all that it holds.
  private mutating func remove(_ argument: Argument, at segments: [BodyPath.Segment]) {
    guard case .body(let place, _) = argument.place else { return }
    if let marker = argument.marker {
      tree.set(marker.absent, at: segments + marker.path.segments)
    } else if argument.schema.isBlock, place.segments.isEmpty {
      for inner in argument.arguments {
        if case .body(let path, _) = inner.place { remove(inner, at: segments + path.segments) }
      }
    } else {
      tree.set(nil, at: segments)
    }
  }

  private mutating func encodeList(
    _ argument: Argument, _ value: Value, base: [BodyPath.Segment], place: BodyPath, _ codec: Codec,
    at path: ValuePath
  ) {
    guard isChanged(path) || hasChanged(under: path) else { return }
    let segments = base + place.segments
    let present = tree[segments].map(codec.decode)?.elements ?? []
    let wanted = value.elements ?? []
    if wanted.isEmpty, changed == nil { return }
    let isWhole = isChanged(path)
    let elements = wanted.enumerated().map { index, element -> Value in
      var inner = BodyEncoder(
        !isWhole && index < present.count ? present[index] : .object(Members()), changed: isWhole ? nil : changed)
      inner.encode(argument.arguments, element, base: [], at: path.appending(.index(index)))
      return inner.tree.root
    }
    tree.set(codec.encode(.tuple(elements)), at: segments)
  }

  /// Whether the argument at a path is to be written: it changed, or something around it did.
  private func isChanged(_ path: ValuePath) -> Bool {
    guard let changed else { return true }
    return changed.contains { path.steps.starts(with: $0.steps) }
  }

  private func hasChanged(under path: ValuePath) -> Bool {
    changed?.contains { $0.steps.starts(with: path.steps) } ?? true
  }
}

extension AzureKind {
  /// The members of a block's elements that Azure answers and doesn't take, seen from an element.
  fileprivate func readOnly(inside block: Argument) -> [String] {
    guard case .body(let path, _) = block.place, case .element(let list, _, _)? = path.segments.last else { return [] }
    let names = path.segments.dropLast().map { segment in
      if case .member(let name) = segment { name } else { "*" }
    }
    let prefix = "/" + (names + [list, "*"]).joined(separator: "/")
    return readOnly.filter { $0.hasPrefix(prefix + "/") }.map { String($0.dropFirst(prefix.count)) }
  }
}

extension BodyPath {
  /// The path with the element that a block means by its own argument named.
  func resolved(by argument: Argument, _ value: Value?) -> [Segment] {
    segments.map { segment in
      guard case .element(let list, let key, nil) = segment else { return segment }
      let inner = argument.arguments.first { inner in
        if case .body(let path, _) = inner.place { path.segments == [.member(key)] } else { false }
      }
      return .element(list: list, key: key, value: inner.flatMap { value?[member: $0.schema.name]?.stringValue })
    }
  }
}
