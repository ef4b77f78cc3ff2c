import Evaluation
import Testing
import Values

@Suite("The functions of the built-in provider")
struct BuiltInProviderFunctionsTests {
  private func evaluated(_ text: String, _ value: Value) -> (value: Value, errors: [String]) {
    let table = FunctionTable.builtInProvider
    return evaluate(text, ["v": value], functions: table.names.compactMap { table[$0] })
  }

  @Test(
    "what is written reads back as it was",
    arguments: [
      1, .number(Number(1.5)!), -7, "", "a", "a\n\t\"\\", "${a} %{b} $${c} $", "\u{1}\u{2028}\u{E0001}", true,
      .null(.dynamic), [], [[]],
      [1, "a", [true]], [:], ["a": 1, "a b": ["\"": [:]], "é": [["b": 1], ["c": [[:]]]], "null": "x", "1": 2],
    ] as [Value])
  func roundTrip(value: Value) {
    let (back, errors) = evaluated("decode_tfvars(encode_tfvars({ v = v }))", value)
    #expect(errors.isEmpty)
    #expect(back == ["v": value])
    if value.isNull { return }
    #expect(evaluated("decode_tfvars(\"v = ${encode_expr(v)}\\n\")", value).value == ["v": value])
  }
}
