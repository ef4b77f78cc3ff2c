/// How text is dressed for a terminal, or left bare for a pipe.
package struct TextStyle: Sendable {
  package enum Colour: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  package let isColored: Bool

  package init(isColored: Bool = false) {
    self.isColored = isColored
  }

  package func callAsFunction(_ text: String, _ colour: Colour) -> String {
    isColored ? beginning(colour) + text + Self.end : text
  }

  /// What stands before and after a text in a colour, where there are colours.
  func beginning(_ colour: Colour) -> String { "\u{1B}[\(colour.rawValue)m" }
  static let end = "\u{1B}[0m"
}

extension String {
  /// The text padded with spaces to a number of columns.
  func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(columns - columnCount, 0))
  }

  /// How many columns a name takes.
  var columnCount: Int { utf8.allSatisfy { $0 < 0x80 } ? utf8.count : count }

  /// The text in at most this many columns, its end cut off with an ellipsis where it is longer.
  func cut(to columns: Int) -> String {
    count <= columns ? self : String(prefix(max(columns - 1, 0))) + "…"
  }

  /// The text in at most this many columns, an ellipsis for its middle where it is longer: ids differ at their ends.
  func cutInside(to columns: Int) -> String {
    guard count > columns else { return self }
    let head = max(columns - 1, 0) / 3
    return "\(prefix(head))…\(suffix(max(columns - 1 - head, 0)))"
  }

  /// How many characters the text has in common with another from the start on.
  func commonPrefixCount(with other: String) -> Int { zip(self, other).prefix { $0 == $1 }.count }
}

extension Duration {
  /// Whole seconds as Terraform writes them: `12s`, `1m30s`, `1h0m5s`.
  var wholeSecondsText: String {
    let (seconds, attoseconds) = components
    let total = max(seconds + (attoseconds >= 500_000_000_000_000_000 ? 1 : 0), 0)
    if total < 60 { return "\(total)s" }
    if total < 3600 { return "\(total / 60)m\(total % 60)s" }
    return "\(total / 3600)h\(total % 3600 / 60)m\(total % 60)s"
  }

  /// Tenths of seconds below a minute: `0.4 s`; above, as ``wholeSecondsText``.
  var shortText: String {
    let tenths = Int64((self / .milliseconds(100)).rounded())
    return tenths < 600 ? "\(tenths / 10).\(tenths % 10) s" : wholeSecondsText
  }
}
