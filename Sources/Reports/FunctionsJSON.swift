import Evaluation
import JSON
import Values

/// What `functions --json` answers, in the format of Terraform's `metadata functions -json`.
package enum FunctionsJSON {
  package static func text(_ signatures: [FunctionSignature]) -> String {
    // Each function is also there under the name that no provider's function can hide.
    let names = signatures.map { ($0.name, $0) } + signatures.map { ("core::\($0.name)", $0) }
    let sorted = names.sorted { $0.0.precedesInUTF8($1.0) }
    let document: OrderedJSON = [
      "format_version": "1.0", "function_signatures": .object(sorted.map { ($0, signature($1)) }),
    ]
    return String(decoding: JSON.text(document), as: UTF8.self)
  }

  private static func signature(_ signature: FunctionSignature) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [("return_type", TypeJSON.document(signature.result))]
    if !signature.parameters.isEmpty { members.append(("parameters", .array(signature.parameters.map(parameter)))) }
    if let variadic = signature.variadic { members.append(("variadic_parameter", parameter(variadic))) }
    return .object(members)
  }

  private static func parameter(_ parameter: FunctionSignature.Parameter) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [("name", .string(parameter.name))]
    if parameter.isNullable { members.append(("is_nullable", true)) }
    members.append(("type", TypeJSON.document(parameter.type)))
    return .object(members)
  }
}

/// A type in the notation of cty: `"string"`, `["list","string"]`, `["object",{"a":"number"}]`.
package enum TypeJSON {
  package static func document(_ type: Type) -> OrderedJSON {
    switch type {
    case .dynamic, .bool, .number, .string: .string(type.description)
    case .list(let element): ["list", document(element)]
    case .set(let element): ["set", document(element)]
    case .map(let element): ["map", document(element)]
    case .tuple(let elements): ["tuple", .array(elements.map(document))]
    case .object(let object):
      ["object", .object(zip(object.names, object.types).map { ($0, document($1)) })]
    }
  }
}
