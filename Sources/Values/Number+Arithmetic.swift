internal import BigInt

extension Number: Comparable {
  package static func < (left: Number, right: Number) -> Bool {
    if let left = left.whole, let right = right.whole { return left < right }
    if left.sign != right.sign { return left.sign < right.sign }
    let isLess = left.magnitudeIsLess(than: right)
    return left.sign < 0 ? right.magnitudeIsLess(than: left) : isLess
  }

  private func magnitudeIsLess(than other: Number) -> Bool {
    guard let left = Exact(self) else { return false }
    guard let right = Exact(other) else { return true }
    if left.mantissa.isZero || right.mantissa.isZero { return left.mantissa.isZero && !right.mantissa.isZero }
    if left.top != right.top { return left.top < right.top }
    let exponent = min(left.exponent, right.exponent)
    return left.mantissa << (left.exponent - exponent) < right.mantissa << (right.exponent - exponent)
  }
}

extension Number {
  package static prefix func - (number: Number) -> Number {
    switch number {
    case .int(let value) where value != .min && value != 0: return .int(-value)
    case .counted(let value) where value != .min && value != 0: return .counted(-value)
    default:
      guard var exact = Exact(number) else { return number.sign < 0 ? .infinity : .negativeInfinity }
      exact.isNegative.toggle()
      return Number(rounding: exact, to: number.precision)
    }
  }

  package var magnitude: Number { isNegative ? -self : self }

  /// The sum; nil for infinities of opposite sign.
  package static func sum(_ left: Number, _ right: Number) -> Number? {
    if let (one, other, precision) = small(left, right) {
      let (sum, isOverflow) = one.addingReportingOverflow(other)
      if !isOverflow { return Number(small: sum, precision) }
    }
    guard let first = Exact(left) else { return right.isInfinite && right.sign != left.sign ? nil : left }
    guard let second = Exact(right) else { return right }
    let precision = max(left.precision, right.precision)
    if first.mantissa.isZero, second.mantissa.isZero {
      let isNegative = first.isNegative && second.isNegative
      return Number(rounding: Exact(isNegative: isNegative, mantissa: 0, exponent: 0), to: precision)
    }
    if first.mantissa.isZero { return right.rounded(to: precision) }
    if second.mantissa.isZero { return left.rounded(to: precision) }
    var (large, small) = first.top >= second.top ? (first, second) : (second, first)
    let gap = large.top - small.top
    if gap > precision + 2 {
      // What is that much smaller only says on which side of the large one the sum lies.
      let shift = max(0, precision + 3 - large.mantissa.bitWidth)
      large.mantissa <<= shift
      large.exponent -= shift
      small = Exact(isNegative: small.isNegative, mantissa: 1, exponent: large.exponent - 1)
    }
    let exponent = min(large.exponent, small.exponent)
    let a = large.mantissa << (large.exponent - exponent)
    let b = small.mantissa << (small.exponent - exponent)
    if large.isNegative == small.isNegative {
      return Number(rounding: Exact(isNegative: large.isNegative, mantissa: a + b, exponent: exponent), to: precision)
    }
    let isNegative = a == b ? false : a > b ? large.isNegative : small.isNegative
    return Number(
      rounding: Exact(isNegative: isNegative, mantissa: a >= b ? a - b : b - a, exponent: exponent), to: precision)
  }

  /// Two whole numbers that are at hand, and the precision of what is made of them.
  private static func small(_ left: Number, _ right: Number) -> (Int64, Int64, Int)? {
    switch (left, right) {
    case (.int(let one), .int(let other)), (.int(let one), .counted(let other)), (.counted(let one), .int(let other)):
      (one, other, mantissaBits)
    case (.counted(let one), .counted(let other)): (one, other, left.precision)
    default: nil
    }
  }

  /// The difference; nil for infinities of the same sign.
  package static func difference(_ left: Number, _ right: Number) -> Number? { sum(left, -right) }

  /// The product, with as much precision as it takes up to that of what is written; nil for zero times an infinity.
  package static func product(_ left: Number, _ right: Number) -> Number? {
    if let (one, other, precision) = small(left, right) {
      let (product, isOverflow) = one.multipliedReportingOverflow(by: other)
      // A zero may have a sign.
      if !isOverflow, product != 0 || one | other >= 0 { return Number(small: product, precision) }
    }
    guard let first = Exact(left), let second = Exact(right) else {
      if left.isZero || right.isZero { return nil }
      return left.sign == right.sign ? .infinity : .negativeInfinity
    }
    let product = Number(
      rounding: Exact(
        isNegative: first.isNegative != second.isNegative, mantissa: first.mantissa * second.mantissa,
        exponent: first.exponent + second.exponent), to: mantissaBits)
    guard let exact = Exact(product) else { return product }
    let needed = exact.mantissa.bitWidth - (exact.mantissa.isZero ? 0 : exact.mantissa.trailingZeroBitCount)
    return product.rounded(to: max(left.precision, right.precision, needed))
  }

  /// The quotient, an infinity for a number other than zero divided by zero; nil for zero by zero and for two infinities.
  package static func quotient(_ left: Number, _ right: Number) -> Number? {
    if let (one, other, precision) = small(left, right), other != 0, one != 0, !(one == .min && other == -1),
      one % other == 0
    {
      return Number(small: one / other, precision)
    }
    guard let first = Exact(left) else {
      if right.isInfinite { return nil }
      return left.isNegative == right.isNegative ? .infinity : .negativeInfinity
    }
    let precision = max(left.precision, right.precision)
    let isNegative = left.isNegative != right.isNegative
    guard let second = Exact(right) else {
      return Number(rounding: Exact(isNegative: isNegative, mantissa: 0, exponent: 0), to: precision)
    }
    if second.mantissa.isZero {
      if first.mantissa.isZero { return nil }
      return isNegative ? .negativeInfinity : .infinity
    }
    return Number(rounding: first.divided(by: second, bits: precision), to: precision)
  }

  /// What is left over of `left` after taking away `right` a whole number of times; has the sign of `left`.
  ///
  /// As in Terraform the remainder by zero and that of or by an infinity is `left` itself, and each step on the way is
  /// rounded to the precision of `left` (cty's `Value.Modulo`).
  package static func remainder(_ left: Number, _ right: Number) -> Number {
    let precision = left.precision
    if let (one, other, _) = small(left, right), other != 0 {
      return Number(small: other == -1 ? 0 : one % other, precision)
    }
    if right.isZero || left.isInfinite || right.isInfinite { return left }
    guard let times = quotient(left, right)?.truncated.rounded(to: precision),
      let taken = product(right, times)?.rounded(to: precision), let rest = difference(left, taken)
    else { return left }
    return rest.rounded(to: precision)
  }

  /// The whole number next to this one towards zero, which itself has no sign here.
  package var truncated: Number {
    if isZero { return Number(small: 0, precision) }
    guard case .big(let box) = self, box.exponent < 0 else { return self }
    let mantissa = box.mantissa >> -box.exponent
    return Number(
      rounding: Exact(isNegative: box.isNegative && !mantissa.isZero, mantissa: mantissa, exponent: 0),
      to: box.precision)
  }

  /// The greatest whole number that is not greater.
  package var floor: Number {
    let whole = truncated
    return isInteger || sign > 0 ? whole : Number.sum(whole, -1)?.rounded(to: precision) ?? whole
  }

  /// The least whole number that is not less.
  package var ceiling: Number {
    let whole = truncated
    return isInteger || sign < 0 ? whole : Number.sum(whole, 1)?.rounded(to: precision) ?? whole
  }
}

extension Number: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self = .counted(value) }
}

extension Exact {
  /// The quotient with at least two bits more than are asked for, the last of them sticky.
  func divided(by divisor: Exact, bits: Int) -> Exact {
    let shift = max(0, bits + 2 + divisor.mantissa.bitWidth - mantissa.bitWidth)
    let (quotient, remainder) = (mantissa << shift).quotientAndRemainder(dividingBy: divisor.mantissa)
    return Exact(
      isNegative: isNegative != divisor.isNegative, mantissa: quotient << 1 + (remainder.isZero ? 0 : 1),
      exponent: exponent - shift - divisor.exponent - 1)
  }
}
