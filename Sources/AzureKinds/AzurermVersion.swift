import Resources
import Values

/// A major version of azurerm: what a spec means that says nothing of some arguments depends on it.
package enum AzurermVersion: Int, Sendable, CaseIterable, Comparable {
  case three = 3
  case four
  case five

  /// The one that counts where a spec doesn't say.
  package static let usual = AzurermVersion.four

  /// Its first release: `5.0`.
  package var first: String { "\(rawValue).0" }

  package static func < (left: AzurermVersion, right: AzurermVersion) -> Bool { left.rawValue < right.rawValue }
}

extension AzureKind {
  /// The kind as a version of azurerm has it; it is declared as the newest does.
  package func asOf(_ version: AzurermVersion) -> AzureKind {
    with { [deferredArguments] kind in
      kind.deferredArguments = Deferred { deferredArguments.value.map { $0.asOf(version) } }
    }
  }

  /// Arguments with what their absence means where that depends on the version of azurerm, for rules to go by.
  package func completed(_ arguments: Value) -> Value {
    guard var members = arguments.members else { return arguments }
    for argument in self.arguments where !argument.former.isEmpty && members[argument.schema.name]?.isNull == true {
      members[argument.schema.name] = argument.schema.defaultValue ?? argument.schema.createDefault
    }
    return Value.object(members).marked(arguments.marks)
  }
}

extension Argument {
  /// What it was to leave it out before a version of azurerm.
  package func before(_ version: AzurermVersion, _ presence: Presence) -> Argument {
    with {
      $0.former.append(Former(before: version, presence: presence))
      $0.schema.variesByVersion = true
      if $0.schema.presence == .required {
        $0.schema.requirement =
          "azurerm requires it from version \(version.first) on, which `required_providers` allows."
      }
    }
  }

  /// The words that it took besides before a version of azurerm.
  package func before(_ version: AzurermVersion, alsoOneOf words: String...) -> Argument {
    with { argument in
      argument.former.append(Former(before: version, words: words))
      let list = words.map { "\"\($0)\"" }.joined(separator: " and ")
      argument.schema.rules = argument.schema.rules.map { rule in
        if rule.candidates.isEmpty { return rule }
        return ValueRule(
          "\(rule.requirement); \(list) are taken only before azurerm \(version.first)", candidates: rule.candidates,
          rule.holds)
      }
    }
  }

  /// The same, given or left out in another way.
  func with(_ presence: Presence) -> Argument { with { $0.take(presence) } }

  /// How an argument was to be read in older versions of azurerm.
  package struct Former: Sendable {
    /// The first version that it isn't so in any more.
    package let before: AzurermVersion
    /// Who gave it; nil where that is the same.
    package var presence: Presence?
    /// What it took besides.
    var words: [String] = []
  }

  /// The argument, with what is in it, as a version of azurerm has it.
  package func asOf(_ version: AzurermVersion) -> Argument {
    let counting = former.filter { version < $0.before }.sorted { $0.before < $1.before }
    var outside = counting.lazy.compactMap(\.presence).first.map(with) ?? self
    let words = counting.flatMap(\.words)
    if !words.isEmpty {
      outside.schema.rules = schema.rules.map { $0.candidates.isEmpty ? $0 : .oneOf(words + $0.candidates) }
    }
    return arguments.isEmpty ? outside : outside.holding(arguments.map { $0.asOf(version) })
  }
}
