extension Diagnostic {
  /// After so many mistakes no further ones are looked for: a file that is no configuration at all may have millions.
  package static let countMax = 1000

  /// Says that there may be more mistakes than are told.
  package static func tooMany(at range: SourceRange? = nil) -> Diagnostic {
    .error(
      "Too many mistakes", detail: "After \(countMax) mistakes, no further ones are looked for.", at: range,
      hint: "check that this is a configuration at all")
  }
}

extension [Diagnostic] {
  /// Whether there are so many that nobody is helped by more.
  package var areTooMany: Bool { count >= Diagnostic.countMax }
}
