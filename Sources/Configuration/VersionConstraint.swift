/// A version: numbers with dots between them, and perhaps a pre-release.
package struct Version: Sendable, Hashable, CustomStringConvertible {
  /// At least three numbers; those not written are 0.
  package let numbers: [UInt]
  /// How many numbers were written.
  package let precision: Int
  /// The part after the dash; empty for a release.
  package let prerelease: String

  /// Nil if the text is not a version.
  package init?(_ text: some StringProtocol) {
    // Build metadata takes no part in comparisons.
    let release = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = release[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    var numbers: [UInt] = []
    for part in parts[0].split(separator: ".", omittingEmptySubsequences: false) {
      guard !part.isEmpty, part.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt(part) else { return nil }
      numbers.append(number)
    }
    let prerelease = parts.count > 1 ? String(parts[1]) : ""
    guard parts.count == 1 || Version.isSuffix(prerelease), release.count == 1 || Version.isSuffix(release[1]) else {
      return nil
    }
    precision = numbers.count
    while numbers.count < 3 { numbers.append(0) }
    self.numbers = numbers
    self.prerelease = prerelease
  }

  package var description: String {
    numbers.map(String.init).joined(separator: ".") + (prerelease.isEmpty ? "" : "-\(prerelease)")
  }

  private static func isSuffix(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

extension Version: Comparable {
  package static func == (left: Version, right: Version) -> Bool {
    !(left < right) && !(right < left)
  }

  package static func < (left: Version, right: Version) -> Bool {
    for place in 0..<max(left.numbers.count, right.numbers.count) {
      let a = place < left.numbers.count ? left.numbers[place] : 0
      let b = place < right.numbers.count ? right.numbers[place] : 0
      if a != b { return a < b }
    }
    // A release comes after its pre-releases.
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    let a = left.prerelease.split(separator: ".", omittingEmptySubsequences: false)
    let b = right.prerelease.split(separator: ".", omittingEmptySubsequences: false)
    for (x, y) in zip(a, b) where x != y {
      switch (UInt(x), UInt(y)) {
      case (let x?, let y?): return x < y
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil): return String(x).precedes(String(y))
      }
    }
    return a.count < b.count
  }

  package func hash(into hasher: inout Hasher) {
    var significant = numbers
    while significant.last == 0 { significant.removeLast() }
    hasher.combine(significant)
    hasher.combine(prerelease)
  }
}

extension String {
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

/// Which versions fit: terms with commas between them, all of which have to hold, as in `>= 1.5, < 2.0`.
package struct VersionConstraint: Sendable, Hashable, CustomStringConvertible {
  package enum Relation: String, Sendable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case atLeast = ">="
    case atMost = "<="
    /// The last number written may grow, nothing before it: `~> 4.1` is at least 4.1 and below 5.
    case pessimistic = "~>"
    case above = ">"
    case below = "<"
  }

  package struct Term: Sendable, Hashable {
    package let relation: Relation
    package let version: Version
  }

  package let terms: [Term]
  /// As written.
  package let description: String

  /// Nil if the text is not a constraint.
  package init?(_ text: String) {
    var terms: [Term] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let trimmed = part.trimmingSpaces
      let relation = Relation.allCases.filter { $0 != .equal }.first { trimmed.hasPrefix($0.rawValue) }
      let prefix = relation?.rawValue.count ?? (trimmed.hasPrefix("=") ? 1 : 0)
      var rest = trimmed.dropFirst(prefix).trimmingSpaces
      if rest.hasPrefix("v") { rest = rest.dropFirst() }
      guard let version = Version(rest) else { return nil }
      terms.append(Term(relation: relation ?? .equal, version: version))
    }
    self.terms = terms
    description = text
  }

  /// Whether a version fits.
  package func allows(_ version: Version) -> Bool {
    terms.allSatisfy { $0.allows(version) }
  }
}

extension Sequence<VersionConstraint> {
  /// Whether there can be a release of a major version that fits all of them.
  package func allowRelease(ofMajor major: UInt) -> Bool {
    let named = flatMap(\.terms).map(\.version).filter { $0.numbers[0] == major }
    // The least one that fits is the first of all, one that a term names or the one after that.
    let candidates = named + named.flatMap { [$0.release, $0.nextPatch] } + [Version(major: major)]
    return candidates.contains { candidate in allSatisfy { $0.allows(candidate) } }
  }
}

extension Version {
  /// The first release of a major version.
  package init(major: UInt) {
    self.init(numbers: [major, 0, 0])
  }

  private init(numbers: [UInt]) {
    self.numbers = numbers
    precision = numbers.count
    prerelease = ""
  }

  fileprivate var release: Version { Version(numbers: numbers) }

  fileprivate var nextPatch: Version {
    // A number that can't grow is as good as one that has.
    Version(numbers: [numbers[0], numbers[1], numbers[2] == .max ? .max : numbers[2] + 1])
  }
}

extension VersionConstraint.Term {
  package func allows(_ candidate: Version) -> Bool {
    // A pre-release is only ever meant when it is named.
    if !candidate.prerelease.isEmpty, version.prerelease.isEmpty || candidate.numbers != version.numbers {
      return relation == .unequal
    }
    switch relation {
    case .equal: return candidate == version
    case .unequal: return candidate != version
    case .atLeast: return candidate >= version
    case .atMost: return candidate <= version
    case .above: return candidate > version
    case .below: return candidate < version
    case .pessimistic:
      let fixed = max(version.precision - 1, 0)
      return candidate >= version && candidate.numbers.prefix(fixed).elementsEqual(version.numbers.prefix(fixed))
    }
  }

  /// Whether the term asks for something newer than `candidate`.
  package func wantsNewer(than candidate: Version) -> Bool {
    switch relation {
    case .equal, .atLeast, .above, .pessimistic: !allows(candidate) && candidate <= version
    case .unequal, .atMost, .below: false
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var rest = self.drop { $0 == " " || $0 == "\t" || $0 == "\n" }
    while let last = rest.last, last == " " || last == "\t" || last == "\n" { rest.removeLast() }
    return rest
  }
}
