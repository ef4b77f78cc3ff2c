import ArgumentParser
import Diagnostics
import Planning
import Reports

/// `armature graph`: which resource of a spec rests on which.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Writes which resource rests on which, for Graphviz or Mermaid.",
    usage: "armature graph [<options>] [<directory>]")

  @OptionGroup var spec: SpecOptions
  @OptionGroup var display: DisplayOptions

  @Flag(help: "Write a Mermaid flowchart instead of Graphviz's DOT.")
  var mermaid = false

  func run() async throws {
    try await CommandRun(display).reporting { run in
      let loaded = try run.loadForValidation(spec.directory)
      run.console.show(loaded.findings, in: run.sources)
      let graph = ResourceGraph(try ProgramGraph(loaded.program))
      run.console.write(mermaid ? GraphText.mermaid(graph) : GraphText.dot(graph))
    }
  }
}
