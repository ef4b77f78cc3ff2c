import ARMSimulator
import Applying
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Values

/// One environment through many changes in two clouds: in one all goes well, in the other a seed decides what goes wrong
/// and the simulator is restarted now and then. After each change both have to be the same to the byte, and nothing may
/// have been made more often in the second one.
package struct Soak: Sendable {
  /// The steps that the second cloud was brought along by: resources that were made, changed or deleted.
  package private(set) var operations = 0
  package private(set) var rounds = 0
  /// The requests that met a fault there, and the restarts among them.
  package private(set) var faults = 0
  package private(set) var restarts = 0
  /// How often an apply had to be run again.
  package private(set) var repetitions = 0
  /// What was not as it has to be; nil if all was.
  package private(set) var failure: String?

  private let seed: UInt64
  /// The number of groups, each with eight resources in it.
  private let groups: Int

  /// As many rounds as it takes for a number of operations; the first failure ends it.
  ///
  /// - Parameter progress: told after each round.
  package init(operations wanted: Int, groups: Int, seed: UInt64, progress: (Soak) -> Void = { _ in }) {
    self.seed = seed
    self.groups = groups
    let calm = Side(seed: seed)
    let stormy = Side(seed: seed &+ 1)
    do throws(SoakFailure) {
      while operations < wanted {
        let spec = spec(round: rounds)
        try calm.disturb(with: nil)
        _ = try calm.converge(spec, triesMax: 1)
        try stormy.disturb(with: faults(round: rounds))
        let outcome = try stormy.converge(spec, triesMax: 50)
        rounds += 1
        operations += outcome.operations
        repetitions += outcome.tries - 1
        faults += outcome.faults
        restarts += Self.restartsPerRound
        try Self.compare(stormy.look(), calm.look())
        progress(self)
      }
    } catch {
      failure = "round \(rounds) from seed \(seed): \(error.reason)"
    }
  }

  private static func compare(_ found: Look, _ expected: Look) throws(SoakFailure) {
    guard found.image == expected.image else {
      throw SoakFailure("the worlds differ:\n" + found.image.difference(from: expected.image).joined(separator: "\n"))
    }
    for (id, count) in found.creations.sorted(by: { $0.key < $1.key }) where count > expected.creations[id] ?? 0 {
      throw SoakFailure("\(id) was made \(count) times in this round, not \(expected.creations[id] ?? 0)")
    }
  }

  // MARK: What is done

  /// The spec of a round: everything changes its tags; some resources go and come back, some get other names.
  private func spec(round: Int) -> String {
    var draw = Seeded(seed &+ UInt64(round) &* 0x9e37_79b9)
    let fewer = Int.random(in: 0...2, using: &draw)
    let generation = round / 5
    func resource(_ kind: String, _ label: String, each: Int, _ body: String) -> String {
      """
      resource "\(kind)" "\(label)" {
        count = \(each * (groups - fewer))
      \(body)
      }

      """
    }
    let place = """
        resource_group_name = azurerm_resource_group.g[floor(count.index / EACH)].name
        location            = azurerm_resource_group.g[floor(count.index / EACH)].location
        tags                = { round = "\(round)" }
      """
    func inGroup(_ each: Int) -> String { place.replacing("EACH", with: "\(each)") }
    return resource(
      "azurerm_resource_group", "g", each: 1,
      """
        name     = "rg-${count.index}"
        location = "centralus"
        tags     = { round = "\(round)" }
      """)
      + resource(
        "azurerm_user_assigned_identity", "i", each: 2,
        "  name = \"id-${count.index}\"\n" + inGroup(2))
      + resource(
        "azurerm_federated_identity_credential", "f", each: 1,
        """
          name      = "credential"
          user_assigned_identity_id = azurerm_user_assigned_identity.i[count.index * 2].id
          issuer    = "https://issuer.example/\(round)"
          subject   = "system:serviceaccount:n:\(round)"
          audience  = ["api://AzureADTokenExchange"]
          resource_group_name = azurerm_resource_group.g[count.index].name
        """)
      + resource(
        "azurerm_virtual_network", "v", each: 1,
        "  name = \"net-\(generation)-${count.index}\"\n  address_space = [\"10.0.0.0/16\"]\n" + inGroup(1))
      + resource(
        "azurerm_subnet", "s", each: 2,
        """
          name                 = "subnet-${count.index}"
          resource_group_name  = azurerm_resource_group.g[floor(count.index / 2)].name
          virtual_network_name = azurerm_virtual_network.v[floor(count.index / 2)].name
          address_prefixes     = ["10.0.${count.index % 2 + \(round % 7) * 2}.0/24"]
        """)
      + resource(
        "azurerm_network_security_group", "n", each: 1, "  name = \"nsg-${count.index}\"\n" + inGroup(1))
      + resource(
        "azurerm_monitor_data_collection_endpoint", "d", each: 1,
        "  name = \"endpoint-${count.index}\"\n" + inGroup(1))
  }

  // MARK: What goes wrong

  private static let restartsPerRound = 3

  private func faults(round: Int) -> [Value] {
    var draw = Seeded(seed ^ (UInt64(round) &* 0xbf58_476d))
    let restarts = (0..<Self.restartsPerRound).map { _ -> Value in
      let isAfter = Bool.random(using: &draw)
      // Only writes that are sure to come, so that each restart takes place.
      return [
        "effect": "restart", "method": "PUT", "path": "/providers/", "moment": isAfter ? "after" : "before",
        "skip": .number(Int.random(in: 0..<groups, using: &draw)),
      ]
    }
    return [["seed": .number(Int(seed % 1_000_000) &* 1000 &+ round)], .tuple(restarts)]
  }
}

/// Why a soak ended before its end.
private struct SoakFailure: Error {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}

/// A cloud as it is after a round.
private struct Look: Sendable {
  let image: WorldImage
  /// How often each resource was made in the round, by id in lower case.
  let creations: [String: Int]
}

/// One of the two clouds, with a time of its own.
private final class Side: Sendable {
  struct Outcome: Sendable {
    var operations = 0
    var tries = 0
    var faults = 0
  }

  private let timeline: Timeline
  private let simulator: ARMSimulator
  private let seed: UInt64
  private let runs = Locked<UInt64>(0)

  init(seed: UInt64) {
    self.seed = seed
    timeline = Timeline(seed: seed)
    // A hundred times as fast as Azure: the answers take their time, and there is always something under way.
    simulator = ARMSimulator(SimulatorSettings(speed: .factor(100)), clock: timeline.simulatorClock)
  }

  /// A world for one run of the program.
  private func world() -> World {
    let number = runs.mutate { count -> UInt64 in
      count += 1
      return count
    }
    return World(simulator: simulator, timeline: timeline, seed: seed &+ number &* 0x9e37_79b9)
  }

  /// Begins a round, in which all goes well if there are no faults.
  func disturb(with faults: [Value]?) throws(SoakFailure) {
    let failure = timeline.run { [self] () -> SoakFailure? in
      do {
        try await tell(.delete, "faults")
        try await tell(.post, "counts/reset")
        let world = world()
        for fault in faults ?? [] { try await world.fault(fault) }
        return nil
      } catch {
        return SoakFailure("the simulator doesn't do as it is told: \(error)")
      }
    }
    if let failure { throw failure }
  }

  /// Applies a spec again and again until all is done, then expects an empty plan without faults.
  func converge(_ spec: String, triesMax: Int) throws(SoakFailure) -> Outcome {
    try timeline.run { [self] () -> Result<Outcome, SoakFailure> in
      var outcome = Outcome()
      var reasons: [String] = []
      while outcome.tries < triesMax {
        outcome.tries += 1
        do {
          let result = try await world().apply(spec)
          outcome.operations += result.added + result.changed + result.destroyed
          if result.isComplete, result.isRecorded { break }
          reasons = result.failures.map { "\($0.address): \($0.failure.summary): \($0.failure.detail)" }
        } catch let error as DiagnosticsError {
          reasons = error.diagnostics.filter { $0.severity == .error }.map { "\($0.summary): \($0.detail)" }
        } catch let error as ProviderFailure {
          reasons = ["\(error.summary): \(error.detail)"]
        } catch {
          reasons = ["\(error)"]
        }
        if outcome.tries == triesMax {
          return .failure(SoakFailure("not done after \(triesMax) tries:\n" + reasons.joined(separator: "\n")))
        }
      }
      do {
        outcome.faults = try await faultsMet()
        try await tell(.delete, "faults")
        let plan = try await world().plan(spec)
        guard plan.isEmpty else { return .failure(SoakFailure("the plan after it is not empty")) }
      } catch {
        return .failure(SoakFailure("there is no plan after it: \(error)"))
      }
      return .success(outcome)
    }.get()
  }

  func look() throws(SoakFailure) -> Look {
    try timeline.run { [self] () -> Result<Look, SoakFailure> in
      var creations: [String: Int] = [:]
      for request in await simulator.requests() where request.method == "PUT" && request.status == 201 {
        let path = request.path.lowercased()
        if !path.contains("/resourcegroups/armature-records") { creations[path, default: 0] += 1 }
      }
      do {
        return .success(Look(image: try await WorldImage.of(world()), creations: creations))
      } catch {
        return .failure(SoakFailure("the record can't be read: \(error)"))
      }
    }.get()
  }

  private func tell(_ method: HTTPMethod, _ what: String) async throws {
    guard let url = HTTPURL("http://localhost/simulator/\(what)") else { throw WorldError.notASimulator }
    guard try await simulator.send(HTTPRequest(method, url)).status == 204 else { throw WorldError.refused }
  }

  private func faultsMet() async throws -> Int {
    guard let url = HTTPURL("http://localhost/simulator/counts") else { throw WorldError.notASimulator }
    let counts = try JSON.parse(try await simulator.send(HTTPRequest(.get, url)).body)
    return counts[member: "faults"]?.intValue ?? 0
  }
}
