import Foundation

/// A long text in which much is looked for.
struct SearchedText {
  /// Ends in a zero, for C.
  private let bytes: [CChar]

  init(_ text: String) { bytes = Array(text.utf8CString) }

  /// Where a piece comes first in a part of the text.
  func first(_ piece: String, in part: Range<Int>) -> Range<Int>? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, let found = strstr(start + part.lowerBound, piece) else { return nil }
      let place = UnsafePointer(found) - start
      let end = place + piece.utf8.count
      return end <= part.upperBound ? place..<end : nil
    }
  }

  /// The lines with a piece in them, once for each time that it is there.
  func lines(with piece: String) -> some Sequence<Range<Int>> {
    sequence(state: 0) { place in
      guard let found = first(piece, in: place..<bytes.count - 1) else { return nil }
      place = found.lowerBound + 1
      let start = bytes[..<found.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      return start..<(bytes[found.upperBound...].firstIndex(of: 0x0A) ?? bytes.count - 1)
    }
  }
}

/// A text that a Swift source has in quotes, put together from its literals, with holes where values are filled in.
struct WrittenText {
  /// What is written, hole by hole.
  let pieces: [String]
  /// Where it begins.
  let line: Int

  /// Whether it says something to somebody: three words or more.
  var isSentence: Bool {
    pieces.joined(separator: " ").split(whereSeparator: \.isWhitespace).filter { $0.contains(where: \.isLetter) }.count
      >= 3
  }

  /// Whether one of the lines of a text has it in it, whatever is in its holes.
  func isIn(_ text: SearchedText) -> Bool {
    guard let key = pieces.max(by: { $0.utf8.count < $1.utf8.count }) else { return false }
    return text.lines(with: key).contains { line in
      var rest = line
      return pieces.allSatisfy { piece in
        guard let found = text.first(piece, in: rest) else { return false }
        rest = found.upperBound..<line.upperBound
        return true
      }
    }
  }

  /// All texts of a source; literals with `+` between them are one.
  static func all(in source: String) -> [WrittenText] {
    var reader = Reader(source)
    return reader.texts()
  }

  private struct Reader {
    private let characters: [Character]
    private var position = 0
    private var line = 1

    init(_ source: String) { characters = Array(source) }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private func isAt(_ text: String) -> Bool {
      position + text.count <= characters.count && String(characters[position..<position + text.count]) == text
    }

    private mutating func step() {
      if current == "\n" { line += 1 }
      position += 1
    }

    private mutating func skip(to end: String) {
      while current != nil, !isAt(end) { step() }
    }

    mutating func texts() -> [WrittenText] {
      var found: [WrittenText] = []
      var isContinued = false
      while let character = current {
        if isAt("//") {
          skip(to: "\n")
        } else if isAt("\"\"\"") {
          position += 3
          skip(to: "\"\"\"")
          position += 3
          isContinued = false
        } else if character == "\"" {
          let start = line
          let pieces = literal()
          if isContinued, let last = found.popLast() {
            let seam = (last.pieces.last ?? "") + (pieces.first ?? "")
            found.append(WrittenText(pieces: last.pieces.dropLast() + [seam] + pieces.dropFirst(), line: last.line))
          } else {
            found.append(WrittenText(pieces: pieces, line: start))
          }
          isContinued = false
        } else {
          if character == "+" {
            isContinued = !found.isEmpty && follows
          } else if !character.isWhitespace {
            isContinued = false
          }
          step()
        }
      }
      return found
    }

    /// Whether what stands before, blanks aside, is the end of a literal.
    private var follows: Bool {
      var place = position - 1
      while place >= 0, characters[place].isWhitespace { place -= 1 }
      return place >= 0 && characters[place] == "\""
    }

    /// The pieces of the literal that begins here.
    private mutating func literal() -> [String] {
      var pieces = [""]
      step()
      while let character = current, character != "\"" {
        if isAt("\\(") {
          position += 2
          hole()
          pieces.append("")
        } else if character == "\\" {
          step()
          pieces[pieces.count - 1].append(current == "n" ? "\n" : current ?? "\\")
          step()
        } else {
          pieces[pieces.count - 1].append(character)
          step()
        }
      }
      step()
      return pieces
    }

    /// Skips what is filled in, to the parenthesis that ends it.
    private mutating func hole() {
      var depth = 1
      while let character = current {
        if character == "\"" {
          _ = literal()
          continue
        }
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        step()
        if depth == 0 { return }
      }
    }
  }
}
