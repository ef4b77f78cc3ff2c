import Testing
import Values

@Suite struct MembersTests {
  @Test(
    "members are in byte order, each once, the last of a name counting",
    arguments: [
      ("", ""), ("a1", "a1"), ("a1 b2 c3", "a1 b2 c3"), ("c3 a1 b2", "a1 b2 c3"), ("a1 a2", "a2"),
      ("b1 a2 b3 a4 b5", "a4 b5"), ("a1 b2 b3", "a1 b3"), ("é1 z2 Z3", "Z3 z2 é1"),
    ])
  func order(given: String, expected: String) {
    func pairs(_ text: String) -> [(String, Value)] {
      text.split(separator: " ").map { (String($0.dropLast()), .string(String($0.suffix(1)))) }
    }
    let members = Members(pairs(given))
    #expect(members.keys == pairs(expected).map(\.0))
    #expect(members.values == pairs(expected).map(\.1))
  }
}
