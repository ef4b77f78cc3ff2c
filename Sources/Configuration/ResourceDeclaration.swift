import Diagnostics
import Syntax

/// Whether a resource is made or only read.
package enum ResourceMode: String, Sendable, Hashable, CaseIterable {
  /// A `resource` block: what the environment owns.
  case managed
  /// A `data` block: what is read from others.
  case data
}

/// The static name of a resource within its module: `azurerm_subnet.a`, `data.azurerm_client_config.current`.
package struct ResourceName: Sendable, Hashable, CustomStringConvertible {
  package let mode: ResourceMode
  package let type: String
  package let name: String

  package init(_ mode: ResourceMode, type: String, name: String) {
    self.mode = mode
    self.type = type
    self.name = name
  }

  package var description: String {
    mode == .data ? "data.\(type).\(name)" : "\(type).\(name)"
  }
}

/// A `resource` or `data` block. There is one of each, by reference, since all of its instances refer to it.
package final class ResourceDeclaration: Sendable {
  package let mode: ResourceMode
  package let type: String
  package let name: String
  /// What the kind decodes: the body without meta-arguments and meta-blocks.
  package let body: SyntaxBody
  package let count: Expression?
  package let forEach: Expression?
  package let dependsOn: [Traversal]
  package let provider: ProviderReference?
  package let lifecycle: Lifecycle
  /// The `check` block that a data source stands in: nothing outside of it refers to it, and that it can't be read is a
  /// finding and no mistake.
  package let check: String?
  /// The label that says the type.
  package let typeRange: SourceRange
  /// The block type and its labels: `resource "azurerm_subnet" "a"`.
  package let headerRange: SourceRange
  package let range: SourceRange

  init(
    mode: ResourceMode, type: String, name: String, body: SyntaxBody, count: Expression?, forEach: Expression?,
    dependsOn: [Traversal], provider: ProviderReference?, lifecycle: Lifecycle, check: String?,
    typeRange: SourceRange, headerRange: SourceRange, range: SourceRange
  ) {
    self.mode = mode
    self.type = type
    self.name = name
    self.body = body
    self.count = count
    self.forEach = forEach
    self.dependsOn = dependsOn
    self.provider = provider
    self.lifecycle = lifecycle
    self.check = check
    self.typeRange = typeRange
    self.headerRange = headerRange
    self.range = range
  }

  package var key: ResourceName { ResourceName(mode, type: type, name: name) }
  /// Whether it has `count` or `for_each`, so that references to its attributes need an instance key.
  package var isRepeated: Bool { count != nil || forEach != nil }
}

/// The `lifecycle` block of a resource; without one, what holds by default.
package struct Lifecycle: Sendable {
  /// Which changes of the spec leave the live resource as it is.
  package enum IgnoredChanges: Sendable {
    case all
    /// Paths from the resource's own attributes; empty for none. The root of each is an attribute's name.
    case attributes([Traversal])
  }

  /// Nil where the spec is silent, so that it may be inherited from dependents.
  package internal(set) var createBeforeDestroy: Bool?
  package internal(set) var preventDestroy = false
  package internal(set) var ignoredChanges = IgnoredChanges.attributes([])
  /// References to resources, their instances or attributes; may use `count.index` and `each.key` in an index.
  package internal(set) var replaceTriggeredBy: [Expression] = []
  package internal(set) var preconditions: [Condition] = []
  package internal(set) var postconditions: [Condition] = []
  package internal(set) var range: SourceRange?

  package init() {}
}

/// A rule with the message for when it does not hold: a `validation`, `precondition`, `postcondition` or `assert`.
package struct Condition: Sendable {
  package let condition: Expression
  package let errorMessage: Expression
  /// The header of the block.
  package let range: SourceRange
}

/// A provider configuration as `provider = azurerm.west` names it.
package struct ProviderReference: Sendable, Hashable {
  package let name: String
  package let alias: String?
  package let range: SourceRange
}
