import HTTP
import JSON
import TestWorld
import Values

/// The way to a simulator on which every resource has a member more, as one has that a newer Azure, or somebody with a
/// newer api-version, gave it: an update has to hand it back. And what was written on it, to be looked at afterwards.
final class OtherHands: HTTPTransport, Sendable {
  struct Write: Sendable {
    let method: String
    let path: String
    let body: Value
    let status: Int
    /// Whether the member that was answered before was missing.
    let losesMember: Bool
  }

  private struct State: Sendable {
    var writes: [Write] = []
    /// The paths of what was answered with the member, and not deleted since.
    var shown: Set<String> = []
  }

  private static let name = "ofANewerAzure"
  private static let member: Value = ["kept": true]
  private let simulator: any HTTPTransport
  private let state = Locked(State())

  init(to simulator: any HTTPTransport) {
    self.simulator = simulator
  }

  /// What was written so far, records left out.
  var writes: [Write] { state.value.writes }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let path = request.url.path.lowercased()
    if path.contains("/armature-records") { return try await simulator.send(request) }
    var request = request
    var body = (try? JSON.parse(request.body)) ?? .null(.dynamic)
    let isShown = state.value.shown.contains(path)
    let loses = request.method == .put && isShown && body[member: "properties"]?[member: Self.name] != Self.member
    if request.method == .put, let without = Self.changing(body, { $0[Self.name] = nil }) {
      body = without
      request.body = JSON.text(body)
    }
    var response = try await simulator.send(request)
    if request.method == .get {
      if response.status == 200, let answer = try? JSON.parse(response.body) {
        response.body = JSON.text(shown(answer))
      }
    } else {
      let write = Write(
        method: request.method.rawValue, path: path, body: body, status: response.status, losesMember: loses)
      state.change { state in
        state.writes.append(write)
        if write.method == "DELETE" { state.shown = state.shown.filter { !$0.hasPrefix(path) } }
      }
    }
    return response
  }

  /// An answer with the member in each resource.
  private func shown(_ answer: Value) -> Value {
    if let elements = answer[member: "value"]?.elements {
      var members = answer.members ?? Members()
      members["value"] = .tuple(elements.map(shown))
      return .object(members)
    }
    guard let id = answer[member: "id"]?.stringValue?.lowercased(), id.contains("/providers/"),
      let changed = Self.changing(answer, { $0[Self.name] = Self.member })
    else { return answer }
    state.change { _ = $0.shown.insert(id) }
    return changed
  }

  /// The body with other properties; nil for what has none.
  private static func changing(_ body: Value, _ change: (inout Members) -> Void) -> Value? {
    guard var members = body.members, var properties = members["properties"]?.members else { return nil }
    change(&properties)
    members["properties"] = .object(properties)
    return .object(members)
  }
}
