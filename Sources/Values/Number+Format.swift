internal import BigInt

extension Number {
  /// The text with one digit before the point and an exponent of at least two digits: `1.234568e+04`.
  ///
  /// With no number of digits after the point the shortest text that reads back as this number.
  package func scientificText(fractionDigits: Int?, uppercase: Bool = false) -> String {
    guard let exact = Exact(self) else { return description }
    return sign(exact)
      + decimal(exact, significant: fractionDigits.map { $0 + 1 })
      .scientific(fractionDigits: fractionDigits, uppercase: uppercase)
  }

  /// The text with or without an exponent, whichever suits the size, as the verb `%g` of Go writes it.
  ///
  /// With no number of significant digits the shortest text that reads back as this number.
  package func generalText(significantDigits: Int?, uppercase: Bool = false) -> String {
    guard let exact = Exact(self) else { return description }
    let wanted = significantDigits.map { max($0, 1) }
    let decimal = decimal(exact, significant: wanted)
    let exponent = decimal.point - 1
    var limit = wanted ?? 6
    if wanted != nil, limit > decimal.digits.count, decimal.digits.count >= decimal.point {
      limit = decimal.digits.count
    }
    if exponent < -4 || exponent >= limit {
      return sign(exact) + decimal.scientific(fractionDigits: nil, uppercase: uppercase)
    }
    return sign(exact) + decimal.text
  }

  private func sign(_ exact: Exact) -> String { exact.isNegative ? "-" : "" }

  /// The digits of the magnitude, cut and rounded to a number of them, or as few as will do.
  private func decimal(_ exact: Exact, significant: Int?) -> DecimalDigits {
    if exact.mantissa.isZero { return DecimalDigits.zero }
    guard let significant else {
      return DecimalDigits(shortestOf: exact.mantissa, exponent: exact.exponent, precision: precision)
    }
    var decimal = DecimalDigits(exact.mantissa, exact.exponent)
    if significant < decimal.digits.count {
      decimal.cut(to: significant, up: decimal.isNearerUp(at: significant))
    }
    return decimal
  }
}

extension DecimalDigits {
  /// Zero, as one digit so that texts have something to show.
  static let zero = DecimalDigits(digits: [0], point: 1)

  private init(digits: [UInt8], point: Int) {
    self.digits = digits
    self.point = point
  }

  func scientific(fractionDigits: Int?, uppercase: Bool) -> String {
    var fraction = digits.dropFirst().map { String($0) }.joined()
    let missing = (fractionDigits ?? 0) - fraction.utf8.count
    if missing > 0 { fraction += String(repeating: "0", count: missing) }
    let exponent = point - 1
    let size = String(abs(exponent))
    return String(digits.first ?? 0) + (fraction.isEmpty ? "" : ".\(fraction)") + (uppercase ? "E" : "e")
      + (exponent < 0 ? "-" : "+") + (size.utf8.count < 2 ? "0\(size)" : size)
  }
}
