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
