internal import Evaluation
package import Foundation
internal import JSON
internal import Values

/// The texts that fuzzing starts from, gathered from the cases that other tests have.
package struct SeedCorpus {
  /// Expressions, texts to format, configurations: each once.
  package let seeds: [[UInt8]]

  /// - Parameter tests: the folder of the tests in the repository.
  package init(tests: URL) throws {
    var seeds: Set<[UInt8]> = []
    for cases in ["EvaluationTests/Cases/expressions.jsonl", "SyntaxTests/Cases/expressions.jsonl"] {
      for line in try Data(contentsOf: tests.appendingPathComponent(cases)).split(separator: UInt8(ascii: "\n")) {
        guard let text = try JSON.parse(Array(line))[member: "expr"]?.stringValue else { continue }
        seeds.insert(Array("v = \(text)\n".utf8))
        seeds.insert(Array(text.utf8))
      }
    }
    for folder in ["SyntaxTests/Cases/fmt", "ConfigurationCaseTests/Cases", "ConfigurationCaseTests/Further"] {
      let files = FileManager.default.enumerator(
        at: tests.appendingPathComponent(folder), includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        if ["tf", "tfvars", "json", "tftpl"].contains(file.pathExtension), file.lastPathComponent != "expected.json" {
          seeds.insert(Array(try Data(contentsOf: file)))
        }
      }
    }
    self.seeds = seeds.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The words of the language in the form of libFuzzer's dictionaries.
  package static var dictionary: String {
    let marks = [
      "${", "%{", "~}", "${~", "%{~", "$${", "%%{", "<<EOT\\x0A", "<<-EOT\\x0A", "\\x0AEOT\\x0A", "\\x22", "\\\\u00e9",
      "\\x0D\\x0A", "\\xEF\\xBB\\xBF", "/*", "*/", "#", "//", "[*]", ".*", "...", "=>", "==", "!=", "<=", ">=", "&&",
      "||",
      "::", "1e400", "0.1", "%{ if true }", "%{ else }", "%{ endif }", "%{ for x in [1] }", "%{ endfor }",
    ]
    let words = [
      "for", "in", "if", "else", "endif", "endfor", "true", "false", "null", "var.list", "var.map", "var.set",
      "var.obj",
      "var.null", "var.secret", "var.unknown", "local.c", "each.key", "count.index", "variable", "type", "locals",
      "resource", "dynamic", "content", "try", "can",
    ]
    return (marks + words + FunctionTable.standard.names.map { $0 + "(" }).map { "\"\($0)\"\n" }.joined()
  }
}
