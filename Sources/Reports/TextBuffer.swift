/// A text that grows by small pieces: a large plan has a million, and a `String` takes three times as long for each.
struct TextBuffer: Sendable {
  fileprivate private(set) var bytes: [UInt8] = []

  init() {}

  /// - Parameter capacity: the bytes that there is room for at first.
  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  static func += (text: inout TextBuffer, piece: String) {
    // As many are.
    if piece.isEmpty { return }
    if piece.utf8.withContiguousStorageIfAvailable({ text.bytes.append(contentsOf: $0) }) == nil {
      text.bytes.append(contentsOf: piece.utf8)
    }
  }

  static func += (text: inout TextBuffer, other: TextBuffer) {
    text.bytes += other.bytes
  }

  func hasSuffix(_ piece: String) -> Bool {
    bytes.count >= piece.utf8.count && bytes.suffix(piece.utf8.count).elementsEqual(piece.utf8)
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension [TextBuffer] {
  /// All of them as one text, for which there is room at once.
  var string: String {
    String(unsafeUninitializedCapacity: reduce(0) { $0 + $1.bytes.count }) { room in
      var end = 0
      for text in self { end = room[end...].update(fromContentsOf: text.bytes) }
      return end
    }
  }
}
