internal import BigInt

/// A number of the language: a binary floating-point number, or an infinity.
///
/// Like Go's `big.Float`, which Terraform has, each has a precision: how many bits its mantissa may have. What is written or
/// read has 512, what functions count 64 and what they work out as a double 53; a result has the greater of those that it
/// is made of. It shows where a number is rounded, and in how many digits tell it from its neighbours.
///
/// Two whole numbers are equal if they are the same, and two fractions if their texts are (cty's `rawNumberEqual`). Zero has a sign, which only its text and a division by it tell. There is nothing that is not a
/// number.
package enum Number: Sendable {
  /// A whole number with the precision of what is written.
  case int(Int64)
  /// A whole number with the precision of what functions count.
  case counted(Int64)
  case big(Box)

  /// Any other number: an odd mantissa times a power of two, zero, or an infinity.
  package final class Box: Sendable {
    let isNegative: Bool
    let mantissa: BigUInt
    let exponent: Int
    let precision: Int
    let isInfinite: Bool

    init(isNegative: Bool, mantissa: BigUInt, exponent: Int, precision: Int, isInfinite: Bool = false) {
      self.isNegative = isNegative
      self.mantissa = mantissa
      self.exponent = exponent
      self.precision = precision
      self.isInfinite = isInfinite
    }
  }

  /// The precision of what is written, in source or as text.
  package static let mantissaBits = 512
  private static let countBits = 64
  private static let doubleBits = 53
  /// Beyond this binary exponent a number becomes infinite, below its opposite zero; it bounds the length of texts.
  package static let exponentMax = 1 << 17

  package static let zero = Number.counted(0)
  package static let infinity = infinite(isNegative: false)
  package static let negativeInfinity = infinite(isNegative: true)

  private static func infinite(isNegative: Bool) -> Number {
    .big(Box(isNegative: isNegative, mantissa: 0, exponent: 0, precision: mantissaBits, isInfinite: true))
  }

  /// A number as functions count.
  package init(_ integer: some BinaryInteger) {
    if let small = Int64(exactly: integer) {
      self = .counted(small)
    } else {
      self.init(
        rounding: Exact(isNegative: integer < 0, mantissa: BigUInt(integer.magnitude), exponent: 0), to: Self.countBits)
    }
  }

  /// The exact value of a double, with its precision; nil for one that is not a number.
  package init?(_ double: Double) {
    if double.isNaN { return nil }
    if double.isInfinite {
      self = double < 0 ? .negativeInfinity : .infinity
    } else if double.isZero {
      self.init(rounding: Exact(isNegative: double.sign == .minus, mantissa: 0, exponent: 0), to: Self.doubleBits)
    } else {
      let shift = Int(double.exponent) - 52
      let mantissa = BigUInt(UInt64(double.significand.magnitude * 0x1p52))
      self.init(rounding: Exact(isNegative: double < 0, mantissa: mantissa, exponent: shift), to: Self.doubleBits)
    }
  }

  /// The precision, in bits.
  var precision: Int {
    switch self {
    case .int: Self.mantissaBits
    case .counted: Self.countBits
    case .big(let box): box.precision
    }
  }

  /// The whole number that this is, if it is one and fits.
  var whole: Int64? {
    switch self {
    case .int(let value), .counted(let value): return value
    case .big(let box):
      guard !box.isInfinite, box.exponent >= 0, box.exponent + box.mantissa.bitWidth <= 64 else { return nil }
      return Number.small(box.isNegative, UInt64(box.mantissa << box.exponent))
    }
  }

  /// The integer that this number is, if it is one and fits.
  package var int: Int? { whole.flatMap { Int(exactly: $0) } }

  package var isInfinite: Bool {
    if case .big(let box) = self { box.isInfinite } else { false }
  }

  /// Whether this is a whole number; infinities are not.
  package var isInteger: Bool {
    switch self {
    case .int, .counted: true
    case .big(let box): !box.isInfinite && box.exponent >= 0
    }
  }

  package var isZero: Bool { sign == 0 }

  /// -1, 0 or 1.
  package var sign: Int {
    switch self {
    case .int(let value), .counted(let value): Int(value.signum())
    case .big(let box): box.mantissa.isZero && !box.isInfinite ? 0 : box.isNegative ? -1 : 1
    }
  }

  /// Whether it has a minus sign, as zero may have, too.
  package var isNegative: Bool {
    switch self {
    case .int(let value), .counted(let value): value < 0
    case .big(let box): box.isNegative
    }
  }

  /// The nearest double, an infinity where none is large enough.
  package var double: Double {
    if let whole { return whole == 0 && isNegative ? -0.0 : Double(whole) }
    guard var exact = Exact(self) else { return sign < 0 ? -.infinity : .infinity }
    // 62 bits and a sticky one round to 53 as the whole mantissa would (subnormals aside).
    exact.truncate(toBits: 62)
    let magnitude = Double(sign: .plus, exponent: exact.exponent, significand: Double(UInt64(exact.mantissa)))
    return exact.isNegative ? -magnitude : magnitude
  }
}

extension Number: Hashable {
  package static func == (left: Number, right: Number) -> Bool {
    switch (left.read, right.read) {
    case (.big(let one), .big(let other)):
      one.isNegative == other.isNegative && one.exponent == other.exponent && one.mantissa == other.mantissa
        && one.isInfinite == other.isInfinite
    case (let one, let other): one.whole == other.whole
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch read {
    case .int(let value), .counted(let value): hasher.combine(value)
    case .big(let box):
      hasher.combine(box.isNegative)
      hasher.combine(box.exponent)
      hasher.combine(box.mantissa)
    }
  }

  /// The number that stands for all that are equal to this one: of a fraction, what its text reads back as.
  private var read: Number {
    if let whole { return .int(whole) }
    return precision == Self.mantissaBits || isInteger || isInfinite ? self : Number(decimal: description) ?? self
  }
}

/// A finite number before it is rounded: (-1)^isNegative · mantissa · 2^exponent.
struct Exact {
  var isNegative: Bool
  var mantissa: BigUInt
  var exponent: Int

  init(isNegative: Bool, mantissa: BigUInt, exponent: Int) {
    self.isNegative = isNegative
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// The value of a finite number; nil for an infinity.
  init?(_ number: Number) {
    switch number {
    case .int(let value), .counted(let value):
      self.init(isNegative: value < 0, mantissa: BigUInt(value.magnitude), exponent: 0)
    case .big(let box):
      if box.isInfinite { return nil }
      self.init(isNegative: box.isNegative, mantissa: box.mantissa, exponent: box.exponent)
    }
  }

  /// The power of two just above the magnitude.
  var top: Int { exponent + mantissa.bitWidth }

  /// Cuts the mantissa, keeping in a lowest extra bit whether something other than zero was cut off.
  mutating func truncate(toBits bits: Int) {
    let excess = mantissa.bitWidth - bits
    guard excess > 0 else { return }
    let isExact = mantissa.trailingZeroBitCount >= excess
    mantissa = (mantissa >> excess) << 1 + (isExact ? 0 : 1)
    exponent += excess - 1
  }
}

extension Number {
  /// The number of a precision that is nearest to an exact one, of two equally near the one whose mantissa is even.
  init(rounding exact: Exact, to precision: Int) {
    var mantissa = exact.mantissa
    var exponent = exact.exponent
    if mantissa.isZero {
      self = .zero(isNegative: exact.isNegative, precision)
      return
    }
    let excess = mantissa.bitWidth - precision
    if excess > 0 {
      let half = BigUInt(1) << (excess - 1)
      let quotient = mantissa >> excess
      let remainder = mantissa - (quotient << excess)
      let isUp = remainder > half || (remainder == half && quotient.trailingZeroBitCount == 0)
      mantissa = isUp ? quotient + 1 : quotient
      exponent += excess
    }
    let zeros = mantissa.trailingZeroBitCount
    mantissa >>= zeros
    exponent += zeros
    let top = exponent + mantissa.bitWidth
    if top > Number.exponentMax {
      self = exact.isNegative ? .negativeInfinity : .infinity
    } else if top < -Number.exponentMax {
      self = .zero(isNegative: exact.isNegative, precision)
    } else if exponent >= 0, top <= 64, let small = Number.small(exact.isNegative, UInt64(mantissa << exponent)) {
      self.init(small: small, precision)
    } else {
      self = .big(Box(isNegative: exact.isNegative, mantissa: mantissa, exponent: exponent, precision: precision))
    }
  }

  private static func zero(isNegative: Bool, _ precision: Int) -> Number {
    isNegative
      ? .big(Box(isNegative: true, mantissa: 0, exponent: 0, precision: precision)) : Number(small: 0, precision)
  }

  /// A whole number that needs no rounding.
  init(small value: Int64, _ precision: Int) {
    switch precision {
    case Number.mantissaBits: self = .int(value)
    case Number.countBits: self = .counted(value)
    default:
      let zeros = value == 0 ? 0 : value.trailingZeroBitCount
      self = .big(
        Box(
          isNegative: value < 0, mantissa: BigUInt(value.magnitude) >> zeros, exponent: zeros, precision: precision))
    }
  }

  /// The same number as far as a precision can say it.
  func rounded(to precision: Int) -> Number {
    if precision == self.precision { return self }
    guard let exact = Exact(self) else { return self }
    return Number(rounding: exact, to: precision)
  }

  private static func small(_ isNegative: Bool, _ magnitude: UInt64) -> Int64? {
    if !isNegative { return Int64(exactly: magnitude) }
    return magnitude <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
  }
}
