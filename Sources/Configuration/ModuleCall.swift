import Diagnostics
import Syntax

/// A `module` block with the module that it calls.
package struct ModuleCall: Sendable {
  package let name: String
  /// The text of the `source` argument.
  package internal(set) var source: String
  package internal(set) var sourceRange: SourceRange
  /// The values for the child's variables, in the order they are written.
  package internal(set) var arguments: [Argument]
  package internal(set) var count: Expression?
  package internal(set) var forEach: Expression?
  package internal(set) var dependsOn: [Traversal] = []
  package internal(set) var providers: [PassedProvider] = []
  /// The called module, decoded; empty and not complete where it couldn't be read.
  package internal(set) var child: Module
  package let headerRange: SourceRange
  /// The opening brace.
  package let openRange: SourceRange
  package let range: SourceRange

  /// Whether it has `count` or `for_each`, so that references to its outputs need an instance key.
  package var isRepeated: Bool { count != nil || forEach != nil }

  package func argument(named name: String) -> Argument? {
    arguments.first { $0.name == name }
  }
}

/// One line of `providers = { azurerm.child = azurerm.west }`.
package struct PassedProvider: Sendable {
  /// The configuration as the child names it.
  package let inChild: ProviderReference
  /// The configuration as the caller names it.
  package let inParent: ProviderReference
}
