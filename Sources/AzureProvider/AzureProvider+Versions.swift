import ARM
import AzureKinds
import HTTP
import Resources
import Values

/// What types without a kind are spoken to with.
extension AzureProvider {
  /// The types of what has some ids, each with an api-version for it; what Azure doesn't know is left out.
  ///
  /// It is the newest api-version whose bodies are known, and of other types the newest that their resource provider
  /// knows: one look for each provider.
  package func remotes(of ids: some Sequence<String>) async throws(ProviderFailure) -> [String: RemoteType] {
    guard let session else { throw .noSession }
    do throws(ARMError) {
      return try await session.remotes(of: ids)
    } catch {
      throw ProviderFailure(error)
    }
  }
}

extension AzureSession {
  func remotes(of ids: some Sequence<String>) async throws(ARMError) -> [String: RemoteType] {
    var types: [String: String] = [:]
    for id in ids { types[id] = RemoteType.type(of: id) }
    let unknown = Set(types.values.map { $0.lowercased() }).filter { BodySchemas.schema(of: $0) == nil }
    let namespaces = Set(unknown.map { String($0.prefix { $0 != "/" }) }).sorted()
    let answers = await concurrently(namespaces) { namespace throws(ARMError) in try await versions(in: namespace) }
    var newest: [String: String] = [:]
    for answer in answers { newest.merge(try answer.get()) { first, _ in first } }
    return types.compactMapValues { type in
      (BodySchemas.schema(of: type)?.apiVersions.last ?? newest[type.lowercased()])
        .map { RemoteType(type: type, apiVersion: $0) }
    }
  }

  /// The newest api-versions of the types of a resource provider by their names in lower case: a preview only where there
  /// is nothing else.
  private func versions(in namespace: String) async throws(ARMError) -> [String: String] {
    let kind = AzureKind.resourceProviderRegistration
    let body: Value
    do throws(ARMError) {
      let id = "/subscriptions/\(subscription)/providers/\(namespace)"
      body = try await client.send(try request(.get, id, kind.route.apiVersion)).body
    } catch {
      if error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" { return [:] }
      throw error
    }
    var versions: [String: String] = [:]
    for type in body[member: "resourceTypes"]?.elements ?? [] {
      guard let name = type[member: "resourceType"]?.stringValue else { continue }
      // They are dates, whose order is that of their letters.
      let all = (type[member: "apiVersions"]?.elements ?? []).compactMap(\.stringValue)
      versions["\(namespace)/\(name)".lowercased()] = all.filter { !$0.contains("-preview") }.max() ?? all.max()
    }
    return versions
  }
}

/// Asks a question about each of some things at once; the answers are in their order.
func concurrently<Item: Sendable, Answer: Sendable>(
  _ items: [Item], _ ask: @escaping @Sendable (Item) async throws(ARMError) -> Answer
) async -> [Result<Answer, ARMError>] {
  await withTaskGroup(of: (Int, Result<Answer, ARMError>).self) { group in
    for (index, item) in items.enumerated() {
      group.addTask {
        do throws(ARMError) {
          return (index, .success(try await ask(item)))
        } catch {
          return (index, .failure(error))
        }
      }
    }
    var answers: [Int: Result<Answer, ARMError>] = [:]
    for await (index, answer) in group { answers[index] = answer }
    return items.indices.compactMap { answers[$0] }
  }
}
