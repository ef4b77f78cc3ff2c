import Diagnostics
import Foundation
import Syntax
import Testing

/// Texts that `terraform fmt` 1.11.4 was given, and what it made of them.
struct FormatterTests {
  static let cases: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasSuffix(".in.tf") }.map { String($0.dropLast(6)) }.sorted()
  }()

  private static var folder: URL {
    Bundle.module.bundleURL.appendingPathComponent("Cases/fmt")
  }

  @Test("every text becomes what Terraform makes of it, or is refused", arguments: cases)
  func corpus(name: String) throws {
    let input = try bytes(of: "\(name).in.tf")
    let refused = FileManager.default.fileExists(atPath: Self.folder.appendingPathComponent("\(name).err.txt").path)
    let result = format(input)
    if refused {
      #expect(result == nil)
    } else {
      let expected = try bytes(of: "\(name).out.tf")
      #expect(result.map { String(decoding: $0, as: UTF8.self) } == String(decoding: expected, as: UTF8.self))
      #expect(format(expected) == expected, "what is formatted stays")
    }
  }

  @Test("the corpus is there")
  func size() {
    #expect(Self.cases.count >= 48)
  }

  @Test(
    "what Terraform does in odd places is done",
    arguments: [
      ("a = \"${\n  x ?\n  y : z\n}\"\n", "a = (x ?\ny : z)\n"),
      ("variable \"a\" {\n type = list\n}\n", "variable \"a\" {\n  type = list(any)\n}\n"),
      ("a b /* c */ d {\n}\n", "a \"b\" \"d\" {\n}\n"),
      ("\u{FEFF}a=1\n", "a = 1\n"),
      ("a = <<-E\n x\n  E  \n", "a = <<-E\n x\n  E  \n"),
      ("a = [for x in [1]: -x]", "a = [for x in [1] : -x]"),
      ("", ""),
    ])
  func oddities(input: String, expected: String) {
    #expect(format(Array(input.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(
    "two indices in the old form, or a number and a name, do not become one number",
    arguments: [
      ("a = b.0 .1\n", "a = b.0. 1\n"), ("a = b.0 .e5\n", "a = b.0. e5\n"), ("a = b.0 .each\n", "a = b.0.each\n"),
      ("a = 1 .5\n", "a = 1. 5\n"), ("a = b .0\n", "a = b.0\n"),
    ])
  func numbersApart(input: String, expected: String) {
    #expect(format(Array(input.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test("only blanks change, but for old ways of writing", arguments: cases)
  func meaning(name: String) throws {
    let modernized = [
      "block-label-spacing", "legacy-interp-only-list", "quoted-labels", "redundant-interp",
      "template-inside-untouched", "variable-type-old-quotes",
    ]
    guard !modernized.contains(name) else { return }
    let input = try bytes(of: "\(name).in.tf")
    guard let result = format(input) else { return }
    #expect(words(result) == words(input))
  }

  @Test("no truncation and no changed byte crashes the formatter", arguments: cases)
  func damage(name: String) throws {
    let input = try bytes(of: "\(name).in.tf")
    for offset in input.indices {
      _ = format(Array(input[..<offset]))
      for byte in Array("\"{}$\n(#".utf8) + [0xFF] {
        var damaged = input
        damaged[offset] = byte
        if let result = format(damaged) { #expect(format(result) != nil, "what was read can be read again") }
      }
    }
  }

  private func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Self.folder.appendingPathComponent(name)))
  }

  private func format(_ bytes: [UInt8]) -> [UInt8]? {
    let sources = SourceMap()
    return Syntax.Formatter.format(file: sources.add(name: "x.tf", bytes: bytes), in: sources).bytes
  }

  private func words(_ bytes: [UInt8]) -> [String] {
    Lexer.tokens(bytes).map { token in
      String(decoding: bytes[Int(token.lower)..<Int(token.upper)], as: UTF8.self)
    }
  }
}
