import Configuration
import Testing

struct VersionConstraintTests {
  @Test(
    "a constraint allows what its terms say",
    arguments: [
      ("1.2.3", "1.2.3", true), ("= 1.2", "1.2.0", true), ("!= 1.2", "1.2.0", false), (">= 1.5, < 2.0", "1.11.4", true),
      (">= 1.5,<2.0", "2.0.0", false), ("~> 1.11", "1.99.0", true), ("~> 1.11", "2.0.0", false),
      ("~> 1.11.2", "1.11.9", true), ("~> 1.11.2", "1.12.0", false), ("~> 1", "9.0.0", true),
      ("~> 0.12", "1.11.4", false),
      ("> 1.11.3", "1.11.4", true), ("<= 1.11.3", "1.11.4", false), (">= 4.0", "5.0.0-beta1", false),
      (">= 5.0.0-alpha", "5.0.0-beta1", true), ("v1.0.0", "1.0.0", true),
    ])
  func allows(_ constraint: String, _ version: String, _ expected: Bool) throws {
    let parsed = try #require(VersionConstraint(constraint))
    #expect(parsed.allows(try #require(Version(version))) == expected)
  }

  @Test(
    "a text that is no constraint has no meaning",
    arguments: ["", "foo", ">= 1, ", "~> ", "1..2", "1.x", "=> 1", "99999999999999999999999"])
  func malformed(_ text: String) {
    #expect(VersionConstraint(text) == nil)
  }

  @Test(
    "a major version fits if a release of it can fit every constraint",
    arguments: [
      ([], [3, 4, 5]), (["~> 3.117"], [3]), (["~> 4.0"], [4]), ([">= 4.58"], [4, 5]), ([">= 3.0, < 5.0"], [3, 4]),
      (["~> 4.1", "< 4.1"], []), (["> 4.0.0, < 4.0.1"], []), (["> 4.0.0", "< 4.0.2"], [4]),
      (["!= 4.0.0, != 4.0.1", "<= 4.0.2"], [3, 4]), (["5.0.0-beta1"], [5]), ([">= 5.0.0-beta1", "< 5.0.0"], []),
      (["~> 2.99"], []), ([">= 3.0", "~> 4.0", "< 5"], [4]), (["= 4.18446744073709551615.0"], [4]),
    ] as [([String], [UInt])])
  func majors(_ texts: [String], _ expected: [UInt]) throws {
    let constraints = try texts.map { try #require(VersionConstraint($0)) }
    #expect([3, 4, 5].filter { constraints.allowRelease(ofMajor: $0) } == expected)
  }

  @Test("versions are in the order of semantic versioning")
  func order() {
    let texts = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2",
      "1.10.0",
    ]
    let versions = texts.compactMap { Version($0) }
    #expect(versions.count == texts.count)
    #expect(versions == versions.reversed().sorted())
  }
}
