import Configuration
import Diagnostics
import Planning
import Reports
import Resources
import Values

/// A resource of the record as it is in Azure now.
enum LiveResource {
  /// The resource as a block.
  static func text(_ entry: EnvironmentRecord.Entry, _ value: Value, _ session: EnvironmentSession) -> String {
    let schema = session.kinds.kind(named: entry.kind, mode: .managed)?.schema ?? ResourceSchema([])
    return ResourceText(entry.address, schema: schema).text(value)
  }

  /// What is live, sensitive parts marked.
  static func value(of entry: EnvironmentRecord.Entry, _ session: EnvironmentSession) async throws(DiagnosticsError)
    -> Value
  {
    if let kept = entry.kept { return kept }
    guard let kind = session.kinds.kind(named: entry.kind, mode: .managed),
      let provider = session.kinds.provider(of: kind)
    else {
      throw DiagnosticsError(.error("Unknown resource kind", detail: "There is no kind \(entry.kind) here."))
    }
    switch await provider.observe([kind.request(for: entry.id, as: entry.remote)]).first {
    case .present(let live)?:
      let value = kind.schema.ours(
        of: provider.attributes(of: kind, id: live.id, body: live.body, arguments: nil), arguments: nil,
        recorded: session.record.arguments(of: entry.address, kind: kind))
      return SensitiveAttributes(schema: kind.schema, recordedPaths: entry.sensitivePaths, arguments: nil)
        .marking(value)
    case .unreadable(let failure)?: throw DiagnosticsError(failure.diagnostic(address: "\(entry.address)"))
    case .absent?, nil:
      throw DiagnosticsError(
        .error(
          "Gone from Azure", detail: "\(entry.id) is in the record and doesn't exist any more.",
          hint: "`armature apply` makes it again, if the spec still has it", address: "\(entry.address)"))
    }
  }
}
