import ARM
import AzureKinds
import Configuration
import Diagnostics
import HTTP
import Resources
import Values

/// Speaks to Azure about every kind of the catalogue, each by its declaration.
package struct AzureProvider: Provider {
  /// Nil while nobody may speak to Azure: a program can be checked without.
  let session: AzureSession?
  private let catalogue: VersionedCatalogue
  package var kindNames: KindNames { VersionedCatalogue.names }

  /// - Parameter azurerm: the version that specs are written for.
  package init(session: AzureSession?, azurerm: AzurermVersion = .usual) {
    self.session = session
    catalogue = .of(azurerm)
  }

  package func kind(named name: KindName) -> ResourceKind? { catalogue.kind(named: name) }

  func declaration(of kind: ResourceKind) -> AzureKind? {
    catalogue.declaration(named: KindName(kind.name, kind.mode))
  }

  func declaration(named name: String) -> AzureKind? { catalogue.declaration(named: KindName(name, .managed)) }

  /// The declaration of a kind as it is for what has an id: one for any type is that for the type of the id.
  func declaration(of kind: ResourceKind, id: String, apiVersion: String?) -> AzureKind? {
    declaration(of: kind).flatMap { Self.spoken($0, id: id, apiVersion: apiVersion) }
  }

  /// The same by the name of the kind.
  func declaration(named name: String, id: String, apiVersion: String? = nil) -> AzureKind? {
    declaration(named: name).flatMap { Self.spoken($0, id: id, apiVersion: apiVersion) }
  }

  private static func spoken(_ kind: AzureKind, id: String, apiVersion: String?) -> AzureKind? {
    guard kind.isOpen, kind.ownership == .owned else { return kind }
    return RemoteType.type(of: id).map { kind.spoken(as: RemoteType(type: $0, apiVersion: apiVersion ?? "")) }
  }

  /// The body that makes a resource, as it would be sent; nothing is.
  package static func creationBody(of kind: AzureKind, planned: Value) -> Value {
    BodyEncoder.creation(of: kind, planned: planned)
  }

  // MARK: Deciding

  package func identity(of kind: ResourceKind, arguments: Value) throws(DiagnosticsError) -> String? {
    guard let declaration = declaration(of: kind) else { return nil }
    if declaration.isOpen { return try openIdentity(of: kind, declaration, arguments) }
    if declaration.route.isBeneathAnother, let name = declaration.route.arguments.first {
      try checkID(arguments[member: name], argument: name, of: kind)
    }
    return declaration.route.id { name in
      if name == "subscription" { return session?.subscription }
      let given = arguments[member: name]?.stringValue ?? kind.schema[name]?.defaultValue?.stringValue
      return given ?? (name == "subscription_id" ? session?.subscription : nil)
    }
  }

  func checkID(_ value: Value?, argument: String, of kind: ResourceKind) throws(DiagnosticsError) {
    guard let text = value?.stringValue else { return }
    do throws(ResourceIDError) {
      _ = try ResourceID(text)
    } catch {
      throw DiagnosticsError(
        .error(
          "Invalid resource id", detail: "`\(argument)` of \(kind.name) is \"\(text)\": \(error.reason).",
          hint: "refer to the resource's `id`, or write it out: \(ResourceIDError.form)"))
    }
  }

  package func problems(with arguments: Value, of kind: ResourceKind) -> [ArgumentProblem] {
    declaration(of: kind).map { $0.check($0.completed(arguments)) } ?? []
  }

  package func serialKeys(of kind: ResourceKind, id: String, arguments: Value) -> Set<String> {
    guard let declaration = declaration(of: kind) else { return [] }
    if declaration.isOpen { return openSerialKeys(id, arguments) }
    return Set(
      declaration.serialKeys.compactMap { key in
        var place = key[...]
        var levels = 0
        while place.hasSuffix("/..") {
          place = place.dropLast(3)
          levels += 1
        }
        guard place.hasPrefix("{"), place.hasSuffix("}") else { return key }
        let names = place.dropFirst().dropLast().split(separator: ".").map(String.init)
        let value = names.dropFirst().reduce(arguments[member: names.first ?? ""]) { $0?[0]?[member: $1] }
        guard let text = names == ["id"] ? id : value?.stringValue else { return nil }
        let parts = text.lowercased().split(separator: "/")
        return "/" + parts.dropLast(levels).joined(separator: "/")
      })
  }

  package func typicalDuration(of kind: ResourceKind, isDeletion: Bool) -> Duration {
    .seconds(declaration(of: kind)?.typicalSeconds ?? 1)
  }

  package func attributes(of kind: ResourceKind, id: String, body: Value, arguments: Value?) -> Value {
    self.attributes(of: kind, id: id, body: body, arguments: arguments, parts: [])
  }

  package func standIn(of kind: ResourceKind, id: String, planned: Value) -> StandIn? {
    guard kind.mode == .managed, let declaration = declaration(of: kind), let name = declaration.rotated?.kind,
      let standInKind = self.kind(named: KindName(name, .managed))
    else { return nil }
    return declaration.standIn(of: id, planned: planned, kind: standInKind)
  }

  package func identifiers(in body: Value) -> Set<String> { IDText.ids(in: body) }

  // MARK: Asking

  package func fetch(_ names: Set<String>, of kind: ResourceKind, id: String) async throws(ProviderFailure)
    -> [String: Value]
  {
    guard let declaration = declaration(of: kind), let session else { throw .noSession }
    var answers: [String: Value] = [:]
    var fetched: [String: Value] = [:]
    var body: Value?
    for argument in declaration.arguments where names.contains(argument.schema.name) {
      let action: String
      switch argument.place {
      case .action(let name, _, _), .answer(let name, _): action = name
      default: continue
      }
      do throws(ARMError) {
        if answers[action] == nil {
          var request = try session.request(.post, id, declaration.route.apiVersion)
          request.path += "/\(action)"
          request.isRepeatable = true
          answers[action] = try await session.client.send(request).body
        }
      } catch {
        // Without local accounts there are no admin credentials: that is an answer, and no reason to stop.
        guard error.status == 403 || error.status == 400 else { throw ProviderFailure(error) }
        answers[action] = .null(.dynamic)
      }
      let answer = answers[action] ?? .null(.dynamic)
      var value = Value.null(argument.schema.type)
      switch argument.place {
      case .action(_, let path, let codec):
        // What Azure answers in another shape than it documents is as good as absent.
        if let found = BodyTree(answer)[path.segments] {
          value = (try? codec.decode(found).converted(to: argument.schema.type)) ?? value
        }
      case .answer(_, let make) where !answer.isNull:
        do throws(ARMError) {
          if body == nil { body = try await session.response(id, declaration)?.body }
        } catch {
          throw ProviderFailure(error)
        }
        value = make(id, body ?? .null(.dynamic), answer)
      default: break
      }
      fetched[argument.schema.name] = value
    }
    return fetched
  }

  package func answer(at path: String, of kind: ResourceKind, id: String) async throws(ProviderFailure) -> Value {
    guard let declaration = declaration(of: kind), let session else { throw .noSession }
    do throws(ARMError) {
      return try await session.client.send(
        ARMRequest(.get, path: "\(id)/\(path)", apiVersion: declaration.route.apiVersion)
      ).body
    } catch {
      throw ProviderFailure(error)
    }
  }

  package func read(_ kind: ResourceKind, arguments: Value, limit: Duration?) async throws(ProviderFailure)
    -> Value
  {
    guard let declaration = declaration(of: kind), let session = session?.limited(to: limit ?? kind.timeouts[.read])
    else { throw .noSession }
    guard declaration.isOpen else { return try await read(declaration, kind, arguments, session) }
    let reading = session.reading(by: kind.readSettings?(arguments) ?? ReadSettings())
    return try await retrying(arguments, reading) { () async throws(ProviderFailure) in
      try await read(declaration, kind, arguments, reading)
    }
  }

  private func read(_ declaration: AzureKind, _ kind: ResourceKind, _ arguments: Value, _ session: AzureSession)
    async throws(ProviderFailure) -> Value
  {
    if let value = try await openAttributes(declaration, arguments, session) { return value }
    if case .client = declaration.source { return clientAttributes(declaration, session: session) }
    let id: String?
    do throws(DiagnosticsError) {
      id = try identity(of: kind, arguments: arguments)
    } catch {
      let first = error.diagnostics[0]
      throw ProviderFailure(first.summary, detail: first.detail, hint: first.hint)
    }
    guard let id else {
      throw ProviderFailure("Missing argument", detail: "\(kind.name) can't be read without knowing its id.")
    }
    do throws(ARMError) {
      switch declaration.source {
      case .document:
        let request = ARMRequest(.get, path: id, apiVersion: declaration.route.apiVersion)
        let body = try await session.client.send(request).body
        return attributes(of: kind, id: id, body: body, arguments: arguments)
      case .list(let listing):
        return try await elements(listing(arguments), of: kind, declaration, at: id, arguments, session)
      case .resource, .client, .identifier, .children, .action: break
      }
      let spoken = self.declaration(of: kind, id: id, apiVersion: kind.remote(of: arguments)?.apiVersion) ?? declaration
      let live =
        spoken.place?.isAll == true ? try await placed(id, spoken, session) : try await session.live(id, spoken)
      guard let live else {
        guard arguments[member: "ignore_not_found"]?.boolValue == true else {
          throw ARMError(.notFound, status: 404, message: "\(id) doesn't exist.")
        }
        return attributes(of: kind, id: id, body: .null(.dynamic), arguments: arguments)
      }
      return attributes(of: kind, id: live.id, body: live.body, arguments: arguments)
    } catch {
      throw ProviderFailure(error)
    }
  }

  private func elements(
    _ listing: AzureKind.Listing, of kind: ResourceKind, _ declaration: AzureKind, at id: String, _ arguments: Value,
    _ session: AzureSession
  ) async throws(ARMError) -> Value {
    let all = try await session.client.list(
      id, apiVersion: declaration.route.apiVersion,
      query: listing.query.map { ARMRequest.QueryItem($0.0, $0.1) })
    let found = all.filter(listing.isWanted)
    guard found.count == 1 || !listing.isOne else {
      throw ARMError(
        .notFound, status: 404,
        message: found.isEmpty
          ? "There is no such \(listing.what) at \(id)." : "There is more than one such \(listing.what) at \(id).")
    }
    let own = listing.isOne ? found.first?[member: "id"]?.stringValue : nil
    return attributes(of: kind, id: own ?? id, body: ["value": .tuple(found)], arguments: arguments)
  }

  private func clientAttributes(_ declaration: AzureKind, session: AzureSession) -> Value {
    .object(
      Members(
        declaration.arguments.map { argument in
          let text: String? =
            switch argument.schema.name {
            case "subscription_id": session.subscription
            case "tenant_id": session.identity?.tenant
            case "client_id": session.identity?.client
            case "object_id": session.identity?.object
            case "id", "subscription_resource_id": "/subscriptions/\(session.subscription)"
            default: nil
            }
          return (argument.schema.name, text.map { .string($0) } ?? .null(.string))
        }))
  }
}

extension ProviderFailure {
  static let noSession = ProviderFailure(
    "No connection to Azure", detail: "This needs Azure, and no credentials are set up.", hint: "run `az login`")

  init(_ error: ARMError) {
    let diagnostic = error.diagnostic()
    let block =
      error.missingNamespace.map { RegistrationBlocks.provider($0) }
      ?? error.missingFeature.map { RegistrationBlocks.feature($0.name, of: $0.namespace) }
    let isGivenUp = error.kind == .stillRunning
    self.init(
      diagnostic.summary, detail: diagnostic.detail,
      hint: isGivenUp
        ? diagnostic.hint.map { "\($0); a `timeouts` block says how long things are waited for" }
        : block.map { "add this, and let the resource depend on it:\n\($0)" } ?? diagnostic.hint,
      effect: [.outcomeUnknown, .stillRunning, .cancelled].contains(error.kind) ? .unknown : .none,
      code: error.code.isEmpty ? nil : error.code)
  }
}
