import Values

/// How an argument's value is written in a body and read back.
package struct Codec: Sendable {
  package let encode: @Sendable (Value) -> Value
  package let decode: @Sendable (Value) -> Value

  package init(encode: @escaping @Sendable (Value) -> Value, decode: @escaping @Sendable (Value) -> Value) {
    self.encode = encode
    self.decode = decode
  }

  /// The value as it is.
  package static let same = Codec(encode: { $0 }, decode: { $0 })

  /// A truth value as one of two strings, read without regard to case.
  package static func either(_ yes: String, or no: String) -> Codec {
    Codec(
      encode: { $0.boolValue.map { .string($0 ? yes : no) } ?? .null(.string) },
      decode: { value in
        value.stringValue.map { .bool($0.lowercased() == yes.lowercased()) } ?? .null(.bool)
      })
  }

  /// `"Enabled"` or `"Disabled"`.
  package static let enabledOrDisabled = either("Enabled", or: "Disabled")

  /// A truth value as its opposite.
  package static let inverted = Codec(
    encode: { $0.boolValue.map { .bool(!$0) } ?? .null(.bool) },
    decode: { $0.boolValue.map { .bool(!$0) } ?? .null(.bool) })

  /// A list of texts as a list of objects with one member: `["x"]` as `[{"id": "x"}]`.
  package static func wrapped(in member: String) -> Codec {
    Codec(
      encode: { .tuple(($0.elements ?? []).map { .object(Members([(member, $0)])) }) },
      decode: { .tuple(($0.elements ?? []).compactMap { $0[member: member] }) })
  }

  /// A list of texts as an object with empty members: `["x"]` as `{"x": {}}`.
  package static let keys = Codec(
    encode: { value in
      .object(Members((value.elements ?? []).compactMap { $0.stringValue.map { ($0, Value.object(Members())) } }))
    },
    decode: { .tuple(($0.members?.keys ?? []).map { .string($0) }) })

  /// A number or truth value as a text.
  package static let text = Codec(
    encode: { value in
      switch value.unmarked {
      case .number(let number): .string(number.description)
      case .bool(let bool): .string(bool ? "true" : "false")
      default: value
      }
    },
    decode: { $0 })
}
