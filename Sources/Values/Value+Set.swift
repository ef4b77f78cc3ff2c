extension Value {
  /// The set of some elements: sorted and each once, with the marks of all of them on the set itself.
  ///
  /// Elements that are not wholly known are kept, as nobody can say whether they equal others.
  package static func set(unordered elements: [Value], of type: Type) -> Value {
    var marks: Marks = []
    var plain = elements
    for (index, element) in elements.enumerated() where element.hasMarks {
      marks.formUnion(element.deepMarks)
      plain[index] = element.unmarkedDeep
    }
    let sorted: [Value] =
      switch type {
      case .string, .number, .bool: plain.sorted(by: primitiveIsLess)
      default: sortedByText(plain)
      }
    var unique: [Value] = []
    unique.reserveCapacity(sorted.count)
    for element in sorted where unique.last != element || !element.isWhollyKnown { unique.append(element) }
    return .set(unique, of: type).marked(marks)
  }

  /// Strings by their bytes, numbers by value, false before true; then what is unknown, then null.
  private static func primitiveIsLess(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.precedesInUTF8(right)
    case (.number(let left), .number(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    default: left.rank < right.rank
    }
  }

  private var rank: Int {
    switch self {
    case .null: 2
    case .unknown: 1
    default: 0
    }
  }

  private static func sortedByText(_ elements: [Value]) -> [Value] {
    let keyed = elements.map { ($0, $0.orderingText) }
    return keyed.sorted { left, right in
      left.0.rank != right.0.rank ? left.0.rank < right.0.rank : left.1.lexicographicallyPrecedes(right.1)
    }.map(\.0)
  }

  /// Bytes by which Terraform orders the elements of a set that are not primitive.
  private var orderingText: [UInt8] {
    var text: [UInt8] = []
    appendOrderingText(to: &text)
    return text
  }

  private func appendOrderingText(to text: inout [UInt8]) {
    switch self {
    case .unknown: text += "?".utf8
    case .null: text += "~".utf8
    case .bool(let bool): text += (bool ? "T" : "F").utf8
    case .number(let number): text += number.description.utf8
    case .string(let string): Value.appendQuoted(string, to: &text)
    case .map(let members, of: _):
      text += "{".utf8
      for (name, member) in members {
        Value.appendQuoted(name, to: &text)
        text += ":".utf8
        member.appendOrderingText(to: &text)
        text += ";".utf8
      }
      text += "}".utf8
    case .list(let elements, of: _), .set(let elements, of: _):
      Value.append(elements, "[", "]", to: &text)
    case .object(let members): Value.append(members.values, "<", ">", to: &text)
    case .tuple(let elements): Value.append(elements, "<", ">", to: &text)
    case .marked(let marked): marked.value.appendOrderingText(to: &text)
    }
  }

  private static func append(_ elements: [Value], _ open: String, _ close: String, to text: inout [UInt8]) {
    text += open.utf8
    for element in elements {
      element.appendOrderingText(to: &text)
      text += ";".utf8
    }
    text += close.utf8
  }

  private static func appendQuoted(_ string: String, to text: inout [UInt8]) {
    text += "\"".utf8
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case 0x0A: text += "\\n".utf8
      case 0x0D: text += "\\r".utf8
      case 0x09: text += "\\t".utf8
      default: text.append(byte)
      }
    }
    text += "\"".utf8
  }
}
