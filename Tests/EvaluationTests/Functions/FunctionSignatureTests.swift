import Evaluation
import Foundation
import JSON
import Testing
import Values

@Suite("Functions are called as Terraform's metadata command says")
struct FunctionSignatureTests {
  /// What `terraform metadata functions -json` said of every function, by name.
  static let expected: [String: Value] = {
    let bytes = FileManager.default.contents(atPath: ExpressionCase.directory + "/functions.json") ?? Data()
    let members = (try? JSON.parse([UInt8](bytes)))?.members ?? Members([])
    return Dictionary(uniqueKeysWithValues: members.map { ($0, $1) })
  }()

  static let found = FunctionTable.standard.signatures

  @Test("there are the functions of the language and no others")
  func names() {
    #expect(Self.found.map(\.name) == Self.expected.keys.sorted())
  }

  @Test("a function", arguments: found.map(\.name))
  func signature(_ name: String) throws {
    let found = try #require(Self.found.first { $0.name == name })
    let expected = try #require(Self.expected[name])
    #expect(JSON.string(found.json) == JSON.string(expected))
  }
}

extension FunctionSignature {
  fileprivate var json: Value {
    var members: [(String, Value)] = [("params", .tuple(parameters.map(\.json))), ("returns", result.json)]
    if let variadic { members.append(("variadic", variadic.json)) }
    return .object(Members(members))
  }
}

extension FunctionSignature.Parameter {
  fileprivate var json: Value {
    var members: [(String, Value)] = isNullable ? [("is_nullable", true)] : []
    members += [("name", .string(name)), ("type", type.json)]
    return .object(Members(members))
  }
}

extension Type {
  /// The type in cty's notation.
  fileprivate var json: Value {
    switch self {
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .dynamic: "dynamic"
    case .list(let element): ["list", element.json]
    case .set(let element): ["set", element.json]
    case .map(let element): ["map", element.json]
    case .tuple, .object: .string(description)
    }
  }
}
