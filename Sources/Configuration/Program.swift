import Diagnostics

/// A whole configuration: the root module with every module it calls, decoded and checked but not evaluated.
package struct Program: Sendable {
  package let root: Module
  /// The files that the program was read from.
  package let sources: SourceMap
  /// Whether every file could be read and decoded; if not, parts of the program may be missing.
  package let isWhole: Bool

  package init(root: Module, sources: SourceMap, isWhole: Bool = true) {
    self.root = root
    self.sources = sources
    self.isWhole = isWhole
  }
}

extension Program {
  /// Every module, the root first, each before the modules it calls, in the order of their calls.
  package var modules: [Module] {
    var all: [Module] = []
    var waiting = [root]
    while let module = waiting.popLast() {
      all.append(module)
      waiting.append(contentsOf: module.calls.reversed().map(\.child))
    }
    return all
  }

  /// What the modules demand of the version of a provider, each demand once.
  ///
  /// - Parameter source: of the provider, such as `hashicorp/azurerm`.
  package func requirements(ofProvider source: String) -> [VersionRequirement] {
    var seen: Set<SourceRange> = []
    return modules.flatMap(\.settings.requiredProviders).compactMap { requirement in
      guard requirement.isFor(source), let version = requirement.version, seen.insert(version.range).inserted else {
        return nil
      }
      return version
    }
  }
}
