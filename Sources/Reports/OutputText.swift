import Values

/// The root module's outputs for people.
package enum OutputText {
  /// `name = value` for each; sensitive ones hidden.
  package static func block(_ outputs: [(name: String, value: Value, isSensitive: Bool)]) -> String {
    outputs.map { output in
      let isHidden = output.isSensitive || output.value.marks.contains(.sensitive)
      return "\(output.name) = \(isHidden ? "<sensitive>" : HCLText.text(output.value))\n"
    }.joined()
  }

  /// One value that was asked for by name: whoever names it is shown it, sensitive or not.
  package static func value(_ value: Value) -> String {
    HCLText.text(value.unmarkedDeep) + "\n"
  }

  /// The bare text of a string, number or bool; nil for anything else.
  package static func raw(_ value: Value) -> String? {
    switch value.unmarkedDeep {
    case .string(let string): string
    case .number(let number): number.description
    case .bool(let bool): bool ? "true" : "false"
    default: nil
    }
  }
}
