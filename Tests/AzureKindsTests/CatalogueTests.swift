import AzureKinds
import Configuration
import Resources
import Testing
import Values

@Suite("Catalogue")
struct CatalogueTests {
  @Test("each kind is there once, for each mode")
  func unique() {
    let names = AzureKind.all.map { "\($0.mode) \($0.name)" }
    #expect(Set(names).count == names.count)
  }

  @Test("kinds are sorted by name, resources before data sources")
  func sorted() {
    for mode in [AzureKind.all.filter { $0.mode == .managed }, AzureKind.all.filter { $0.mode == .data }] {
      #expect(mode.map(\.name) == mode.map(\.name).sorted())
    }
  }

  @Test("a kind bears the name that it is found by", arguments: AzureKind.catalogue.map(\.name))
  func name(_ name: KindName) throws {
    let entry = try #require(AzureKind.catalogue.first { $0.name == name })
    #expect(KindName(entry.kind.value.name, entry.kind.value.mode) == name)
  }

  @Test("what there is a kind for needs no way out", arguments: AzureKind.all)
  func foreign(kind: AzureKind) {
    #expect(ForeignKinds.remedy(for: kind.name, mode: kind.mode)?.contains("of the type") != true)
  }

  @Test("every argument says what it is", arguments: AzureKind.all)
  func documented(kind: AzureKind) {
    let silent = kind.described.filter { $0.schema.documentation.isEmpty && $0.path != "id" }.map(\.path)
    // The identity of an add-on says it once, for the block.
    #expect(silent.filter { !$0.contains("identity.") } == [])
  }

  @Test(
    "what a block of a data source tells can't be written, nor can it be what Azure never answers",
    arguments: AzureKind.all)
  func answered(kind: AzureKind) {
    guard kind.mode == .data else { return }
    for argument in kind.arguments where argument.schema.presence == .computed {
      let inner = argument.arguments.flatMap { [$0] + $0.arguments }
      #expect(inner.filter { $0.schema.isArgument || $0.schema.isWriteOnly }.map(\.schema.name) == [])
    }
  }

  @Test("no name occurs twice in one place, older names included", arguments: AzureKind.all)
  func unambiguous(kind: AzureKind) {
    func check(_ arguments: [Argument]) {
      let names = arguments.flatMap { [$0.schema.name] + $0.schema.formerNames }
      #expect(Set(names).count == names.count, "\(kind.name): \(names)")
      for argument in arguments { check(argument.arguments) }
    }
    check(kind.arguments)
  }

  @Test("what an id is made of is an argument, and can't change", arguments: AzureKind.all)
  func routes(kind: AzureKind) throws {
    for name in kind.route.arguments where name != "subscription" {
      let argument = try #require(kind.arguments.first { $0.schema.name == name }, "\(kind.name): \(name)")
      guard case .route = argument.place else {
        Issue.record("\(kind.name): \(name) is not in the route")
        continue
      }
      if kind.mode == .managed {
        #expect(argument.schema.replacement.applies(from: .string("a"), to: .string("b")))
      }
    }
  }

  @Test("what only Azure says is never sent", arguments: AzureKind.all)
  func computed(kind: AzureKind) {
    for (path, argument) in kind.describedArguments where argument.schema.presence == .computed {
      #expect(argument.schema.defaultValue == nil, "\(kind.name): \(path)")
      #expect(!argument.schema.isWriteOnly, "\(kind.name): \(path)")
    }
  }
}

extension AzureKind {
  /// Every argument at every depth, with its path.
  var describedArguments: [(path: String, argument: Argument)] {
    func walk(_ arguments: [Argument], _ prefix: String) -> [(String, Argument)] {
      arguments.flatMap { argument in
        [(prefix + argument.schema.name, argument)] + walk(argument.arguments, prefix + argument.schema.name + ".")
      }
    }
    return walk(arguments, "")
  }

  fileprivate var described: [(path: String, schema: AttributeSchema)] {
    describedArguments.map { ($0.path, $0.argument.schema) }
  }
}

extension AzureKind: CustomTestStringConvertible {
  /// The kind by name: its whole declaration would fill pages.
  public var testDescription: String { "\(mode) \(name)" }
}
