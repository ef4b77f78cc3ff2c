import Values
import YAML

/// Makes a value of a YAML document the way Terraform does: mappings become objects (of one key's values the last
/// counts), sequences tuples, scalars what ``YAMLScalar`` says.
struct YAMLReader: ~Copyable {
  /// How deep sequences and mappings may be nested; as deep as in JSON.
  private static let depthMax = 512
  private static let tooDeep = "values are nested more than \(depthMax) deep"
  /// How many values all aliases together may stand for: a few lines of aliases of aliases would else fill the memory.
  private static let aliasedMax = 1_000_000

  private var events: YAMLEvents
  private var anchors: [String: (value: Value, count: Int)] = [:]
  /// The anchors of the values that are being read.
  private var pending: Set<String> = []
  /// How many values were read, those that aliases stand for included.
  private var count = 0
  private var aliased = 0

  private init(_ text: String) {
    // libyaml sees no document at all in an empty text, and its end on the first line.
    events = YAMLEvents(text.isEmpty ? [UInt8(ascii: "\n")] : Array(text.utf8))
  }

  static func value(of text: String) throws(FunctionError) -> Value {
    var reader = YAMLReader(text)
    return try reader.document()
  }

  private mutating func document() throws(FunctionError) -> Value {
    _ = try next()
    let start = try next()
    guard case .documentStart = start.kind else { throw failure("missing start of document", at: start) }
    let value = try value(of: try next(), depth: 0)
    _ = try next()
    let end = try next()
    guard case .streamEnd = end.kind else { throw failure("unexpected extra content after value", at: end) }
    return value
  }

  // MARK: - Values

  private mutating func value(of event: YAMLEvent, depth: Int) throws(FunctionError) -> Value {
    if depth > Self.depthMax { throw failure(Self.tooDeep, at: event) }
    if case .alias(let name) = event.kind { return try repeated(name, event) }
    let before = count
    count += 1
    let isNew = event.anchor.isEmpty ? false : pending.insert(event.anchor).inserted
    let value: Value
    switch event.kind {
    case .scalar(let text, let style): value = try scalar(text, style, event)
    case .sequenceStart: value = try sequence(event, depth: depth)
    case .mappingStart: value = try mapping(event, depth: depth)
    default: throw failure("unexpected content", at: event)
    }
    if !event.anchor.isEmpty {
      if isNew { pending.remove(event.anchor) }
      anchors[event.anchor] = (value, count - before)
    }
    return value
  }

  private mutating func repeated(_ name: String, _ event: YAMLEvent) throws(FunctionError) -> Value {
    if pending.contains(name) {
      throw failure("cannot refer to anchor \(quoted(name)) from inside its own definition", at: event)
    }
    guard let known = anchors[name] else { throw failure("reference to undefined anchor \(quoted(name))", at: event) }
    count += known.count
    aliased += known.count
    if aliased > Self.aliasedMax {
      throw failure("aliases stand for more than \(Self.aliasedMax) values", at: event)
    }
    return known.value
  }

  private func scalar(
    _ text: String, _ style: YAMLEvent.ScalarStyle, _ event: YAMLEvent
  ) throws(FunctionError) -> Value {
    do throws(FunctionError) {
      return try YAMLScalar(text: text, tag: event.tag, style: style).value()
    } catch {
      throw failure(error.message, at: event)
    }
  }

  private mutating func sequence(_ start: YAMLEvent, depth: Int) throws(FunctionError) -> Value {
    if !start.tag.isEmpty, start.tag != YAMLScalar.prefix + "seq" {
      throw failure("can't interpret sequence as \(start.tag)", at: start)
    }
    var elements: [Value] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { return .tuple(elements) }
      elements.append(try value(of: event, depth: depth + 1))
    }
  }

  private mutating func mapping(_ start: YAMLEvent, depth: Int) throws(FunctionError) -> Value {
    if !start.tag.isEmpty, start.tag != YAMLScalar.prefix + "map" {
      throw failure("can't interpret mapping as \(start.tag)", at: start)
    }
    var members: [String: Value] = [:]
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { return .object(Members(members.map { ($0.normalized, $1) })) }
      guard case .scalar(let text, let style) = event.kind else {
        throw failure("only strings are allowed as mapping keys", at: event)
      }
      if text == "<<", event.tag.isEmpty {
        let merged = try value(of: try next(), depth: depth + 1)
        guard case .object(let others) = merged else {
          throw failure("cannot merge \(merged.type.friendlyName) into mapping", at: event)
        }
        for (name, member) in others { members[name] = member }
        continue
      }
      let name = try key(text, style, event)
      members[name] = try value(of: try next(), depth: depth + 1)
    }
  }

  private func key(_ text: String, _ style: YAMLEvent.ScalarStyle, _ event: YAMLEvent) throws(FunctionError) -> String {
    let key = try YAMLScalar(text: text, tag: event.tag, style: style).value()
    if key.isNull { throw failure("mapping key cannot be null", at: event) }
    do throws(ConversionError) {
      return try key.converted(to: .string).stringValue ?? ""
    } catch {
      throw failure("only strings are allowed as mapping keys", at: event)
    }
  }

  // MARK: - Reading

  private mutating func next() throws(FunctionError) -> YAMLEvent {
    do throws(YAMLSyntaxError) {
      return try events.next()
    } catch {
      // Terraform gives the line before, but not for what is wrong with characters, and no place on the first line.
      // libyaml reads ahead, and has a greater depth than ours as a limit.
      let problem = error.problem.hasPrefix("Maximum nesting level") ? Self.tooDeep : error.problem
      if error.line == 0 { throw FunctionError(problem) }
      throw FunctionError(
        error.isLexical
          ? "on line \(error.line + 1), column 1: \(problem)"
          : "on line \(error.line), column \(error.column + 1): \(problem)")
    }
  }

  private func failure(_ message: String, at event: YAMLEvent) -> FunctionError {
    FunctionError(event.line == 0 ? message : "on line \(event.line), column \(event.column + 1): \(message)")
  }
}
