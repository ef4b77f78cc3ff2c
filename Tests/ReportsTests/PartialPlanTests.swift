import Diagnostics
import Planning
import Reports
import Resources
import Testing
import Values

/// What reports say of leftovers, and of plans of a part.
@Suite struct PartialPlanTests {
  private let address = InstanceAddress(type: "terraform_data", name: "a")

  private func plan(undone: [UndoneChange]) -> Plan {
    let before: Value = ["id": "1", "input": .null(.dynamic), "output": .null(.dynamic)]
    let deletion = InstanceChange(
      address: address.deposing(id: "/old"), kind: TerraformData.kind, action: .delete, reasons: [.deposed],
      id: "/old", priorID: "/old", before: before, after: .null(.dynamic))
    return Plan(
      environment: "e", changes: [deletion], outputs: [], drift: [], checks: [], warnings: [], undone: undone)
  }

  @Test("what is left over from a replacement goes by its successor's address with a key of its own, as in Terraform")
  func deposed() throws {
    let key = try #require(plan(undone: []).changes[0].address.deposed)
    #expect(key.utf8.count == 8)
    let json = PlanJSON(program: nil, kinds: .none, variables: [:], subscription: nil, timestamp: "")
    let text = json.text(plan(undone: []))
    #expect(text.contains("\"address\": \"terraform_data.a\","))
    #expect(text.contains("\"deposed\": \"\(key)\""))
    #expect(text.contains("\"deposed_key\": \"\(key)\""))
    #expect(text.contains("\"complete\": true"))
    let shown = PlanText(sources: SourceMap()).text(plan(undone: []))
    #expect(
      shown.contains(
        """
          # terraform_data.a (deposed \(key)) will be destroyed
          # left over from a replacement that was not finished
        """))
  }

  @Test("a plan of a part isn't complete, and says how much it leaves undone")
  func part() {
    let undone = [UndoneChange(address: address, action: .create)]
    let text = PlanJSON(program: nil, kinds: .none, variables: [:], subscription: nil, timestamp: "").text(
      plan(undone: undone))
    #expect(text.contains("\"complete\": false"))
    #expect(text.contains("\"terraform_data.a\": \"create\""))
    #expect(
      PlanText(sources: SourceMap()).text(plan(undone: undone)).contains(
        "Plan: 0 to add, 0 to change, 1 to destroy. 1 left undone.\n"))
  }
}
