import AzureKinds
import Resources
import Values

/// Writes a kind's arguments into a body: all of them for a creation, the changed ones into what is live for an update.
struct BodyEncoder {
  private var tree: BodyTree
  /// Nil for a creation.
  private let changed: [ValuePath]?
  /// What was live when the change was planned.
  private let prior: Value?
  /// The value that a name in braces stands for.
  private let named: @Sendable (String) -> String?
  /// Whether only what changed is sent.
  private var isPatch = false

  private init(
    _ body: Value, changed: [ValuePath]?, prior: Value? = nil, named: @escaping @Sendable (String) -> String?
  ) {
    tree = BodyTree(body)
    self.changed = changed
    self.prior = prior
    self.named = named
  }

  private init(_ body: Value, changed: [ValuePath]?, prior: Value? = nil, id: String?, planned: Value) {
    self.init(body, changed: changed, prior: prior) { name in
      name == "id" ? id : planned[member: name]?.stringValue
    }
  }

  /// The body that makes a resource.
  ///
  /// - Parameter body: what is live of what is written along with it.
  static func creation(
    of kind: AzureKind, id: String? = nil, planned: Value, onto body: Value = .object(Members())
  ) -> Value {
    var encoder = BodyEncoder(body, changed: nil, id: id, planned: planned)
    for constant in kind.constants { encoder.tree.set(constant.value, at: constant.path.segments) }
    encoder.encode(kind.arguments, planned, base: [], at: ValuePath())
    return encoder.tree.root
  }

  /// The live body with the changed arguments in it and without what Azure doesn't take.
  ///
  /// - Parameters:
  ///   - changed: nil for all arguments that are set.
  ///   - prior: what was live when the change was planned.
  static func update(
    of kind: AzureKind, id: String? = nil, planned: Value, changed: [ValuePath]?, prior: Value? = nil, live: Value
  ) -> Value {
    var encoder = BodyEncoder(writable(live, of: kind), changed: changed, prior: prior, id: id, planned: planned)
    if kind.isOpen { encoder.tree.dropEmptyTexts() }
    for constant in kind.constants where encoder.tree[constant.path.segments] == nil {
      encoder.tree.set(constant.value, at: constant.path.segments)
    }
    encoder.encode(kind.arguments, planned, base: [], at: ValuePath())
    return encoder.tree.root
  }

  /// A live body without what Azure doesn't take.
  static func writable(_ live: Value, of kind: AzureKind) -> Value {
    var tree = BodyTree(live)
    tree.stripNulls()
    tree.strip(answered + kind.readOnly)
    return tree.root
  }

  /// The changed arguments alone, for a PATCH; what goes is null.
  static func patch(of kind: AzureKind, planned: Value, changed: [ValuePath], live: Value) -> Value {
    let whole = BodyTree(update(of: kind, planned: planned, changed: changed, live: live))
    var encoder = BodyEncoder(.object(Members()), changed: changed, id: nil, planned: planned)
    encoder.isPatch = true
    encoder.encode(kind.arguments, planned, base: [], at: ValuePath())
    for path in changed where path.steps.first == .member("body") {
      let segments = BodyTree.segments(of: path.dropping(1))
      encoder.tree.set(whole[segments] ?? .null(.dynamic), at: segments)
    }
    return encoder.tree.root
  }

  /// The live body of a resource with a path of it, which is a resource to us, set; or, with nothing planned, cleared.
  static func placing(
    _ kind: AzureKind, planned: Value?, at path: [BodyPath.Segment], in owner: AzureKind, live: Value
  ) -> Value {
    let isSet = BodyTree(live)[path] != nil
    var encoder = BodyEncoder(
      live, changed: isSet ? [ValuePath()] : nil, id: nil, planned: planned ?? .object(Members()))
    encoder.tree.stripNulls()
    encoder.tree.strip(answered + owner.readOnly)
    guard let planned else {
      encoder.tree.set(nil, at: path)
      return encoder.tree.root
    }
    if case .element(_, let key, let value?)? = path.last, encoder.tree[path] == nil {
      encoder.tree.set(.object(Members([(key, .string(value))])), at: path)
    }
    encoder.encode(kind.arguments, planned, base: path, at: ValuePath())
    return encoder.tree.root
  }

  /// The body that makes a block as the child resource that it is.
  static func childCreation(of block: Argument, in kind: AzureKind, planned: Value) -> Value {
    let whole = BodyTree(creation(of: kind, planned: planned))
    guard case .body(let place, _) = block.place,
      var members = whole[place.resolved(by: block, planned[member: block.schema.name]?[0])]?.members
    else { return .object(Members()) }
    members["name"] = nil
    return .object(Members([("properties", .object(members))]))
  }

  /// What ARM puts around every resource.
  static let answered = ["/id", "/name", "/type", "/systemData", "/etag", "/eTag"]

  /// The live body of a child resource through which a block's changes are written.
  static func childUpdate(
    of block: Argument, in kind: AzureKind, planned: Value, changed: [ValuePath], live: Value, place: ValuePath
  ) -> Value {
    // A child's own members stand under `properties`; in the parent's list they stand beside the name.
    var encoder = BodyEncoder(
      live[member: "properties"] ?? .object(Members()), changed: changed, id: nil, planned: planned)
    encoder.encode(block.arguments, planned, base: [], at: place)
    encoder.tree.stripNulls()
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
      guard case .body(let place, let codec) = argument.place else { continue }
      let own = path.appending(.member(argument.schema.name))
      guard value.isKnown else {
        // What followed from something that is another now, Azure says anew.
        if changed != nil, !argument.schema.changesWith.isEmpty, isChanged(own) {
          tree.set(nil, at: base + place.segments)
        }
        continue
      }
      if argument.schema.openBody != nil {
        encode(open: argument, value, beside: values, at: own)
        continue
      }
      switch argument.schema.content {
      case .value:
        guard isChanged(own) else { continue }
        // Some values are said by leaving the member out.
        var encoded = value.isNull ? value : filled(codec.encode(value.unmarkedDeep), if: codec.isTemplate)
        if let share = argument.share {
          let others = (tree[base + place.segments]?.elements ?? []).filter { $0[member: share] == nil }
          if !others.isEmpty { encoded = .tuple(others + (encoded.elements ?? [])) }
        }
        let single = argument.alone?.isSent == true && encoded.elements?.count == 1 ? encoded[0] : nil
        let target = base + place.segments
        if !encoded.isNull, single == nil {
          tree.set(codec.merge.map { $0(encoded, tree[target]) } ?? encoded, at: target)
        } else if changed != nil {
          tree.set(codec.absence, at: target)
        }
        if let alone = argument.alone { tree.set(single, at: base + alone.path.segments) }
      case .block(.single, _): encodeSingle(argument, value, base: base, place: place, at: own)
      case .block(.list, _), .block(.set, _): encodeList(argument, value, base: base, place: place, codec, at: own)
      }
    }
  }

  /// Writes the members of an argument that may hold anything: all of them for a creation, else those that changed.
  private mutating func encode(
    open argument: Argument, _ value: Value, beside values: Value, at path: ValuePath
  ) {
    let leavesNullsOut = values[member: "ignore_null_property"]?.boolValue ?? false
    let leaves = OpenBody.leaves(of: value, at: path, includingEmpty: true).filter {
      $0.value.isKnown && !($0.value.isNull && leavesNullsOut)
    }
    let open = argument.schema.openBody?(values) ?? OpenBody()
    func set(_ value: Value, at place: ValuePath) {
      let segments = BodyTree.segments(of: place)
      let merged = tree[segments].map { open.merged(value, into: $0, at: place) }
      tree.set(merged ?? value, at: segments)
    }
    guard let changed else {
      for leaf in leaves {
        let segments = BodyTree.segments(of: leaf.path.dropping(1))
        if leaf.value.members != nil, tree[segments] != nil { continue }
        tree.set(leaf.value.unmarkedDeep, at: segments)
      }
      return
    }
    if argument.schema.isWriteOnly {
      for leaf in leaves where isSentAgain(leaf.path, values) {
        set(leaf.value.unmarkedDeep, at: leaf.path.dropping(1))
      }
      return
    }
    // What Azure doesn't answer would be left out of what is sent.
    for leaf in leaves where !isPatch && !leaf.value.isNull && leaf.value.members == nil {
      let segments = BodyTree.segments(of: leaf.path.dropping(1))
      if tree[segments] == nil { tree.set(leaf.value.unmarkedDeep, at: segments) }
    }
    for place in changed where place.steps.starts(with: path.steps) {
      let segments = BodyTree.segments(of: place.dropping(1))
      if place == path || value[place.dropping(1)] == nil {
        if place != path { tree.set(nil, at: segments) }
        continue
      }
      let parts = OpenBody.leaves(of: value[place.dropping(1)] ?? value, at: place, includingEmpty: true)
      // What was another kind of value goes first.
      if parts.isEmpty { tree.set(nil, at: segments) }
      for part in parts where part.value.isKnown && !(part.value.isNull && leavesNullsOut) {
        set(part.value.unmarkedDeep, at: part.path.dropping(1))
      }
    }
  }

  /// Whether a secret goes along with an update: its version is another, or nobody says versions.
  private func isSentAgain(_ path: ValuePath, _ values: Value) -> Bool {
    guard let versions = values[member: "sensitive_body_version"]?.members, !versions.isEmpty else { return true }
    guard let changed, changed.contains(where: { $0.steps.first == .member("sensitive_body_version") }) else {
      return false
    }
    return versions.keys.contains { key in
      guard let versioned = ValuePath(text: key) else { return false }
      return path.dropping(1).steps.starts(with: versioned.steps)
        || versioned.steps.starts(with: path.dropping(1).steps)
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
    if let marker = argument.marker, let present = marker.present {
      tree.set(present, at: segments + marker.path.segments)
    }
    if tree[segments] == nil { tree.set(.object(Members()), at: segments) }
    encode(argument.arguments, element, base: segments, at: path.appending(.index(0)))
  }

  /// Takes a block away: by what says so, or else with all that it holds.
  private mutating func remove(_ argument: Argument, at segments: [BodyPath.Segment]) {
    guard case .body(let place, let codec) = argument.place else { return }
    if let marker = argument.marker {
      // With a value of its own for "no", nothing else of the block is to be said.
      if marker.present == nil { tree.set(.object(Members()), at: segments) }
      tree.set(marker.absent, at: segments + marker.path.segments)
    } else if argument.schema.isBlock, place.segments.isEmpty {
      for inner in argument.arguments {
        if case .body(let path, _) = inner.place { remove(inner, at: segments + path.segments) }
      }
    } else {
      tree.set(codec.absence, at: segments)
    }
  }

  private mutating func encodeList(
    _ argument: Argument, _ value: Value, base: [BodyPath.Segment], place: BodyPath, _ codec: Codec,
    at path: ValuePath
  ) {
    guard isChanged(path) || hasChanged(under: path) else { return }
    let wanted = Array((value.elements ?? []).enumerated())
    guard let branch = argument.branch else {
      return encode(argument, wanted, in: base + place.segments, codec, at: path) { _ in true }
    }
    for (list, holds) in [(place, false), (branch.path, true)] {
      func isHere(_ element: Value) -> Bool { (element[member: branch.flag]?.boolValue ?? false) == holds }
      encode(argument, wanted.filter { isHere($0.element) }, in: base + list.segments, codec, at: path, isHere)
    }
  }

  /// Writes elements of a repeated block, each with its place among all of them.
  private mutating func encode(
    _ argument: Argument, _ wanted: [(offset: Int, element: Value)], in list: [BodyPath.Segment], _ codec: Codec,
    at path: ValuePath, _ isHere: (Value) -> Bool
  ) {
    let present = tree[list].map(codec.decode)?.elements ?? []
    if wanted.isEmpty, changed == nil { return }
    if let key = argument.key, changed != nil {
      let before = (prior?[path]?.elements ?? []).filter(isHere)
      tree.set(.tuple(merged(argument, by: key, wanted.map(\.element), into: present, before, at: path)), at: list)
      return
    }
    let isWhole = isChanged(path)
    let elements = wanted.enumerated().map { index, wanted -> Value in
      var inner = BodyEncoder(
        !isWhole && index < present.count ? present[index] : .object(Members()), changed: isWhole ? nil : changed,
        named: named)
      return inner.element(of: argument, wanted.element, at: path.appending(.index(wanted.offset)))
    }
    tree.set(codec.encode(.tuple(elements)), at: list)
  }

  /// The elements that are there with those of a block in place of their namesakes: what isn't in the plan goes only if
  /// it was there when that was made; everything else is somebody else's.
  private func merged(
    _ argument: Argument, by key: String, _ wanted: [Value], into present: [Value], _ before: [Value],
    at path: ValuePath
  ) -> [Value] {
    func name(_ body: Value) -> String? { body[member: key]?.stringValue?.lowercased() }
    func encoded(_ element: Value, into body: Value) -> Value {
      let place = path.appending(.index(0))
      var inner = BodyEncoder(body, changed: [place], named: named)
      return inner.element(of: argument, element, at: place)
    }
    // As it stands in a body: there a name may be written otherwise than in a spec.
    func name(of planned: Value) -> String? { name(encoded(planned, into: .object(Members()))) }
    let namesBefore = Set(before.map(name(of:)))
    var rest = wanted
    var merged: [Value] = []
    for element in present {
      if let index = rest.firstIndex(where: { name(of: $0) == name(element) }) {
        let planned = rest.remove(at: index)
        merged.append(before.contains(planned) ? element : encoded(planned, into: element))
      } else if !namesBefore.contains(name(element)) {
        merged.append(element)
      }
    }
    merged += rest.map { encoded($0, into: .object(Members())) }
    guard case .block(.list, _) = argument.schema.content else { return merged }
    // A list has the order of the spec.
    let order = wanted.map(name(of:))
    return merged.filter { body in !order.contains(name(body)) }
      + order.compactMap { wanted in merged.first { body in name(body) == wanted } }
  }

  /// The body of an element of a repeated block, whose body so far is all of this one.
  private mutating func element(of argument: Argument, _ value: Value, at path: ValuePath) -> Value {
    if let marker = argument.marker, let present = marker.present { tree.set(present, at: marker.path.segments) }
    encode(argument.arguments, value, base: [], at: path)
    return tree.root
  }

  /// A value with what the names in braces stand for in their places.
  private func filled(_ value: Value, if isTemplate: Bool) -> Value {
    guard isTemplate else { return value }
    return value.transformed { _, part in
      guard let text = part.stringValue, text.hasPrefix("{"), let end = text.firstIndex(of: "}"),
        let known = named(String(text[text.index(after: text.startIndex)..<end]))
      else { return part }
      return .string(known + text[text.index(after: end)...])
    }
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
