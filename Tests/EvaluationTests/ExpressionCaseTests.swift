import Testing
import Values

@Suite("Every expression has the value, type, sensitivity or errors that Terraform gives it")
struct ExpressionCaseTests {
  /// The cases that need no function that is still to come.
  static let runnable = (ExpressionCase.all + ExpressionCase.further).filter(\.missing.isEmpty)

  @Test("the cases are there")
  func count() {
    #expect(ExpressionCase.all.count == 1313)
    let missing = Set(ExpressionCase.all.flatMap(\.missing)).sorted()
    if !missing.isEmpty {
      let names = missing.joined(separator: ", ")
      print("\(Self.runnable.count) of \(ExpressionCase.all.count) cases run; functions still missing: \(names)")
    }
  }

  @Test("an expression", arguments: runnable)
  func expression(_ test: ExpressionCase) {
    let outcome = test.outcome()
    guard let expected = test.expected else {
      if test.isUnknown {
        #expect(!outcome.value.isWhollyKnown && outcome.errors.isEmpty, "\(test.text)")
      } else {
        checkErrors(outcome, of: test)
      }
      return
    }
    #expect(outcome.errors.isEmpty, "\(test.text)")
    #expect(outcome.value.type.description == expected.type, "\(test.text)")
    #expect(outcome.value.hasSensitive == expected.isSensitive, "\(test.text)")
    if test.isInfinite {
      #expect(outcome.value.numberValue?.isInfinite == true, "\(test.text)")
    } else {
      #expect(outcome.value.asJSON == expected.json, "\(test.text)")
    }
  }

  private func checkErrors(_ outcome: ExpressionCase.Outcome, of test: ExpressionCase) {
    let found = outcome.errors
    if test.isPanic {
      #expect(!found.isEmpty)
      return
    }
    if test.errors.contains(where: \.isAboutNames) {
      #expect(found.map(\.place) == test.errors.map(\.place), "\(test.text)")
      return
    }
    var expected: [ExpressionCase.ExpectedError] = []
    for error in test.errors {
      let wanted = error.withoutPlace
      if !expected.contains(wanted) { expected.append(wanted) }
    }
    #expect(
      found.count == expected.count && zip(found, expected).allSatisfy { $0.says($1) },
      "\(test.text): \(found) instead of \(expected)")
  }
}
