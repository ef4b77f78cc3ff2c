import Evaluation
import Testing
import Values

private typealias Parameter = Function.Parameter

/// A function that says which arguments its body saw.
private func probe(_ parameter: Function.Parameter, isNeverNull: Bool = false) -> Function {
  Function(
    "probe", [parameter], isNeverNull: isNeverNull,
    resultType: { (_: [Value]) throws(FunctionError) -> Type in .string }
  ) { (arguments: [Value], _: FunctionContext) throws(FunctionError) -> Value in
    .string(arguments[0].hasMarks ? "marked" : arguments[0].isNull ? "null" : "value")
  }
}

private let context = FunctionContext(workingDirectory: ".")

@Suite("A function sees only the arguments that it said it could take")
struct FunctionCallTests {
  @Test("null is an error, unless the parameter takes it")
  func null() throws {
    #expect(throws: FunctionError.self) {
      try probe(Parameter("v", .string)).call([.null(.string)], in: context)
    }
    let result = try probe(Parameter("v", .string, allowsNull: true)).call([.null(.string)], in: context)
    #expect(result == "null")
  }

  @Test("an unknown argument makes the result unknown, of its type and as surely not null as it is")
  func unknown() throws {
    let list = Parameter("v", .list(.string))
    let inside = Parameter("v", .list(.string), unknowns: .inside)
    let elements = Value.list([.unknown(.string)], of: .string)
    #expect(try probe(list).call([.unknown(.list(.string))], in: context) == .unknown(.string))
    #expect(try probe(list).call([elements], in: context) == .unknown(.string))
    #expect(try probe(inside).call([elements], in: context) == "value")
    #expect(try probe(inside).call([.unknown(.list(.string))], in: context) == .unknown(.string))
    #expect(
      try probe(list, isNeverNull: true).call([elements], in: context)
        == .unknown(.string, Refinement(isNotNull: true)))
  }

  @Test("a value whose type is not known makes a result whose type is not known")
  func dynamic() throws {
    let untyped = [Value.unknown(.dynamic), .null(.dynamic)]
    for value in untyped {
      let parameter = Parameter("v", .dynamic, allowsNull: true)
      #expect(try probe(parameter).call([value], in: context) == .unknown(.dynamic))
    }
  }

  @Test("marks go around the body onto the result, unless the parameter takes them")
  func marks() throws {
    let inner = Value.list([Value.string("a").marked(.sensitive)], of: .string)
    let result = try probe(Parameter("v", .list(.string))).call([inner], in: context)
    #expect(result == Value.string("value").marked(.sensitive))
    let taken = try probe(Parameter("v", .list(.string), allowsMarks: true)).call([inner], in: context)
    #expect(taken == "marked")
  }

  @Test("arguments are converted to the types of the parameters")
  func conversion() throws {
    #expect(throws: FunctionError.self) { try probe(Parameter("v", .number)).call(["x"], in: context) }
    #expect(try probe(Parameter("v", .number)).call(["1"], in: context) == "value")
  }
}
