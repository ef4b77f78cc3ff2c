internal import Values

/// Writes values as JSON text into bytes.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let indent: Int?
  private let escapesHTML: Bool

  init(indent: Int?, escaping: JSON.Escaping) {
    self.indent = indent
    escapesHTML = escaping == .html
  }

  mutating func write(_ json: OrderedJSON, depth: Int) {
    switch json {
    case .value(let value): write(value, depth: depth)
    case .array(let elements): writeArray(elements, depth: depth) { $0.write($1, depth: depth + 1) }
    case .object(let members):
      writeObject(members, isEmpty: members.isEmpty, depth: depth) { $0.write($1, depth: depth + 1) }
    }
  }

  private mutating func write(_ value: Value, depth: Int) {
    switch value {
    case .null, .unknown: bytes += "null".utf8
    case .bool(let bool): bytes += (bool ? "true" : "false").utf8
    case .number(let number): bytes += (number.isInfinite ? "null" : number.description).utf8
    case .string(let string): write(string)
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      writeArray(elements, depth: depth) { $0.write($1, depth: depth + 1) }
    case .map(let members, of: _), .object(let members):
      writeObject(members, isEmpty: members.isEmpty, depth: depth) { $0.write($1, depth: depth + 1) }
    case .marked(let marked): write(marked.value, depth: depth)
    }
  }

  private mutating func writeArray<Element>(
    _ elements: [Element], depth: Int, _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    for (place, element) in elements.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(depth + 1)
      writeElement(&self, element)
    }
    if !elements.isEmpty { breakLine(depth) }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func writeObject<Element>(
    _ members: some Sequence<(String, Element)>, isEmpty: Bool, depth: Int,
    _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for (name, element) in members {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      breakLine(depth + 1)
      write(name)
      bytes.append(UInt8(ascii: ":"))
      if indent != nil { bytes.append(UInt8(ascii: " ")) }
      writeElement(&self, element)
    }
    if !isEmpty { breakLine(depth) }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func breakLine(_ depth: Int) {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
  }

  private mutating func write(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    var previous: (UInt8, UInt8) = (0, 0)
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x08: bytes += "\\b".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0..<0x20: escape(byte)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        if escapesHTML { escape(byte) } else { bytes.append(byte) }
      // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
      case 0xA8, 0xA9:
        if escapesHTML, previous == (0xE2, 0x80) {
          bytes.removeLast(2)
          bytes += (byte == 0xA8 ? "\\u2028" : "\\u2029").utf8
        } else {
          bytes.append(byte)
        }
      default: bytes.append(byte)
      }
      previous = (previous.1, byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    bytes += "\\u00".utf8
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }
}
