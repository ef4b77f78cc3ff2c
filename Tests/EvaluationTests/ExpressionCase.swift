import Diagnostics
import Evaluation
import Foundation
import JSON
import Syntax
import Testing
import Values

/// One expression with what Terraform makes of it.
struct ExpressionCase: Sendable, CustomTestStringConvertible {
  let id: String
  let text: String
  /// The value as JSON, its type and whether it is sensitive; nil where there is none.
  let expected: (json: Value, type: String, isSensitive: Bool)?
  let isUnknown: Bool
  let isInfinite: Bool
  let errors: [ExpectedError]
  /// Terraform itself crashed: any error is right.
  let isPanic: Bool

  struct ExpectedError: Hashable, Sendable, CustomStringConvertible {
    let summary: String
    let detail: String
    /// Line and column of start and end, relative to the expression.
    let place: [Int]

    var description: String { "\(place) \(summary): \(detail)" }
  }

  var testDescription: String { id }

  /// The directory that the expressions are evaluated in.
  static let directory = Bundle.module.resourcePath.map { $0 + "/Cases" } ?? "Cases"

  static let all = cases(at: directory + "/expressions.jsonl")

  /// Cases of our own, with what Terraform 1.11.4 made of them in the same directory.
  static let further = cases(at: (Bundle.module.resourcePath ?? ".") + "/Further/expressions.jsonl")

  private static func cases(at path: String) -> [ExpressionCase] {
    guard let text = FileManager.default.contents(atPath: path) else { return [] }
    return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSON.parse([UInt8](line))).flatMap(ExpressionCase.init)
    }
  }

  private init?(_ json: Value) {
    guard let id = json[member: "id"]?.stringValue, let text = json[member: "expr"]?.stringValue else { return nil }
    self.id = id
    self.text = text
    isUnknown = json[member: "unknown"]?.boolValue ?? false
    isInfinite = json[member: "nonjson"]?.boolValue ?? false
    let found = [json[member: "error"]].compactMap { $0 } + (json[member: "more_errors"]?.elements ?? [])
    errors = found.map { error in
      let range = error[member: "range"]
      let place = ["start", "end"].flatMap { side in
        ["line", "column"].map { range?[member: side]?[member: $0]?.intValue ?? 0 }
      }
      return ExpectedError(
        summary: error[member: "summary"]?.stringValue ?? "", detail: error[member: "detail"]?.stringValue ?? "",
        place: place)
    }
    isPanic = found.first?[member: "panic"]?.boolValue ?? false
    expected = json[member: "type"]?.stringValue.map {
      (json[member: "value"] ?? .null(.dynamic), $0, json[member: "sensitive"]?.boolValue ?? false)
    }
  }

  /// What the expression needs and Terraform has, but the function table still lacks.
  var missing: Set<String> {
    Set(parsed.expression?.calls.map { $0.name.hasPrefix("core::") ? String($0.name.dropFirst(6)) : $0.name } ?? [])
      .filter { Self.terraformFunctions.contains($0) && functions[$0] == nil && $0 != "try" && $0 != "can" }
  }

  private static let terraformFunctions: Set<String> = {
    let bytes = FileManager.default.contents(atPath: directory + "/functions.json") ?? Data()
    // These two are there only to say what took their place.
    return Set((try? JSON.parse([UInt8](bytes)))?.members?.keys ?? []).union(["list", "map"])
  }()

  private var functions: FunctionTable { .standard }

  // MARK: - Running

  private static let prefix = "locals {\n  v00000 = "

  private var parsed: (expression: Syntax.Expression?, diagnostics: [Diagnostic], sources: SourceMap, file: FileID) {
    let sources = SourceMap()
    let file = sources.add(name: "c.tf", bytes: [UInt8]((Self.prefix + text + "\n}\n").utf8))
    let (body, diagnostics) = Parser.parse(file: file, in: sources)
    return (body.blocks.first?.body.argument("v00000")?.expression, diagnostics, sources, file)
  }

  struct Outcome {
    let value: Value
    let errors: [ExpectedError]
  }

  func outcome() -> Outcome {
    let (expression, syntaxErrors, sources, _) = parsed
    var value = Value.unknown(.dynamic)
    var diagnostics = syntaxErrors
    if let expression, !diagnostics.hasErrors {
      let evaluator = Evaluator(
        scope: PreludeScope(), functions: functions, context: .testing(in: Self.directory, sources))
      (value, diagnostics) = evaluator.value(of: expression)
    }
    return Outcome(value: value, errors: diagnostics.map { ExpectedError($0, in: sources) })
  }
}

extension ExpressionCase.ExpectedError {
  fileprivate init(_ diagnostic: Diagnostic, in sources: SourceMap) {
    summary = diagnostic.summary
    detail = diagnostic.detailWithSuggestion
    guard let range = diagnostic.subject else {
      place = []
      return
    }
    let file = sources[range.file]
    // Terraform shows an empty range as one column.
    let isEmpty = range.lower == range.upper
    let start = file.position(at: Int(range.lower))
    let end = file.position(at: Int(range.upper))
    func relative(_ position: SourcePosition, plus: Int = 0) -> [Int] {
      [position.line - 1, (position.line == 2 ? position.column - 11 : position.column) + plus]
    }
    place = relative(start) + relative(end, plus: isEmpty ? 1 : 0)
  }

  /// The same without the other place that its explanation names, which is a label of ours.
  var withoutPlace: Self {
    Self(summary: summary, detail: detail.replacing(#/ (started )?at c\.tf:2,[\d,-]+/#, with: ""), place: place)
  }

  /// Whether this says all that another says; the explanation may go on.
  func says(_ other: Self) -> Bool {
    let detail = other.detail.hasSuffix(".") ? String(other.detail.dropLast()) : other.detail
    return summary == other.summary && place == other.place && self.detail.hasPrefix(detail)
  }

  /// Whether this is about a name that nothing declares, which is for a scope to say.
  var isAboutNames: Bool {
    ["Reference to ", "Invalid reference", "Invalid \"self\"", "Invalid \"path\"", "each.value "]
      .contains { summary.hasPrefix($0) }
  }
}

extension FunctionContext {
  /// A world with the files of a directory in it.
  static func testing(in directory: String, _ sources: SourceMap = SourceMap()) -> FunctionContext {
    .onDisk(workingDirectory: directory, sources: sources)
  }
}

extension Value {
  /// The value as the JSON text of it would be read.
  var asJSON: Value {
    switch unmarkedDeep {
    case .null, .unknown, .marked: .null(.dynamic)
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): .tuple(elements.map(\.asJSON))
    case .map(let members, of: _), .object(let members): .object(members.map { $1.asJSON })
    // JSON has the text of a number, which is all that a case tells of it.
    case .number(let number): .number(Number(decimal: number.description) ?? number)
    case let primitive: primitive
    }
  }
}
