import Foundation
import FuzzProperties

#if FUZZ
  /// The driver of libFuzzer, which calls back with each text that it makes.
  @_silgen_name("LLVMFuzzerRunDriver")
  func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) -> CInt
#endif

/// Random texts against the laws of the language.
@main struct Fuzz {
  private static let usage = """
    usage: armature-fuzz --gather FOLDER   writes the seeds into FOLDER and a dictionary beside it, FOLDER.dict; run it
                                           in the repository
           armature-fuzz FILE...           holds each file against the laws
    Built with -DFUZZ and libFuzzer, any other arguments are those of libFuzzer.
    """

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "--gather", arguments.count == 2 { return try gather(into: arguments[1]) }
    #if FUZZ
      var count = CommandLine.argc
      var words = CommandLine.unsafeArgv
      exit(
        runDriver(&count, &words) { bytes, count in
          Fuzz.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
          return 0
        })
    #else
      if arguments.isEmpty { print(usage) }
      for path in arguments { check(Array(try Data(contentsOf: URL(fileURLWithPath: path)))) }
    #endif
  }

  private static func check(_ bytes: [UInt8]) {
    let violations = LanguageLaws.violations(of: bytes)
    if violations.isEmpty { return }
    FileHandle.standardError.write(Data((violations.joined(separator: "\n") + "\n").utf8))
    abort()
  }

  private static func gather(into folder: String) throws {
    let corpus = try SeedCorpus(tests: URL(fileURLWithPath: "Tests"))
    let directory = URL(fileURLWithPath: folder)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (index, seed) in corpus.seeds.enumerated() {
      try Data(seed).write(to: directory.appendingPathComponent("seed-\(index)"))
    }
    try Data(SeedCorpus.dictionary.utf8).write(to: URL(fileURLWithPath: folder + ".dict"))
    print("\(corpus.seeds.count) seeds in \(folder), the dictionary is \(folder).dict")
  }
}
