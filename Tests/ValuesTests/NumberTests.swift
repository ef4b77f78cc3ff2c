import Testing
import Values

@Suite("Numbers")
struct NumberTests {
  private func number(_ text: String) throws -> Number { try #require(Number(decimal: text)) }

  @Test(
    "a decimal text prints as the shortest text of the same number",
    arguments: [
      ("0", "0"), ("-0.0", "-0"), ("007", "7"), ("00.5", "0.5"), ("1.0", "1"), ("1e3", "1000"), ("1E+3", "1000"),
      ("+5", "5"),
      ("1e-3", "0.001"), ("12e-1", "1.2"), ("1.50", "1.5"), ("1e21", "1000000000000000000000"), ("1e-7", "0.0000001"),
      ("12345678901234567890.12345678901234567890", "12345678901234567890.1234567890123456789"),
      ("-9223372036854775808", "-9223372036854775808"), ("-9223372036854775809", "-9223372036854775809"),
      ("9223372036854775808", "9223372036854775808"), ("0.1", "0.1"), (".5", "0.5"), ("5.", "5"), ("inf", "+Inf"),
      ("-Inf", "-Inf"),
      ("1e100", "1" + String(repeating: "0", count: 100)), ("1e-100", "0." + String(repeating: "0", count: 99) + "1"),
      ("1e1000", "1" + String(repeating: "0", count: 1000)),
      ("9" + String(repeating: "9", count: 200), "1" + String(repeating: "0", count: 201)),
      ("0" + String(repeating: "0", count: 5000) + "1", "1"),
      ("1" + String(repeating: "0", count: 2000) + "e-2000", "1"),
      ("0." + String(repeating: "3", count: 3000), "0." + String(repeating: "3", count: 154) + "5"),
    ])
  func text(text: String, expected: String) throws {
    #expect(try number(text).description == expected)
    #expect(try number(expected) == number(text))
  }

  @Test("a decimal of any number of digits that a mantissa holds prints as itself", arguments: 1...40)
  func written(count: Int) throws {
    // Digits that repeat late, without zeros, which would not be printed at the ends.
    let digits = String((0..<count).map { Character("\(($0 * $0 * 7 + $0 * 3 + count) % 9 + 1)") })
    for zeros in [0, 1, 5, 30] {
      let text = "0." + String(repeating: "0", count: zeros) + digits
      #expect(try number(text).description == text)
      #expect(try number("-" + text).description == "-" + text)
    }
    for place in 1..<max(count, 2) where place < count {
      let text = digits.prefix(place) + "." + digits.dropFirst(place)
      #expect(try number(String(text)).description == text)
    }
  }

  @Test("a number prints with the digits that tell it from its neighbours of the same precision")
  func neighbours() throws {
    let third = Number.quotient(try number("1"), try number("3"))
    #expect(third?.description == "0." + String(repeating: "3", count: 154) + "5")
    #expect(Number.quotient(1, 3)?.description == "0.33333333333333333334")
    let double = try #require(Number(0.1))
    #expect(double.description == "0.1")
    // Among numbers of more digits, the double is not the decimal.
    #expect(
      Number.sum(double, try number("0"))?.description == "0.1000000000000000055511151231257827021181583404541015625")
    #expect(Number(0.5)?.description == "0.5")
    #expect(Number(0x1p60)?.description == "1152921504606847000")
  }

  @Test("whole numbers are equal if they are the same, and fractions if their texts are")
  func equality() throws {
    #expect(Number(0.1) == (try number("0.1")))
    #expect(Number(0.1)?.hashValue == (try number("0.1")).hashValue)
    #expect(Number.quotient(1, 3) != Number.quotient(try number("1"), try number("3")))
    #expect(Number(0x1p60) == (try number("1152921504606846976")))
    #expect(Number(0x1p60)?.hashValue == (try number("1152921504606846976")).hashValue)
    #expect(Number(0x1p60) != (try number("1152921504606847000")))
    #expect(Number(1e30) != (try number("1e30")))
    #expect(Number(8.0) == 8)
    #expect(Number(8.0)?.hashValue == Number(8).hashValue)
    #expect(try number("-0") == 0)
    #expect(try number("-0").hashValue == Number(0).hashValue)
  }

  @Test("whole numbers of any base are exact, and none is infinite")
  func digits() throws {
    let long = String(repeating: "7", count: 30_000)
    #expect(Number(digits: long, base: 10)?.description == long)
    #expect(Number(digits: "-" + long, base: 10)?.description == "-" + long)
    #expect(Number(digits: String(repeating: "7", count: 39_999), base: 10) == nil)
    #expect(Number(digits: "-0", base: 16)?.description == "0")
  }

  @Test("zero has a sign, which a division by it tells")
  func negativeZero() throws {
    #expect((-Number.zero).description == "-0")
    #expect((-(-Number.zero)).description == "0")
    #expect(Number.product(0, -1)?.description == "-0")
    #expect(Number.sum(-Number.zero, -Number.zero)?.description == "-0")
    #expect(Number.sum(-Number.zero, 0)?.description == "0")
    #expect(Number.difference(5, 5)?.description == "0")
    #expect(Number.quotient(1, -Number.zero) == .negativeInfinity)
    #expect(Number.quotient(0, -2)?.description == "-0")
    #expect((-Number.zero).magnitude.description == "0")
    #expect((-Number.zero).floor.description == "0")
  }

  @Test(
    "other texts are no numbers",
    arguments: [
      "", " 1", "1 ", "0x10", "1_000", "e1", "1e", "1e+", "+", "-", ".", "1.2.3", "--1", "NaN", "infinity",
      "1e999999999", "1e-999999999999999999999", "٣",
    ])
  func refusal(text: String) {
    #expect(Number(decimal: text) == nil)
  }

  @Test("arithmetic is exact as far as 512 bits reach")
  func arithmetic() throws {
    let three = try number("3")
    let third = try #require(Number.quotient(1, three))
    #expect(third.description == "0." + String(repeating: "3", count: 154) + "5")
    #expect(Number.product(third, 3) == 1)
    #expect(Number.quotient(2, three)?.description == "0." + String(repeating: "6", count: 153) + "7")
    #expect(Number.sum(try number("0.1"), try number("0.2")) == (try number("0.3")))
    #expect(Number.sum(.int(.max), 1)?.description == "9223372036854775808")
    #expect(Number.sum(.int(.max), 1).flatMap { Number.difference($0, 1) } == .int(.max))
    #expect(-Number.int(.min) == (try number("9223372036854775808")))
    #expect(-(-Number.int(.min)) == .int(.min))
    #expect(Number.product(.int(.max), .int(.max))?.description == "85070591730234615847396907784232501249")
    #expect(Number.quotient(10, 4)?.description == "2.5")
  }

  @Test("a summand far smaller than the other changes nothing")
  func swamped() throws {
    let large = try number("1e300")
    #expect(Number.sum(large, try number("1e-300")) == large)
    #expect(Number.difference(large, try number("1e-300")) == large)
  }

  @Test("infinities follow the rules of limits")
  func infinities() {
    #expect(Number.quotient(1, 0) == .infinity)
    #expect(Number.quotient(-1, 0) == .negativeInfinity)
    #expect(Number.quotient(0, 0) == nil)
    #expect(Number.difference(.infinity, .infinity) == nil)
    #expect(Number.product(0, .infinity) == nil)
    #expect(Number.quotient(1, .infinity) == 0)
    #expect(Number.negativeInfinity < .int(.min) && Number.infinity > .int(.max))
    #expect(-Number.infinity == .negativeInfinity)
  }

  @Test(
    "the remainder has the sign of the dividend",
    arguments: [
      ("7", "3", "1"), ("-7", "3", "-1"), ("7", "-3", "1"), ("1", "0", "1"), ("5.5", "2", "1.5"),
      ("-9223372036854775808", "-1", "0"), ("0.3", "0.1", "0"),
    ])
  func remainder(dividend: String, divisor: String, expected: String) throws {
    #expect(Number.remainder(try number(dividend), try number(divisor)).description == expected)
  }

  @Test(
    "rounding to whole numbers",
    arguments: [
      ("1.5", "1", "2"), ("-1.5", "-2", "-1"), ("2", "2", "2"), ("0.1", "0", "1"), ("-0.1", "-1", "0"),
      ("Inf", "+Inf", "+Inf"),
    ])
  func whole(text: String, floor: String, ceiling: String) throws {
    #expect(try number(text).floor.description == floor)
    #expect(try number(text).ceiling.description == ceiling)
  }

  @Test("doubles convert exactly, and back", arguments: [0.1, -2.5, 1e300, 1e-300, 1e21, -9.3e18, 0, 3])
  func doubles(double: Double) throws {
    #expect(try #require(Number(double)).double == double)
  }

  @Test("digits in other bases")
  func bases() {
    #expect(Number(digits: "ff", base: 16) == 255)
    #expect(Number(digits: "-FF", base: 16) == -255)
    #expect(Number(digits: "1010", base: 2) == 10)
    #expect(Number(digits: "2", base: 2) == nil)
    #expect(Number.int(255).digits(base: 16) == "ff")
    #expect(Number(digits: "ffffffffffffffffffff", base: 16)?.description == "1208925819614629174706175")
  }

  @Test("order by value across all forms")
  func order() throws {
    let ascending = try [
      "-Inf", "-1e30", "-2", "-1.5", "0", "1e-30", "0.5", "1", "1.0001", "9223372036854775807", "9223372036854775808",
      "1e300", "Inf",
    ].map(number)
    for (place, left) in ascending.enumerated() {
      for (otherPlace, right) in ascending.enumerated() { #expect((left < right) == (place < otherPlace)) }
    }
  }

  @Test(
    "a fixed number of digits after the point",
    arguments: [
      ("1.005", 2, "1.00"), ("1.015", 2, "1.02"), ("2.5", 0, "2"), ("3.5", 0, "4"), ("-0.05", 1, "-0.1"),
      ("12", 3, "12.000"), ("0.0004", 3, "0.000"),
    ])
  func fixed(text: String, digits: Int, expected: String) throws {
    #expect(try number(text).text(fractionDigits: digits) == expected)
  }
}
