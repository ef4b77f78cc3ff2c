import ArgumentParser
import Configuration
import Diagnostics
import Durability
import Syntax

/// `armature fmt`: brings files into the form that `terraform fmt` gives them.
struct FmtCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Formats *.tf and *.tfvars files as terraform fmt does.",
    usage: "armature fmt [<options>] [<file> | <directory> | - ...]",
    discussion: "Writes the names of the files that change. With --check, exits with 3 if there are any.")

  @ArgumentParser.Argument(help: "Files and directories; - is standard input, which is written to standard output.")
  var paths = ["."]

  @Flag(help: "Go through the directories in directories, too.")
  var recursive = false

  @Flag(help: "Change nothing; exit with 3 if something would change.")
  var check = false

  @Flag(help: "Show what changes.")
  var diff = false

  @Option(help: ArgumentHelp("Whether to write the files.", valueName: "true|false"))
  var write = true

  @Option(help: ArgumentHelp("Whether to write the names of files that change.", valueName: "true|false"))
  var list = true

  @OptionGroup var display: DisplayOptions

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let usesInput = paths.contains("-")
      if usesInput, paths.count > 1 {
        throw ValidationError("- stands for standard input and can't be used with other paths.")
      }
      var diagnostics: [Diagnostic] = []
      let files = usesInput ? [] : files(&diagnostics)
      var changes = false
      if usesInput {
        changes = format("<stdin>", StandardInput.bytes(), run, &diagnostics, toOutput: true)
      }
      for path in files {
        do throws(FileError) {
          let bytes = try LocalFileSystem().bytes(found: path)
          if format(path, bytes, run, &diagnostics, toOutput: false) { changes = true }
        } catch {
          diagnostics.append(.error("Unreadable file", detail: sentence(error, path)))
        }
      }
      if !diagnostics.isEmpty { run.console.show(diagnostics, in: run.sources) }
      if diagnostics.hasErrors { throw CommandExit.failure }
      if check, changes { throw CommandExit.unformatted }
    }
  }

  /// Formats one text and does with it what the options say; whether it changed.
  private func format(
    _ path: String, _ bytes: [UInt8], _ run: CommandRun, _ diagnostics: inout [Diagnostic], toOutput: Bool
  ) -> Bool {
    let file = run.sources.add(name: path, bytes: bytes, holdsValues: path.hasSuffix(".tfvars"))
    let (result, found) = Formatter.format(file: file, in: run.sources)
    diagnostics += found
    guard let result else { return false }
    let changed = result != bytes
    if changed {
      if list, !toOutput || check { run.console.line(path) }
      if write, !check, !toOutput {
        do throws(StorageError) {
          try AtomicFile.replace(path, result)
        } catch {
          diagnostics.append(.error("The file can't be written", detail: error.message, hint: error.hint))
        }
      }
      if diff { run.console.write(UnifiedDiff.text(from: bytes, to: result, name: path)) }
    }
    if !check, !diff, toOutput || !list && !write {
      run.console.write(String(decoding: result, as: UTF8.self))
      // What goes to the terminal or into a pipe ends with its line, as Terraform has it.
      if result.last != UInt8(ascii: "\n") { run.console.line() }
    }
    return changed
  }

  /// The files that the paths stand for, each directory's in the order of their names.
  private func files(_ diagnostics: inout [Diagnostic]) -> [String] {
    var files: [String] = []
    for path in paths {
      if ProcessEnvironment.isDirectory(path) {
        collect(path == "." ? "" : path.hasSuffix("/") ? path : path + "/", into: &files, &diagnostics)
      } else if !ProcessEnvironment.exists(path) {
        diagnostics.append(.error("No such file", detail: "There is no file or directory \(path)."))
      } else if Self.isFormattable(path) {
        files.append(path)
      } else {
        diagnostics.append(
          .error(
            "Not a file to format", detail: "\(path) is neither a *.tf nor a *.tfvars file.",
            hint: "name such a file, or a directory of them"))
      }
    }
    return files
  }

  private func collect(_ prefix: String, into files: inout [String], _ diagnostics: inout [Diagnostic]) {
    let directory = prefix.isEmpty ? "." : prefix
    do throws(FileError) {
      for name in try LocalFileSystem().names(in: directory).sorted() where !name.hasPrefix(".") {
        let path = prefix + name
        if ProcessEnvironment.isDirectory(path) {
          // A link may lead back to where it lies.
          if recursive, !ProcessEnvironment.isLink(path) { collect(path + "/", into: &files, &diagnostics) }
        } else if Self.isFormattable(name) {
          files.append(path)
        }
      }
    } catch {
      diagnostics.append(.error("Unreadable directory", detail: sentence(error, directory)))
    }
  }

  private static func isFormattable(_ name: String) -> Bool {
    name.hasSuffix(".tf") || name.hasSuffix(".tfvars")
  }

  private func sentence(_ error: FileError, _ path: String) -> String {
    let problem = FileText.problem(error, path: path)
    return problem.prefix(1).uppercased() + problem.dropFirst() + "."
  }
}
