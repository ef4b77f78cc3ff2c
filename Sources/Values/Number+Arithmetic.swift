internal import BigInt

extension Number: Comparable {
  package static func < (left: Number, right: Number) -> Bool {
    if case (.int(let left), .int(let right)) = (left, right) { return left < right }
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
    case .int(let value) where value != .min: .int(-value)
    case .int: Number(Int64.min.magnitude)
    // Only 2^63 becomes small by a change of sign.
    case .big(let box) where box.mantissa == 1 && box.exponent == 63: .int(.min)
    case .big(let box): .big(Box(isNegative: !box.isNegative, mantissa: box.mantissa, exponent: box.exponent))
    }
  }

  package var magnitude: Number { sign < 0 ? -self : self }

  /// The sum; nil for infinities of opposite sign.
  package static func sum(_ left: Number, _ right: Number) -> Number? {
    if case (.int(let left), .int(let right)) = (left, right) {
      let (sum, isOverflow) = left.addingReportingOverflow(right)
      if !isOverflow { return .int(sum) }
    }
    guard let first = Exact(left) else { return right.isInfinite && right.sign != left.sign ? nil : left }
    guard let second = Exact(right) else { return right }
    if first.mantissa.isZero { return right }
    if second.mantissa.isZero { return left }
    var (large, small) = first.top >= second.top ? (first, second) : (second, first)
    let gap = large.top - small.top
    if gap > mantissaBits + 2 {
      // What is that much smaller only says on which side of the large one the sum lies.
      let shift = max(0, mantissaBits + 3 - large.mantissa.bitWidth)
      large.mantissa <<= shift
      large.exponent -= shift
      small = Exact(isNegative: small.isNegative, mantissa: 1, exponent: large.exponent - 1)
    }
    let exponent = min(large.exponent, small.exponent)
    let a = large.mantissa << (large.exponent - exponent)
    let b = small.mantissa << (small.exponent - exponent)
    if large.isNegative == small.isNegative {
      return Number(rounding: Exact(isNegative: large.isNegative, mantissa: a + b, exponent: exponent))
    }
    let isNegative = a >= b ? large.isNegative : small.isNegative
    return Number(rounding: Exact(isNegative: isNegative, mantissa: a >= b ? a - b : b - a, exponent: exponent))
  }

  /// The difference; nil for infinities of the same sign.
  package static func difference(_ left: Number, _ right: Number) -> Number? { sum(left, -right) }

  /// The product; nil for zero times an infinity.
  package static func product(_ left: Number, _ right: Number) -> Number? {
    if case (.int(let left), .int(let right)) = (left, right) {
      let (product, isOverflow) = left.multipliedReportingOverflow(by: right)
      if !isOverflow { return .int(product) }
    }
    guard let first = Exact(left), let second = Exact(right) else {
      if left.isZero || right.isZero { return nil }
      return left.sign == right.sign ? .infinity : .negativeInfinity
    }
    return Number(
      rounding: Exact(
        isNegative: first.isNegative != second.isNegative, mantissa: first.mantissa * second.mantissa,
        exponent: first.exponent + second.exponent))
  }

  /// The quotient, an infinity for a number other than zero divided by zero; nil for zero by zero and for two infinities.
  package static func quotient(_ left: Number, _ right: Number) -> Number? {
    if case (.int(let left), .int(let right)) = (left, right), right != 0, !(left == .min && right == -1),
      left % right == 0
    {
      return .int(left / right)
    }
    guard let first = Exact(left) else {
      if right.isInfinite { return nil }
      return (left.sign < 0) == (right.sign < 0) ? .infinity : .negativeInfinity
    }
    guard let second = Exact(right) else { return .zero }
    if second.mantissa.isZero {
      if first.mantissa.isZero { return nil }
      return first.isNegative ? .negativeInfinity : .infinity
    }
    return Number(rounding: first.divided(by: second))
  }

  /// What is left over of `left` after taking away `right` a whole number of times; has the sign of `left`.
  ///
  /// As in Terraform the remainder by zero and that of or by an infinity is `left` itself.
  package static func remainder(_ left: Number, _ right: Number) -> Number {
    if case (.int(let left), .int(let right)) = (left, right), right != 0 {
      return .int(right == -1 ? 0 : left % right)
    }
    if right.isZero || left.isInfinite || right.isInfinite { return left }
    guard let quotient = quotient(left, right), let taken = product(right, quotient.truncated),
      let rest = difference(left, taken)
    else { return left }
    return rest
  }

  /// The whole number next to this one towards zero.
  package var truncated: Number {
    guard case .big(let box) = self, box.exponent < 0 else { return self }
    return Number(rounding: Exact(isNegative: box.isNegative, mantissa: box.mantissa >> -box.exponent, exponent: 0))
  }

  /// The greatest whole number that is not greater.
  package var floor: Number {
    let whole = truncated
    return whole == self || sign > 0 ? whole : Number.sum(whole, -1) ?? whole
  }

  /// The least whole number that is not less.
  package var ceiling: Number {
    let whole = truncated
    return whole == self || sign < 0 ? whole : Number.sum(whole, 1) ?? whole
  }
}

extension Number: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self = .int(value) }
}

extension Exact {
  /// The quotient with at least two bits more than a mantissa holds, the last of them sticky.
  func divided(by divisor: Exact) -> Exact {
    let shift = max(0, Number.mantissaBits + 2 + divisor.mantissa.bitWidth - mantissa.bitWidth)
    let (quotient, remainder) = (mantissa << shift).quotientAndRemainder(dividingBy: divisor.mantissa)
    return Exact(
      isNegative: isNegative != divisor.isNegative, mantissa: quotient << 1 + (remainder.isZero ? 0 : 1),
      exponent: exponent - shift - divisor.exponent - 1)
  }
}
