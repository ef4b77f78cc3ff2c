import Configuration
import Diagnostics
import Resources

/// What a subscription has to have registered before what is planned can be made.
extension Planner {
  /// Finds out what isn't registered and is needed by what is created; nothing is asked where nothing is.
  ///
  /// What is there already needs no look: it couldn't have been made without.
  func registrationProblems() async -> [Diagnostic] {
    let created = evaluator.resourceInstances.filter {
      $0.kind.mode == .managed && $0.kind.ownership != .recorded && $0.action == .create
    }.sorted { $0.address < $1.address }
    // What the spec itself has registered is said there.
    let asked = Set(created.filter { $0.kind.ownership == .satisfied }.compactMap { $0.id?.lowercased() })
    let owned = created.filter { $0.kind.ownership == .owned }
    var missing: [MissingRegistration] = []
    do throws(ProviderFailure) {
      for (_, instances) in Dictionary(grouping: owned, by: \.kind.providerName).sorted(by: { $0.key < $1.key }) {
        guard let kind = instances.first?.kind, let provider = context.kinds.provider(of: kind) else { continue }
        missing += try await provider.missingRegistrations(for: instances.map { ($0.kind, $0.id) })
      }
    } catch {
      return [error.diagnostic()]
    }
    // Kinds of two providers may need the same.
    missing = missing.enumerated().filter { index, one in missing[..<index].allSatisfy { $0.id != one.id } }.map(\.1)
    registrations = missing.map(\.id).sorted()
    let unasked = missing.filter { !asked.contains($0.id.lowercased()) }
    let refused = unasked.filter { !$0.isAllowed }
    if !refused.isEmpty { return [RegistrationDiagnostics.notRegistered(refused)] }
    return unasked.isEmpty ? [] : [RegistrationDiagnostics.registersFirst(unasked)]
  }
}

/// The messages about what isn't registered in a subscription: one for all of it.
enum RegistrationDiagnostics {
  static func registersFirst(_ missing: [MissingRegistration]) -> Diagnostic {
    let isOne = missing.count == 1
    return Diagnostic(
      .warning, isOne ? "Registers a resource provider" : "Registers resource providers",
      detail: isOne
        ? "\(missing[0].name) is not registered in the subscription; applying registers it first, and it stays "
          + "registered."
        : "These are not registered in the subscription; applying registers them first, and they stay registered.\n"
          + list(missing.map(\.name)))
  }

  static func notRegistered(_ missing: [MissingRegistration]) -> Diagnostic {
    let isOne = missing.count == 1
    return .error(
      isOne ? "Resource provider not registered" : "Resource providers not registered",
      detail: (isOne
        ? "\(missing[0].name) is not registered in the subscription, the plan makes resources of it, and the provider "
          + "block has nothing registered unasked. This line registers it:\n"
        : "These are not registered in the subscription, the plan makes resources of them, and the provider block has "
          + "nothing registered unasked:\n" + list(missing.map(\.name)) + "\nThese lines register them:\n")
        + list(missing.map(\.block)),
      hint: isOne
        ? "add the line to the spec, or name it in `resource_providers_to_register` of the provider block"
        : "add the lines to the spec, or name them in `resource_providers_to_register` of the provider block")
  }

  private static func list(_ lines: [String]) -> String { lines.map { "  \($0)" }.joined(separator: "\n") }
}
