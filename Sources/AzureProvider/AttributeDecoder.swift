import AzureKinds
import Resources
import Values

/// Reads a kind's attributes out of a body.
struct AttributeDecoder {
  private let kind: AzureKind
  private let id: String
  private let tree: BodyTree
  /// The body without what is other resources'.
  private let own: BodyTree
  /// All of the body, where this is an element of it.
  private let whole: BodyTree

  /// - Parameter parts: the places in the body that other resources are: arguments are read as if nothing were there.
  init(_ kind: AzureKind, id: String, body: Value, without parts: [[BodyPath.Segment]] = []) {
    self.init(kind, id: id, body: body, of: body, without: parts)
  }

  private init(
    _ kind: AzureKind, id: String, body: Value, of whole: Value, without parts: [[BodyPath.Segment]] = []
  ) {
    self.kind = kind
    self.id = id
    self.whole = BodyTree(whole)
    tree = BodyTree(body)
    var own = tree
    for part in parts { own.set(nil, at: part) }
    self.own = own
  }

  /// What an attribute is read from: what only Azure says is said of all that there is.
  private func source(of schema: AttributeSchema) -> BodyTree { schema.isArgument ? own : tree }

  /// Every attribute of the kind; null where Azure says nothing, unknown where only a further call would tell.
  ///
  /// - Parameter arguments: what the spec says, for what Azure doesn't keep and for the spelling of names.
  func attributes(arguments: Value?) -> Value {
    let route = kind.route.arguments(of: id) ?? [:]
    let base = kind.place?.isAll == true ? kind.place(of: id)?.path ?? [] : []
    var members = self.members(kind.arguments, base: base, arguments: arguments) { name in
      guard let text = route[name] else { return arguments?[member: name] }
      let given = arguments?[member: name]?.stringValue
      return .string(given?.lowercased() == text.lowercased() ? given ?? text : text)
    }
    for argument in kind.arguments {
      if case .derived(let make) = argument.place {
        members[argument.schema.name] = make(id, members, tree.root)
      }
    }
    return .object(members)
  }

  private func members(
    _ arguments: [Argument], base: [BodyPath.Segment], arguments given: Value?, route: (String) -> Value?
  ) -> Members {
    Members(
      arguments.map { argument in
        let schema = argument.schema
        let own = given?[member: schema.name]
        let value: Value
        switch argument.place {
        case .route: value = route(schema.name) ?? .null(schema.type)
        case .engine: value = own.flatMap { $0.isKnown ? $0.unmarkedDeep : nil } ?? .null(schema.type)
        case .action, .answer: value = .unknown(schema.type)
        case .derived: value = .null(schema.type)
        case .body(let path, let codec):
          if schema.isWriteOnly {
            value = own ?? .null(schema.type)
          } else {
            value = decoded(argument, path, codec, base: base, given: own)
          }
        }
        return (schema.name, value)
      })
  }

  private func decoded(
    _ argument: Argument, _ path: BodyPath, _ codec: Codec, base: [BodyPath.Segment], given: Value?
  ) -> Value {
    let schema = argument.schema
    let tree = source(of: schema)
    switch schema.content {
    case .value(let type):
      let (tree, base) = path.isAbsolute ? (whole, []) : (tree, base)
      let alone = argument.alone.flatMap { tree[base + $0.path.segments] }.map { Value.tuple([$0]) }
      guard let found = tree[base + path.segments] ?? alone else { return schema.defaultValue ?? .null(type) }
      // What Azure answers in another shape than it documents is as good as absent.
      return (try? codec.decode(found).converted(to: type)) ?? .null(type)
    case .block(.single, let inner):
      guard let segments = place(of: argument, path, base: base, given: given?.elements?.first) else {
        return .list([], of: inner.type)
      }
      let element = members(argument.arguments, base: segments, arguments: given?[0], route: { _ in nil })
      return .list([.object(element)], of: inner.type)
    case .block(let nesting, let inner):
      func found(at path: BodyPath) -> [Value] { tree[base + path.segments].map(codec.decode)?.elements ?? [] }
      let main = found(at: path)
      let all = main + (argument.branch.map { found(at: $0.path) } ?? [])
      let elements = all.enumerated().map { index, element in
        var members = AttributeDecoder(kind, id: id, body: element, of: whole.root)
          .members(
            argument.arguments, base: [], arguments: namesake(of: element, at: index, in: given, argument.key),
            route: { _ in nil })
        if let branch = argument.branch { members[branch.flag] = .bool(index >= main.count) }
        return Value.object(members)
      }
      if case .set = nesting { return .set(elements, of: inner.type) }
      return .list(elements, of: inner.type)
    }
  }

  /// What the spec says of an element of a repeated block: by its name, or else by its place.
  private func namesake(of element: Value, at index: Int, in given: Value?, _ key: String?) -> Value? {
    guard let key, let name = element[member: key]?.stringValue?.lowercased() else { return given?[index] }
    return given?.elements?.first { $0[member: key]?.stringValue?.lowercased() == name }
  }

  /// Where a block's members stand; nil where the block isn't there.
  private func place(of argument: Argument, _ path: BodyPath, base: [BodyPath.Segment], given: Value?)
    -> [BodyPath.Segment]?
  {
    let tree = source(of: argument.schema)
    var segments = base + path.resolved(by: argument, given)
    if let evidence = argument.evidence { return tree[segments + evidence.segments] == nil ? nil : segments }
    if tree[segments] == nil, case .element(let list, let key, _)? = segments.last,
      let name = argument.standInName(given)
    {
      // A rotation that was cut off leaves what stands in.
      segments[segments.count - 1] = .element(list: list, key: key, value: name)
    }
    if tree[segments] == nil, let fallback = argument.fallback, case .element(let list, _, _)? = segments.last {
      segments[segments.count - 1] = .element(list: list, key: fallback.key, value: fallback.value)
    }
    if let marker = argument.marker {
      guard let found = tree[segments + marker.path.segments] else { return nil }
      func isFound(_ value: Value?) -> Bool {
        value.map { CanonicalText.of(found).lowercased() == CanonicalText.of($0).lowercased() } ?? false
      }
      return marker.present == nil
        ? (isFound(marker.absent) ? nil : segments) : isFound(marker.present) ? segments : nil
    }
    if path.segments.isEmpty { return holdsSomething(argument.arguments, base: segments) ? segments : nil }
    guard let found = tree[segments], found.members?.isEmpty == false else { return nil }
    return segments
  }

  private func holdsSomething(_ arguments: [Argument], base: [BodyPath.Segment]) -> Bool {
    arguments.contains { argument in
      guard case .body(let path, _) = argument.place else { return false }
      return source(of: argument.schema)[base + path.segments] != nil
    }
  }
}

extension Argument {
  /// The name of what can stand in for what a block describes.
  fileprivate func standInName(_ described: Value?) -> String? {
    guard case .block(_, let schema) = schema.content else { return nil }
    return schema.rotationName.flatMap { described?[member: $0]?.stringValue }
  }
}
