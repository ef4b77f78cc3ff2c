/// The functions that expressions may call, by name.
package struct FunctionTable: Sendable {
  private let functions: [String: Function]

  package init(_ functions: [Function]) {
    self.functions = Dictionary(functions.map { ($0.name, $0) }) { _, latest in latest }
  }

  package subscript(name: String) -> Function? { functions[name] }

  /// Every name, sorted.
  package var names: [String] { functions.keys.sorted() }

  /// This table with more functions, which take the place of those of the same names.
  package func adding(_ more: [Function]) -> FunctionTable {
    FunctionTable(Array(functions.values) + more)
  }
}
