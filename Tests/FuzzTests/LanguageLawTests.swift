import Foundation
import FuzzProperties
import Testing

/// Texts that once broke a law of the language, and the seeds of the search for such texts.
struct LanguageLawTests {
  private static let inputs = Bundle.module.bundleURL.appendingPathComponent("Inputs")
  static let found: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: inputs.path)) ?? []).sorted()

  @Test("a text that broke a law once keeps all of them", arguments: found)
  func replay(name: String) throws {
    let bytes = Array(try Data(contentsOf: Self.inputs.appendingPathComponent(name)))
    #expect(LanguageLaws.violations(of: bytes) == [])
  }

  @Test("every case of the other tests keeps the laws")
  func seeds() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let corpus = try SeedCorpus(tests: tests)
    #expect(corpus.seeds.count > 2000)
    for seed in corpus.seeds {
      #expect(LanguageLaws.violations(of: seed) == [], "\(String(decoding: seed, as: UTF8.self))")
    }
  }
}
