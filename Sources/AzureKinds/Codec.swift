import JSON
import Values

/// How an argument's value is written in a body and read back.
package struct Codec: Sendable {
  package let encode: @Sendable (Value) -> Value
  package let decode: @Sendable (Value) -> Value
  /// Puts what is written into what else the member holds; nil where the argument is all of it.
  package let merge: (@Sendable (_ encoded: Value, _ present: Value?) -> Value)?
  /// What is written where the argument goes away; nil where the member goes, too.
  package let absence: Value?
  /// Whether a text of its encoding may begin with an argument in braces, whose value is to be put in its place.
  package private(set) var isTemplate = false

  package init(
    encode: @escaping @Sendable (Value) -> Value, decode: @escaping @Sendable (Value) -> Value,
    merge: (@Sendable (_ encoded: Value, _ present: Value?) -> Value)? = nil, absence: Value? = nil
  ) {
    self.encode = encode
    self.decode = decode
    self.merge = merge
    self.absence = absence
  }

  /// The value as it is.
  package static let same = Codec(encode: { $0 }, decode: { $0 })

  /// The value as it is; where the argument goes away, another is left in its place, since Azure ignores a null there.
  package static func leaving(_ value: Value) -> Codec { Codec(encode: { $0 }, decode: { $0 }, absence: value) }

  /// The same, with what is left in the place of an argument that goes away.
  package func leaving(_ value: Value) -> Codec {
    var codec = Codec(encode: encode, decode: decode, merge: merge, absence: value)
    codec.isTemplate = isTemplate
    return codec
  }

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

  /// A name as the id of what it names: `"x"` as `"{id}/probes/x"`. The part in braces is an argument, or `{id}` for the
  /// resource's own id; what writes a body puts the value in its place.
  package static func name(below place: String) -> Codec {
    var codec = Codec(
      encode: { $0.stringValue.map { .string("\(place)/\($0)") } ?? .null(.string) },
      decode: { id in
        id.stringValue.map { .string($0.split(separator: "/").last.map(String.init) ?? "") } ?? .null(.string)
      })
    codec.isTemplate = true
    return codec
  }

  /// A list of names as one of objects that hold the ids of what they name.
  package static func names(below place: String) -> Codec {
    let one = name(below: place)
    let wrapped = wrapped(in: "id")
    var codec = Codec(
      encode: { wrapped.encode(.tuple(($0.elements ?? []).map(one.encode))) },
      decode: { .tuple((wrapped.decode($0).elements ?? []).map(one.decode)) })
    codec.isTemplate = true
    return codec
  }

  /// A list of texts as an object with empty members: `["x"]` as `{"x": {}}`.
  package static let keys = Codec(
    encode: { value in
      .object(Members((value.elements ?? []).compactMap { $0.stringValue.map { ($0, Value.object(Members())) } }))
    },
    decode: { .tuple(($0.members?.keys ?? []).map { .string($0) }) })

  /// A list of objects as an object with one member each, named after the objects' member `key`:
  /// `[{"name": "x", "size": 1}]` as `{"x": {"size": 1}}`, or with `content` "size" as `{"x": 1}`.
  package static func keyed(by key: String, holding content: String? = nil) -> Codec {
    Codec(
      encode: { list in
        .object(
          Members(
            (list.elements ?? []).compactMap { element in
              guard let name = element[member: key]?.stringValue else { return nil }
              if let content { return (name, element[member: content] ?? .null(.dynamic)) }
              var rest = element.members ?? Members()
              rest[key] = nil
              return (name, .object(rest))
            }))
      },
      decode: { object in
        .tuple(
          (object.members ?? Members()).map { name, value in
            var members = content.map { Members([($0, value)]) } ?? value.members ?? Members()
            members[key] = .string(name)
            return .object(members)
          })
      })
  }

  /// The lists that the elements of a list hold, one after the other; only read.
  package static func joined(at path: String...) -> Codec {
    Codec(
      encode: { $0 },
      decode: { lists in
        .tuple((lists.elements ?? []).flatMap { list in path.reduce(list) { $0?[member: $1] }?.elements ?? [] })
      })
  }

  /// A map of texts as a list of objects with two members: `{"x": "1"}` as `[{"key": "x", "value": "1"}]`.
  package static func pairs(_ key: String, _ value: String) -> Codec {
    let inverse = keyed(by: key, holding: value)
    return Codec(encode: inverse.decode, decode: inverse.encode)
  }

  /// A value that is said by leaving the member out.
  package static func absent(for value: Value) -> Codec {
    Codec(encode: { $0 == value ? .null(.dynamic) : $0 }, decode: { $0 })
  }

  /// A list that Azure answers as an empty one where nothing was said.
  package static let unlessEmpty = Codec(
    encode: { $0 }, decode: { $0.elements?.isEmpty == true ? .null(.dynamic) : $0 })

  /// Whether a list of texts has one that stands for "yes"; others in it stay.
  package static func listing(_ text: String) -> Codec {
    Codec(
      encode: { .tuple($0.boolValue == true ? [.string(text)] : []) },
      decode: { .bool(($0.elements ?? []).contains(.string(text))) },
      merge: { own, present in
        .tuple((present?.elements ?? []).filter { $0 != .string(text) } + (own.elements ?? []))
      })
  }

  /// A set of texts as one text with separators in it: `["a", "b"]` as `"a;b"`.
  package static func joined(by separator: String) -> Codec {
    Codec(
      encode: { value in .string((value.elements ?? []).compactMap(\.stringValue).joined(separator: separator)) },
      decode: { value in
        let parts = (value.stringValue ?? "").split(separator: separator.filter { $0 != " " }).map { part in
          Value.string(String(part.drop { $0 == " " }))
        }
        return .tuple(parts)
      })
  }

  /// A text of several words, `"A, B"`, which Azure answers with or without a space between them; `separator` is what its
  /// types have there.
  package static func words(separatedBy separator: String) -> Codec {
    @Sendable func joined(_ value: Value, _ separator: String) -> Value {
      guard let text = value.stringValue, text.contains(",") else { return value }
      return .string(text.split(separator: ",").map { $0.drop { $0 == " " } }.joined(separator: separator))
    }
    return Codec(encode: { joined($0, separator) }, decode: { joined($0, ", ") })
  }

  /// The host of a URL, read only.
  package static let host = Codec(
    encode: { $0 },
    decode: { value in
      guard let text = value.stringValue, let start = text.firstRange(of: "://")?.upperBound else { return value }
      return .string(String(text[start...].prefix { $0 != "/" }))
    })

  /// A number as one of the words of a text that other arguments say the rest of: `1024` and `60999` as `"1024 60999"`.
  package static func word(_ index: Int) -> Codec {
    @Sendable func words(_ text: Value?) -> [String] {
      (text?.stringValue ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    }
    return Codec(
      encode: text.encode,
      decode: { text in
        let found = words(text)
        return found.indices.contains(index) ? .string(found[index]) : .null(.dynamic)
      },
      merge: { word, present in
        var whole = words(present)
        while whole.count <= index { whole.append("") }
        whole[index] = word.stringValue ?? ""
        return .string(whole.joined(separator: " "))
      })
  }

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

  /// A JSON text as what it says.
  package static let json = Codec(
    encode: { value in
      guard let text = value.stringValue, let parsed = try? JSON.parse(Array(text.utf8)) else { return .null(.dynamic) }
      return parsed
    },
    decode: { .string(String(decoding: JSON.text($0), as: UTF8.self)) })
}
