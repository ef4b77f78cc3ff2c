import Configuration
import Diagnostics
import Durability

/// The files of a directory and some that are about to be written there.
struct AddedFiles: FileSystem {
  let base: any FileSystem
  /// By the path under which they are asked for.
  let files: [String: [UInt8]]

  func names(in directory: String) throws(FileError) -> [String] {
    let prefix = directory == "." ? "" : directory + "/"
    let added = files.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.utf8.count)) }
      .filter { !$0.contains("/") }
    return Set(try base.names(in: directory)).union(added).sorted()
  }

  func bytes(of path: String) throws(FileError) -> [UInt8] {
    if let bytes = files[path] { return bytes }
    return try base.bytes(of: path)
  }

  func isBounded(_ path: String) -> Bool { files[path] != nil || base.isBounded(path) }

  func canonicalPath(of directory: String) -> String { base.canonicalPath(of: directory) }
}

/// Files that no file makes way for.
enum NewFile {
  /// Writes a file that isn't there yet, whole or not at all.
  ///
  /// - Parameter taken: what to say where something has its name.
  static func write(_ bytes: [UInt8], to path: String, orReport taken: Diagnostic) throws(DiagnosticsError) {
    let isMade: Bool
    do throws(StorageError) {
      isMade = try AtomicFile.create(path, bytes)
    } catch {
      throw DiagnosticsError(.error("File can't be written", detail: error.message, hint: error.hint))
    }
    if !isMade { throw DiagnosticsError(taken) }
  }
}
