/// How much of what is missing, as far as an error about a quota says so.
package struct QuotaShortage: Sendable, Hashable {
  /// What there is too little of, such as `standardNCADSA100v4Family Cores`.
  package var name: String?
  package var region: String?
  package var limit: Int?
  package var usage: Int?
  /// How much more may be used.
  package var remaining: Int?
  /// How much more would be used.
  package var required: Int?

  /// By how much the limit is too low.
  package var shortfall: Int? {
    guard let required, let remaining, required > remaining else { return nil }
    return required - remaining
  }

  /// What the texts of an error say; nil if there is no number in them that belongs to a quota.
  ///
  /// Compute writes "exceeding approved X quota … Location: R, Current Limit: A, Current Usage: B, Additional Required: C",
  /// AKS "Insufficient vcpu quota requested C, remaining D for family X for region R". Both also as details within others.
  init?(_ texts: [String]) {
    for text in texts {
      let scanner = TextScanner(text)
      if let limit = scanner.number(after: "Current Limit: ") {
        self.limit = limit
        usage = scanner.number(after: "Current Usage: ")
        remaining = usage.map { limit - $0 }
        required = scanner.number(after: "Additional Required: ")
        name = scanner.text(after: "exceeding approved ", upTo: " quota")
        region = scanner.text(after: "Location: ", upTo: ",")
        return
      }
      if let requested = scanner.number(after: "quota requested "), let left = scanner.number(after: "remaining ") {
        required = requested
        remaining = left
        name = scanner.word(after: "for family ")
        region = scanner.word(after: "for region ")
        return
      }
    }
    return nil
  }
}

/// Finds facts in sentences that services write for people.
struct TextScanner {
  private let text: String

  init(_ text: String) {
    self.text = text
  }

  /// The text between two others.
  func text(after start: String, upTo end: String) -> String? {
    guard let begin = text.firstRange(of: start)?.upperBound else { return nil }
    let rest = text[begin...]
    guard let found = rest.firstRange(of: end)?.lowerBound, found > begin else { return nil }
    return String(rest[..<found])
  }

  /// The whole number that follows a text, unless it is too large to reckon with.
  func number(after start: String) -> Int? {
    guard let begin = text.firstRange(of: start)?.upperBound else { return nil }
    let digits = text[begin...].prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count <= 12 ? Int(digits) : nil
  }

  /// What follows a text up to a space or the end of the sentence.
  func word(after start: String) -> String? {
    guard let begin = text.firstRange(of: start)?.upperBound else { return nil }
    let word = text[begin...].prefix { !$0.isWhitespace && $0 != "," && $0 != "'" && $0 != "\"" }
    let trimmed = word.last == "." ? word.dropLast() : word
    return trimmed.isEmpty ? nil : String(trimmed)
  }
}
