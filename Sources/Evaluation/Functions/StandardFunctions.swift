import Values

extension FunctionTable {
  /// The functions of the Terraform language; `try` and `can` are forms of expressions, not functions.
  package static let standard = FunctionTable(
    Function.numeric + Function.strings + Function.formatting + Function.collections + Function.sequences
      + Function.sets + Function.conversions + Function.encodings + Function.hashes + Function.files + Function.dates
      + Function.networks + Function.templates + Function.regularExpressions + Function.passwords)
}

// What the bodies of functions take their arguments by: ``Function/call(_:in:)`` has seen to their types.
extension [Value] {
  func string(_ index: Int) -> String {
    indices.contains(index) ? self[index].stringValue ?? "" : ""
  }

  func number(_ index: Int) -> Number {
    indices.contains(index) ? self[index].numberValue ?? .zero : .zero
  }

  func elements(_ index: Int) -> [Value] {
    indices.contains(index) ? self[index].elements ?? [] : []
  }

  /// A whole number that fits the machine.
  func int(_ index: Int, argument: Int? = nil, prefix: String = "") throws(FunctionError) -> Int {
    if let int = number(index).int { return int }
    throw FunctionError(
      argument: argument,
      ofTypes: prefix + "value must be a whole number, between \(Int64.min) and \(Int64.max)")
  }
}

extension Value {
  /// An unknown value of a type that is certainly not null.
  static func unknownNotNull(_ type: Type) -> Value { .unknown(type, Refinement(isNotNull: true)) }

  /// A string of the language: in normal form C.
  static func text(_ string: String) -> Value { .string(string.normalized) }
}

extension Function {
  /// A function of one string.
  static func text(
    _ name: String, _ parameter: String = "str", _ body: @escaping @Sendable (String) throws(FunctionError) -> String
  ) -> Function {
    Function(name, [Parameter(parameter, .string)], result: .string) { (arguments, _) throws(FunctionError) in
      .text(try body(arguments.string(0)))
    }
  }
}

/// A string as a literal of Go, as Terraform quotes what it tells of.
func quoted(_ string: String) -> String {
  var result = "\""
  for scalar in string.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{07}": result += "\\a"
    case "\u{08}": result += "\\b"
    case "\u{0B}": result += "\\v"
    case "\u{0C}": result += "\\f"
    default:
      if isPrintable(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        let (mark, width) = scalar.value < 0x80 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
        result += mark + String(repeating: "0", count: max(0, width - digits.count)) + digits
      }
    }
  }
  return result + "\""
}

/// Whether Go's `unicode.IsPrint` holds.
func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
  case .spaceSeparator: scalar == " "
  default: true
  }
}
