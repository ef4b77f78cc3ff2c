import Configuration
import Testing
import Values

/// Whole configurations, against everything that Terraform did with them: validation, plan, apply, and a second step.
@Suite struct ConfigurationCaseTests {
  @Test("all cases are here")
  func count() {
    #expect(ConfigurationCase.common.count == 110)
  }

  @Test(
    "a configuration does what it does under Terraform", arguments: ConfigurationCase.common + ConfigurationCase.further
  )
  func run(_ example: ConfigurationCase) async throws {
    let expected = try example.expected()
    for difference in try await example.differences(from: expected)
    where KnownDifference.explaining(difference, in: example, expected) == nil {
      Issue.record("\(difference)")
    }
  }

  @Test("the documentation has a row for each known difference, fewer than ten, and some case shows each")
  func table() async throws {
    let path = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    let bytes = try LocalFileSystem().bytes(of: path + "/Sources/Configuration/Configuration.docc/Differences.md")
    let names = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^\| `(\w+)` \|/#).map { String($0.1) }
    }
    #expect(names == KnownDifference.allCases.map(\.rawValue))
    #expect(names.count < 10)
    var shown: Set<String> = []
    for example in ConfigurationCase.common {
      let expected = try example.expected()
      for difference in try await example.differences(from: expected) {
        if let known = KnownDifference.explaining(difference, in: example, expected) { shown.insert(known.rawValue) }
      }
    }
    #expect(shown == Set(names))
  }
}

extension ConfigurationCase {
  fileprivate func differences(from expected: Value) async throws -> [CaseDifference] {
    let run = CaseRun(self)
    let found = try await run.outcome(of: expected)
    return CaseComparison(isRelated: run.isRelated).differences(expected: expected, found: found)
  }
}
