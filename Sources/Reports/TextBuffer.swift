/// A text that grows by small pieces: a large plan has a million, and a `String` takes three times as long for each.
struct TextBuffer: Sendable {
  private var bytes: [UInt8] = []

  static func += (text: inout TextBuffer, piece: String) {
    var piece = piece
    piece.withUTF8 { text.bytes.append(contentsOf: $0) }
  }

  static func += (text: inout TextBuffer, other: TextBuffer) {
    text.bytes += other.bytes
  }

  func hasSuffix(_ piece: String) -> Bool {
    bytes.count >= piece.utf8.count && bytes.suffix(piece.utf8.count).elementsEqual(piece.utf8)
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }
}
