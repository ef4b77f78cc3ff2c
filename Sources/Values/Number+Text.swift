internal import BigInt

extension Number {
  /// The number that a decimal text means: an optional sign, digits with an optional point, an optional exponent, or
  /// `inf`; nil for any other text and for magnitudes that are out of bounds.
  package init?(decimal text: some StringProtocol) {
    self.init(decimal: Array(text.utf8))
  }

  /// The number that a decimal text in UTF-8 means; see ``init(decimal:)-(StringProtocol)``.
  package init?(decimal utf8: [UInt8]) {
    if let small = Number.shortInteger(utf8) {
      self = .int(small)
      return
    }
    guard let decimal = Decimal(utf8) else { return nil }
    if decimal.isInfinite {
      self = decimal.isNegative ? .negativeInfinity : .infinity
      return
    }
    guard let mantissa = BigUInt(decimal.digits, radix: 10) else { return nil }
    if mantissa.isZero {
      self = decimal.isNegative ? -.int(0) : .int(0)
      return
    }
    // Keeps powers of ten, and thus time, in bounds.
    let top = decimal.exponent + decimal.digits.utf8.count
    if abs(top) > Number.exponentMax / 4 || abs(decimal.exponent) > Number.exponentMax { return nil }
    if decimal.exponent >= 0 {
      self.init(
        rounding: Exact(
          isNegative: decimal.isNegative, mantissa: mantissa * BigUInt(10).power(decimal.exponent), exponent: 0),
        to: Number.mantissaBits)
    } else {
      let power = Exact(isNegative: false, mantissa: BigUInt(5).power(-decimal.exponent), exponent: -decimal.exponent)
      self.init(
        rounding: Exact(isNegative: decimal.isNegative, mantissa: mantissa, exponent: 0)
          .divided(by: power, bits: Number.mantissaBits), to: Number.mantissaBits)
    }
  }

  /// The value of at most 18 digits and a minus sign: nearly all numbers that there are.
  private static func shortInteger(_ utf8: [UInt8]) -> Int64? {
    let isNegative = utf8.first == UInt8(ascii: "-")
    let digits = isNegative ? utf8.dropFirst() : utf8[...]
    guard (1...18).contains(digits.count) else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard let digit = Decimal.digit(byte) else { return nil }
      value = value * 10 + Int64(digit)
    }
    // A zero with a sign is no integer of these.
    return isNegative ? value == 0 ? nil : -value : value
  }

  /// The value of digits in a base from 2 to 62 (`0-9a-zA-Z`), after an optional sign; up to base 36 both cases of a
  /// letter mean the same. It has the precision that it takes, and no less than what functions count has.
  package init?(digits text: some StringProtocol, base: Int) {
    guard (2...62).contains(base) else { return nil }
    var rest = text.utf8[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    // More digits than any mantissa holds would only cost time.
    if rest.isEmpty || rest.count > 40_000 { return nil }
    var value = BigUInt(0)
    for byte in rest {
      guard let digit = Number.digit(byte, base: base), digit < base else { return nil }
      value = value * BigUInt(base) + BigUInt(digit)
    }
    // It is a whole number, so that infinity would be wrong.
    if value.bitWidth > Number.exponentMax { return nil }
    self.init(
      rounding: Exact(isNegative: isNegative && !value.isZero, mantissa: value, exponent: 0),
      to: max(value.bitWidth, Number.zero.precision))
  }

  private static func digit(_ byte: UInt8, base: Int) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + (base <= 36 ? 10 : 36)
    default: nil
    }
  }

  /// The digits of a whole number in a base from 2 to 36; nil for other numbers.
  package func digits(base: Int, uppercase: Bool = false) -> String? {
    if let whole { return String(whole, radix: base, uppercase: uppercase) }
    guard isInteger, let exact = Exact(self) else { return nil }
    return (exact.isNegative ? "-" : "")
      + String(exact.mantissa << exact.exponent, radix: base, uppercase: uppercase)
  }
}

extension Number: CustomStringConvertible {
  /// The shortest decimal text that reads back as this number, never with an exponent; `+Inf` and `-Inf`.
  package var description: String {
    switch self {
    case .int(let value), .counted(let value): return String(value)
    case .big(let box):
      if box.isInfinite { return box.isNegative ? "-Inf" : "+Inf" }
      let sign = box.isNegative ? "-" : ""
      if box.exponent >= 0, box.exponent + box.mantissa.bitWidth <= box.precision {
        return sign + String(box.mantissa << box.exponent)
      }
      return sign + DecimalDigits(shortestOf: box.mantissa, exponent: box.exponent, precision: box.precision).text
    }
  }

  /// The decimal text with a fixed number of digits after the point, rounded to nearest even.
  package func text(fractionDigits: Int) -> String {
    guard let exact = Exact(self) else { return description }
    let scaled = exact.mantissa * BigUInt(10).power(fractionDigits)
    var whole = scaled
    if exact.exponent >= 0 {
      whole <<= exact.exponent
    } else {
      whole >>= -exact.exponent
      let rest = scaled - (whole << -exact.exponent)
      let half = BigUInt(1) << (-exact.exponent - 1)
      if rest > half || (rest == half && whole.trailingZeroBitCount == 0 && !whole.isZero) { whole += 1 }
    }
    var digits = String(whole)
    if digits.utf8.count <= fractionDigits {
      digits = String(repeating: "0", count: fractionDigits + 1 - digits.utf8.count) + digits
    }
    let sign = exact.isNegative ? "-" : ""
    if fractionDigits == 0 { return sign + digits }
    return sign + digits.dropLast(fractionDigits) + "." + digits.suffix(fractionDigits)
  }
}

/// A decimal text taken apart: digits as a whole number, and the power of ten it is multiplied by.
private struct Decimal {
  var isNegative = false
  var isInfinite = false
  var digits = ""
  var exponent = 0

  /// Digits beyond these can't change a mantissa of 512 bits except by being there at all.
  private static let digitsMax = 1200

  static func digit(_ byte: UInt8) -> Int? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
  }

  init?(_ utf8: [UInt8]) {
    var rest = utf8[...]
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    if rest.elementsEqual("inf".utf8) || rest.elementsEqual("Inf".utf8) {
      isInfinite = true
      return
    }
    var kept: [UInt8] = []
    var digitsSeen = 0
    var isFraction = false
    var isCut = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if Decimal.digit(byte) != nil {
        digitsSeen += 1
        if kept.count < Decimal.digitsMax {
          if !(kept.isEmpty && byte == UInt8(ascii: "0")) { kept.append(byte) }
          if isFraction { exponent -= 1 }
        } else {
          isCut = isCut || byte != UInt8(ascii: "0")
          if !isFraction { exponent += 1 }
        }
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    if digitsSeen == 0 { return nil }
    if let byte = rest.first {
      guard byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E"), let power = Decimal.power(rest.dropFirst()) else {
        return nil
      }
      exponent += power
    }
    if isCut {
      kept.append(UInt8(ascii: "1"))
      exponent -= 1
    }
    digits = kept.isEmpty ? "0" : String(decoding: kept, as: UTF8.self)
  }

  /// The value of an exponent, clamped to what is certainly out of bounds.
  private static func power(_ utf8: ArraySlice<UInt8>) -> Int? {
    var rest = utf8
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if rest.isEmpty { return nil }
    var value = 0
    for byte in rest {
      guard let digit = digit(byte) else { return nil }
      value = min(value * 10 + digit, 1 << 40)
    }
    return isNegative ? -value : value
  }
}

/// The digits of a positive number: 0.DIGITS times a power of ten.
struct DecimalDigits {
  /// Without zeros at either end.
  var digits: [UInt8]
  var point: Int

  /// The exact digits of mantissa times two to the power `exponent`.
  init(_ mantissa: BigUInt, _ exponent: Int) {
    let whole = exponent >= 0 ? mantissa << exponent : mantissa * BigUInt(5).power(-exponent)
    digits = String(whole).utf8.map { $0 - UInt8(ascii: "0") }
    point = digits.count + min(0, exponent)
    trim()
  }

  /// The shortest digits that lie nearer to a number than to its neighbours, found digit by digit as Go's `Float.Text`
  /// finds them.
  init(shortestOf mantissa: BigUInt, exponent: Int, precision: Int) {
    let exact = Exact(isNegative: false, mantissa: mantissa, exponent: exponent)
    if let few = DecimalDigits(fewOf: Number(rounding: exact, to: Number.mantissaBits)) {
      self = few
      return
    }
    // One bit below the last of the mantissa, so that the midpoints to the neighbours are whole numbers.
    let shift = precision - mantissa.bitWidth + 1
    let middle = mantissa << shift
    let isEven = shift > 1
    self.init(middle, exponent - shift)
    let lower = DecimalDigits(middle - 1, exponent - shift).digits
    let upper = DecimalDigits(middle + 1, exponent - shift).digits
    for (place, digit) in digits.enumerated() {
      let low = place < lower.count ? lower[place] : 0
      let high = place < upper.count ? upper[place] : 0
      // A midpoint itself reads back as the number only if that has the even mantissa of the two.
      let isDownRight = low != digit || (isEven && place + 1 == lower.count)
      let isUpRight = digit != high && (isEven || digit + 1 < high || place + 1 < upper.count)
      if isDownRight || isUpRight {
        cut(to: place + 1, up: isDownRight && isUpRight ? isNearerUp(at: place + 1) : isUpRight)
        return
      }
    }
  }

  /// The digits of a number that no more than 17 say exactly, as nearly all that people write; nil for any other.
  ///
  /// Two texts of so few digits are further apart than this number and its neighbours, so that the one which the nearest
  /// double has, if it reads back as the number, is the shortest.
  private init?(fewOf number: Number) {
    let double = number.double
    guard double.isNormal, let decimal = Decimal(Array(double.description.utf8)),
      Number(decimal: double.description) == number
    else { return nil }
    digits = decimal.digits.utf8.map { $0 - UInt8(ascii: "0") }
    point = digits.count + decimal.exponent
    trim()
  }

  /// The digits without an exponent.
  var text: String {
    let characters = digits.map { $0 + UInt8(ascii: "0") }
    if point <= 0 {
      return "0." + String(repeating: "0", count: -point) + String(decoding: characters, as: UTF8.self)
    }
    if point >= digits.count {
      return String(decoding: characters, as: UTF8.self) + String(repeating: "0", count: point - digits.count)
    }
    return String(decoding: characters[..<point], as: UTF8.self) + "."
      + String(decoding: characters[point...], as: UTF8.self)
  }

  /// Whether the rest from a place on is more than half, or half after an odd digit.
  func isNearerUp(at place: Int) -> Bool {
    guard place < digits.count else { return false }
    if digits[place] == 5, place + 1 == digits.count { return digits[place - 1] % 2 == 1 }
    return digits[place] >= 5
  }

  mutating func cut(to count: Int, up: Bool) {
    digits.removeLast(digits.count - count)
    if up {
      while let last = digits.last, last == 9 { digits.removeLast() }
      if digits.isEmpty {
        digits = [1]
        point += 1
      } else {
        digits[digits.count - 1] += 1
      }
    }
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }
}
