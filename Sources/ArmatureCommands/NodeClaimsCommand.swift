import ArgumentParser
import AzureKinds
import AzureProvider
import Configuration
import Diagnostics
import JSON
import NodeClaims
import Values

/// `armature node-claims`: the agent pools that NodeClaim documents stand for.
struct NodeClaimsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "node-claims",
    abstract: "Shows the AKS agent pools that NodeClaim documents stand for, without touching Azure.",
    usage: "armature node-claims [--json] <file> ...",
    discussion: """
      A file holds NodeClaims of karpenter.sh/v1 in YAML or JSON: one, several documents, or a list of them; - is \
      standard input. For each claim one JSON object is written on a line of its own: {"name", "agentPool", "warnings"}, \
      or {"name", "error"} for one that can't be made. On a terminal the objects are indented, unless --json is given. \
      What is wrong is told on standard error too, with its file and line; the exit code is 1 then.

      A claim becomes a pool of one node with the claim's name. What it needs: a name of 1 to 11 lower-case letters and \
      digits, one of the labels kaito.sh/workspace and kaito.sh/ragengine, a requirement on \
      node.kubernetes.io/instance-type with the operator In (of several sizes the first is taken, the others are for want \
      of capacity), and a storage request above zero, which is the size of the system disk. The label \
      kaito.sh/node-image-family, or else the annotation of that name, chooses AzureLinux in place of Ubuntu; \
      karpenter.sh/capacity-type In [spot] makes it a spot node.

      The same documents can be part of a spec:

        resource "karpenter_node_claim" "gpu" {
          kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
          manifest              = file("claim.yaml")
        }
      """)

  @ArgumentParser.Argument(help: ArgumentHelp("NodeClaim documents; - is standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Write one JSON object a line on a terminal, too.")
  var json = false

  @OptionGroup var display: DisplayOptions

  func run() async throws {
    try await CommandRun(display).reporting { run in
      var diagnostics: [Diagnostic] = []
      let indent = run.console.isTerminal && !json ? 2 : nil
      for file in files {
        let bytes: [UInt8]
        do throws(FileError) {
          bytes = file == "-" ? StandardInput.bytes() : try LocalFileSystem().bytes(of: file)
        } catch {
          let problem = FileText.problem(error, path: file)
          diagnostics.append(
            .error("Unreadable file", detail: problem.prefix(1).uppercased() + problem.dropFirst() + "."))
          continue
        }
        let source = ClaimSource(name: file == "-" ? "<stdin>" : file, bytes: bytes, in: run.sources)
        let (lines, found) = source.results()
        for line in lines { run.console.line(String(decoding: JSON.text(line, indent: indent), as: UTF8.self)) }
        diagnostics += found
      }
      run.console.show(diagnostics, in: run.sources)
      if diagnostics.hasErrors { throw CommandExit.failure }
    }
  }
}

/// One text with NodeClaims in it.
private struct ClaimSource {
  private let name: String
  private let bytes: [UInt8]
  private let file: FileID

  init(name: String, bytes: [UInt8], in sources: SourceMap) {
    self.name = name
    self.bytes = bytes
    file = sources.add(name: name, bytes: bytes)
  }

  /// An object for each claim, and what there is to say about them.
  func results() -> (lines: [OrderedJSON], diagnostics: [Diagnostic]) {
    do throws(NodeClaimDocument.SyntaxError) {
      let documents = try NodeClaimDocument.read(bytes)
      if documents.isEmpty {
        return ([], [.warning("No node claims", detail: "\(name) holds no document.")])
      }
      var lines: [OrderedJSON] = []
      var diagnostics: [Diagnostic] = []
      for document in documents {
        let (line, found) = result(of: document)
        lines.append(line)
        diagnostics += found
      }
      return (lines, diagnostics)
    } catch {
      let detail = "\(name), line \(error.place.line): \(error.problem)."
      return (
        [["name": nil, "error": .string(detail)]],
        [.error("Invalid YAML", detail: "The document can't be read: \(error.problem).", at: range(at: error.place))]
      )
    }
  }

  private func result(of document: NodeClaimDocument) -> (OrderedJSON, [Diagnostic]) {
    let claim = document.claim
    let isRead = !document.problems.contains { $0.severity == .error }
    let problems = document.problems + (isRead ? claim.problems() : [])
    let errors = problems.filter { $0.severity == .error }
    var notes = problems
    let name: OrderedJSON = claim.name.isEmpty ? nil : .string(claim.name)
    let line: OrderedJSON
    if errors.isEmpty {
      let pool = AzureProvider.creationBody(
        of: .karpenterNodeClaim, planned: .object(NodeClaimMapping.pool(of: claim)))
      var warnings = problems.map { Self.text($0) }
      if claim.creationTime == nil {
        warnings.append(
          "The claim has no creationTimestamp, so the label \(NodeClaim.Key.creationTimestamp) is left out.")
      }
      line = ["name": name, "agentPool": .value(pool), "warnings": .array(warnings.map { .string($0) })]
      // What becomes of sizes is no matter of what the claim says.
      notes += claim.retirementProblems
    } else {
      line = ["name": name, "error": .string(errors.map { Self.text($0) }.joined(separator: " "))]
    }
    let diagnostics = notes.map { problem in
      Diagnostic(
        problem.severity, problem.summary, detail: problem.detail, at: range(at: document.place(of: problem.part)),
        hint: problem.hint)
    }
    return (line, diagnostics)
  }

  private static func text(_ problem: NodeClaimProblem) -> String {
    problem.detail + (problem.hint.map { " (\($0))" } ?? "")
  }

  /// From a place to the end of its line.
  private func range(at place: DocumentPlace) -> SourceRange {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard place.line <= lines.count else { return SourceRange(file: file, lower: bytes.count, upper: bytes.count) }
    let line = lines[place.line - 1]
    let before = String(decoding: line, as: UTF8.self).unicodeScalars.prefix(place.column - 1)
    let lower = min(line.startIndex + String(String.UnicodeScalarView(before)).utf8.count, line.endIndex)
    let end = line[lower...].lastIndex { !" \r\t".utf8.contains($0) }.map { $0 + 1 } ?? lower
    return SourceRange(file: file, lower: lower, upper: end)
  }
}
