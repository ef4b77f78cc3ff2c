package import Diagnostics

/// Brings a file into the form that `terraform fmt` gives it, byte for byte.
///
/// Blanks are set anew between all tokens; line ends, comments and the text in templates stay. Beyond that, three old
/// ways of writing are replaced as Terraform does: `"${x}"` alone as an argument's value, quoted or open types of
/// variables, and labels without quotes.
///
/// One blank stays that Terraform takes away: in `list.0 .1`, since `list.0.1` could not be read again.
package struct Formatter {
  /// The formatted text of a file; nil if it has errors, which come with it.
  package static func format(file: FileID, in sources: SourceMap) -> (bytes: [UInt8]?, diagnostics: [Diagnostic]) {
    let (body, diagnostics) = Parser.parse(file: file, in: sources)
    if diagnostics.hasErrors { return (nil, diagnostics) }
    let bytes = sources[file].bytes
    // Handed on from step to step: of a large file there is not room for several copies, nor for its tree beside its
    // tokens.
    let places = OldForms(in: consume body)
    let tokens = FormatToken.tokens(Lexer.tokens(bytes), of: bytes)
    // Blanks before the end of the file stay, as many as they are.
    let end = tokens.last?.range.upperBound ?? 0
    let blanks = bytes[end...].count(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
    var modernizer = Modernizer(tokens: consume tokens, of: bytes)
    modernizer.visit(places)
    let (text, modern) = modernizer.result()
    return (self.text(modern, of: text) + Array(repeating: UInt8(ascii: " "), count: blanks), diagnostics)
  }

  /// A text with its blanks set as ``format(file:in:)`` sets them; it is not checked, and may be a part of a file.
  package static func layout(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: self.text(FormatToken.tokens(Lexer.tokens(bytes), of: bytes), of: bytes), as: UTF8.self)
  }

  /// The text of tokens, laid out; any tokens will do, whether they make sense or not.
  private static func text(_ tokens: consuming [FormatToken], of text: [UInt8]) -> [UInt8] {
    var layout = Layout(tokens, of: text)
    layout.indent()
    layout.space()
    layout.align()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(layout.tokens.reduce(0) { $0 + $1.spaces + $1.range.count })
    for token in layout.tokens {
      bytes += repeatElement(UInt8(ascii: " "), count: token.spaces)
      bytes += text[token.range]
    }
    return bytes
  }
}
