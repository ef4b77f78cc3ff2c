import AzureKinds
import Foundation
import Resources
import Testing

/// Wrong values and combinations are found before Azure is asked to change anything, each at its own place.
@Suite(.timeLimit(.minutes(15))) struct MistakeTests {
  @Test("each mistake in a spec is found where it is written, and nothing else is", arguments: Mistake.all)
  func found(mistake: Mistake) throws {
    let result = try mistake.said()
    let found = Mistake.findings(in: result.errors)
    let order: (Mistake.Finding, Mistake.Finding) -> Bool = { "\($0)" < "\($1)" }
    #expect(found.sorted(by: order) == mistake.expected.sorted(by: order), "\(result.errors)")
    #expect(result.status == 1)
    #expect(!mistake.expected.isEmpty)
  }

  @Test("every message of the rules of kinds has a mistake that brings it up")
  func complete() throws {
    let said = SearchedText(try Mistake.all.map { try $0.said().unwrapped }.joined(separator: "\n"))
    let declared = SearchedText(
      AzureKind.all.flatMap { Self.texts(of: $0.resourceKind.schema) + $0.losses }.joined(separator: "\n"))
    let sources = Workplace.repository.appendingPathComponent("Sources/AzureKinds")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    var count = 0
    for file in files.sorted() {
      let source = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      guard Self.sayers.contains(where: source.contains) else { continue }
      for message in WrittenText.all(in: source) where message.isSentence {
        if message.isIn(declared) { continue }
        count += 1
        #expect(message.isIn(said), "nothing in Tests/Mistakes brings up what \(file):\(message.line) says")
      }
    }
    #expect(count > 200)
  }

  /// What is in the sources that say what is wrong.
  private static let sayers = ["ArgumentProblem", "GivenArguments", "JMESPathError"]

  /// What a declaration says of its arguments: documentation and requirements, which other tests are about.
  private static func texts(of schema: ResourceSchema) -> [String] {
    schema.attributes.flatMap { attribute -> [String] in
      var texts = [attribute.documentation] + attribute.rules.map(\.requirement)
      if case .when(let reason, _) = attribute.replacement { texts.append(reason) }
      if case .when(let reason, _)? = attribute.rotation?.need { texts.append(reason) }
      if case .block(_, let inner) = attribute.content { texts += Self.texts(of: inner) }
      return texts
    }
  }
}
