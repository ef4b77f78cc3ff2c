/// The binary digits of π behind the point, which Blowfish starts its tables with.
enum PiFraction {
  /// So many 32-bit words of them, by Machin's formula: π = 16·arctan(1/5) − 4·arctan(1/239).
  static func words(_ count: Int) -> [UInt32] {
    // Every term is cut off in its last place; two words more than are wanted hold what that adds up to.
    var sum = FixedPoint(words: count + 3)
    sum.addArctangent(ofInverse: 5, times: 16, negated: false)
    sum.addArctangent(ofInverse: 239, times: 4, negated: true)
    return Array(sum.words[1...count])
  }

  /// A number of one whole word and many words behind the point, the most significant first.
  private struct FixedPoint {
    var words: [UInt32]

    init(words count: Int) {
      words = Array(repeating: 0, count: count)
    }

    /// Adds or takes away a multiple of 1/x − 1/3x³ + 1/5x⁵ − ….
    mutating func addArctangent(ofInverse x: UInt32, times factor: UInt32, negated: Bool) {
      var power = FixedPoint(words: words.count)
      power.words[0] = factor
      power.divide(by: x, from: 0)
      var first = 0
      var divisor: UInt32 = 1
      var isNegative = negated
      while first < words.count {
        var term = power
        term.divide(by: divisor, from: first)
        add(term, negated: isNegative, from: first)
        power.divide(by: x * x, from: first)
        while first < words.count, power.words[first] == 0 { first += 1 }
        divisor += 2
        isNegative.toggle()
      }
    }

    /// Divides a number whose words before `first` are zero.
    private mutating func divide(by divisor: UInt32, from first: Int) {
      words.withUnsafeMutableBufferPointer { words in
        var rest: UInt64 = 0
        for place in first..<words.count {
          rest = rest << 32 | UInt64(words[place])
          words[place] = UInt32(rest / UInt64(divisor))
          rest %= UInt64(divisor)
        }
      }
    }

    private mutating func add(_ other: FixedPoint, negated: Bool, from first: Int) {
      words.withUnsafeMutableBufferPointer { words in
        var carry: Int64 = 0
        for place in (0..<words.count).reversed() {
          if place < first, carry == 0 { break }
          let part = Int64(other.words[place])
          let total = Int64(words[place]) + (negated ? -part : part) + carry
          words[place] = UInt32(truncatingIfNeeded: total)
          carry = total >> 32
        }
      }
    }
  }
}
