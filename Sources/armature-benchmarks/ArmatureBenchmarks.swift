import ArgumentParser
import JSON

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measures Armature, alone and beside Terraform.
@main
struct ArmatureBenchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "armature-benchmarks",
    abstract: "Measures what Armature takes, alone and beside Terraform.",
    discussion: """
      Medians are shown with half the distance between the quartiles. `plan` benchmarks start `armature plan --simulate` \
      beside this program, the simulator's start included; `--compare` puts Terraform's plan of the same files beside it, \
      where `terraform` is on the search path. Its `init` is not counted.

      Times depend on the machine, numbers of instructions hardly. With valgrind installed:

        valgrind --tool=callgrind --collect-atstart=no --toggle-collect='*measured*' \\
          armature-benchmarks parse --runs 1 --warm-ups 0

      counts those of a benchmark in this process alone (for the plan of a program, leave both options out and give \
      `armature plan --simulate DIR` instead); `callgrind_annotate` shows where they were spent.
      """)

  @Argument(help: "Benchmarks by name, or by how their names start; with --compare, shapes. All if none.")
  var names: [String] = []

  @Flag(help: "Show the names.")
  var list = false

  @Flag(
    help: ArgumentHelp(
      "Make plans of every shape and size, and the table of them beside Terraform's. The shapes are "
        + Shape.allCases.map(\.rawValue).joined(separator: ", ") + "."))
  var compare = false

  @Flag(help: "Measure the simulator: its start, the requests that it answers, and its memory.")
  var simulator = false

  @Flag(help: "Count the calls of Azure that a plan makes which finds nothing to do.")
  var calls = false

  @Option(help: "How many resources there are in the simulator's cloud.")
  var resources = 100_000

  @Flag(help: "Write JSON.")
  var json = false

  @Option(help: "How often each is run.")
  var runs = 9

  @Option(help: "How often each is run before that.")
  var warmUps = 1

  @Option(help: ArgumentHelp("The numbers of resources for plans and validations.", valueName: "n,n,..."))
  var sizes = "1000,10000"

  @Option(help: "The largest number of resources that Terraform is given.")
  var terraformMax = 10_000

  @Option(help: "The seconds after which a plan of Terraform is stopped.")
  var limit = 300.0

  private var sizeNumbers: [Int] { sizes.split(separator: ",").compactMap { Int($0) } }

  func validate() throws {
    if runs < 1 || warmUps < 0 { throw ValidationError("Give a number of runs.") }
    if !(1000...1_000_000).contains(resources) { throw ValidationError("--resources has to be from 1000 to 1000000.") }
    if sizeNumbers.isEmpty { throw ValidationError("Give sizes as numbers with commas between them.") }
  }

  func run() throws {
    if compare { return try runComparison() }
    if simulator { return try runSimulator() }
    if calls { return try runCallCount() }
    let all = Benchmark.language + Benchmark.program(sizes: sizeNumbers)
    let chosen = all.filter { benchmark in names.isEmpty || names.contains { benchmark.name.hasPrefix($0) } }
    if chosen.isEmpty { throw ValidationError("No benchmark is called that; `--list` shows the names.") }
    if list {
      for benchmark in chosen { print("\(benchmark.name): \(benchmark.summary)") }
      return
    }
    var measurements: [Measurement] = []
    for benchmark in chosen {
      let measurement = try benchmark.measure(runs: runs, warmUps: warmUps)
      measurements.append(measurement)
      if !json { show(measurement) }
    }
    if json { print(JSONText.of(.array(measurements.map(\.json)))) }
  }

  private func show(_ measurement: Measurement) {
    let spread = "± \(rounded(measurement.sample.spread * 100)) %"
    let cells = [(measurement.name, 24), (timeText(measurement.sample.median), 10), (spread, 10)]
    let line = cells.map { $0 + String(repeating: " ", count: max($1 - $0.count, 1)) }.joined()
    print(line + measurement.note)
  }

  private func runSimulator() throws {
    let figures = try SimulatorScale(resources: resources, runs: runs).figures { figure in
      if json { return }
      print(
        figure.name + String(repeating: " ", count: max(24 - figure.name.count, 1)), rounded(figure.value), figure.unit)
      fflush(nil)
    }
    if json { print(JSONText.of(.array(figures.map(\.json)))) }
  }

  private func runCallCount() throws {
    if !json { print(CallCount.Row.head) }
    let rows = try CallCount(sizes: sizeNumbers).rows { row in
      if !json { print(row.markdown) }
    }
    if json { print(JSONText.of(.array(rows.map(\.json)))) }
  }

  private func runComparison() throws {
    let shapes = Shape.allCases.filter { shape in
      names.isEmpty || names.contains { shape.rawValue.hasPrefix($0) }
    }
    if shapes.isEmpty { throw ValidationError("No shape is called that; `--help` names them.") }
    let comparison = Comparison(
      shapes: shapes, sizes: sizeNumbers, runs: runs, terraformMax: terraformMax, limit: limit)
    func show(_ line: String) {
      if json { return }
      print(line)
      // The next row may take minutes.
      fflush(nil)
    }
    show(Comparison.Row.head)
    let rows = try comparison.rows { show($0.markdown) }
    if json { print(JSONText.of(.array(rows.map(\.json)))) }
  }
}

/// JSON for a terminal or a file.
enum JSONText {
  static func of(_ json: OrderedJSON) -> String { String(decoding: JSON.text(json, indent: 2), as: UTF8.self) }
}
