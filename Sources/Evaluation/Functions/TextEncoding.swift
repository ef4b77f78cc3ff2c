/// A way to write text as bytes, by the name that IANA has for it.
enum TextEncoding: String {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case ascii = "US-ASCII"
  case latin1 = "ISO_8859-1:1987"

  /// The encoding of a name, in any case.
  init(named name: String) throws(FunctionError) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "utf-16le": self = .utf16LittleEndian
    case "utf-16be", "utf-16": self = .utf16BigEndian
    case "us-ascii", "ascii": self = .ascii
    case "iso-8859-1", "iso_8859-1:1987", "iso_8859-1", "latin1", "l1": self = .latin1
    default:
      throw FunctionError(argument: 1, "\(quoted(name)) is not a supported IANA encoding name or alias")
    }
  }

  /// The bytes of a text; nil if it has characters that this encoding doesn't.
  func bytes(of text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    case .ascii, .latin1:
      let limit: UInt32 = self == .ascii ? 0x80 : 0x100
      let values = text.unicodeScalars.map(\.value)
      return values.allSatisfy { $0 < limit } ? values.map(UInt8.init) : nil
    }
  }

  /// The text of some bytes; nil if they are none in this encoding.
  func text(of bytes: [UInt8]) -> String? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .utf16LittleEndian, .utf16BigEndian:
      guard bytes.count % 2 == 0 else { return nil }
      let isLittle = self == .utf16LittleEndian
      let units = stride(from: 0, to: bytes.count, by: 2).map { place in
        UInt16(bytes[place + (isLittle ? 1 : 0)]) << 8 | UInt16(bytes[place + (isLittle ? 0 : 1)])
      }
      return String(validating: units, as: UTF16.self)
    case .ascii:
      return bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil
    case .latin1: return String(String.UnicodeScalarView(bytes.map(Unicode.Scalar.init)))
    }
  }
}
