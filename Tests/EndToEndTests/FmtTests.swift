import Foundation
import Testing

/// `armature fmt`, run as a user would run it.
@Suite(.timeLimit(.minutes(15))) struct FmtTests {
  private let place: Workplace

  init() throws {
    place = try Workplace(copying: [])
    try place.write("a=1\n", to: "spec/b.tf")
    try place.write("a = 1\n", to: "spec/a.tf")
    try place.write("a=1\n", to: "spec/v.tfvars")
    try place.write("a=1\n", to: "spec/deep/c.tf")
    try place.write("a=1\n", to: "spec/.hidden/d.tf")
    try place.write("a=1\n", to: "spec/notes.txt")
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: place.folder.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("a directory's files are formatted and named; others stay")
  func directory() throws {
    let result = try place.run("fmt", "spec")
    #expect(result.status == 0)
    #expect(result.output == "spec/b.tf\nspec/v.tfvars\n")
    #expect(try text("spec/b.tf") == "a = 1\n" && text("spec/v.tfvars") == "a = 1\n")
    #expect(try text("spec/deep/c.tf") == "a=1\n" && text("spec/notes.txt") == "a=1\n")
    #expect(try place.run("fmt", "-recursive").output == "spec/deep/c.tf\n")
    #expect(try text("spec/.hidden/d.tf") == "a=1\n")
    #expect(try place.run("fmt", "-check", "-recursive").status == 0)
  }

  @Test("a check changes nothing and ends with 3")
  func check() throws {
    let result = try place.run("fmt", "-check", "spec/b.tf")
    #expect(result.status == 3 && result.output == "spec/b.tf\n")
    #expect(try place.run("fmt", "-check", "-list=false", "spec/b.tf").output == "")
    #expect(try text("spec/b.tf") == "a=1\n")
  }

  @Test("a difference can be seen without writing")
  func difference() throws {
    let result = try place.run("fmt", "-diff", "-write=false", "-list=false", "spec/b.tf")
    #expect(result.output == "--- old/spec/b.tf\n+++ new/spec/b.tf\n@@ -1 +1 @@\n-a=1\n+a = 1\n")
    #expect(try text("spec/b.tf") == "a=1\n")
  }

  @Test("flags may say true or false, as in Terraform")
  func truths() throws {
    #expect(try place.run("fmt", "-check=true", "-list", "spec/b.tf").status == 3)
    #expect(try place.run("fmt", "-check=true", "-diff=false", "spec/b.tf").output == "spec/b.tf\n")
    #expect(try text("spec/b.tf") == "a=1\n")
    #expect(try place.run("fmt", "-check=false", "-write", "-recursive=false", "spec/b.tf").status == 0)
    #expect(try text("spec/b.tf") == "a = 1\n")
  }

  @Test("standard input goes to standard output")
  func input() throws {
    #expect(try place.run("fmt", "-", input: "a   =   \"ü\"\n").output == "a = \"ü\"\n")
    #expect(try place.run("fmt", "-check", "-", input: "a=1\n").status == 3)
    // An output ends with its line, and blanks before the end of a file stay.
    #expect(try place.run("fmt", "-", input: "a=1").output == "a = 1\n")
    #expect(try place.run("fmt", "-", input: "a=1\n\t ").output == "a = 1\n  \n")
    #expect(try place.run("fmt", "-", input: "").output == "\n")
  }

  @Test("what is wrong is said and stays as it is; the rest is formatted")
  func mistakes() throws {
    try place.write("a=\n", to: "spec/wrong.tf")
    let result = try place.run("fmt", "spec")
    #expect(result.status == 1 && result.errors.contains("spec/wrong.tf:1:3"))
    #expect(try text("spec/wrong.tf") == "a=\n" && text("spec/b.tf") == "a = 1\n")
    for path in ["nothing.tf", "spec/notes.txt"] {
      let result = try place.run("fmt", path)
      #expect(result.status == 1 && result.errors.contains(path))
    }
  }
}
