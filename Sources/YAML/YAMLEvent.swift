/// A piece of a YAML document, as it comes in reading.
package struct YAMLEvent: Sendable {
  package enum Kind: Sendable {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    /// Text, and how it was written.
    case scalar(String, ScalarStyle)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
    /// A repetition of what the anchor of this name stands for.
    case alias(String)
  }

  package enum ScalarStyle: Sendable {
    case plain
    /// In single or double quotes.
    case quoted
    /// A literal or folded block.
    case block
  }

  package let kind: Kind
  /// The tag, handles resolved (`tag:yaml.org,2002:int`); empty where there is none.
  package let tag: String
  /// The name of the anchor that is set here; empty where there is none.
  package let anchor: String
  /// Where it starts: line and column, both from 0.
  package let line: Int
  package let column: Int
}

/// Text that is not YAML, and where.
package struct YAMLSyntaxError: Error, Sendable {
  /// A phrase of libyaml's, such as `did not find expected key`.
  package let problem: String
  /// The place, from 0.
  package let line: Int
  package let column: Int
  /// Whether characters make no token, rather than tokens no document.
  package let isLexical: Bool
}
