import Values

/// The rule for names of declared things.
enum Identifier {
  static let rule =
    "A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes."

  static func isValid(_ text: String) -> Bool {
    text.isIdentifier(mayStartWithUnderscore: true)
  }
}
