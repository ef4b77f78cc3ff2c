import Values

/// An amount as Kubernetes writes it: `120Gi`, `30G`, `1e9`, `512Mi`, `32212254720`.
struct KubernetesQuantity {
  /// Whole bytes; fractions of one are rounded up.
  let bytes: Number

  /// Nil for what is no quantity.
  init?(_ text: String) {
    let number = text.prefix { "+-.0123456789".contains($0) }
    guard let amount = Number(decimal: number.first == "+" ? number.dropFirst() : number),
      let scale = Self.scale(of: String(text.dropFirst(number.count))), let product = Number.product(amount, scale)
    else { return nil }
    bytes = product.ceiling
  }

  /// The bytes in whole GiB, rounded down.
  var wholeGiB: Int {
    Number.quotient(bytes, Number(1 << 30))?.floor.int ?? .max
  }

  private static func scale(of suffix: String) -> Number? {
    if let scale = scales[suffix] { return scale }
    guard let mark = suffix.first, mark == "e" || mark == "E", let exponent = Int(suffix.dropFirst()),
      (-18...18).contains(exponent)
    else { return nil }
    return Number(decimal: "1e\(exponent)")
  }

  private static let scales: [String: Number] = {
    var scales: [String: Number] = ["": Number(1)]
    for (power, unit) in ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].enumerated() {
      scales[unit] = Number(1 << (10 * (power + 1)))
    }
    for (unit, exponent) in [
      ("n", -9), ("u", -6), ("m", -3), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18),
    ] {
      scales[unit] = Number(decimal: "1e\(exponent)")
    }
    return scales
  }()
}
