import Diagnostics
import Evaluation
import Syntax

/// The configuration files of one directory, read and parsed.
struct ModuleDirectory {
  /// The blocks of ordinary files in the order of their names, with the override files laid over them.
  let blocks: [SyntaxBlock]
  let diagnostics: [Diagnostic]
  /// Whether every file was read.
  let isComplete: Bool

  enum Failure: Error {
    case unreadable(FileError)
    /// There is no configuration file in it; which ones it has that are close to it.
    case empty(json: [String])
  }

  /// Reads a directory.
  static func read(
    _ directory: String, sources: SourceMap, fileSystem: any FileSystem
  ) throws(Failure) -> ModuleDirectory {
    let names: [String]
    do throws(FileError) {
      names = try fileSystem.names(in: directory).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw .unreadable(error)
    }
    let json = names.filter { $0.hasSuffix(".tf.json") && !isIgnored($0) }
    let files = names.filter { $0.hasSuffix(".tf") && !isIgnored($0) }
    if files.isEmpty { throw .empty(json: json) }

    var diagnostics: [Diagnostic] = []
    var primary: [SyntaxBlock] = []
    var overrides: [SyntaxBlock] = []
    var isComplete = json.isEmpty
    for name in json { diagnostics.append(.jsonConfiguration(shown(directory, name))) }
    for name in files {
      let path = shown(directory, name)
      let bytes: [UInt8]
      do throws(FileError) {
        bytes = try fileSystem.bytes(of: path)
      } catch {
        diagnostics.append(.unreadableFile(path, error))
        isComplete = false
        continue
      }
      let file = sources.add(name: path, bytes: bytes)
      let (body, found) = Parser.parse(file: file, in: sources)
      diagnostics += found
      var misplaced: [Diagnostic] = []
      let blocks = ModuleDecoder.blocks(of: body, diagnostics: &misplaced)
      diagnostics += misplaced
      // What could not be read may have been a declaration.
      if found.hasErrors || misplaced.hasErrors { isComplete = false }
      if isOverride(name) { overrides += blocks } else { primary += blocks }
    }
    var merger = OverrideMerger(primary)
    for block in overrides { merger.merge(block) }
    return ModuleDirectory(
      blocks: merger.blocks, diagnostics: diagnostics + merger.diagnostics, isComplete: isComplete)
  }

  /// The path of a file as people see it and as it opens.
  private static func shown(_ directory: String, _ name: String) -> String {
    directory == "." ? name : FilePath.joined(directory, name)
  }

  private static func isOverride(_ name: String) -> Bool {
    name == "override.tf" || name.hasSuffix("_override.tf")
  }

  /// Hidden files and what editors leave behind.
  private static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#"))
  }
}
