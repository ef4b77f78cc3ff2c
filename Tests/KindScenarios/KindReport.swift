import Applying
import AzureKinds
import AzureProvider
import Planning
import Resources
import TestWorld
import Values

/// What came of many configurations of a kind.
package struct KindReport: Sendable {
  package private(set) var count = 0
  /// What to say of each configuration that broke a law.
  package private(set) var failures: [String] = []
  /// The same of each that was valid for the kind and not for Azure.
  package private(set) var refusals: [String] = []
  /// The arguments that were varied in a configuration that was taken.
  package private(set) var varied: Set<String> = []
  /// The seeds for which nothing valid was found.
  package private(set) var barren = 0
  package let variable: Set<String>

  /// Goes through the configurations with the seeds from `seeds`; with `one`, through those that vary that argument.
  package init(_ kind: AzureKind, seeds: Range<UInt64>, varying one: String? = nil) async throws {
    let examples = try await KindExample(kind).variants
    let kinds = try await World().planner("").context.kinds
    let schemas = try RequestSchema.all()
    var baselines: [Int: Value] = [:]
    variable = Set(KindConfiguration(examples[0]).variable)
    // What says nothing but which it is can't be varied, and is gone through as it is.
    let isFixed = variable.isEmpty && one == nil
    for seed in isFixed ? seeds.prefix(2) : seeds {
      // Both ways to begin, with each of them.
      let place = Int(seed / 2 % UInt64(examples.count))
      let example = examples[place]
      let mixed = seed &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(kind.name.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xffff_ffff)
      let found =
        if isFixed { KindConfiguration(example) } else if let one {
          KindConfiguration.varying(one, example, seed: mixed, kinds: kinds)
        } else {
          KindConfiguration.random(example, seed: mixed, kinds: kinds)
        }
      guard let configuration = found else {
        barren += 1
        continue
      }
      count += 1
      let baseline: Value
      if let known = baselines[place] { baseline = known } else { baseline = try await Self.baseline(example) }
      baselines[place] = baseline
      let course = KindCourse(configuration, beginsWithExample: seed % 2 == 0, baseline: baseline, schemas: schemas)
      func account(_ what: String) -> String {
        "\(kind.name), seed \(seed)\(one.map { " of \($0)" } ?? ""): \(what)\n\(configuration.block)"
      }
      switch await course.go() {
      case .held: varied.formUnion(configuration.varied)
      case .refused(let reason): refusals.append(account(reason))
      case .broken(let violations):
        varied.formUnion(configuration.varied)
        failures.append(account(violations.joined(separator: "\n")))
      }
    }
  }

  /// The attributes of an example that was just made.
  private static func baseline(_ example: KindExample) async throws -> Value {
    let world = World(environment: "laws")
    let spec = KindConfiguration(example).spec
    let result = try await world.apply(spec)
    if !result.isComplete { throw KindScenarioError.refusedExample(example.kind.name) }
    return try await world.plan(spec).changes.first { $0.address == example.address }?.before ?? .null(.dynamic)
  }
}
