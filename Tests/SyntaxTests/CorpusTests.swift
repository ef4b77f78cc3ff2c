import Diagnostics
import Foundation
import JSON
import Syntax
import Testing
import Values

/// Texts that Terraform 1.11.4 was given, and what it found wrong with their syntax.
struct CorpusTests {
  @Test("every expression parses as Terraform parses it, or fails with its errors at its places")
  func expressions() throws {
    let cases = try lines(of: "expressions.jsonl")
    #expect(cases.count > 1300)
    for line in cases {
      let text = try #require(line["expr"]?.stringValue)
      let sources = SourceMap()
      let file = sources.add(name: "c.tf", bytes: Array("locals {\n  v00000 = \(text)\n}\n".utf8))
      let (body, diagnostics) = Parser.parse(file: file, in: sources)
      let expected = (line["errors"]?.elements ?? []).map { error in
        let places = (error[member: "range"]?.elements ?? []).compactMap(\.intValue)
        return "\(error[member: "summary"]?.stringValue ?? "") \(places[0]):\(places[1])-\(places[2]):\(places[3])"
      }
      let found = diagnostics.map { outline($0, in: sources, from: (line: 2, column: 12)) }
      #expect(found == expected, "\(line["id"]?.stringValue ?? ""): \(text)")
      #expect(body.blocks("locals").first?.body.argument("v00000") != nil, "\(text)")
    }
  }

  @Test("every valid file parses without errors")
  func files() throws {
    let cases = try lines(of: "files.jsonl")
    #expect(cases.count > 180)
    for line in cases {
      let text = try #require(line["text"]?.stringValue)
      let (body, errors) = parsed(text)
      #expect(errors.isEmpty, "\(line["name"]?.stringValue ?? "")")
      #expect(!body.items.isEmpty || text.isEmpty || !text.contains("{"))
    }
  }

  @Test("no truncation and no changed byte of a valid file crashes or hangs the parser")
  func damage() throws {
    var generator = SystemRandomNumberGenerator()
    let seed =
      ProcessInfo.processInfo.environment["ARMATURE_SEED"].flatMap(UInt64.init) ?? generator.next()
    print("ARMATURE_SEED=\(seed)")
    var random = SplitMix(state: seed)
    let texts = try lines(of: "files.jsonl").compactMap { $0["text"]?.stringValue }
    let interesting = Array("\"${}%~[](){}\\\n<-EOT*.=#/\u{0}".utf8) + [0xFF, 0xC3, 0xE2]
    for text in texts {
      let bytes = Array(text.utf8)
      guard !bytes.isEmpty else { continue }
      for _ in 0..<12 {
        var damaged = bytes
        switch random.next() % 3 {
        case 0: damaged.removeLast(random.below(bytes.count))
        case 1: damaged[random.below(bytes.count)] = interesting[random.below(interesting.count)]
        default: damaged.insert(interesting[random.below(interesting.count)], at: random.below(bytes.count))
        }
        let (body, errors) = parsed(damaged)
        checkPlaces(of: body, within: damaged.count)
        #expect(errors.count < 200)
      }
    }
  }

  private func checkPlaces(of body: SyntaxBody, within count: Int) {
    for item in body.items {
      #expect(item.range.upper <= count)
      if case .block(let block) = item { checkPlaces(of: block.body, within: count) }
    }
  }

  private func lines(of name: String) throws -> [[String: Value]] {
    let url = try #require(Bundle.module.url(forResource: "Cases/\(name)", withExtension: nil))
    return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map { line in
      let members = try #require(try JSON.parse(Array(line)).members)
      return Dictionary(uniqueKeysWithValues: members.map { ($0, $1) })
    }
  }
}

/// A small generator with a seed, so that a failure can be run again.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
