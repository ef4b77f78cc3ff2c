/// HZ-GB-2312 (RFC 1843), in which Chinese stands as pairs of ASCII characters between `~{` and `~}`: as Terraform writes it,
/// which leaves it open at the end of a text, and writes a tilde without leaving it.
extension TextEncoding {
  static func hzBytes(of text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var isOpen = false
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar.isASCII {
        rest.removeFirst()
        if isOpen, scalar != "~" {
          bytes += "~}".utf8
          isOpen = false
        }
        bytes += scalar == "~" ? Array("~~".utf8) : [UInt8(scalar.value)]
        continue
      }
      let run = rest.prefix { !$0.isASCII }
      rest = rest.dropFirst(run.count)
      // The characters of GB 2312 are those of GB 18030 with two high bytes.
      guard let codes = converted(Array(String(run).utf8), from: "UTF-8", to: "GB18030"), codes.count == 2 * run.count,
        codes.allSatisfy({ $0 >= 0xA1 })
      else { return nil }
      if !isOpen { bytes += "~{".utf8 }
      isOpen = true
      bytes += codes.map { $0 & 0x7F }
    }
    return bytes
  }

  static func text(ofHZ bytes: [UInt8]) -> String? {
    // All of it as GB 18030, which is then read at once.
    var codes: [UInt8] = []
    var isOpen = false
    var place = 0
    while place < bytes.count {
      let next = place + 1 < bytes.count ? bytes[place + 1] : nil
      switch (bytes[place], next) {
      case (UInt8(ascii: "~"), UInt8(ascii: "{")?): isOpen = true
      case (UInt8(ascii: "~"), UInt8(ascii: "}")?): isOpen = false
      case (UInt8(ascii: "~"), UInt8(ascii: "~")?): codes.append(UInt8(ascii: "~"))
      // A line that goes on in the next.
      case (UInt8(ascii: "~"), UInt8(ascii: "\n")?): break
      case (UInt8(ascii: "~"), _): return nil
      case (0x21...0x7D, .some(let second)) where isOpen && (0x21...0x7E).contains(second):
        codes += [bytes[place] | 0x80, second | 0x80]
      case (let byte, _):
        guard !isOpen, byte < 0x80 else { return nil }
        codes.append(byte)
        place -= 1
      }
      place += 2
    }
    return converted(codes, from: "GB18030", to: "UTF-8").map { String(decoding: $0, as: UTF8.self) }
  }
}
