/// Scalars that are the same but for their case, as far as one scalar stands for one.
enum CaseFolding {
  /// What all variants of a scalar have in common.
  static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII {
      return scalar.value >= 0x41 && scalar.value <= 0x5A ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
    }
    // Unicode keeps the dotless i apart from the one with a dot.
    if scalar == "ı" { return scalar }
    return lower(upper(scalar))
  }

  /// A scalar and what it is in other cases.
  static func variants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar == "ı" || scalar == "İ" { return [scalar] }
    let folded = folded(scalar)
    var variants = [scalar]
    for variant in [folded, upper(folded), single(folded.properties.titlecaseMapping) ?? folded]
      + (rare[folded] ?? []) where !variants.contains(variant)
    {
      variants.append(variant)
    }
    return variants
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    single(scalar.properties.lowercaseMapping) ?? scalar
  }

  private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    single(scalar.properties.uppercaseMapping) ?? scalar
  }

  private static func single(_ mapped: String) -> Unicode.Scalar? {
    mapped.unicodeScalars.count == 1 ? mapped.unicodeScalars.first : nil
  }

  /// The variants that mapping a folded scalar to another case doesn't find.
  private static let rare: [Unicode.Scalar: [Unicode.Scalar]] = [
    "k": ["\u{212A}"], "s": ["\u{17F}"], "\u{E5}": ["\u{212B}"], "\u{3C9}": ["\u{2126}"], "\u{3BC}": ["\u{B5}"],
    "\u{3C3}": ["\u{3C2}"], "\u{3B2}": ["\u{3D0}"], "\u{3B5}": ["\u{3F5}"], "\u{3B8}": ["\u{3D1}", "\u{3F4}"],
    "\u{3B9}": ["\u{345}", "\u{1FBE}"], "\u{3BA}": ["\u{3F0}"], "\u{3C0}": ["\u{3D6}"], "\u{3C1}": ["\u{3F1}"],
    "\u{3C6}": ["\u{3D5}"], "\u{1E61}": ["\u{1E9B}"], "\u{DF}": ["\u{1E9E}"],
  ]
}
