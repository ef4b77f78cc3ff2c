import AzureKinds
import Diagnostics
import Synchronization
import Values

/// Which resource providers an apply may register without a block in the spec, as the provider block says it.
package struct RegistrationPolicy: Sendable {
  /// The sets that azurerm knows: one of them lets what is missing be registered, `none` doesn't.
  private static let sets = ["all", "core", "extended", "legacy", "none"]
  private let allowsAll: Bool
  /// In lower case.
  private let allowed: Set<String>

  /// Whatever is missing.
  package init() {
    allowsAll = true
    allowed = []
  }

  /// - Parameters:
  ///   - arguments: of the provider block.
  ///   - azurerm: the version that the spec is written for: from 5.0 on, nothing is registered unasked.
  /// - Throws: what `resource_provider_registrations` says and isn't the name of a set.
  package init(provider arguments: Members, azurerm: AzurermVersion = .usual) throws(DiagnosticsError) {
    let set = arguments["resource_provider_registrations"]?.stringValue
    if let set, !Self.sets.contains(set) {
      throw DiagnosticsError(
        .error(
          "Invalid resource_provider_registrations",
          detail: "\"\(set)\" is not one of the sets of resource providers, which are "
            + Self.sets.joined(separator: ", ") + ".",
          hint: Diagnostics.suggestion(for: set, among: Self.sets).map { "did you mean \"\($0)\"?" }))
    }
    allowsAll =
      (set ?? (azurerm < .five ? "legacy" : "none")) != "none"
      && arguments["skip_provider_registration"]?.boolValue != true
    let named = arguments["resource_providers_to_register"]?.elements ?? []
    allowed = Set(named.compactMap { $0.stringValue?.lowercased() })
  }

  func allows(_ namespace: String) -> Bool { allowsAll || allowed.contains(namespace.lowercased()) }
}

/// What this run knows of registrations, so that each is asked for once however many resources wait for it.
final class ProviderRegistrations: Sendable {
  private struct State {
    var isAsked: Set<String> = []
    var isDone: Set<String> = []
  }

  private let state = Mutex(State())

  func isDone(_ id: String) -> Bool { state.withLock { $0.isDone.contains(id.lowercased()) } }

  func finish(_ id: String) { state.withLock { _ = $0.isDone.insert(id.lowercased()) } }

  /// Whether the caller is the one to ask for it.
  func begin(_ id: String) -> Bool { state.withLock { $0.isAsked.insert(id.lowercased()).inserted } }

  /// Asking for it failed: the next one may.
  func abandon(_ id: String) { state.withLock { _ = $0.isAsked.remove(id.lowercased()) } }
}
