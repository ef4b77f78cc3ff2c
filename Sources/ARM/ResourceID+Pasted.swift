extension ResourceID {
  /// Reads an id as people paste it: with blanks or quotes around it, without its first slash, or as the address of a
  /// page of the Azure portal or of the resource itself.
  ///
  /// A text with two ids and a line between them, as associations have, is two ids, of which this reads the first.
  package init(pasted text: String) throws(ResourceIDError) {
    let id = Self.bare(text)
    do throws(ResourceIDError) {
      self = try ResourceID(id)
    } catch {
      // A page of the portal is called after the id: `.../virtualNetworks/net/overview`.
      guard text.contains("://"), let slash = id.lastIndex(of: "/"), slash > id.startIndex else { throw error }
      self = try ResourceID(String(id[..<slash]))
    }
  }

  private static func bare(_ text: String) -> String {
    var id = text.drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    while let last = id.last, last.isWhitespace || last == "\"" || last == "'" || last == "/" { id = id.dropLast() }
    guard id.contains("://") else {
      let lower = id.lowercased()
      return lower.hasPrefix("subscriptions/") || lower.hasPrefix("providers/") ? "/\(id)" : String(id)
    }
    let path = decoded(String(id))
    // All letters of the word are ASCII, so that lower case changes no place.
    guard let start = path.indices.first(where: { path[$0...].prefix(15).lowercased() == "/subscriptions/" }) else {
      return path
    }
    var found = path[start...].prefix { $0 != "?" && $0 != "#" }
    while found.hasSuffix("/") { found = found.dropLast() }
    return String(found)
  }

  /// A text with what is percent-encoded in it as it is; what isn't UTF-8 then stays encoded.
  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }
}
