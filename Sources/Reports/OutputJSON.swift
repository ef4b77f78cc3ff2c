import JSON
import Resources
import Values

/// The root module's outputs as `terraform output -json` writes them.
package enum OutputJSON {
  /// All outputs by name; sensitive values are null unless they are to be revealed.
  package static func document(
    _ outputs: [(name: String, value: Value, isSensitive: Bool)], reveals: Bool = false
  ) -> OrderedJSON {
    .object(
      outputs.sorted { $0.name.precedesInUTF8($1.name) }.map { output in
        (output.name, entry(output.value, isSensitive: output.isSensitive, reveals: reveals))
      })
  }

  /// One value, as `terraform output -json NAME` writes it.
  package static func value(_ value: Value) -> OrderedJSON { .value(value.unmarkedDeep) }

  private static func entry(_ value: Value, isSensitive: Bool, reveals: Bool) -> OrderedJSON {
    let isHidden = isSensitive || value.marks.contains(.sensitive)
    let shown: Value = reveals ? value.unmarkedDeep : isHidden ? .null(.dynamic) : value.redacted
    return [
      "sensitive": .bool(isHidden), "type": .value(KeptValue.type(value.unmarkedDeep.type)), "value": .value(shown),
    ]
  }
}
