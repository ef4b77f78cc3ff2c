import AzureKinds
import KindScenarios
import LawScenarios
import SimulatorFuzz

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Random scenarios against the laws of the design, a soak, a benchmark of schedules, and an apply of 25 minutes.
@main struct Main {
  private static let usage = """
    usage: armature-laws [--count N] [--seed S] [--failures N]   random scenarios, each of them against every law
           armature-laws schedule [--count N] [--seed S]         schedules of random graphs against the lower bound
           armature-laws two                                     all orders of the steps of two runs at once
           armature-laws soak [--operations N] [--seed S]        an environment changed under faults and restarts
           armature-laws hostile [--count N] [--seed S]          requests to the simulator that no client should make
           armature-laws kinds [NAME...] [--count N] [--seed S] [--argument A]
                                                                 random configurations of kinds, N of each; of A alone, or
                                                                 with "each" one after the other of all arguments
           armature-laws wrong [NAME...]                         what is said of wrong values, by declarations and by Azure
           armature-laws apply [--count N]                       an apply of 25 minutes, N times; run it in the repository
    """

  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    func number(_ name: String, default value: UInt64) -> UInt64 {
      arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? UInt64(arguments[$0 + 1]) : nil } ?? value
    }
    let seed = number("--seed", default: 0)
    switch arguments.first {
    case "schedule": schedule(seeds: seed..<seed + number("--count", default: 1000))
    case "two": twoRuns()
    case "soak": soak(operations: Int(number("--operations", default: 100_000)), seed: seed)
    case "hostile": try await hostile(count: Int(number("--count", default: 1_000_000)), seed: seed)
    case "wrong": try await wrong(arguments.dropFirst().prefix { !$0.hasPrefix("--") })
    case "kinds":
      let names = arguments.dropFirst().prefix { !$0.hasPrefix("--") }
      let argument = arguments.firstIndex(of: "--argument").flatMap {
        $0 + 1 < arguments.count ? arguments[$0 + 1] : nil
      }
      try await kinds(Array(names), seeds: seed..<seed + number("--count", default: 10), argument: argument)
    case "apply": try apply(count: Int(number("--count", default: 21)))
    case nil, "--count", "--seed", "--failures":
      let seeds = seed..<seed + number("--count", default: 1000)
      laws(seeds: seeds, failuresMax: Int(number("--failures", default: 3)))
    default: print(usage)
    }
  }

  private static func laws(seeds: Range<UInt64>, failuresMax: Int) {
    let clock = ContinuousClock()
    let start = clock.now
    let report = LawReport(seeds: seeds, failuresMax: failuresMax)
    for failure in report.failures { print(failure, terminator: "\n\n") }
    for (reason, count) in report.refusals.sorted(by: { $0.key < $1.key }) { print("\(count) refused: \(reason)") }
    print("\(report.summary); from seed \(seeds.lowerBound), in \(clock.now - start)")
  }

  private static func wrong(_ names: ArraySlice<String>) async throws {
    let schemas = try RequestSchema.all()
    for kind in KindExample.kinds where names.isEmpty || names.contains(kind.name) {
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

  private static func kinds(_ names: [String], seeds: Range<UInt64>, argument: String?) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    var (count, failures, refusals) = (0, 0, 0)
    for kind in KindExample.kinds where names.isEmpty || names.contains(kind.name) {
      var varied: Set<String> = []
      let whole = try await KindReport(kind, seeds: argument == nil ? seeds : seeds.lowerBound..<seeds.lowerBound)
      var reports = [whole]
      if let argument {
        for name in whole.variable.sorted() where argument == "each" || argument == name {
          reports.append(try await KindReport(kind, seeds: seeds, varying: name))
        }
      }
      for report in reports {
        for text in report.failures { print("BROKEN: \(text)\n") }
        for text in report.refusals { print("REFUSED: \(text)\n") }
        count += report.count
        failures += report.failures.count
        refusals += report.refusals.count
        varied.formUnion(report.varied)
      }
      let rest = whole.variable.subtracting(varied).sorted()
      print("\(kind.name): \(reports.map(\.count).reduce(0, +)) configurations; never varied: \(rest)")
    }
    print("\(count) configurations, \(failures) broke a law, \(refusals) were refused, in \(clock.now - start)")
  }

  private static func schedule(seeds: Range<UInt64>) {
    print("makespan as a multiple of the lower bound, over \(seeds.count) graphs from seed \(seeds.lowerBound)")
    let benchmark = ScheduleBenchmark(seeds: seeds)
    for (name, rule) in [
      ("as an apply does", ScheduleBenchmark.Rule.rehearsed), ("longest remaining first", .longestRemainingFirst),
      ("longest path first", .longestPathFirst), ("first in, first out", .firstInFirstOut),
    ] {
      let ratios = benchmark.ratios(rule)
      func rounded(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
      print(
        "\(name): mean \(rounded(ratios.mean)), median \(rounded(ratios.quantile(0.5))), "
          + "99% below \(rounded(ratios.quantile(0.99))), largest \(rounded(ratios.largest)), "
          + "at most 1.05: \(rounded(100 * ratios.share(atMost: 1.05)))%")
    }
  }

  /// Goes through all orders of the steps of two runs, on both sides of what claims can promise; ends with 1 if law L6
  /// doesn't hold where it is promised.
  private static func twoRuns() {
    let clock = ContinuousClock()
    var isBroken = false
    for (listLag, side) in [(Duration.seconds(1), "below"), (.seconds(30), "above")] {
      let start = clock.now
      var (count, share) = (0, 0.0)
      var ends: [String: Int] = [:]
      for order in TwoRuns.StepOrders(listLag: listLag, settle: .seconds(2)) {
        count += 1
        share += order.share
        let isPromised = side == "below"
        if !order.isLawful(listLagIsBelowSettle: isPromised) {
          isBroken = isBroken || isPromised
          print("\(isPromised ? "L6 broken" : "not kept, beyond what is promised"): \(order.choices): \(order.outcome)")
        }
        let end = (try? order.outcome.get())?.summary ?? "failed"
        ends[end, default: 0] += 1
      }
      print("list lag \(side) the settle time: \(count) orders, \(share) of all, in \(clock.now - start)")
      for (end, count) in ends.sorted(by: { $0.key < $1.key }) { print("\(count): \(end)") }
    }
    if isBroken { exit(1) }
  }

  /// Ends with 1 if the two clouds differ.
  private static func soak(operations: Int, seed: UInt64) {
    let clock = ContinuousClock()
    let start = clock.now
    let soak = Soak(operations: operations, groups: 60, seed: seed) { soak in
      guard soak.rounds % 10 == 0 else { return }
      print("\(soak.operations) operations after \(clock.now - start)")
      fflush(nil)
    }
    print(
      "\(soak.operations) operations in \(soak.rounds) rounds from seed \(seed), in \(clock.now - start): "
        + "\(soak.faults) requests met a fault, \(soak.restarts) of them a restart; \(soak.repetitions) applies were "
        + "repeated")
    guard let failure = soak.failure else {
      return print("the cloud with faults is the same as the one without, to the byte, and nothing was made twice")
    }
    print(failure)
    exit(1)
  }

  /// Ends with 1 if something is wrong.
  private static func hostile(count: Int, seed: UInt64) async throws {
    let clock = ContinuousClock()
    func report(_ what: String, _ made: () async throws -> SimulatorFuzz) async rethrows {
      let start = clock.now
      let found = try await made()
      print(
        "\(found.executions) \(what) from seed \(seed), in \(clock.now - start): "
          + "\(found.violations.count) with something wrong")
      for violation in found.violations { print(violation) }
      if !found.violations.isEmpty { exit(1) }
    }
    await report("requests") { await SimulatorFuzz.requests(count: count, seed: seed) }
    try await report("connections of HTTP/1.1") { try SimulatorFuzz.connections(.http1, count: count, seed: seed) }
    try await report("connections of HTTP/2") { try SimulatorFuzz.connections(.http2, count: count, seed: seed) }
  }

  private static func apply(count: Int) throws {
    let clock = ContinuousClock()
    var times: [Duration] = []
    var simulated = Duration.zero
    for _ in 0..<max(count, 1) {
      let start = clock.now
      let outcome = try LongApply.run(repository: ".", speed: LongApply.speedOf25Minutes)
      times.append(clock.now - start)
      simulated = outcome.duration
    }
    times.sort()
    print("an apply of \(simulated): median \(times[times.count / 2]), quickest \(times[0]), of \(times.count)")
  }
}
