/// A text that grows by small pieces: a large plan has a million, and a `String` takes three times as long for each.
struct TextBuffer: Sendable {
  /// The text, and room for more of it.
  fileprivate var room: [UInt8]
  fileprivate var count = 0

  /// - Parameter capacity: the bytes that there is room for at first.
  init(capacity: Int = 0) {
    room = [UInt8](repeating: 0, count: capacity)
  }

  static func += (text: inout TextBuffer, piece: String) {
    // As many are.
    if piece.isEmpty { return }
    if piece.utf8.withContiguousStorageIfAvailable({ text.append($0) }) == nil {
      Array(piece.utf8).withUnsafeBufferPointer { text.append($0) }
    }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    let end = count + bytes.count
    if end > room.count { room += repeatElement(0, count: max(end, 256)) }
    let start = count
    room.withUnsafeMutableBytes { room in
      UnsafeMutableRawBufferPointer(rebasing: room[start...]).copyMemory(from: UnsafeRawBufferPointer(bytes))
    }
    count = end
  }

  func hasSuffix(_ piece: String) -> Bool {
    count >= piece.utf8.count && room[..<count].suffix(piece.utf8.count).elementsEqual(piece.utf8)
  }

  var string: String { String(decoding: room[..<count], as: UTF8.self) }

  func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    room.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}

extension [TextBuffer] {
  /// All of them as one text, for which there is room at once.
  var string: String {
    String(unsafeUninitializedCapacity: reduce(0) { $0 + $1.count }) { room in
      var end = 0
      for text in self { end = room[end...].update(fromContentsOf: text.room[..<text.count]) }
      return end
    }
  }
}
