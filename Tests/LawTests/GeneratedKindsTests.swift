import AzureKinds
import Foundation
import KindScenarios
import Testing

/// The laws for kinds over generated configurations of each, a few here; `armature-laws kinds` goes through more.
@Suite("Laws of generated configurations", .serialized) struct GeneratedKindsTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let first = environment["ARMATURE_SEED"].flatMap { UInt64($0) } ?? 0
  /// How many of each kind.
  private static let count = environment["ARMATURE_KIND_COUNT"].flatMap { UInt64($0) } ?? 2

  struct Subject: Sendable, CustomTestStringConvertible {
    let kind: AzureKind
    var testDescription: String { kind.name }
  }

  static let subjects = KindExample.kinds.map { Subject(kind: $0) }

  @Test("what is generated is made, settles, is taken back or taken over, and says no secret", arguments: subjects)
  func laws(subject: Subject) async throws {
    let report = try await KindReport(subject.kind, seeds: Self.first..<Self.first + Self.count)
    #expect(report.failures.isEmpty, "\(report.failures.joined(separator: "\n\n"))")
  }

  @Test("a secret gets to its resource and nowhere else", arguments: SensitiveArgument.all)
  func secrets(argument: SensitiveArgument) async throws {
    let configuration = try #require(try await argument.configuration())
    let violations = try await SecretCourse(configuration).violations()
    #expect(violations == [], "\(configuration.block)")
  }

  @Test("a value that breaks a rule of the declaration is found where it is written", arguments: subjects)
  func wrongValues(subject: Subject) async throws {
    var values = WrongValues(try await KindExample(subject.kind))
    let missed = try await values.unnoticed(values.declared)
    #expect(missed == [])
    #expect(values.unbroken == [], "a rule that nothing breaks is no rule")
  }

  /// What Azure's types name and declarations leave open, with the reason.
  private static let open: [String: String] = [
    "azurerm_application_gateway ssl_policy.policy_name": "Azure has newer policies than its types",
    "azurerm_application_gateway ssl_profile.ssl_policy.policy_name": "Azure has newer policies than its types",
    "azurerm_kubernetes_cluster default_node_pool.upgrade_settings.drain_timeout_in_minutes": "0 is said by absence",
    "azurerm_kubernetes_cluster_node_pool upgrade_settings.drain_timeout_in_minutes": "0 is said by absence",
  ]

  @Test("what Azure's types say of values, declarations say too")
  func published() async throws {
    let schemas = try RequestSchema.all()
    var found: Set<String> = []
    for subject in Self.subjects {
      guard let schema = KindExample.schema(of: subject.kind, in: schemas) else { continue }
      let values = WrongValues(try await KindExample(subject.kind))
      for value in values.published(schema) {
        let name = "\(subject.kind.name) \(value.path.joined(separator: "."))"
        found.insert(name)
        #expect(Self.open[name] != nil, "\(subject.kind.name): \(value.text)")
      }
    }
    #expect(found == Set(Self.open.keys))
  }
}
