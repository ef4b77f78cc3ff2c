import AzureProvider
import Configuration
import Diagnostics
import Planning
import Reports

extension PlannedEnvironment {
  /// The plan in Terraform's JSON; a fixed time can be asked for, so that the same plan gives the same bytes.
  func json(_ sources: SourceMap) -> String {
    let context = session.context
    let timestamp =
      ProcessEnvironment.variables["ARMATURE_TIMESTAMP"]
      ?? RFC3339.text(secondsSince1970: FileText.secondsSince1970())
    return PlanJSON(
      program: context.program, variables: context.inputs.resolved(for: context.program.root).values,
      subscription: session.connection.session.subscription, timestamp: timestamp
    ).text(plan)
  }
}
