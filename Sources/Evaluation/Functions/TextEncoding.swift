/// A way to write text as bytes, by a name that IANA has for it.
struct TextEncoding: Sendable {
  /// The name that messages show.
  let name: String
  private let form: Form

  private enum Form: Sendable {
    case utf8
    case utf16(isLittle: Bool, hasMark: Bool)
    /// One byte a character: the characters of the bytes from 0x80 on; U+FFFD where there is none.
    case table([Unicode.Scalar])
    /// What the C library calls it.
    case system(String)
    case hz
  }

  /// The encoding of a name, in any case.
  init(named name: String) throws(FunctionError) {
    switch name.lowercased() {
    case "utf-8", "csutf8": (self.name, form) = ("UTF-8", .utf8)
    case "utf-16", "csutf16": (self.name, form) = ("UTF-16", .utf16(isLittle: false, hasMark: true))
    case "utf-16le", "csutf16le": (self.name, form) = ("UTF-16LE", .utf16(isLittle: true, hasMark: false))
    case "utf-16be", "csutf16be": (self.name, form) = ("UTF-16BE", .utf16(isLittle: false, hasMark: false))
    case "us-ascii", "us", "iso646-us", "csascii", "ansi_x3.4-1968", "iso-ir-6", "cp367", "ibm367":
      (self.name, form) = ("US-ASCII", .table([]))
    case "iso-8859-1", "iso_8859-1:1987", "iso_8859-1", "latin1", "l1", "iso-ir-100", "csisolatin1", "cp819", "ibm819":
      (self.name, form) = ("ISO_8859-1:1987", .table((0x80...0xFF).compactMap(Unicode.Scalar.init)))
    case "hz-gb-2312" where TextEncoding.hasSystemEncoding("GB18030"): (self.name, form) = ("HZ-GB-2312", .hz)
    case let lowercased:
      func isMeant(_ names: String) -> Bool { names.split(separator: " ").contains(Substring(lowercased)) }
      if let encoding = TextEncoding.systemEncodings.first(where: { isMeant($0.names) }),
        TextEncoding.hasSystemEncoding(encoding.systemName)
      {
        (self.name, form) = (encoding.name, .system(encoding.systemName))
        return
      }
      guard let table = TextEncoding.tables.first(where: { isMeant($0.names) }) else {
        throw FunctionError(
          argument: 1,
          "\(quoted(name)) is not a supported IANA encoding name or alias in this Terraform version")
      }
      let characters = Array(table.characters.unicodeScalars)
      let gap = [Unicode.Scalar](repeating: TextEncoding.nothing, count: 128 - characters.count)
      (self.name, form) = (table.name, .table(gap + characters))
    }
  }

  private static let nothing: Unicode.Scalar = "\u{FFFD}"

  /// The bytes of a text; nil if it has characters that this encoding doesn't.
  func bytes(of text: String) -> [UInt8]? {
    switch form {
    case .utf8: return Array(text.utf8)
    case .utf16(let isLittle, let hasMark):
      let units = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
      return units.flatMap { isLittle ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
    case .table(let characters):
      var bytes: [UInt8] = []
      for scalar in text.unicodeScalars {
        if scalar.isASCII {
          bytes.append(UInt8(scalar.value))
        } else {
          guard scalar != TextEncoding.nothing, let place = characters.firstIndex(of: scalar) else { return nil }
          bytes.append(UInt8(0x80 + place))
        }
      }
      return bytes
    case .system(let name): return TextEncoding.converted(Array(text.utf8), from: "UTF-8", to: name)
    case .hz: return TextEncoding.hzBytes(of: text)
    }
  }

  /// The text of some bytes; nil if they are none in this encoding.
  func text(of bytes: [UInt8]) -> String? {
    switch form {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .utf16(var isLittle, let hasMark):
      guard bytes.count % 2 == 0 else { return nil }
      var bytes = bytes[...]
      if hasMark, bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        isLittle = bytes.first == 0xFF
        bytes = bytes.dropFirst(2)
      }
      let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { place in
        UInt16(bytes[place + (isLittle ? 1 : 0)]) << 8 | UInt16(bytes[place + (isLittle ? 0 : 1)])
      }
      return String(validating: units, as: UTF16.self)
    case .table(let characters):
      var text = String.UnicodeScalarView()
      for byte in bytes {
        if byte < 0x80 {
          text.append(Unicode.Scalar(byte))
        } else {
          let place = Int(byte) - 0x80
          guard characters.indices.contains(place), characters[place] != TextEncoding.nothing else { return nil }
          text.append(characters[place])
        }
      }
      return String(text)
    case .system(let name):
      return TextEncoding.converted(bytes, from: name, to: "UTF-8").map { String(decoding: $0, as: UTF8.self) }
    case .hz: return TextEncoding.text(ofHZ: bytes)
    }
  }
}
