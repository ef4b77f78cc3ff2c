#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A directory of a test's own, removed with what is in it when it goes out of scope.
struct TemporaryDirectory: ~Copyable {
  let path: String

  init() throws {
    var template = Array("/tmp/armature-durability-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(number: errno) }
    path = String(cString: made)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The names in the directory.
  func names() -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  deinit {
    for name in names() { remove("\(path)/\(name)") }
    rmdir(path)
  }

  struct Failure: Error { let number: Int32 }
}
