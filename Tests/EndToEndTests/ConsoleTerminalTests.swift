import Diagnostics
import Foundation
import Testing

/// `armature console` at a terminal.
@Suite(.timeLimit(.minutes(15))) struct ConsoleTerminalTests {
  @Test("expressions of one line and of several are answered, and Ctrl-D ends")
  func expressions() throws {
    let place = try Workplace(copying: [])
    try place.write("locals {\n  a = [1, 2]\n}\n", to: "spec/main.tf")
    let terminal = try TerminalProgram(
      "console", place.folder.appendingPathComponent("spec").path, in: place)
    #expect(try terminal.answer(to: "local.a[1]\r") == "2")
    #expect(try terminal.answer(to: "[\r", then: ": ") == "")
    #expect(try terminal.answer(to: "1,\r", then: ": ") == "")
    #expect(try terminal.answer(to: "]\r") == "[\n  1,\n]")
    #expect(try terminal.answer(to: "upper(<<EOT\r", then: ": ") == "")
    #expect(try terminal.answer(to: "a\tb\r", then: ": ") == "")
    #expect(try terminal.answer(to: "EOT\r", then: ": ") == "")
    #expect(try terminal.answer(to: ") == \"A\\tB\\n\"\r") == "true")
    #expect(try terminal.answer(to: "local.nope\r").hasPrefix("error: Reference to undeclared local value\n"))
    // An empty line gives up what can't be finished.
    #expect(try terminal.answer(to: "{\r", then: ": ") == "")
    #expect(try terminal.answer(to: "\r").hasPrefix("error: "))
    #expect(try terminal.end(with: "\u{4}") == 0)
  }

  @Test("exit ends, too, and Ctrl-D in what is open shows what is missing", arguments: ["exit\r", " quit \r"])
  func ending(_ word: String) throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram("console", place.folder.path, in: place)
    #expect(try terminal.answer(to: "(\r", then: ": ") == "")
    #expect(try terminal.answer(to: "\u{4}").hasPrefix("error: "))
    #expect(try terminal.end(with: word) == 0)
  }

  private static let (up, down, right, left) = ("\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D")
  private static let (home, end, delete) = ("\u{1B}[H", "\u{1B}[F", "\u{1B}[3~")

  @Test("keys move in the line and change it")
  func editing() throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram("console", place.folder.path, in: place)
    let (left, right, home, end, delete) = (Self.left, Self.right, Self.home, Self.end, Self.delete)
    let cases = [
      ("\"ac\"\(left)\(left)b", "abc"),
      ("\"ab\"\(left)\(left)\(left)\(left)\(left)\(right)x\(right)y\(end)\u{7F}\"", "xayb"),
      ("b\"\(home)\"a", "ab"),
      ("b\"\u{1B}[1~\"a\u{1B}[4~\u{8}c\"", "abc"),
      ("\u{1B}OHb\"\u{1}\"a\u{5}\u{7F}c\"", "abc"),
      ("x\"abc\"\u{1}\u{4}\(right)\(delete)", "bc"),
      ("\"a\" + nonsense\(home)\(right)\(right)\(right)\u{B}", "a"),
      ("nonsense \"a\"\(left)\(left)\(left)\u{15}", "a"),
      ("\"a b  c\"\u{17}c\"", "a b  c"),
      ("\"a b  \u{17}c\"", "a c"),
      ("a\"\u{2}\u{2}\u{2}\"\u{6}b", "ab"),
      // Keys that have no meaning here leave the line alone.
      ("\"a\u{1B}[15~\u{1B}[24~\u{1B}[33~\u{1B}[1;5P\u{1B}b\u{1A}\u{7}b\"", "ab"),
    ]
    for (keys, expected) in cases {
      #expect(try terminal.answer(to: keys + "\r") == "\"\(expected)\"", "\(keys.debugDescription)")
    }
    #expect(try terminal.answer(to: "\u{C}1\r") == "1")
    #expect(try terminal.end(with: "\u{4}") == 0)
  }

  @Test("what people see as one character is moved over and removed as one")
  func characters() throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram("console", place.folder.path, in: place)
    let woman = "\u{1F469}\u{200D}\u{1F4BB}"
    let cases = [
      ("\"漢字\"\(Self.left)\u{7F}", "漢"),
      ("\"e\u{301}x\"\(Self.left)\(Self.left)\u{7F}", "x"),
      ("\"a\(woman)\u{7F}b\"", "ab"),
      ("\"\(woman)\(woman)\"\(Self.home)\(Self.right)\(Self.delete)", woman),
      ("\"\u{1F1E9}\u{1F1EA}\u{1F1EB}\u{1F1F7}\u{7F}\"", "\u{1F1E9}\u{1F1EA}"),
      ("\"ä\u{7F}ü\"", "ü"),
    ]
    for (keys, expected) in cases {
      let answer = try terminal.answer(to: "\(keys)\(Self.end) == \"\(expected)\"\r")
      #expect(answer == "true", "\(keys.debugDescription)")
    }
    #expect(try terminal.end(with: "\u{4}") == 0)
  }

  @Test("the history has expressions as they were entered, and keeps what was begun")
  func history() throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram("console", place.folder.path, in: place)
    let (up, down) = (Self.up, Self.down)
    #expect(try terminal.answer(to: "1\r") == "1")
    #expect(try terminal.answer(to: "[\r2,\r]\r") == "[\n  2,\n]")
    #expect(try terminal.answer(to: "3\r") == "3")
    #expect(try terminal.answer(to: "3\r") == "3")
    #expect(try terminal.answer(to: "\(up)\(up)\r") == "[\n  2,\n]")
    #expect(try terminal.answer(to: "\(up)\(up)\(up)\(up)\(up)\(up)0\r") == "10")
    #expect(try terminal.answer(to: "4\(up)\(up)\u{10}\u{E}\(down)\(down)\(down)2\r") == "42")
    #expect(try terminal.end(with: "\u{4}") == 0)
  }

  @Test("Ctrl-C drops what was begun, in whichever line")
  func interruption() throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram("console", place.folder.path, in: place)
    #expect(try terminal.answer(to: "\"half\u{3}") == "")
    #expect(try terminal.answer(to: "1\r") == "1")
    #expect(try terminal.answer(to: "{\r", then: ": ") == "")
    #expect(try terminal.answer(to: "a = upper(\u{3}") == "")
    #expect(try terminal.answer(to: "2\r") == "2")
    #expect(try terminal.answer(to: "\(Self.up)\(Self.up)\r") == "1")
    #expect(try terminal.end(with: "\u{4}") == 0)
  }

  @Test("a narrow window shows the part of the line around the cursor, and no row overflows")
  func narrow() throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram("console", place.folder.path, in: place, columns: 20)
    #expect(try terminal.answer(to: "length(\"漢字abcdefghijklmnopqrstuvwxyz\")\(Self.home)1+\r") == "29")
    #expect(try terminal.answer(to: "\(Self.up) - 1\r") == "28")
    #expect(try terminal.end(with: "\u{4}") == 0)
    let rows = String(decoding: terminal.transcript, as: UTF8.self).components(separatedBy: "\r\u{1B}[K").dropFirst()
      .map { String($0.prefix { $0 != "\r" && $0 != "\r\n" }) }
    for row in rows { #expect(row.displayWidth < 20, "\(row)") }
    #expect(rows.contains("> pqrstuvwxyz\") - 1"))
    #expect(rows.contains("> 1+length(\"漢字abc"))
  }

  @Test("what is pasted is taken as it is, however long, and over several lines")
  func pasting() throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram("console", place.folder.path, in: place)
    let text = String(repeating: "0123456789", count: 2000)
    #expect(try terminal.answer(to: "length(\"\(text)\")\r") == "20000")
    #expect(
      try terminal.answer(to: "[\r  <<-EOT\r\t\tx\r\t  y\r  EOT\r  , [\r    1,\r  ]\r] == [\"x\\n y\\n\", [1]]\r")
        == "true")
    #expect(try terminal.end(with: "\u{4}") == 0)
    // It isn't drawn anew for each character.
    #expect(terminal.transcript.count < 1_000_000)
  }

  @Test("a terminal that goes in the middle of a line ends the program, even where it is not to be killed by that")
  func hangingUp() throws {
    let place = try Workplace(copying: [])
    let terminal = try TerminalProgram(
      "console", place.folder.path, in: place,
      through: ["/bin/sh", "-c", "trap '' HUP; ulimit -t 30; exec \"$0\" \"$@\""])
    try terminal.type("\"half")
    try terminal.waits(for: "> \"half")
    #expect(terminal.hangUp() != nil)
  }
}
