import Synchronization

/// The functions that expressions may call, by name.
package struct FunctionTable: Sendable {
  private let contents: Contents

  /// Behind a reference, so that what is made of a table is made once.
  private final class Contents: Sendable {
    let functions: [String: Function]
    let restricted = Mutex<FunctionTable?>(nil)

    init(_ functions: [String: Function]) {
      self.functions = functions
    }
  }

  package init(_ functions: [Function]) {
    contents = Contents(Dictionary(functions.map { ($0.name, $0) }) { _, latest in latest })
  }

  package subscript(name: String) -> Function? { contents.functions[name] }

  /// Every name, sorted.
  package var names: [String] { contents.functions.keys.sorted() }

  /// The table that is made of this one for what it renders, which is the same each time.
  func restricted(_ make: (FunctionTable) -> FunctionTable) -> FunctionTable {
    contents.restricted.withLock { restricted in
      if let restricted { return restricted }
      let made = make(self)
      restricted = made
      return made
    }
  }

  /// This table with more functions, which take the place of those of the same names.
  package func adding(_ more: [Function]) -> FunctionTable {
    FunctionTable(Array(contents.functions.values) + more)
  }
}
