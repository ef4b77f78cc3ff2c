import ARM
import AzureKinds
import Configuration
import Diagnostics
import Resources
import Values

extension AzureProvider {
  /// Finds what is called by a name as its data source does. What it is looked for at may have yet to be made: it has then
  /// what the place has that it will be in.
  package func find(_ called: NamedResource) async throws(ProviderFailure) -> String? {
    guard let session else { throw .noSession }
    guard let kind = kind(named: KindName(called.kind, .data)),
      let declaration = declaration(of: kind), case .list(let listing) = declaration.source
    else { return nil }
    var scope = called.scope
    while true {
      let given: [String: Value] = ["name": .string(called.name), "scope": .string(scope)]
      let arguments = kind.schema.object { given[$0.name] ?? .null($0.type) }
      let wanted = listing(arguments)
      do {
        guard let place = try identity(of: kind, arguments: arguments) else { return nil }
        let found = try await session.client.list(
          place, apiVersion: declaration.route.apiVersion,
          query: wanted.query.map { ARMRequest.QueryItem($0.0, $0.1) })
        return found.first(where: wanted.isWanted)?[member: "id"]?.stringValue
      } catch let error as ARMError {
        guard error.kind == .notFound, let parent = (try? ResourceID(scope))?.parent else {
          throw ProviderFailure(error)
        }
        scope = parent.description
      } catch {
        // A scope that is no id is told where it is written.
        return nil
      }
    }
  }
}
