internal import HTTP
internal import JSON
internal import Values

/// What token services answer: the token endpoints of login services and the metadata services of machines.
enum TokenAnswer {
  /// The token in an answer; nil for any other answer. Numbers come as such or as text; a time without an end is none.
  static func token(in body: Value?, now: Int64) -> AccessToken? {
    guard let body, let text = body[member: "access_token"]?.stringValue, isHeaderValue(text) else { return nil }
    func number(_ name: String) -> Int64? {
      body[member: name].flatMap { $0.intValue ?? $0.stringValue.flatMap { Int($0) } }.map(Int64.init)
    }
    let expiresAt = number("expires_on") ?? now + min(max(number("expires_in") ?? 0, 0), 1 << 32)
    return AccessToken(secret: text, expiresAt: expiresAt)
  }

  /// Whether a text can stand in a header as it is, as every token can.
  static func isHeaderValue(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  /// The first line of what a service says of its refusal: what is wrong. What follows are ids and times.
  static func reason(in body: Value?) -> String? {
    let text = body?[member: "error_description"]?.stringValue ?? body?[member: "error"]?.stringValue
    return text.map { String($0.prefix { $0 != "\r\n" && $0 != "\n" && $0 != "\r" }) }
  }
}
