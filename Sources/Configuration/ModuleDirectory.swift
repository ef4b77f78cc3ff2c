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
    /// There is no configuration file in it.
    case empty
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
    let files = names.filter { ($0.hasSuffix(".tf") || isJSON($0)) && !isIgnored($0) }
    if files.isEmpty { throw .empty }

    var diagnostics: [Diagnostic] = []
    var primary: [SyntaxBlock] = []
    var overrides: [SyntaxBlock] = []
    var isComplete = true
    for name in files {
      if diagnostics.areTooMany {
        isComplete = false
        break
      }
      let path = shown(directory, name)
      let bytes: [UInt8]
      do throws(FileError) {
        bytes = try fileSystem.bytes(found: path)
      } catch {
        diagnostics.append(.unreadableFile(path, error))
        isComplete = false
        continue
      }
      let file = sources.add(name: path, bytes: bytes)
      let (body, found) =
        isJSON(name) ? Parser.parseJSON(file: file, in: sources) : Parser.parse(file: file, in: sources)
      diagnostics += found
      var misplaced: [Diagnostic] = []
      var blocks = ModuleDecoder.blocks(of: body, diagnostics: &misplaced)
      if isJSON(name) { blocks = blocks.map { resolvingJSON($0, diagnostics: &misplaced) } }
      diagnostics += misplaced
      // What could not be read may have been a declaration.
      if found.hasErrors || misplaced.hasErrors { isComplete = false }
      if isOverride(name) {
        overrides += blocks
      } else if primary.isEmpty {
        primary = blocks
      } else {
        primary += blocks
      }
    }
    if overrides.isEmpty {
      return ModuleDirectory(blocks: primary, diagnostics: diagnostics, isComplete: isComplete)
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

  private static func isJSON(_ name: String) -> Bool { name.hasSuffix(".tf.json") }

  private static func isOverride(_ name: String) -> Bool {
    let stem = isJSON(name) ? name.dropLast(".json".count) : name[...]
    return stem == "override.tf" || stem.hasSuffix("_override.tf")
  }

  /// What is known of a block in the JSON form from its type alone: the names of local values, a provider's alias, and
  /// which blocks are merged with those of other files.
  private static func resolvingJSON(_ block: SyntaxBlock, diagnostics: inout [Diagnostic]) -> SyntaxBlock {
    block.with(
      block.body.resolvingJSON(diagnostics: &diagnostics) { name in
        switch (block.type, name) {
        case ("locals", _): .argument(.template)
        case ("provider", "alias"): .argument(.text)
        case ("resource", "lifecycle"), ("data", "lifecycle"), ("terraform", "required_providers"),
          ("armature", "record"):
          .block([])
        default: .other
        }
      })
  }

  /// Hidden files and what editors leave behind.
  private static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#"))
  }
}
