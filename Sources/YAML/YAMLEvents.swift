internal import CYaml

/// The events of a YAML text, read one after another by libyaml.
///
/// Yams' own composer refuses mappings that repeat a key, which the language takes, and copies what aliases stand for
/// before anyone can count it; so only the libyaml that Yams brings is used, and documents are made above.
package struct YAMLEvents: ~Copyable {
  /// Owned, with what it points to: released in `deinit`.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// Owned: libyaml reads from it as long as there are events.
  private let text: UnsafeMutableBufferPointer<UInt8>

  package init(_ bytes: [UInt8]) {
    parser = .allocate(capacity: 1)
    // It fails only where there is no memory, where nothing else would work either.
    precondition(yaml_parser_initialize(parser) == 1, "there is no memory for a YAML parser")
    text = .allocate(capacity: bytes.count)
    _ = text.initialize(from: bytes)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    text.deallocate()
  }

  /// The next event; after the end of the stream there must be no further call.
  package mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError }
    defer { yaml_event_delete(&event) }
    let mark = event.start_mark
    func made(
      _ kind: YAMLEvent.Kind, tag: UnsafeMutablePointer<yaml_char_t>? = nil,
      anchor: UnsafeMutablePointer<yaml_char_t>? = nil
    ) -> YAMLEvent {
      YAMLEvent(
        kind: kind, tag: tag.map(Self.text) ?? "", anchor: anchor.map(Self.text) ?? "", line: Int(mark.line),
        column: Int(mark.column))
    }
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      // Terraform's parser, made after an older libyaml, knows 1.1 alone.
      if let version = event.data.document_start.version_directive?.pointee, (version.major, version.minor) != (1, 1) {
        throw YAMLSyntaxError(
          problem: "found incompatible YAML document", line: Int(mark.line), column: Int(mark.column), isLexical: false)
      }
      return made(.documentStart)
    case YAML_DOCUMENT_END_EVENT: return made(.documentEnd)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return made(.scalar(text, Self.style(scalar.style)), tag: scalar.tag, anchor: scalar.anchor)
    case YAML_SEQUENCE_START_EVENT:
      return made(.sequenceStart, tag: event.data.sequence_start.tag, anchor: event.data.sequence_start.anchor)
    case YAML_SEQUENCE_END_EVENT: return made(.sequenceEnd)
    case YAML_MAPPING_START_EVENT:
      return made(.mappingStart, tag: event.data.mapping_start.tag, anchor: event.data.mapping_start.anchor)
    case YAML_MAPPING_END_EVENT: return made(.mappingEnd)
    case YAML_ALIAS_EVENT: return made(.alias(event.data.alias.anchor.map(Self.text) ?? ""))
    case YAML_STREAM_START_EVENT: return made(.streamStart)
    default: return made(.streamEnd)
    }
  }

  private var syntaxError: YAMLSyntaxError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "there is no memory left"
    let mark = parser.pointee.problem_mark
    return YAMLSyntaxError(
      problem: problem, line: Int(mark.line), column: Int(mark.column),
      isLexical: parser.pointee.error == YAML_SCANNER_ERROR)
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>) -> String { String(cString: pointer) }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLEvent.ScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }
}
