import Planning
import Resources
import TestWorld

extension ScenarioRun {
  /// L9: what a plan of the same spec finds changed behind its back is what was changed in resources that the record
  /// has, no more and no less.
  func expectDrift(since before: WorldImage) async throws(Violation) {
    let after = try await image()
    let (world, _) = world()
    do {
      let ids = try await world.record()?.sortedEntries.map { ($0.address.description, $0.id.lowercased()) } ?? []
      let files = scenario.spec.files
      let plan = try await world.plan(files.main, files: files.others)
      let found = Set(plan.drift.map(\.address.description))
      let injected = Set(
        ids.filter { address, id in
          // A path of a body has the id of what it is in.
          before.resources[id] != nil && (after.resources[id] == nil || isTouched(id, before, after))
        }.map(\.0))
      guard found == injected else {
        throw Violation("L9", "drift was found in \(found.sorted()), and was injected in \(injected.sorted())")
      }
    } catch let violation as Violation {
      throw violation
    } catch {
      throw Violation("L9", "there is no plan after somebody meddled: \(error)")
    }
  }

  /// Whether somebody changed what the spec says of a resource.
  private func isTouched(_ id: String, _ before: WorldImage, _ after: WorldImage) -> Bool {
    scenario.meddling.contains { meddling in
      guard case .change(let number) = meddling, let block = scenario.spec[number], !block.ignoresText else {
        return false
      }
      return scenario.spec.id(of: block, suffix: block.suffixes.first ?? "")?.lowercased() == id
        && before.resources[id] != after.resources[id]
    }
  }
}
