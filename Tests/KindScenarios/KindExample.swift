import AzureKinds
import Configuration
import Diagnostics
import Foundation
import Planning
import Resources
import Syntax
import TestWorld
import Values

/// The example of a kind in its documentation, taken apart: what a generated configuration begins with.
package struct KindExample: Sendable {
  package let kind: AzureKind
  /// The name of the kind's block.
  let label: String
  /// The other blocks of the example, as they are written.
  let surroundings: String
  /// The addresses of the other resources.
  let others: [String]
  /// What the block says as far as it is known before anything exists; null where it says nothing, or only an expression.
  private(set) var arguments: Value
  /// The values that an argument takes for what the example is called, by the argument's name: no declaration says them.
  private(set) var choices: [String: [String]] = [:]
  /// What is known only once the others exist, as it is written: arguments and blocks by name.
  let expressions: [String: String]

  /// The names that parts of the example have, for other arguments to name.
  let names: [String]

  package var address: InstanceAddress { InstanceAddress(type: kind.name, name: label) }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/AzureKinds/AzureKinds.docc/Examples")

  /// The resources of the catalogue that are somewhere in Azure.
  package static var kinds: [AzureKind] { AzureKind.all.filter { $0.mode == .managed && $0.ownership != .recorded } }

  /// What Azure publishes of a kind's bodies, where that is at hand; a part of another's body has none of its own.
  package static func schema(of kind: AzureKind, in schemas: [String: RequestSchema]) -> RequestSchema? {
    kind.place?.isAll == true ? nil : kind.resourceKind.remote.flatMap { schemas[$0.type.lowercased()] }
  }

  package init(_ kind: AzureKind) async throws {
    let text = try String(contentsOf: Self.folder.appending(path: "\(kind.name).tf"), encoding: .utf8)
    let sources = SourceMap()
    let file = sources.add(name: "example.tf", bytes: Array(text.utf8))
    let (body, _) = Parser.parse(file: file, in: sources)
    func source(_ range: SourceRange) -> String {
      String(decoding: Array(text.utf8)[Int(range.lower)..<Int(range.upper)], as: UTF8.self)
    }
    guard
      let block = body.blocks.first(where: { $0.type == "resource" && $0.labels.first?.text == kind.name }),
      let label = block.labels.last?.text
    else { throw KindScenarioError.noExample(kind.name) }
    let rest = body.blocks.filter { $0.range != block.range }
    self.kind = kind
    self.label = label
    surroundings = rest.map { source($0.range) + "\n" }.joined(separator: "\n")
    others = rest.filter { $0.type == "resource" }.map { $0.labels.map(\.text).joined(separator: ".") }
    let (planner, _) = try await World().planner(text)
    let (plan, diagnostics) = await planner.plan()
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    let address = InstanceAddress(type: kind.name, name: label)
    // What rests on what Azure has yet to say has no arguments before that.
    let said =
      (try? ApplyEvaluation(planner).current(address).arguments)
      ?? plan.changes.first { $0.address == address }?.after ?? .null(.dynamic)
    let written = Set(block.body.arguments.map(\.name) + block.body.blocks.map(\.type))
    let schema = kind.resourceKind.schema
    var expressions: [String: String] = [:]
    for argument in block.body.arguments where schema[argument.name] != nil {
      let value = said[member: argument.name] ?? .null(.dynamic)
      if !value.isWhollyKnown || value.hasMarks { expressions[argument.name] = source(argument.range) }
    }
    for inner in block.body.blocks {
      let value = said[member: inner.type] ?? .null(.dynamic)
      if !value.isWhollyKnown || value.hasMarks { expressions[inner.type, default: ""] += source(inner.range) + "\n" }
    }
    self.expressions = expressions
    names = text.matches(of: /\n  +(\w*name|id) += "([^"]+)"/).map { String($0.output.2) }
    let given = expressions
    arguments = schema.object { attribute in
      given[attribute.name] == nil && written.contains(attribute.name)
        ? said[member: attribute.name]?.unmarkedDeep.withListsOfBlocks(attribute) ?? .nothing(attribute)
        : .nothing(attribute)
    }
  }
}

/// Resources whose names decide what else they may say.
extension KindExample {
  /// The example with each thing of its kind that others' names stand for; the example alone for nearly all kinds.
  var variants: [KindExample] {
    guard kind.name == "azurerm_postgresql_flexible_server_configuration" else {
      var copy = self
      copy.choices = Self.choices[kind.name] ?? [:]
      return [copy]
    }
    return Self.settings.map { name, values in
      var copy = self
      copy.arguments = arguments.replacing(ValuePath([.member("name")]), with: .string(name))
        .replacing(ValuePath([.member("value")]), with: .string(values[0]))
      copy.choices = ["value": values]
      return copy
    }
  }

  /// What arguments of a kind take that have to name something that is there: roles of Azure, frontends of the example.
  private static let choices: [String: [String: [String]]] = [
    "azurerm_role_assignment": ["role_definition_name": ["Reader", "acrpull", "Key Vault Secrets User"]],
    "azurerm_lb_nat_rule": ["frontend_ip_configuration_name": ["public"]],
    "azurerm_lb_outbound_rule": ["name": ["public"]],
    "azurerm_lb_rule": ["frontend_ip_configuration_name": ["public"]],
  ]

  /// Settings of PostgreSQL of all types that they have, some that count at once and some after a restart, with values that
  /// they take.
  private static let settings: [(name: String, values: [String])] = [
    ("max_connections", ["200", "25", "5000"]), ("log_min_duration_statement", ["1000", "-1", "0"]),
    ("log_statement", ["ddl", "mod", "all", "none"]), ("wal_level", ["logical", "replica"]),
    ("log_connections", ["on", "off"]), ("pgaudit.log", ["ddl", "ddl,role", "write,read"]),
    ("azure.extensions", ["VECTOR", "VECTOR,PG_TRGM", "pg_trgm"]),
    ("shared_preload_libraries", ["pg_cron", "pg_cron,pg_stat_statements,pgaudit"]),
    ("timezone", ["Europe/Berlin", "UTC"]), ("work_mem", ["8192", "4096"]),
  ]
}

package enum KindScenarioError: Error {
  case noExample(String)
  case malformedSchema(String)
  case refusedExample(String)
}

extension Value {
  /// What an argument is that a spec doesn't have.
  static func nothing(_ attribute: AttributeSchema) -> Value {
    switch attribute.content {
    case .value(let type): .null(type)
    case .block(_, let inner): .list([], of: inner.type)
    }
  }

  /// The same with a list of blocks for each set of them, so that each has a place.
  fileprivate func withListsOfBlocks(_ attribute: AttributeSchema) -> Value {
    guard case .block(_, let inner) = attribute.content, let elements else { return self }
    return .list(
      elements.map { element in
        inner.object { (element[member: $0.name] ?? .nothing($0)).withListsOfBlocks($0) }
      }, of: inner.type)
  }

  /// Whether a spec has it.
  var isSaid: Bool { !isNull && !(elements?.isEmpty ?? false) }
}
