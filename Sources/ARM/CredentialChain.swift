private import Synchronization

/// Credentials that are asked one after another until one has a token; from then on that one is asked.
///
/// One that isn't there makes room for the next. One that is there and is refused ends the search: whoever set it up
/// would not want to be somebody else.
package final class CredentialChain: Credential {
  /// One of the ways to sign in that are gone through.
  enum Link: Sendable {
    /// Can't be used as things are set, for this reason.
    case unusable(String)
    case credential(any Credential)
  }

  private let links: [(kind: String, link: Link)]
  private let hint: String
  private let chosen = Mutex<(any Credential)?>(nil)

  /// - Parameters:
  ///   - links: by what the table calls them, in the order in which they are tried.
  ///   - hint: what to do where none is of use.
  init(_ links: [(kind: String, link: Link)], hint: String) {
    self.links = links
    self.hint = hint
  }

  package var name: String {
    if let chosen = chosen.withLock({ $0 }) { return chosen.name }
    return links.compactMap { link in
      if case .credential(let credential) = link.link { credential.name } else { nil }
    }.joined(separator: " or ")
  }

  package func token(for request: TokenRequest) async throws(CredentialError) -> AccessToken {
    if let chosen = chosen.withLock({ $0 }) { return try await chosen.token(for: request) }
    var failures: [(kind: String, reason: String)] = []
    for (kind, link) in links {
      switch link {
      case .unusable(let reason): failures.append((kind, reason))
      case .credential(let credential):
        do throws(CredentialError) {
          let token = try await credential.token(for: request)
          chosen.withLock { $0 = credential }
          return token
        } catch {
          guard error.cause == .unavailable else { throw error }
          failures.append((kind, error.message))
        }
      }
    }
    let width = failures.map(\.kind.count).max() ?? 0
    let table = failures.map { failure in
      "  \(failure.kind)\(String(repeating: " ", count: width - failure.kind.count))  \(failure.reason)"
    }
    throw CredentialError(
      "None of the ways to sign in can be used here. In this order were tried:\n" + table.joined(separator: "\n"),
      hint: hint, cause: .unavailable)
  }
}
