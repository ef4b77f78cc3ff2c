internal import CJSONC
package import Values

/// JSON text to values and back.
///
/// An object becomes an ``Values/Value/object(_:)``, an array a tuple, `null` an untyped null; numbers keep all their
/// digits. Of members with one name the last counts; a lone surrogate becomes U+FFFD.
package enum JSON {
  /// How deep arrays and objects may be nested.
  package static let depthMax = 512

  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> Value {
    let source = try JSONSource(bytes).checked()
    let root = try JSONDocument(source)
    return root.value
  }

  package static func parse(_ text: String) throws(JSONError) -> Value {
    try parse(Array(text.utf8))
  }

  /// The text of a value, members in their order.
  ///
  /// Compact, or with each member on a line of its own if `indent` says by how much. Marks are not seen, so a secret
  /// must be taken out before; an unknown, which has no JSON form, becomes `null`, and so does an infinity.
  package static func text(_ value: Value, indent: Int? = nil, escaping: Escaping = .minimal) -> [UInt8] {
    text(OrderedJSON.value(value), indent: indent, escaping: escaping)
  }

  package static func text(_ json: OrderedJSON, indent: Int? = nil, escaping: Escaping = .minimal) -> [UInt8] {
    var writer = JSONWriter(indent: indent, escaping: escaping)
    writer.write(json, depth: 0)
    return writer.bytes
  }

  /// The compact text as a string.
  package static func string(_ value: Value, indent: Int? = nil, escaping: Escaping = .minimal) -> String {
    String(decoding: text(value, indent: indent, escaping: escaping), as: UTF8.self)
  }

  /// Which characters a text escapes beyond those that it must.
  package enum Escaping: Sendable {
    case minimal
    /// `<`, `>`, `&`, U+2028 and U+2029 as well, as Terraform writes JSON.
    case html
  }
}

/// Text that is not JSON, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The byte at which the text stops making sense.
  package let offset: Int
  package let reason: String

  package init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }

  package var description: String { "\(reason) (at byte \(offset))" }

  static let tooDeep = "arrays and objects are nested more than \(JSON.depthMax) deep"
  /// Whether the text may make sense, but is nested too deep.
  package var isTooDeep: Bool { reason == Self.tooDeep }
}

/// JSON whose objects keep the order they are given in, for reports with a fixed order of keys.
package indirect enum OrderedJSON: Sendable {
  case object([(String, OrderedJSON)])
  case array([OrderedJSON])
  case value(Value)

  package static func string(_ string: String) -> OrderedJSON { .value(.string(string)) }
  package static func bool(_ bool: Bool) -> OrderedJSON { .value(.bool(bool)) }
  package static func number(_ integer: Int) -> OrderedJSON { .value(.number(integer)) }
  package static var null: OrderedJSON { .value(.null(.dynamic)) }
}

extension OrderedJSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(value) }
  package init(arrayLiteral elements: OrderedJSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, OrderedJSON)...) { self = .object(elements) }
  package init(nilLiteral: ()) { self = .null }
}
