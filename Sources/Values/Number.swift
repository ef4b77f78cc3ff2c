internal import BigInt

/// A number of the language: a binary floating-point number with a mantissa of 512 bits, or an infinity.
///
/// The form is canonical (what fits `Int64` is ``int(_:)``), so equality and hashing are structural.
/// There is no negative zero and nothing that is not a number.
package enum Number: Hashable, Sendable {
  case int(Int64)
  case big(Box)

  /// A number that doesn't fit `Int64`: an odd mantissa times a power of two, or an infinity (mantissa zero).
  package final class Box: Hashable, Sendable {
    let isNegative: Bool
    let mantissa: BigUInt
    let exponent: Int

    init(isNegative: Bool, mantissa: BigUInt, exponent: Int) {
      self.isNegative = isNegative
      self.mantissa = mantissa
      self.exponent = exponent
    }

    package static func == (left: Box, right: Box) -> Bool {
      left.isNegative == right.isNegative && left.exponent == right.exponent && left.mantissa == right.mantissa
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(isNegative)
      hasher.combine(exponent)
      hasher.combine(mantissa)
    }
  }

  package static let mantissaBits = 512
  /// Beyond this binary exponent a number becomes infinite, below its negative zero; it bounds the length of texts.
  package static let exponentMax = 1 << 17

  package static let zero = Number.int(0)
  package static let infinity = Number.big(Box(isNegative: false, mantissa: 0, exponent: 0))
  package static let negativeInfinity = Number.big(Box(isNegative: true, mantissa: 0, exponent: 0))

  package init(_ integer: some BinaryInteger) {
    if let small = Int64(exactly: integer) {
      self = .int(small)
    } else {
      self.init(rounding: Exact(isNegative: integer < 0, mantissa: BigUInt(integer.magnitude), exponent: 0))
    }
  }

  /// The exact value of a double; nil for one that is not a number.
  package init?(_ double: Double) {
    if double.isNaN { return nil }
    if double.isInfinite {
      self = double < 0 ? .negativeInfinity : .infinity
    } else if let small = Int64(exactly: double) {
      self = .int(small)
    } else {
      let shift = Int(double.exponent) - 52
      let mantissa = BigUInt(UInt64(double.significand.magnitude * 0x1p52))
      self.init(rounding: Exact(isNegative: double < 0, mantissa: mantissa, exponent: shift))
    }
  }

  /// The integer that this number is, if it is one and fits.
  package var int: Int? {
    if case .int(let value) = self { Int(exactly: value) } else { nil }
  }

  package var isInfinite: Bool {
    if case .big(let box) = self { box.mantissa.isZero } else { false }
  }

  /// Whether this is a whole number; infinities are not.
  package var isInteger: Bool {
    switch self {
    case .int: true
    case .big(let box): !box.mantissa.isZero && box.exponent >= 0
    }
  }

  package var isZero: Bool { self == .zero }

  /// -1, 0 or 1.
  package var sign: Int {
    switch self {
    case .int(let value): Int(value.signum())
    case .big(let box): box.isNegative ? -1 : 1
    }
  }

  /// The nearest double, an infinity where none is large enough.
  package var double: Double {
    guard case .big(let box) = self else {
      if case .int(let value) = self { return Double(value) }
      return 0
    }
    if box.mantissa.isZero { return box.isNegative ? -.infinity : .infinity }
    // 62 bits and a sticky one round to 53 as the whole mantissa would (subnormals aside).
    var exact = Exact(isNegative: box.isNegative, mantissa: box.mantissa, exponent: box.exponent)
    exact.truncate(toBits: 62)
    let magnitude = Double(sign: .plus, exponent: exact.exponent, significand: Double(UInt64(exact.mantissa)))
    return box.isNegative ? -magnitude : magnitude
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
    case .int(let value):
      self.init(isNegative: value < 0, mantissa: BigUInt(value.magnitude), exponent: 0)
    case .big(let box):
      if box.mantissa.isZero { return nil }
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
  /// The number nearest to an exact one, of two equally near the one whose mantissa is even.
  init(rounding exact: Exact) {
    var mantissa = exact.mantissa
    var exponent = exact.exponent
    if mantissa.isZero {
      self = .zero
      return
    }
    let excess = mantissa.bitWidth - Number.mantissaBits
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
      self = .zero
    } else if exponent >= 0, top <= 64, let small = Number.small(exact.isNegative, UInt64(mantissa << exponent)) {
      self = .int(small)
    } else {
      self = .big(Box(isNegative: exact.isNegative, mantissa: mantissa, exponent: exponent))
    }
  }

  private static func small(_ isNegative: Bool, _ magnitude: UInt64) -> Int64? {
    if !isNegative { return Int64(exactly: magnitude) }
    return magnitude <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
  }
}
