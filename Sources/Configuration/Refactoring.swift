import Diagnostics
import Syntax

/// A `moved` block: what had one address now has another.
package struct MovedDeclaration: Sendable {
  package let from: TargetAddress
  package let to: TargetAddress
  package let range: SourceRange
}

/// A `removed` block: what the spec deliberately no longer has.
package struct RemovedDeclaration: Sendable {
  package let from: TargetAddress
  /// Whether the live resource goes too; if not, the environment only stops owning it.
  package internal(set) var destroys = true
  package let range: SourceRange
}

/// An `import` block: a live resource to take over.
package struct ImportDeclaration: Sendable {
  /// Where it goes; index keys may use `each`.
  package let to: Expression
  package let id: Expression
  package internal(set) var forEach: Expression?
  package internal(set) var provider: ProviderReference?
  package let range: SourceRange
}

/// The address of a module or a resource, or of instances of them, as written in a configuration or on a command line:
/// `module.a["k"].azurerm_subnet.b[0]`.
package struct TargetAddress: Sendable, Hashable {
  package enum Key: Sendable, Hashable {
    case index(Int)
    case name(String)
  }

  package struct ModuleStep: Sendable, Hashable {
    package let name: String
    package let key: Key?
  }

  package struct Resource: Sendable, Hashable {
    package let name: ResourceName
    package let key: Key?
  }

  package let modules: [ModuleStep]
  /// Nil if the address is a module's.
  package let resource: Resource?
  package let range: SourceRange
}
