import YAML

/// A piece of a YAML or JSON document with its place.
struct DocumentNode {
  indirect enum Content {
    case scalar(String, isPlain: Bool)
    case sequence([DocumentNode])
    case mapping([(key: DocumentNode, value: DocumentNode)])
  }

  let content: Content
  let place: DocumentPlace

  var elements: [DocumentNode]? { if case .sequence(let elements) = content { elements } else { nil } }

  var members: [(key: DocumentNode, value: DocumentNode)]? {
    if case .mapping(let members) = content { members } else { nil }
  }

  /// Whether nothing stands there: an absent member is as good.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The text, where that is what Kubernetes takes it for: not a number or a truth value without quotes.
  var text: String? {
    guard case .scalar(let text, let isPlain) = content, !isNull else { return nil }
    return isPlain && Self.isOther(text) ? nil : text
  }

  /// The text of a scalar, be it a number; nil for anything else and for nothing.
  var scalarText: String? {
    if case .scalar(let text, _) = content, !isNull { text } else { nil }
  }

  /// The member of a name; of several, the last counts.
  subscript(name: String) -> DocumentNode? {
    guard let found = members?.last(where: { $0.key.scalarText == name })?.value, !found.isNull else { return nil }
    return found
  }

  private static let words: Set = ["true", "True", "TRUE", "false", "False", "FALSE"]

  /// Whether a text without quotes means something else than the text.
  private static func isOther(_ text: String) -> Bool {
    words.contains(text) || Double(text) != nil && text.utf8.first.map { !"iInN".utf8.contains($0) } == true
  }
}

/// A place in a text.
package struct DocumentPlace: Sendable, Hashable {
  /// From 1.
  package let line: Int
  /// From 1, counted in Unicode scalars.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A text that is no YAML, or a document that holds too much.
struct DocumentSyntaxError: Error {
  let problem: String
  let place: DocumentPlace
}

/// Makes nodes of the events of a YAML text.
struct DocumentReader: ~Copyable {
  /// How deep sequences and mappings may be nested.
  private static let depthMax = 100
  /// How many nodes there may be, those that aliases stand for counted each time.
  private static let nodesMax = 1_000_000

  private var events: YAMLEvents
  private let firstLine: Int
  private var anchors: [String: (node: DocumentNode, count: Int)] = [:]
  private var count = 0

  /// - Parameter firstLine: the number of the text's first line, from 1.
  init(_ text: some Sequence<UInt8>, firstLine: Int = 1) {
    events = YAMLEvents(Array(text) + [UInt8(ascii: "\n")])
    self.firstLine = firstLine
  }

  /// Every document of the text.
  mutating func documents() throws(DocumentSyntaxError) -> [DocumentNode] {
    var documents: [DocumentNode] = []
    while true {
      let event = try next()
      switch event.kind {
      case .streamEnd: return documents
      case .documentStart:
        anchors = [:]
        documents.append(try node(of: try next(), depth: 0))
      default: continue
      }
    }
  }

  private mutating func node(of event: YAMLEvent, depth: Int) throws(DocumentSyntaxError) -> DocumentNode {
    if depth > Self.depthMax { throw failure("values are nested more than \(Self.depthMax) deep", at: event) }
    let before = count
    count += 1
    let content: DocumentNode.Content
    switch event.kind {
    case .alias(let name):
      guard let known = anchors[name] else { throw failure("there is no anchor \"\(name)\" before this", at: event) }
      count += known.count
      if count > Self.nodesMax { throw failure("the document stands for more than \(Self.nodesMax) values", at: event) }
      return DocumentNode(content: known.node.content, place: place(of: event))
    case .scalar(let text, let style):
      // A tag such as !!str says what quotes would.
      let isPlain = if case .plain = style { event.tag.isEmpty } else { false }
      content = .scalar(text, isPlain: isPlain)
    case .sequenceStart:
      var elements: [DocumentNode] = []
      while let event = try element() { elements.append(try node(of: event, depth: depth + 1)) }
      content = .sequence(elements)
    case .mappingStart:
      var members: [(key: DocumentNode, value: DocumentNode)] = []
      while let event = try element() {
        let key = try node(of: event, depth: depth + 1)
        members.append((key, try node(of: try next(), depth: depth + 1)))
      }
      content = .mapping(members)
    default: throw failure("a value is missing here", at: event)
    }
    if count > Self.nodesMax { throw failure("the document has more than \(Self.nodesMax) values", at: event) }
    let node = DocumentNode(content: content, place: place(of: event))
    if !event.anchor.isEmpty { anchors[event.anchor] = (node, count - before) }
    return node
  }

  /// The next event within a sequence or mapping; nil at its end.
  private mutating func element() throws(DocumentSyntaxError) -> YAMLEvent? {
    let event = try next()
    switch event.kind {
    case .sequenceEnd, .mappingEnd: return nil
    default: return event
    }
  }

  private mutating func next() throws(DocumentSyntaxError) -> YAMLEvent {
    do throws(YAMLSyntaxError) {
      return try events.next()
    } catch {
      throw DocumentSyntaxError(
        problem: error.problem, place: DocumentPlace(line: error.line + firstLine, column: error.column + 1))
    }
  }

  private func place(of event: YAMLEvent) -> DocumentPlace {
    DocumentPlace(line: event.line + firstLine, column: event.column + 1)
  }

  private func failure(_ problem: String, at event: YAMLEvent) -> DocumentSyntaxError {
    DocumentSyntaxError(problem: problem, place: place(of: event))
  }
}
