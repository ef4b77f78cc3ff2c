import Diagnostics
import Syntax
import Values

/// Reads the body of a block as a schema says: every argument evaluated and converted, nested blocks collected,
/// `dynamic` blocks expanded.
package struct BodyDecoder {
  /// A body as a value.
  package struct Decoded: Sendable {
    /// An object with every attribute of the schema (null where it is not written) and every nested block (an object
    /// or null, a list, a set or a map; unknown where a `dynamic` block does not know yet how many there are).
    package let value: Value
    /// Where the parts of the value are written.
    package let sources: BodySources
    package let diagnostics: [Diagnostic]
  }

  /// Decodes a body.
  /// - Parameter ignoring: arguments and blocks that somebody else reads, such as `count` and `lifecycle`.
  package static func decode(
    _ body: SyntaxBody, as schema: BlockSchema, by evaluator: Evaluator, ignoring: Set<String> = []
  ) -> Decoded {
    Decoded(value: .unknown(schema.impliedType), sources: BodySources(body), diagnostics: [])
  }

  /// Every reference in a body, nested and `dynamic` blocks included, to a name from outside it.
  package static func staticReferences(_ body: SyntaxBody) -> [Traversal] {
    []
  }
}
