// The standard library has normal form C, but only for itself so far; Foundation's way would bring in ICU at start.
@_spi(_Unicode) private import Swift

extension String {
  /// The string in Unicode's normal form C, which all strings of the language are in.
  package var normalized: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: _nfc)
    return String(result)
  }
}

extension String {
  /// The part of this text that stays as it is when more text follows: a last character may yet combine with what comes,
  /// unless it is one of the signs that often stand before something else.
  var safePrefix: String {
    guard let last else { return self }
    let isFixed = last.unicodeScalars.count == 1 && Self.fixedSigns.contains(last)
    return isFixed ? self : String(dropLast())
  }

  private static let fixedSigns = Set("-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'")
}
