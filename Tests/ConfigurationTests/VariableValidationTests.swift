import Configuration
import Diagnostics
import Evaluation
import Testing
import Values

struct VariableValidationTests {
  private func validate(_ rule: String, _ value: Value, sensitive: Bool = false) throws -> [Diagnostic] {
    let loaded = Loaded(
      main: """
        variable "port" {
          sensitive = \(sensitive)
          validation {
            \(rule)
          }
        }
        """)
    #expect(loaded.summaries == [])
    let variable = try #require(loaded.program).root.variables[0]
    let (port, _) = variable.value(of: value, origin: .option)
    let evaluator = Evaluator(
      scope: ConstantScope(["var": .object(Members([("port", port)]))]), functions: FunctionTable([]),
      context: FunctionContext(workingDirectory: "/"))
    return variable.validate(by: evaluator, origin: .option)
  }

  private static let rule = "condition = var.port > 1024\n    error_message = \"Port ${var.port} is too low.\""

  @Test("a rule that holds says nothing")
  func holds() throws {
    #expect(try validate(VariableValidationTests.rule, 8080) == [])
  }

  @Test("a rule that fails says its message")
  func fails() throws {
    let diagnostics = try validate(VariableValidationTests.rule, 80)
    #expect(diagnostics.map(\.summary) == ["Invalid value for variable"])
    #expect(diagnostics.map(\.detail) == ["Port 80 is too low."])
    #expect(diagnostics.flatMap(\.labels).count == 1)
  }

  @Test("a rule whose outcome is not known yet says nothing")
  func unknown() throws {
    #expect(try validate(VariableValidationTests.rule, .unknown(.number)) == [])
  }

  @Test("a message never shows a sensitive value")
  func sensitive() throws {
    let diagnostics = try validate(VariableValidationTests.rule, 80, sensitive: true)
    #expect(diagnostics.map(\.summary) == ["Error message refers to sensitive values", "Invalid value for variable"])
    #expect(!diagnostics.contains { "\($0)".contains("80 is") })
  }

  @Test("a condition that is not true or false is an error")
  func notBool() throws {
    let diagnostics = try validate("condition = [var.port]\n    error_message = \"x\"", 80)
    #expect(diagnostics.map(\.summary) == ["Invalid variable validation result"])
  }
}
