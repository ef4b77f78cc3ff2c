import Evaluation
import Foundation
import JSON
import Testing
import Values

@Suite("YAML is read as Terraform reads it")
struct YAMLReaderTests {
  /// A document and what Terraform 1.11.4 made of it: the JSON text of the value, or why there is none.
  struct Document: Sendable, CustomTestStringConvertible {
    let text: String
    let json: String?
    let error: String?

    var testDescription: String { text }

    static let all: [Document] = {
      let bytes = FileManager.default.contents(atPath: ExpressionCase.directory + "/yaml.jsonl") ?? Data()
      return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
        guard let json = try? JSON.parse([UInt8](line)), let text = json[member: "text"]?.stringValue else {
          return nil
        }
        return Document(
          text: text, json: json[member: "json"]?.stringValue, error: json[member: "error"]?.stringValue)
      }
    }()
  }

  private func decoded(_ text: String) throws(FunctionError) -> Value {
    guard let function = FunctionTable.standard["yamldecode"] else { return .null(.dynamic) }
    return try function.call([.string(text)], in: .testing(in: "."))
  }

  @Test("the documents are there")
  func count() {
    #expect(Document.all.count > 200)
  }

  @Test("a document", arguments: Document.all)
  func document(_ test: Document) {
    do throws(FunctionError) {
      let value = try decoded(test.text)
      #expect(JSON.string(value, escaping: .html) == test.json)
    } catch {
      #expect(error.message == test.error)
    }
  }

  @Test("aliases of aliases come to an end")
  func bomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect { try decoded(text) } throws: { ($0 as? FunctionError)?.message.contains("aliases stand for") ?? false }
  }

  @Test("nesting has a limit", arguments: [("[", "]"), ("{a: ", "}"), ("- ", "")])
  func depth(_ brackets: (String, String)) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: brackets.0, count: depth) + "x" + String(repeating: brackets.1, count: depth)
    }
    #expect(try decoded(nested(400)).isWhollyKnown)
    for depth in [600, 100_000] {
      #expect(throws: FunctionError.self) { try decoded(nested(depth)) }
    }
  }
}
