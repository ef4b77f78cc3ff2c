import JSON

extension OrderedJSON {
  /// The document as text, indented by two, without a newline at its end.
  package var text: String { String(decoding: JSON.text(self, indent: 2), as: UTF8.self) }
}
