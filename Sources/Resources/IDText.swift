import Values

/// Ids of Azure resources as they stand in texts: compared without regard to case, each beneath another up to its first
/// two parts.
package enum IDText {
  /// The ids that a text holds, in lower case and in their order: a text may be one, or have some in it, as JSON has.
  package static func ids(in text: String) -> [String] {
    // Nearly all texts hold none.
    guard text.utf8.contains(slash) else { return [] }
    let bytes = Array(text.lowercased().utf8)
    var found: [String] = []
    var position = 0
    while position < bytes.count {
      guard bytes[position] == slash, starts.contains(where: { bytes[position...].starts(with: $0) }) else {
        position += 1
        continue
      }
      let start = position
      while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
      var end = position
      while end > start, bytes[end - 1] == slash { end -= 1 }
      found.append(String(decoding: bytes[start..<end], as: UTF8.self))
    }
    return found
  }

  /// The ids that a value holds anywhere, keys of maps left out.
  package static func ids(in value: Value) -> Set<String> {
    var found: Set<String> = []
    value.walk { _, part in
      if let text = part.stringValue { found.formUnion(ids(in: text)) }
      return true
    }
    return found
  }

  /// An id in lower case and everything that it lies beneath, the nearest first. Not every one is a resource's.
  package static func lineage(of id: String) -> [String] {
    let lower = id.lowercased()
    var found = lower.isEmpty ? [] : [lower]
    var end = lower.endIndex
    while let slash = lower[..<end].lastIndex(of: "/"), slash > lower.startIndex {
      found.append(String(lower[..<slash]))
      end = slash
    }
    return found
  }

  private static let slash = UInt8(ascii: "/")
  private static let starts = ["/subscriptions/", "/providers/"].map { Array($0.utf8) }

  /// Whether a byte can't be part of an id as it is written in other texts.
  private static func isEnd(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: "|"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      true
    default: false
    }
  }
}

extension ResourceKind {
  /// Whether others may live beneath a resource of this kind, or name it by its id: a path of a body has the id of what
  /// it is in.
  package var isPlace: Bool { ownership == .owned && owner == nil }

  /// What a resource of this kind lies beneath, by id in lower case, the nearest first; what is a path of a body lies
  /// beneath what it is in, whose id it has.
  package func lineage(of id: String) -> ArraySlice<String> {
    owner?(id).map { IDText.lineage(of: $0)[...] } ?? IDText.lineage(of: id).dropFirst()
  }
}
