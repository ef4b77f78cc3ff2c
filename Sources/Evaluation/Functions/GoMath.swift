#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A power as Go's library computes it, in whose last bits it differs from C's: the fraction of the exponent through
/// logarithms, its whole part by squaring, on a mantissa between one half and one with the exponent kept apart.
func goPower(_ base: Double, _ exponent: Double) -> Double {
  if exponent == 0 || base == 1 { return 1 }
  if exponent == 1 { return base }
  // Zeros, infinities and what overflows for certain have no last bits.
  guard base != 0, base.isFinite, exponent.magnitude < 0x1p63 else { return pow(base, exponent) }
  if exponent == 0.5 { return base.squareRoot() }
  if exponent == -0.5 { return 1 / base.squareRoot() }
  var whole = exponent.magnitude.rounded(.towardZero)
  var fraction = exponent.magnitude - whole
  if fraction != 0, base < 0 { return .nan }
  var result = 1.0
  var resultExponent = 0
  if fraction != 0 {
    if fraction > 0.5 {
      fraction -= 1
      whole += 1
    }
    result = exp(fraction * goLogarithm(base))
  }
  var square = base.significand / 2 * (base < 0 ? -1 : 1)
  var squareExponent = Int(base.exponent) + 1
  var bits = UInt64(whole)
  while bits != 0 {
    if squareExponent.magnitude > 1 << 12 {
      // What is left over- or underflows.
      resultExponent += squareExponent
      break
    }
    if bits & 1 == 1 {
      result *= square
      resultExponent += squareExponent
    }
    square *= square
    squareExponent *= 2
    if square < 0.5 {
      square += square
      squareExponent -= 1
    }
    bits >>= 1
  }
  if exponent < 0 {
    result = 1 / result
    resultExponent = -resultExponent
  }
  return Double(sign: .plus, exponent: resultExponent, significand: result)
}

/// A natural logarithm as Go's library computes it, in whose last bits it differs from C's: by the series of
/// log((1 + s) / (1 - s)) for a mantissa near one, with the exponent's share in two parts (FreeBSD's `e_log.c`).
func goLogarithm(_ number: Double) -> Double {
  guard number > 0, number.isFinite else { return log(number) }
  var mantissa = number.significand / 2
  var exponent = Double(number.exponent) + 1
  if mantissa < 0.5.squareRoot() {
    mantissa *= 2
    exponent -= 1
  }
  let f = mantissa - 1
  let s = f / (2 + f)
  let s2 = s * s
  let s4 = s2 * s2
  let odd =
    s2
    * (6.666666666666735130e-01 + s4
      * (2.857142874366239149e-01
        + s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01)))
  let even = s4 * (3.999999999940941908e-01 + s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01))
  let rest = odd + even
  let half = 0.5 * f * f
  return exponent * 6.93147180369123816490e-01
    - ((half - (s * (half + rest) + exponent * 1.90821492927058770002e-10)) - f)
}
