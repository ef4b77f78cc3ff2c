/// What takes the place of a match: text, and groups of the match.
struct RegexTemplate {
  private enum Piece {
    case scalar(Unicode.Scalar)
    case group(Int)
  }

  private var pieces: [Piece] = []

  init(_ template: String, groupNames: [String?]) {
    let scalars = Array(template.unicodeScalars)
    var place = 0
    while place < scalars.count {
      if scalars[place] == "$", place + 1 < scalars.count {
        if scalars[place + 1] == "$" {
          pieces.append(.scalar("$"))
          place += 2
          continue
        }
        if let (name, end) = RegexTemplate.reference(in: scalars, after: place) {
          // What names no group stands for nothing.
          if let group = RegexTemplate.group(name, groupNames) { pieces.append(.group(group)) }
          place = end
          continue
        }
      }
      pieces.append(.scalar(scalars[place]))
      place += 1
    }
  }

  /// Appends what takes the place of a match, and returns of how many scalars that is.
  func expand(
    _ match: RegularExpression.Match, in text: [Unicode.Scalar], into result: inout String.UnicodeScalarView
  ) -> Int {
    var count = 0
    for piece in pieces {
      switch piece {
      case .scalar(let scalar):
        result.append(scalar)
        count += 1
      case .group(let group):
        guard let range = match[group] else { continue }
        result.append(contentsOf: text[range])
        count += range.count
      }
    }
    return count
  }

  /// The name after a dollar sign, as long as it can be, and the place after it.
  private static func reference(in scalars: [Unicode.Scalar], after dollar: Int) -> (name: String, end: Int)? {
    let isBraced = scalars[dollar + 1] == "{"
    let start = dollar + (isBraced ? 2 : 1)
    guard start < scalars.count else { return nil }
    let end = scalars[start...].firstIndex { !isNamePart($0) } ?? scalars.count
    guard end > start, !isBraced || (end < scalars.count && scalars[end] == "}") else { return nil }
    return (String(String.UnicodeScalarView(scalars[start..<end])), isBraced ? end + 1 : end)
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "_" { return true }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
    default: false
    }
  }

  private static func group(_ name: String, _ groupNames: [String?]) -> Int? {
    if name.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      guard let number = Int(name), number <= groupNames.count else { return nil }
      return number
    }
    return groupNames.firstIndex(of: name).map { $0 + 1 }
  }
}
