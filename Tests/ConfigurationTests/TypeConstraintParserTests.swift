import Configuration
import Diagnostics
import Testing
import Values

struct TypeConstraintParserTests {
  private func variable(_ type: String) throws -> (TypeConstraint, [String]) {
    let loaded = Loaded(main: "variable \"v\" {\n  type = \(type)\n}\n")
    return (try #require(loaded.program).root.variables[0].constraint, loaded.summaries)
  }

  @Test(
    "a type expression means its type",
    arguments: [
      ("string", Type.string), ("number", .number), ("bool", .bool), ("any", .dynamic), ("list", .list(.dynamic)),
      ("map", .map(.dynamic)), ("list(string)", .list(.string)), ("set(any)", .set(.dynamic)),
      ("map(list(number))", .map(.list(.number))), ("tuple([string, bool])", .tuple([.string, .bool])),
      ("object({})", .object(ObjectType([:]))),
      ("object({ a = string, b = number })", .object(ObjectType(["a": .string, "b": .number]))),
      (
        "object({ a = optional(string) })", .object(ObjectType(["a": .string], optional: ["a"]))
      ),
    ])
  func types(_ text: String, _ type: Type) throws {
    let (constraint, summaries) = try variable(text)
    #expect(constraint == TypeConstraint(type))
    #expect(summaries == [])
  }

  @Test("defaults of optional attributes are kept, however deep")
  func defaults() throws {
    let (constraint, summaries) = try variable(
      "object({ g = optional(list(object({ h = string, i = optional(string, \"eye\") })), []), c = optional(number, \"5\") })"
    )
    #expect(summaries == [])
    let given: Value = ["g": [["h": "one"], ["h": "two", "i": .null(.dynamic)]]]
    let element: (Value) -> Value = { ["h": $0, "i": "eye"] }
    let object = Type.object(ObjectType(["h": .string, "i": .string]))
    #expect(
      try constraint.converted(given) == ["c": 5, "g": .list([element("one"), element("two")], of: object)])
  }

  // Each is what Terraform 1.11.4 says; columns are those after `  type = `.
  @Test(
    "a type expression that is none is an error at its place",
    arguments: [
      ("optional(string)", "10-18", "Keyword \"optional\" is valid only as a modifier for object type attributes."),
      ("list()", "14-16", "The list type constructor requires one argument specifying the element type."),
      ("list(string, number)", "23-29", "The list type constructor requires one argument specifying the element type."),
      ("object({a = optional()})", "30-32", "Optional attribute modifier requires the attribute type as its argument."),
      ("object({\"a b\" = string})", "18-23", "Object constructor map keys must be attribute names."),
      ("tuple(string)", "16-22", "Tuple type constructor requires a list of element types."),
      (
        "object(string)", "17-23",
        "Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types."
      ),
      ("foo(string)", "10-21", "Keyword \"foo\" is not a valid type constructor."),
      ("strng", "10-15", "The keyword \"strng\" is not a valid type specification."),
      ("set", "10-13", "The set type constructor requires one argument specifying the element type."),
      (
        "object", "10-16",
        "The object type constructor requires one argument specifying the attribute types and values as a map."
      ),
      ("tuple", "10-15", "The tuple type constructor requires one argument specifying the element types as a list."),
      ("any(string)", "13-21", "Type constraint keyword \"any\" does not expect arguments."),
      ("string(any)", "16-21", "Primitive type keyword \"string\" does not expect arguments."),
      (
        "1", "10-11",
        "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string)."
      ),
      (
        "var.x", "10-15",
        "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string)."
      ),
      (
        "map(\"string\")", "14-22",
        "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string)."
      ),
      (
        "object({ a = optional(string, \"a\", \"b\")})", "31-49",
        "Optional attribute modifier expects at most two arguments: the attribute type, and a default value."
      ),
      ("object({ a = string, a = number })", "31-32", "Object constructor map keys must be unique."),
    ])
  func errors(_ text: String, _ columns: String, _ detail: String) {
    let loaded = Loaded(main: "variable \"v\" {\n  type = \(text)\n}\n")
    #expect(loaded.summaries == ["Invalid type specification @ main.tf:2,\(columns)"])
    #expect(loaded.diagnostics.map(\.detail) == [detail])
  }

  @Test(
    "a default of an optional attribute that does not fit is an error",
    arguments: [
      ("object({ b = optional(number, \"x\") })", "Invalid default value for optional attribute @ main.tf:2,40-43"),
      ("object({ c = optional(list(string), {}) })", "Invalid default value for optional attribute @ main.tf:2,46-48"),
      ("object({ a = optional(string, var.x) })", "Variables not allowed @ main.tf:2,40-43"),
      ("object({ a = optional(string, upper(\"x\")) })", "Function calls not allowed @ main.tf:2,40-50"),
    ])
  func wrongDefaults(_ text: String, _ summary: String) throws {
    #expect(try variable(text).1 == [summary])
  }

  @Test("a quoted type is an error that names the form to write")
  func quoted() {
    let loaded = Loaded(main: "variable \"v\" {\n  type = \"list\"\n}\n")
    #expect(loaded.summaries == ["Invalid quoted type constraints @ main.tf:2,10-16"])
    #expect(loaded.diagnostics[0].hint == "write `type = list(string)`")
  }
}
