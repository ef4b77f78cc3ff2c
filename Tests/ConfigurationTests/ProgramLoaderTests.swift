import Configuration
import Diagnostics
import Testing
import Values

struct ProgramLoaderTests {
  @Test("modules are read from the directories that calls name, nested ones from there")
  func nestedModules() throws {
    let loaded = Loaded(
      [
        "env/main.tf": "module \"a\" {\n  source = \"../modules/a\"\n}\n",
        "modules/a/main.tf": "module \"b\" {\n  source = \"./b\"\n}\n",
        "modules/a/b/main.tf": "output \"o\" {\n  value = 1\n}\n",
      ], directory: "env")
    #expect(loaded.summaries == [])
    let modules = try #require(loaded.program).modules
    #expect(modules.map(\.path) == [[], ["a"], ["a", "b"]])
    #expect(modules.map(\.directory) == ["env", "modules/a", "modules/a/b"])
    #expect(modules.map(\.pathFromRoot) == [".", "../modules/a", "../modules/a/b"])
    #expect(modules.map(\.description) == ["the root module", "module.a", "module.a.module.b"])
  }

  @Test("a directory that is called twice is read once, and reported once")
  func readOnce() throws {
    let loaded = Loaded([
      "main.tf": "module \"a\" {\n  source = \"./m\"\n}\nmodule \"b\" {\n  source = \"./m\"\n}\n",
      "m/main.tf": "output \"o\" {\n  value = var.nope\n}\n",
    ])
    #expect(loaded.summaries == ["Reference to undeclared input variable @ m/main.tf:2,11-19"])
    #expect(loaded.sources.all.map(\.name) == ["main.tf", "m/main.tf"])
    #expect(loaded.program?.modules.map(\.path) == [[], ["a"], ["b"]])
  }

  @Test(
    "a directory that holds no configuration is an error with a next step",
    arguments: [
      (["other/main.tf": ""], "No such directory"),
      (["env": ""], "Not a directory"),
      (["env/readme.md": ""], "No configuration files"),
      (["env/.hidden.tf": "", "env/main.tf~": "", "env/#main.tf#": ""], "No configuration files"),
    ])
  func noConfiguration(_ files: [String: String], _ summary: String) {
    let loaded = Loaded(files, directory: "env")
    #expect(loaded.program == nil)
    #expect(loaded.summaries == [summary])
    #expect(loaded.diagnostics.allSatisfy { $0.hint != nil })
  }

  @Test("a directory or a file that may not be read is an error with a next step")
  func unreadable() {
    var files = MemoryFileSystem(["env/main.tf": "", "env/secret.tf": ""])
    files.locked = ["env"]
    #expect(Loaded(files, directory: "env").summaries == ["Failed to read directory"])
    files.locked = ["env/secret.tf"]
    let loaded = Loaded(files, directory: "env")
    #expect(loaded.summaries == ["Failed to read file"])
    #expect(loaded.diagnostics[0].hint != nil)
  }

  @Test("the errors of the real file system are told apart")
  func localFiles() {
    let sources = SourceMap()
    #expect(
      ProgramLoader.load(directory: "/nonexistent/x", sources: sources).diagnostics[0].summary == "No such directory")
    #expect(ProgramLoader.load(directory: #filePath, sources: sources).diagnostics[0].summary == "Not a directory")
  }

  @Test("a file that is not UTF-8 is an error")
  func notUTF8() {
    let loaded = Loaded(MemoryFileSystem(bytes: ["main.tf": [0x61, 0xFF, 0xFE, 0x0A]]))
    #expect(loaded.diagnostics.hasErrors)
    #expect(loaded.diagnostics.allSatisfy { $0.subject != nil })
  }

  @Test("files in native syntax and in JSON are one configuration")
  func jsonBeside() {
    let loaded = Loaded([
      "main.tf": "locals {\n  a = var.in_json\n}\n",
      "more.tf.json": #"{"variable": {"in_json": {"type": "list(string)"}}}"#,
    ])
    #expect(loaded.summaries == [])
    #expect(loaded.program?.root.variables.first?.constraint.type == .list(.string))
  }

  @Test(
    "a source that is no local directory is an error that says what to do",
    arguments: [
      ("Azure/aks/azurerm", "Unsupported module source", "copy the module"),
      ("git::https://example.com/m.git", "Unsupported module source", "submodule"),
      ("github.com/a/b", "Unsupported module source", "submodule"),
      ("/srv/m", "Unsupported module source", "relative"),
      ("m", "Unsupported module source", "`./m`"),
      ("./nope", "Unreadable module directory", "relative"),
      ("./main.tf", "Unreadable module directory", "directory"),
      ("", "Invalid module source address", "./"),
    ])
  func otherSources(_ source: String, _ summary: String, _ hint: String) {
    let loaded = Loaded(["main.tf": "module \"c\" {\n  source = \"\(source)\"\n}\n", "m/main.tf": ""])
    #expect(loaded.diagnostics.map(\.summary) == [summary])
    #expect(loaded.diagnostics.first?.hint?.contains(hint) == true)
    #expect(loaded.diagnostics.first?.subject.map(loaded.place)?.hasPrefix("main.tf:2,12-") == true)
  }

  @Test("calls that lead back are an error, directly or through others")
  func cycles() {
    let direct = Loaded(main: "module \"a\" {\n  source = \"./\"\n}\n")
    #expect(direct.summaries == ["Cyclic module call @ main.tf:2,12-16"])
    let indirect = Loaded([
      "main.tf": "module \"a\" {\n  source = \"./a\"\n}\n", "a/main.tf": "module \"b\" {\n  source = \"../\"\n}\n",
    ])
    #expect(indirect.summaries == ["Cyclic module call @ a/main.tf:2,12-17"])
  }

  @Test("calls that double at every level end in an error")
  func doubling() {
    var files: [String: String] = [:]
    for level in 0..<40 {
      let directory = level == 0 ? "" : "m\(level)/"
      let next = level == 0 ? "./m1" : "../m\(level + 1)"
      files["\(directory)main.tf"] =
        level == 39 ? "" : "module \"a\" {\n  source = \"\(next)\"\n}\nmodule \"b\" {\n  source = \"\(next)\"\n}\n"
    }
    #expect(Loaded(files).diagnostics.map(\.summary) == ["Too many module calls"])
  }

  @Test("declarations stand in the order of files by name")
  func fileOrder() throws {
    let loaded = Loaded([
      "b.tf": "locals {\n  b = 1\n}\n", "a.tf": "locals {\n  z = 1\n  a = 2\n}\n", "B.tf": "locals {\n  c = 1\n}\n",
    ])
    #expect(try #require(loaded.program).root.locals.map(\.name) == ["c", "z", "a", "b"])
  }
}
