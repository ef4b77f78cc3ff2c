/// A number of the language: a binary floating-point number with a mantissa of 512 bits.
package enum Number: Hashable, Sendable {
  case int(Int64)

  package init(_ integer: Int) { self = .int(Int64(integer)) }

  package var int: Int? { if case .int(let value) = self { Int(exactly: value) } else { nil } }
}
