import AzureKinds
import AzureProvider
import Configuration
import Diagnostics
import HTTP
import Importing
import Planning
import Resources
import Syntax
import TestWorld
import Values

/// How an environment that remembers nothing of a resource takes it over from its id alone.
struct Importation {
  private let configuration: KindConfiguration
  private let id: String
  private let world: World

  init(_ configuration: KindConfiguration, id: String, world: World) {
    self.configuration = configuration
    self.id = id
    self.world = world
  }

  func violations() async throws -> [String] {
    // Nobody owns it any more.
    try await world.call(.delete, World.id("resourceGroups/armature-records"), apiVersion: "2023-07-01")
    let kind = configuration.example.kind
    // A path of another's body, an association of two, or what is only asked of a subscription is nothing that
    // `azapi_resource` could be.
    let isOwn = kind.place?.isAll != true && !id.contains("|") && kind.ownership == .owned
    var found: [String] = []
    for kind in [kind.resourceKind] + (isOwn ? [AzureKind.anyResource.resourceKind] : []) {
      found += try await violations(as: kind).map { "as \(kind.name): \($0)" }
    }
    return found
  }

  private func violations(as newest: ResourceKind) async throws -> [String] {
    let address = InstanceAddress(type: newest.name, name: "taken")
    let taking = world.neighbour(environment: "taking")
    let (_, context) = try await taking.planner("")
    // What may be left out goes by the version of azurerm that the spec is written for.
    let kind = context.kinds.kind(named: newest.name, mode: .managed) ?? newest
    guard let provider = context.kinds.provider(of: kind) as? AzureProvider else { return ["import: nobody knows it"] }
    let remote = kind.remote == nil ? try await provider.remotes(of: [id])[id] : kind.remote
    guard let live = await provider.observe([kind.request(for: id, as: remote)]).first?.live else {
      return ["import: \(id) isn't there"]
    }
    let lineage = provider.lineage(of: kind, id: live.id)
    let arguments = SpecArguments.of(
      provider.arguments(importing: kind, id: live.id, body: live.body), kind: kind,
      identifying: Set(lineage.map(\.argument))
    ) { Planner.problems(with: $0, of: kind, at: address, environment: "taking", kinds: context.kinds) }
    var writer = SpecWriter([
      ImportedResource(
        address: address, kind: kind, id: live.id, lineage: lineage,
        attributes: provider.attributes(of: kind, id: live.id, body: live.body, arguments: nil), arguments: arguments)
    ])
    let text = writer.text()
    var found: [String] = []
    found += Secrets.shown(in: [("what is written", text)]).map { "import: \($0)" }
    if Self.formatted(text) != text { found.append("import: what is written isn't formatted:\n\(text)") }
    // What has to be in a body and is never answered, nobody but its owner can say.
    if text.contains("sensitive_body") { return found }
    let secrets = text.matches(of: /variable "(\w+)"/).map { "\($0.output.1)=\(ArgumentValues.canary)-100!" }
    var options = PlanOptions()
    options.imported = [address: live.id]
    let (planner, _) = try await taking.planner(text, variables: secrets, options: options)
    let mistakes = planner.validate().filter { $0.severity == .error }
    if !mistakes.isEmpty {
      return found + ["import: what is written isn't valid: \(KindCourse.text(DiagnosticsError(mistakes)))\n\(text)"]
    }
    let (again, _) = try await taking.planner(text, variables: secrets, options: options)
    let (plan, diagnostics) = await again.plan()
    if diagnostics.hasErrors {
      return found + ["import: \(KindCourse.text(DiagnosticsError(diagnostics)))\n\(text)"]
    }
    for change in plan.changes where change.action != .none {
      // Which secret it is, nobody can know.
      if !change.differences.isEmpty, change.differences.allSatisfy({ $0.new.hasSensitive }) { continue }
      found.append("import: the plan isn't empty: \(KindCourse.changes(plan))\n\(text)")
    }
    return found
  }

  private static func formatted(_ text: String) -> String {
    let sources = SourceMap()
    let file = sources.add(name: "", bytes: Array(text.utf8))
    return Formatter.format(file: file, in: sources).bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
