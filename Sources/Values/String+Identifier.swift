extension String {
  /// Whether this is a name: a letter, or an underscore if so said, and then letters, digits, underscores and dashes.
  package func isIdentifier(mayStartWithUnderscore: Bool = false) -> Bool {
    guard let first = unicodeScalars.first, first.isNameStart || (first == "_" && mayStartWithUnderscore) else {
      return false
    }
    return unicodeScalars.allSatisfy { $0.isNamePart || $0 == "-" }
  }
}

extension Unicode.Scalar {
  /// Whether a name can start with this. Nearly all names are ASCII, and for those no table need be looked at.
  package var isNameStart: Bool {
    switch self {
    case "a"..."z", "A"..."Z": true
    case "\0"..."\u{7F}": false
    default: properties.isIDStart
    }
  }

  /// Whether a name can go on with this.
  package var isNamePart: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    case "\0"..."\u{7F}": false
    default: properties.isIDContinue
    }
  }
}
