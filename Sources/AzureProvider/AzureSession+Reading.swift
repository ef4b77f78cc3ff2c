import ARM
import AzureKinds
import HTTP
import Resources
import Values

extension AzureSession {
  func request(_ method: HTTPMethod, _ id: String, _ apiVersion: String, body: Value? = nil) throws(ARMError)
    -> ARMRequest
  {
    do throws(ResourceIDError) {
      return ARMRequest(method, try ResourceID(id), apiVersion: apiVersion, body: body)
    } catch {
      throw ARMError(.invalid, message: "\(id) is not a resource id: \(error.reason).")
    }
  }

  /// A resource as it is; nil where it certainly is not.
  func live(_ id: String, _ kind: AzureKind) async throws(ARMError) -> Observation.Live? {
    guard let response = try await response(id, kind) else { return nil }
    let live = observed(response.body, id: id, kind)
    if live.condition == .changing { return live }
    let whole = try await accompanied(attaching(to: response.body, of: id, kind), id: id, kind)
    return observed(whole, id: id, kind)
  }

  func response(_ id: String, _ kind: AzureKind) async throws(ARMError) -> ARMResponse? {
    do throws(ARMError) {
      var request = try request(.get, id, kind.route.apiVersion)
      reads.apply(to: &request)
      let response = try await client.send(request)
      guard response.body[member: "id"]?.stringValue != nil else { throw Self.notAResource(id) }
      if case .registration(let state, _) = kind.creation,
        BodyTree(response.body)[state.segments]?.stringValue?.lowercased() != "registered"
      {
        return nil
      }
      return response
    } catch {
      // An unknown subscription or a missing permission says nothing about the resource.
      if error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" { return nil }
      throw error
    }
  }

  /// Whatever else a server may answer, a resource has an id.
  static func notAResource(_ id: String) -> ARMError {
    ARMError(.malformed, status: 200, message: "The answer to GET \(id) is JSON, and not a resource as ARM shows one.")
  }

  /// A resource once nothing is being done to it any more.
  func settled(_ id: String, _ kind: AzureKind) async throws(ARMError) -> Observation.Live? {
    var wait = Duration.milliseconds(200)
    while true {
      guard let live = try await live(id, kind) else { return nil }
      guard live.condition == .changing else { return live }
      try await client.sleep(for: wait, until: "What is being done to \(id)")
      wait = min(wait * 2, .seconds(10))
    }
  }

  /// How often a list that should be empty is read: ARM's lists lag behind deletions, by seconds up to a minute or two.
  private static let emptyReadsMax = 12

  /// Returns once nothing is in a list beneath a resource.
  ///
  /// - Throws: what still is there after a while: a deletion would take it along, and it isn't ours.
  func waitUntilEmpty(_ id: String, _ path: String, apiVersion: String) async throws(ARMError) {
    var left: [String] = []
    for read in 1...Self.emptyReadsMax {
      do throws(ARMError) {
        left = try await client.list(id + path, apiVersion: apiVersion).compactMap { $0[member: "id"]?.stringValue }
      } catch {
        // What is gone holds nothing.
        if error.kind == .notFound { return }
        throw error
      }
      if left.isEmpty { return }
      if read < Self.emptyReadsMax { try await client.sleep(for: .seconds(min(read * 2, 10))) }
    }
    throw ARMError(
      .inUse,
      message: "\(id) still holds what this environment doesn't own, and deleting it would delete that too:\n"
        + left.sorted().map { "  \($0)" }.joined(separator: "\n")
        + "\nMove or delete these, or set prevent_deletion_if_contains_resources = false in features { resource_group {} } "
        + "of the provider block.")
  }

  func observed(_ body: Value, id: String, _ kind: AzureKind) -> Observation.Live {
    let state = body[member: "properties"]?[member: "provisioningState"]?.stringValue?.lowercased()
    let own = kind.state.map { BodyTree(body)[$0.path.segments]?.stringValue?.lowercased() ?? "" }
    let isChanging = own.map { kind.state?.transient.contains($0) == true } ?? false
    let condition: Observation.Live.Condition =
      switch state {
      case _ where isChanging: .changing
      case nil, "succeeded": .settled
      case "failed", "canceled", "cancelled": .failed(reason: state == "failed" ? "Failed" : "Canceled")
      default:
        // Feature and provider registrations have words of their own, and were looked at already.
        if case .registration = kind.creation { .settled } else { .changing }
      }
    // Of a kind for any type, the api-version is told along, as templates have it.
    var body = body
    if kind.isOpen, var members = body.members {
      members["apiVersion"] = .string(kind.route.apiVersion)
      body = .object(members)
    }
    // Azure's own spelling of the id, unless it is another resource's (a deployment answers with its target's).
    let answered = body[member: "id"]?.stringValue
    let manager = body[member: "managedBy"]?.stringValue ?? (kind.isOpen ? AnyResource.maker(in: body, of: id) : nil)
    return Observation.Live(
      id: answered?.lowercased() == id.lowercased() ? answered ?? id : id, body: body, condition: condition,
      manager: manager?.isEmpty == false ? manager : nil, origin: Observation.Authorship(creationOf: body))
  }
}
