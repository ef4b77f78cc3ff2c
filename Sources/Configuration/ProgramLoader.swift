import Diagnostics
internal import Dispatch
import Evaluation
private import Synchronization
import Syntax

/// Reads a directory of configuration files, and those of the modules it calls, into a ``Program``.
package struct ProgramLoader {
  /// More calls than any configuration has: a few modules that each call the next one twice already make so many.
  private static let moduleCountMax = 20_000
  private static let depthMax = 100

  private let sources: SourceMap
  private let fileSystem: any FileSystem
  private let rootDirectory: String
  private var diagnostics: [Diagnostic] = []
  /// What each directory holds, by its canonical path, so that it is read once however often it is called.
  private var contents: [String: Module] = [:]
  private var moduleCount = 0

  /// Reads a configuration and checks all that can be checked without evaluating it.
  ///
  /// - Returns: The program, and what is wrong with it. The program is nil if there is nothing that could be a
  ///   configuration; otherwise it holds all that could be read, and is fit for planning only if there are no errors; where it
  ///   is whole, it can be validated further.
  /// - Parameter meanwhile: what another processor does with a whole program while it is checked.
  package static func load(
    directory: String, sources: SourceMap, fileSystem: any FileSystem = LocalFileSystem(),
    meanwhile: @Sendable (Program) -> Void = { _ in }
  ) -> (program: Program?, diagnostics: [Diagnostic]) {
    var loader = ProgramLoader(directory: directory, sources: sources, fileSystem: fileSystem)
    guard let root = loader.root() else { return (nil, loader.diagnostics) }
    let program = Program(root: root, sources: sources, isWhole: !loader.diagnostics.hasErrors)
    let checked = Mutex<[Diagnostic]>([])
    @Sendable func check(_ part: Int) {
      if part == 0 {
        let found = ProgramValidator.diagnostics(of: program)
        checked.withLock { $0 = found }
      } else if program.isWhole {
        meanwhile(program)
      }
    }
    // Below this, it takes less time than having it done.
    if loader.contents.isEmpty, root.resources.count < 100 {
      for part in 0..<2 { check(part) }
    } else {
      DispatchQueue.concurrentPerform(iterations: 2) { check($0) }
    }
    let found = loader.diagnostics + checked.withLock { $0 }
    let isCut = found.areTooMany && !found.contains { $0.summary == Diagnostic.tooMany().summary }
    return (program, isCut ? found + [.tooMany()] : found)
  }

  private init(directory: String, sources: SourceMap, fileSystem: any FileSystem) {
    self.sources = sources
    self.fileSystem = fileSystem
    rootDirectory = FilePath.cleaned(directory)
  }

  private mutating func root() -> Module? {
    let directory: ModuleDirectory
    do throws(ModuleDirectory.Failure) {
      directory = try ModuleDirectory.read(rootDirectory, sources: sources, fileSystem: fileSystem)
    } catch {
      diagnostics.append(.unreadableRoot(rootDirectory, error))
      return nil
    }
    var root = decode(directory, Module(path: [], directory: rootDirectory, pathFromRoot: "."))
    loadChildren(of: &root, ancestors: [fileSystem.canonicalPath(of: rootDirectory)])
    return root
  }

  private mutating func decode(_ directory: ModuleDirectory, _ empty: Module) -> Module {
    var empty = empty
    empty.isComplete = directory.isComplete
    let (module, found) = ModuleDecoder.decode(directory.blocks, into: empty)
    diagnostics += directory.diagnostics + found
    return module
  }

  /// Reads the modules that a module calls.
  /// - Parameter ancestors: the canonical directories from the root to the module.
  private mutating func loadChildren(of module: inout Module, ancestors: [String]) {
    for position in module.calls.indices {
      let call = module.calls[position]
      let path = module.path + [call.name]
      if let child = child(of: module, call, path: path, ancestors: ancestors) {
        module.calls[position].child = child
      } else {
        var missing = Module(path: path, directory: "", pathFromRoot: "")
        missing.isComplete = false
        module.calls[position].child = missing
      }
    }
  }

  private mutating func child(
    of module: Module, _ call: ModuleCall, path: [String], ancestors: [String]
  ) -> Module? {
    switch ModuleSource(call.source) {
    case .local(let relative):
      let directory = FilePath.joined(module.directory, relative)
      let canonical = fileSystem.canonicalPath(of: directory)
      if ancestors.contains(canonical) {
        diagnostics.append(.cyclicCall(call, path: path))
        return nil
      }
      moduleCount += 1
      if moduleCount > ProgramLoader.moduleCountMax || path.count > ProgramLoader.depthMax {
        if moduleCount <= ProgramLoader.moduleCountMax + 1 { diagnostics.append(.tooManyModules(call)) }
        return nil
      }
      let pathFromRoot = FilePath.joined(module.pathFromRoot, relative)
      guard var child = content(canonical, directory, pathFromRoot, call) else { return nil }
      child.path = path
      loadChildren(of: &child, ancestors: ancestors + [canonical])
      return child
    case .empty:
      // Which has been reported already.
      return nil
    case .absolute, .registry, .remote:
      diagnostics.append(.sourceNotLocal(call, looksLikePath: looksLikePath(call.source, from: module)))
      return nil
    }
  }

  /// What a directory holds, decoded, with calls that have no children yet.
  private mutating func content(
    _ canonical: String, _ directory: String, _ pathFromRoot: String, _ call: ModuleCall
  ) -> Module? {
    if let known = contents[canonical] { return known }
    let read: ModuleDirectory
    do throws(ModuleDirectory.Failure) {
      read = try ModuleDirectory.read(directory, sources: sources, fileSystem: fileSystem)
    } catch {
      diagnostics.append(.unreadableModule(call, directory, error))
      return nil
    }
    let module = decode(read, Module(path: [call.name], directory: directory, pathFromRoot: pathFromRoot))
    contents[canonical] = module
    return module
  }

  /// Whether a source that lacks its `./` names a directory that is there.
  private func looksLikePath(_ source: String, from module: Module) -> Bool {
    guard case .registry = ModuleSource(source) else { return false }
    let names: [String]? = try? fileSystem.names(in: FilePath.joined(module.directory, source))
    return names != nil
  }
}
