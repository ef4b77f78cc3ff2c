/// The rule for names of declared things.
enum Identifier {
  static let rule =
    "A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes."

  static func isValid(_ text: String) -> Bool {
    var isFirst = true
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      let fits =
        isFirst
        ? properties.isIDStart || scalar == "_"
        : properties.isIDContinue || scalar == "-"
      guard fits else { return false }
      isFirst = false
    }
    return !isFirst
  }
}
