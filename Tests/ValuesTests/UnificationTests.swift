import Testing
import Values

@Suite("Unification")
struct UnificationTests {
  private static func object(_ types: [String: Type]) -> Type { .object(ObjectType(types)) }

  // What Terraform makes of the arms of conditionals and the arguments of tolist, tomap and coalesce.
  @Test(
    "types have the common type that Terraform finds",
    arguments: [
      ([.string], .string), ([.string, .number], .string), ([.number, .bool], nil),
      ([.number, .bool, .string], .string),
      ([.dynamic, .number], .number), ([.dynamic, .dynamic], .dynamic), ([.dynamic, .number, .bool], .dynamic),
      ([.tuple([.number]), .tuple([.string])], .tuple([.string])),
      ([.tuple([.number, .number]), .tuple([.string])], .list(.string)),
      ([.tuple([]), .tuple([.number])], .list(.number)), ([.tuple([.bool]), .tuple([.number])], nil),
      ([object(["a": .number]), object(["a": .string])], object(["a": .string])),
      ([object(["a": .number]), object(["b": .string])], .map(.string)),
      ([object([:]), object(["x": .number])], .map(.number)), ([object([:]), .tuple([])], nil),
      ([.list(.string), .tuple([.number])], .list(.string)), ([.list(.dynamic), .tuple([.string])], .list(.string)),
      ([.list(.string), .tuple([])], .list(.string)), ([.map(.number), object(["a": .bool])], nil),
      ([.map(.number), object(["a": .string])], .map(.string)), ([.set(.string), .list(.string)], .list(.string)),
      ([.set(.dynamic), .tuple([.number])], .set(.dynamic)), ([.list(.number), .list(.string)], .list(.string)),
      ([.list(.string), .dynamic], .dynamic), ([.string, .list(.string)], nil), ([], nil),
    ] as [([Type], Type?)])
  func unified(types: [Type], expected: Type?) {
    #expect(Type.unified(types) == expected)
    // Of a set and a tuple the first that all can become wins, so that order may count there.
    #expect(Type.unified(types.reversed()) == expected)
  }

  @Test(
    "types describe themselves as expressions and in words",
    arguments: [
      (.list(.string), "list(string)", "list of string"), (.map(.set(.bool)), "map(set(bool))", "map of set of bool"),
      (.tuple([.number, .dynamic]), "tuple([number, dynamic])", "tuple"),
      (object(["b": .string, "a": .number]), "object({a=number, b=string})", "object"),
    ] as [(Type, String, String)])
  func text(type: Type, description: String, name: String) {
    #expect(type.description == description)
    #expect(type.friendlyName == name)
  }
}
