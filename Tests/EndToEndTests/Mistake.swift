import Foundation
import Testing

/// A spec with mistakes in it, and what has to be said of each: a file of `Tests/Mistakes`.
///
/// A comment at the end of a line says what is found there, `# error 5: Duplicate name`: its severity, its column and
/// its summary, several of them with semicolons between. Nothing else may be found. What is there before, so that the
/// spec is a change, is in the file of the same name that ends with `.before.tf`.
struct Mistake: CustomTestStringConvertible, Sendable {
  /// Something that is said of a place.
  struct Finding: Hashable, CustomStringConvertible {
    let severity: String
    let line: Int
    let column: Int
    let summary: String

    var description: String { "\(line):\(column) \(severity): \(summary)" }
  }

  let name: String
  let text: String
  /// What is applied first; nil where nothing is.
  let before: String?
  /// Whether it takes a look at Azure to find the mistakes; else the spec alone tells.
  let isPlanned: Bool

  var testDescription: String { name }

  static let folder = Workplace.repository.appendingPathComponent("Tests/Mistakes")

  static let all: [Mistake] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    func text(_ name: String) -> String? {
      try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return files.filter { $0.hasSuffix(".tf") && !$0.hasSuffix(".before.tf") }.sorted().compactMap { file in
      let name = String(file.dropLast(".tf".count))
      return text(file).map { contents in
        Mistake(
          name: name, text: contents, before: text("\(name).before.tf"),
          isPlanned: contents.hasPrefix("# Found by a plan"))
      }
    }
  }()

  /// What the comments say.
  var expected: [Finding] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
      guard let comment = line.range(of: " # (error|warning) ", options: .regularExpression) else { return [Finding]() }
      return line[comment.lowerBound...].dropFirst(3).matches(of: /(error|warning) (\d+): ([^;]+)/).map { match in
        Finding(
          severity: String(match.output.1), line: index + 1, column: Int(match.output.2) ?? 0,
          summary: String(match.output.3))
      }
    }
  }

  /// What the program says of it.
  func said() throws -> Program.Result {
    let place = try Workplace(copying: [])
    if let before {
      try place.write(before, to: "spec/main.tf")
      let made = try place.run("apply", "--simulate", "--auto-approve", "spec")
      if made.status != 0 { return made }
    }
    try place.write(text, to: "spec/main.tf")
    return isPlanned ? try place.run("plan", "--simulate", "spec") : try place.run("validate", "spec")
  }

  /// What the program's answer has in it: those of its messages that have no place are at line 0.
  static func findings(in errors: String) -> [Finding] {
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.compactMap { index in
      guard let head = lines[index].wholeMatch(of: /(error|warning): (.+)/) else { return nil }
      let place = index + 1 < lines.count ? lines[index + 1].wholeMatch(of: #/ *--> [^:]+:(\d+):(\d+)/#) : nil
      return Finding(
        severity: String(head.output.1), line: place.flatMap { Int($0.output.1) } ?? 0,
        column: place.flatMap { Int($0.output.2) } ?? 0, summary: String(head.output.2))
    }
  }
}
