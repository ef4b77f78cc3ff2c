import Resources
import Values

extension Argument {
  /// The name of a resource of Microsoft.Network.
  static func networkName(_ length: ClosedRange<Int>, _ description: String) -> Argument {
    Argument("name", .string, .required)
      .matching(
        "must be \(length.lowerBound) to \(length.upperBound) letters, digits, '_', '.' and '-', begin with a letter or "
          + "digit and end with one or '_'"
      ) { name in
        length.contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "_.-") && name.beginsWithLetterOrDigit
          && (name.endsWithLetterOrDigit || name.hasSuffix("_"))
      }
      .described(description)
  }
}
