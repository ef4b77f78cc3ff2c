import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads one line from the terminal, letting the user move in it and take up earlier ones.
struct TerminalLine {
  private let prompt: String
  private let history: [String]
  private var characters: [Character] = []
  private var cursor = 0
  /// Where in the history the line comes from; its count for a new one.
  private var place: Int
  /// The new line while an earlier one is looked at.
  private var draft: [Character] = []

  private enum Key {
    case character(Character)
    case enter, endOfInput, hangUp, interrupt, backspace, delete, left, right, up, down, home, end
    case clearBefore, clearAfter, clearWord, clearScreen, other
  }

  /// Whether both standard streams are a terminal that takes commands.
  static var isAvailable: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
      && ProcessEnvironment.variables["TERM", default: "dumb"] != "dumb"
  }

  /// How a line ends.
  enum Outcome {
    /// Without its end; what is taken up from the history may have several lines.
    case line(String)
    /// Nothing of what was typed counts.
    case interrupted
    case endOfInput
  }

  /// The line that is entered.
  static func read(prompt: String, history: [String]) -> Outcome {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return .endOfInput }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    var line = TerminalLine(prompt: prompt, history: history)
    return line.read()
  }

  private init(prompt: String, history: [String]) {
    self.prompt = prompt
    self.history = history
    place = history.count
  }

  private mutating func read() -> Outcome {
    while true {
      // What is pasted is drawn once, not with each of its characters.
      if !hasMoreInput { draw() }
      switch key() {
      case .character(let character):
        // It may combine with the one before it.
        let start = max(0, cursor - 1)
        let joined = Array(String(characters[start..<cursor]) + String(character))
        characters.replaceSubrange(start..<cursor, with: joined)
        cursor = start + joined.count
      case .enter:
        draw()
        write("\r\n")
        return .line(String(characters))
      case .endOfInput:
        if characters.isEmpty {
          write("\r\n")
          return .endOfInput
        }
        removeCharacter(at: cursor)
      // Nobody is left to finish the line.
      case .hangUp: return .endOfInput
      case .interrupt:
        write("^C\r\n")
        return .interrupted
      case .backspace:
        if cursor > 0 {
          cursor -= 1
          removeCharacter(at: cursor)
        }
      case .delete: removeCharacter(at: cursor)
      case .left: cursor = max(0, cursor - 1)
      case .right: cursor = min(characters.count, cursor + 1)
      case .home: cursor = 0
      case .end: cursor = characters.count
      case .up: recall(place - 1)
      case .down: recall(place + 1)
      case .clearBefore:
        characters.removeFirst(cursor)
        cursor = 0
      case .clearAfter: characters.removeLast(characters.count - cursor)
      case .clearWord:
        let start = wordStart
        characters.removeSubrange(start..<cursor)
        cursor = start
      case .clearScreen: write("\u{1B}[H\u{1B}[2J")
      case .other: break
      }
    }
  }

  private mutating func removeCharacter(at index: Int) {
    if characters.indices.contains(index) { characters.remove(at: index) }
  }

  private var wordStart: Int {
    let before = characters[..<cursor]
    let word = before.lastIndex { !$0.isWhitespace } ?? before.startIndex
    return (before[..<word].lastIndex { $0.isWhitespace } ?? -1) + 1
  }

  /// Shows an entry of the history in place of the line.
  private mutating func recall(_ index: Int) {
    guard (0...history.count).contains(index) else { return }
    if place == history.count { draft = characters }
    place = index
    characters = index == history.count ? draft : Array(history[index])
    cursor = characters.count
  }

  /// Draws the part of the line around the cursor that fits the terminal.
  private func draw() {
    var size = winsize()
    let columns = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    let room = columns - prompt.count - 1
    var before: [Character] = []
    var width = 0
    for sign in characters[..<cursor].reversed().lazy.map(Self.sign) {
      width += sign.displayWidth
      if width > room { break }
      before.append(sign)
    }
    before.reverse()
    var after: [Character] = []
    for sign in characters[cursor...].lazy.map(Self.sign) {
      width += sign.displayWidth
      if width > room { break }
      after.append(sign)
    }
    // The cursor goes to its place by printing what is before it again: characters may be two columns wide.
    write("\r\u{1B}[K\(prompt)\(String(before + after))\r\(prompt)\(String(before))")
  }

  /// How a character shows: the ends of lines that came from the history, and tabs, take one column.
  private static func sign(_ character: Character) -> Character {
    character.isNewline ? "↵" : character == "\t" ? "→" : character
  }

  // MARK: - Keys

  private func key() -> Key {
    guard let first = byte() else { return .hangUp }
    switch first {
    case 1: return .home
    case 2: return .left
    case 3: return .interrupt
    case 4: return .endOfInput
    case 5: return .end
    case 6: return .right
    case 8, 127: return .backspace
    case 10, 13: return .enter
    case 11: return .clearAfter
    case 12: return .clearScreen
    case 14: return .down
    case 16: return .up
    case 21: return .clearBefore
    case 23: return .clearWord
    case 27: return escape()
    case 9: return .character("\t")
    case 0..<32: return .other
    default: return character(first)
    }
  }

  /// What follows an escape: `[` or `O`, parameters, and a last byte that says which key it is.
  private func escape() -> Key {
    guard let introducer = byte(), introducer == UInt8(ascii: "[") || introducer == UInt8(ascii: "O") else {
      return .other
    }
    var parameters: [UInt8] = []
    while let byte = byte() {
      switch byte {
      case 0x20...0x3F: parameters.append(byte)
      case UInt8(ascii: "A"): return .up
      case UInt8(ascii: "B"): return .down
      case UInt8(ascii: "C"): return .right
      case UInt8(ascii: "D"): return .left
      case UInt8(ascii: "H"): return .home
      case UInt8(ascii: "F"): return .end
      case UInt8(ascii: "~"):
        switch Int(String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)) {
        case 1, 7: return .home
        case 4, 8: return .end
        case 3: return .delete
        default: return .other
        }
      default: return .other
      }
    }
    return .hangUp
  }

  /// A character that begins with a byte of UTF-8.
  private func character(_ first: UInt8) -> Key {
    var bytes = [first]
    let count = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0
    for _ in 0..<count {
      if let next = byte() { bytes.append(next) }
    }
    return String(validating: bytes, as: UTF8.self)?.first.map(Key.character) ?? .other
  }

  /// Whether more has been typed, or pasted, than was read.
  private var hasMoreInput: Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) == 1 && input.revents & Int16(POLLIN) != 0
  }

  private func byte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = systemRead(&byte)
      if count < 0, errno == EINTR { continue }
      return count == 1 ? byte : nil
    }
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { systemWrite($0) }
      if count < 0, errno != EINTR { return }
      start += max(count, 0)
    }
  }
}

// The system's names, which the line's own methods hide.

private func systemRead(_ byte: inout UInt8) -> Int { read(STDIN_FILENO, &byte, 1) }

private func systemWrite(_ bytes: UnsafeRawBufferPointer) -> Int {
  write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
}
