import ARM
import ARMSimulator
import Applying
import AzureKinds
import Configuration
import Diagnostics
import HTTP
import JSON
import Planning
import Reports
import Resources
import TestWorld
import Values

/// The life of a configuration with a secret in it, and all that is said, kept and sent meanwhile: the secret is in the
/// body of the request that makes or changes its resource, and nowhere else.
package struct SecretCourse: Sendable {
  private let configuration: KindConfiguration
  private let world: World
  private let trace: Locked<String>
  private let requests = Locked<[HTTPRequest]>([])

  package init(_ configuration: KindConfiguration) {
    self.configuration = configuration
    let trace = Locked("")
    self.trace = trace
    world = World(environment: "laws") { simulator in
      TracingTransport(simulator, clock: InstantClock()) { text in trace.change { $0 += text } }
    }
    let requests = requests
    world.requests.before { request in requests.change { $0.append(request) } }
  }

  private var address: InstanceAddress { configuration.example.address }

  /// The configuration with a secret of its own for each time that it is another, and with outputs that have it.
  private func spec(_ number: Int) -> String {
    configuration.spec.replacing(ArgumentValues.canary, with: "\(ArgumentValues.canary.dropLast())\(number)")
      + """

      output "all" {
        value     = \(address)
        sensitive = true
      }

      """
  }

  /// Where the secret got to beside where it belongs.
  package func violations() async throws -> [String] {
    try await world.neighbour(environment: "others").apply(Neighbourhood.spec)
    var found: [String] = []
    found += try await refused(spec(1))
    found += try await lived(spec(1), when: "it is made")
    found += try await lived(spec(2), when: "the secret is another")
    found += try await lived(spec(2) + "output \"open\" { value = \(address) }\n", when: "an output shows it")
    found += try await destroyed(spec(2))
    found += Secrets.shown(in: [("the trace", trace.value)])
    found += sent()
    return Array(Set(found)).sorted()
  }

  // MARK: Said

  /// What is said of a creation that Azure refuses, in words that quote the secret.
  private func refused(_ spec: String) async throws -> [String] {
    let (planner, _) = try await world.planner(spec)
    guard let id = await planner.plan().plan.changes.first(where: { $0.address == address })?.id else {
      return ["\(address) has no id before it is made"]
    }
    let quoted = spec.matches(of: /"([^"]*)"/).map(\.output.1).first { Secrets.isIn(String($0)) } ?? ""
    try await world.fault([
      "method": "PUT", "path": .string(id), "times": 1, "effect": "answer", "status": 400, "code": "InvalidParameter",
      "message": .string("The value '\(quoted)' is not allowed."),
    ])
    return try await lived(spec, when: "it is refused", isRefused: true)
  }

  private func lived(_ spec: String, when: String, isRefused: Bool = false) async throws -> [String] {
    let (planner, context) = try await world.planner(spec)
    let (plan, diagnostics) = await planner.plan()
    var said = texts(of: plan, context) + [("a diagnostic", rendered(diagnostics))]
    var found: [String] = []
    if !diagnostics.hasErrors {
      let (result, progress) = try await carriedOut(plan, planner, context)
      said += [("the progress", progress), ("the end of the apply", end(of: result))]
      if result.isComplete == isRefused { found.append("the apply ended otherwise: \(end(of: result))") }
    }
    return (Secrets.shown(in: said) + found).map { "when \(when), \($0)" }
  }

  private func destroyed(_ spec: String) async throws -> [String] {
    let (planner, context) = try await world.planner(spec)
    let (plan, diagnostics) = await planner.destruction()
    let (result, progress) = try await carriedOut(plan, planner, context)
    return Secrets.shown(
      in: texts(of: plan, context) + [
        ("a diagnostic", rendered(diagnostics)), ("the progress", progress), ("the end", end(of: result)),
      ]
    ).map { "when it is destroyed, \($0)" }
  }

  private func texts(of plan: Plan, _ context: PlanningContext) -> [(String, String)] {
    let json = PlanJSON(
      program: context.program, kinds: context.kinds, variables: [:], subscription: nil, timestamp: "")
    let shown = plan.changes.map { change in
      let text = ResourceText(change.address, schema: change.kind.schema)
      return [change.before, change.after].filter { !$0.isNull }.map(text.text).joined()
    }
    return [
      ("the plan", PlanText(sources: world.sources).text(plan)), ("the plan as JSON", json.text(plan)),
      ("a resource", shown.joined()),
    ]
  }

  private func carriedOut(_ plan: Plan, _ planner: Planner, _ context: PlanningContext) async throws
    -> (ApplyResult, progress: String)
  {
    let progress = Locked((ApplyText(), ""))
    let result = try await world.carryOut(plan, planner, context) { event in
      progress.change { $0.1 += $0.0.handle(event, at: .zero) }
    }
    return (result, progress.value.1)
  }

  private func end(of result: ApplyResult) -> String {
    ApplySummary().text(result) + rendered(result.diagnostics) + OutputJSON.document(result.outputs).text
  }

  private func rendered(_ diagnostics: [Diagnostic]) -> String {
    let renderer = DiagnosticRenderer(isColored: false, width: 100)
    return diagnostics.map { diagnostic in
      renderer.render(diagnostic, in: world.sources) + DiagnosticJSON.document(diagnostic, in: world.sources).text
    }.joined()
  }

  // MARK: Sent

  /// The requests that have it and are not for the resource, and whether there are any that are.
  private func sent() -> [String] {
    var isSent = false
    var found: [String] = []
    let type = configuration.example.kind.resourceKind.remote?.type.lowercased()
    for request in requests.value {
      let name = "\(request.method.rawValue) \(request.url.path)"
      if Secrets.isIn("\(request.url)?\(request.url.query ?? "")\(request.headers.fields)") {
        found.append("\(name) has it in its address or a header")
      }
      guard Secrets.isIn(String(decoding: request.body, as: UTF8.self)) else { continue }
      isSent = true
      if KindCourse.type(of: request.url.path.lowercased()) != type { found.append("\(name) has it in its body") }
    }
    return isSent ? found : found + ["it was never sent to Azure"]
  }
}

/// Where secrets of configurations are looked for.
enum Secrets {
  /// Whether a text has the beginning of every secret in it, as it is or in hexadecimal digits.
  static func isIn(_ text: String) -> Bool {
    let text = text.lowercased()
    return forms.contains { text.contains($0) }
  }

  private static let forms: [String] = {
    let start = ArgumentValues.canary.dropLast().lowercased()
    return [start, start.utf8.map { String($0, radix: 16) }.joined()]
  }()

  /// The texts that show one, with what stands before it.
  static func shown(in texts: [(what: String, text: String)]) -> [String] {
    texts.compactMap { what, text in
      guard isIn(text) else { return nil }
      let lines = text.split(separator: "\n").filter { isIn(String($0)) }
      return "\(what) shows a secret: \(lines.first?.prefix(300) ?? "")"
    }
  }
}
