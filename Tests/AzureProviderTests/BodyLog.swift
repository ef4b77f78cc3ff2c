import HTTP
import JSON
import TestWorld
import Values

/// What requests carried.
final class BodyLog: Sendable {
  private let seen = Locked<[HTTPRequest]>([])

  func note(_ request: HTTPRequest) { seen.change { $0.append(request) } }

  func holding(_ text: String) -> [String] {
    seen.value.filter { String(decoding: $0.body, as: UTF8.self).contains(text) }.map(\.method.rawValue)
  }

  func headers(_ name: String) -> [String] { seen.value.compactMap { $0.headers[name] } }

  /// The requests of a method for a path.
  func sent(_ method: String, _ path: String) -> [HTTPRequest] {
    seen.value.filter { $0.method.rawValue == method && $0.url.path.lowercased() == path.lowercased() }
  }

  func last(_ method: String) -> Value? {
    seen.value.last { $0.method.rawValue == method }.flatMap { try? JSON.parse($0.body) }
  }
}
