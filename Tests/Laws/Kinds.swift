import ArgumentParser
import AzureKinds
import KindScenarios

struct Kinds: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Random configurations of every kind, each made, settled, taken back or taken over.",
    discussion: "Ends with 1 if a law is broken.")

  // AzureKinds has arguments of its own.
  @ArgumentParser.Argument(help: "Kinds by name. All if none.")
  var names: [String] = []

  @Option(help: "How many configurations of each, or of each argument.")
  var count: UInt64 = 10

  @OptionGroup var seeds: Seeds

  @Option(help: "What alone is varied: an argument's name, or `each` for one after the other.")
  var argument: String?

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    var (made, failures, refusals) = (0, 0, 0)
    for kind in try KindExample.kinds(named: names) {
      var varied: Set<String> = []
      let whole = try await KindReport(kind, seeds: seeds.range(argument == nil ? count : 0))
      var reports = [whole]
      if let argument {
        for name in whole.variable.sorted() where argument == "each" || argument == name {
          reports.append(try await KindReport(kind, seeds: seeds.range(count), varying: name))
        }
      }
      for report in reports {
        for text in report.failures { print("BROKEN: \(text)\n") }
        for text in report.refusals { print("REFUSED: \(text)\n") }
        made += report.count
        failures += report.failures.count
        refusals += report.refusals.count
        varied.formUnion(report.varied)
      }
      let rest = whole.variable.subtracting(varied).sorted()
      print("\(kind.name): \(reports.map(\.count).reduce(0, +)) configurations; never varied: \(rest)")
    }
    print("\(made) configurations, \(failures) broke a law, \(refusals) were refused, in \(clock.now - start)")
    if failures > 0 { throw ExitCode(1) }
  }
}

struct Wrong: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What is said of values that a declaration or Azure's types rule out.")

  @ArgumentParser.Argument(help: "Kinds by name. All if none.")
  var names: [String] = []

  func run() async throws {
    let schemas = try RequestSchema.all()
    for kind in try KindExample.kinds(named: names) {
      let example = try await KindExample(kind)
      var values = WrongValues(example)
      let declared = values.declared
      for text in try await values.unnoticed(declared) { print("UNNOTICED: \(kind.name): \(text)") }
      for text in values.unbroken { print("UNBROKEN: \(kind.name): \(text)") }
      for value in KindExample.schema(of: kind, in: schemas).map({ values.published($0) }) ?? [] {
        print("PUBLISHED: \(kind.name): \(value.text)")
      }
      print("\(kind.name): \(declared.count) wrong values")
    }
  }
}

extension KindExample {
  /// The kinds of these names; all of them where none is named.
  fileprivate static func kinds(named names: [String]) throws -> [AzureKind] {
    let unknown = names.filter { name in !kinds.contains { $0.name == name } }
    if !unknown.isEmpty { throw ValidationError("There is no kind named \(unknown.joined(separator: ", ")).") }
    return kinds.filter { names.isEmpty || names.contains($0.name) }
  }
}
