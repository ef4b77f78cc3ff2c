/// A set of scalars as a regular expression tells of it.
struct ScalarSet: Sendable {
  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    case named([ClosedRange<UInt32>], isNegated: Bool)
    /// Scalars of some general categories; nil for all scalars.
    case categories([Unicode.GeneralCategory]?, isNegated: Bool)
  }

  var items: [Item] = []
  var isNegated = false
  var ignoresCase = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if !ignoresCase { return items.contains { ScalarSet.contains(scalar, $0) } != isNegated }
    let variants = CaseFolding.variants(of: scalar)
    let isIn = items.contains { item in
      // What an item leaves out is meant regardless of case, too.
      item.isNegated
        ? variants.allSatisfy { ScalarSet.contains($0, item) } : variants.contains { ScalarSet.contains($0, item) }
    }
    return isIn != isNegated
  }

  private static func contains(_ scalar: Unicode.Scalar, _ item: Item) -> Bool {
    switch item {
    case .range(let range): range.contains(scalar.value)
    case .named(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
    case .categories(let categories, let isNegated):
      (categories?.contains(scalar.properties.generalCategory) ?? true) != isNegated
    }
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    word.contains { $0.contains(scalar.value) }
  }

  // MARK: - Names

  private static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]

  /// What `\d`, `\s`, `\w` and their opposites stand for.
  static func perl(_ letter: Unicode.Scalar) -> Item? {
    switch letter {
    case "d": .named([0x30...0x39], isNegated: false)
    case "D": .named([0x30...0x39], isNegated: true)
    case "s": .named([0x09...0x0A, 0x0C...0x0D, 0x20...0x20], isNegated: false)
    case "S": .named([0x09...0x0A, 0x0C...0x0D, 0x20...0x20], isNegated: true)
    case "w": .named(word, isNegated: false)
    case "W": .named(word, isNegated: true)
    default: nil
    }
  }

  /// What a name in `[[:name:]]` stands for; all of it is ASCII.
  static func posix(_ name: String) -> [ClosedRange<UInt32>]? {
    switch name {
    case "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
    case "alpha": [0x41...0x5A, 0x61...0x7A]
    case "ascii": [0x00...0x7F]
    case "blank": [0x09...0x09, 0x20...0x20]
    case "cntrl": [0x00...0x1F, 0x7F...0x7F]
    case "digit": [0x30...0x39]
    case "graph": [0x21...0x7E]
    case "lower": [0x61...0x7A]
    case "print": [0x20...0x7E]
    case "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]
    case "space": [0x09...0x0D, 0x20...0x20]
    case "upper": [0x41...0x5A]
    case "word": word
    case "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66]
    default: nil
    }
  }

  /// The general categories that a name in `\p{name}` stands for: one of them, or all that start with a letter.
  static func categories(_ name: String) -> [Unicode.GeneralCategory]? {
    let found = named.filter { $0.name == name || (name.utf8.count == 1 && $0.name.hasPrefix(name)) }
    return found.isEmpty ? nil : found.map(\.category)
  }

  private static let named: [(name: String, category: Unicode.GeneralCategory)] = [
    ("Cc", .control), ("Cf", .format), ("Co", .privateUse), ("Cs", .surrogate), ("Ll", .lowercaseLetter),
    ("Lm", .modifierLetter), ("Lo", .otherLetter), ("Lt", .titlecaseLetter), ("Lu", .uppercaseLetter),
    ("Mc", .spacingMark), ("Me", .enclosingMark), ("Mn", .nonspacingMark), ("Nd", .decimalNumber),
    ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation), ("Pd", .dashPunctuation),
    ("Pe", .closePunctuation), ("Pf", .finalPunctuation), ("Pi", .initialPunctuation), ("Po", .otherPunctuation),
    ("Ps", .openPunctuation), ("Sc", .currencySymbol), ("Sk", .modifierSymbol), ("Sm", .mathSymbol),
    ("So", .otherSymbol), ("Zl", .lineSeparator), ("Zp", .paragraphSeparator), ("Zs", .spaceSeparator),
  ]
}

extension ScalarSet.Item {
  fileprivate var isNegated: Bool {
    switch self {
    case .range: false
    case .named(_, let isNegated), .categories(_, let isNegated): isNegated
    }
  }
}
