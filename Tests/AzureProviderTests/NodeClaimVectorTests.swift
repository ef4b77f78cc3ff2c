import AzureKinds
import Diagnostics
import Foundation
import JSON
import NodeClaims
import Resources
import Testing
import Values

@testable import AzureProvider

/// Claims with the agent pools that the provisioner makes of them, or its errors; the cases say where each is from.
@Suite("Node claims as agent pools")
struct NodeClaimVectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let claim: Value
    let expected: Value
  }

  static let vectors: [Vector] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/nodeclaim.json")
    let cases = (try? Data(contentsOf: url)).flatMap { try? JSON.parse([UInt8]($0)) }?.elements ?? []
    return cases.compactMap { example in
      guard let claim = example[member: "nodeclaim"], let expected = example[member: "expect"] else { return nil }
      let title = "\(example[member: "id"]?.stringValue ?? "") \(example[member: "title"]?.stringValue ?? "")"
      return Vector(testDescription: title, claim: claim, expected: expected)
    }
  }()

  @Test("all cases are there")
  func count() {
    #expect(Self.vectors.count == 41)
  }

  @Test("a document becomes the expected pool, or the expected error", arguments: vectors)
  func document(vector: Vector) throws {
    let documents = try NodeClaimDocument.read(JSON.text(vector.claim))
    let document = try #require(documents.first)
    #expect(documents.count == 1)
    let problems = document.problems + document.claim.problems()
    let pool = AzureProvider.creationBody(
      of: .karpenterNodeClaim, planned: .object(NodeClaimMapping.pool(of: document.claim)))
    try check(vector, pool, problems.map { ($0.severity, $0.detail) })
  }

  @Test("a document in a spec becomes the same", arguments: vectors)
  func manifest(vector: Vector) throws {
    try check(vector, arguments: ["manifest": .string(JSON.string(vector.claim))])
  }

  @Test("blocks that say the same become the same", arguments: vectors)
  func blocks(vector: Vector) throws {
    let metadata = try #require(vector.claim[member: "metadata"])
    let spec = try #require(vector.claim[member: "spec"])
    func objects(_ name: String) -> Value {
      .tuple((spec[member: name]?.elements ?? []).map { .object($0.members ?? Members()) })
    }
    try check(
      vector,
      arguments: [
        "name": metadata[member: "name"] ?? .null(.string), "labels": metadata[member: "labels"] ?? .null(.dynamic),
        "annotations": metadata[member: "annotations"] ?? .null(.dynamic), "requirement": objects("requirements"),
        "taint": objects("taints"),
        "resources": spec[member: "resources"].map { .tuple([$0]) } ?? .tuple([]),
      ], isTimed: false)
  }

  /// Checks what a block with these arguments comes to.
  private func check(_ vector: Vector, arguments: KeyValuePairs<String, Value>, isTimed: Bool = true) throws {
    let kind = AzureKind.karpenterNodeClaim
    let given = Value.object(Members(arguments.map { ($0.key, $0.value) }))
    let complete = try given.completed(kind.resourceKind.schema)
    let infer = try #require(kind.infer)
    let inferred = infer(complete, InferenceContext(environment: "test", address: "karpenter_node_claim.a"))
    let stamped = kind.stamp(inferred, 1_767_323_045)
    try check(
      vector, AzureProvider.creationBody(of: kind, planned: isTimed ? inferred : stamped),
      kind.check(inferred).filter { $0.summary != "VM size is retired" }.map { ($0.severity, $0.detail) })
  }

  private func check(_ vector: Vector, _ body: Value, _ problems: [(Diagnostic.Severity, String)]) throws {
    let errors = problems.filter { $0.0 == .error }.map(\.1)
    if let error = vector.expected[member: "error"]?.stringValue {
      #expect(errors.contains { $0.contains(error) }, "\(errors)")
      return
    }
    #expect(errors == [])
    let pool = try #require(vector.expected[member: "agentPool"])
    #expect(JSON.string(body) == JSON.string(pool))
    guard let wanted = vector.expected[member: "warnings"]?.elements else { return }
    let warnings = problems.filter { $0.0 == .warning }.map(\.1)
    #expect(warnings.count == wanted.count)
    for text in wanted.compactMap(\.stringValue) { #expect(warnings.contains { $0.contains(text) }, "\(text)") }
  }
}
