import Evaluation
import Testing
import Values

@Suite("A template in a file sees its variables and nothing else")
struct TemplateRenderingTests {
  private func render(_ text: String, _ variables: Value) throws(FunctionError) -> Value {
    var context = FunctionContext(workingDirectory: ".")
    context.functions = .standard
    return try context.render([UInt8](text.utf8), named: "t.tftpl", with: variables)
  }

  private func message(_ text: String, _ variables: Value) -> String? {
    do throws(FunctionError) {
      _ = try render(text, variables)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("variables, functions and directives work")
  func text() throws {
    let text = "%{ for n in names ~}\n${upper(n)}\n%{ endfor ~}\n$${kept} \\n"
    #expect(try render(text, ["names": ["a", "b"]]) == "A\nB\n${kept} \\n")
  }

  @Test("a template that is one interpolation passes its value on, with its marks")
  func wrapper() throws {
    let secret = Value.tuple([1]).marked(.sensitive)
    #expect(try render("${v}", .object(Members([("v", secret)]))) == secret)
  }

  @Test(
    "a mistake names its place in the template",
    arguments: [
      ("a\n${gone}", "vars map does not contain key \"gone\", referenced at t.tftpl:2,3-7"),
      ("${v + 1}", "t.tftpl:1,3-4: Invalid operand; Unsuitable value for left operand: a number is required."),
      ("${nope(v)}", "t.tftpl:1,3-7: Call to unknown function; There is no function named \"nope\"."),
    ])
  func mistakes(_ text: String, _ expected: String) {
    #expect(message(text, ["v": "x"]) == expected)
  }

  @Test("a template can't render templates, so it comes to an end")
  func recursion() {
    #expect(message("${templatefile(\"t.tftpl\", {})}", [:])?.contains("cannot recursively call templatefile") == true)
  }
}
