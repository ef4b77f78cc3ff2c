import Applying
import Configuration
import Planning
import Reports
import Resources
import Testing
import Values

@Suite struct ApplyTextTests {
  /// The steps of a plan that creates a cluster and then a pool.
  private func steps() throws -> [ApplyStep] {
    let cluster = try #require(InstanceAddress("terraform_data.cluster"))
    let pool = try #require(InstanceAddress("terraform_data.pools[\"gpunp\"]"))
    let kind = TerraformData.kind
    let null = Value.null(kind.schema.type)
    let plan = Plan(
      environment: "dev",
      changes: [
        InstanceChange(address: cluster, kind: kind, action: .create, id: nil, before: null, after: null),
        InstanceChange(
          address: pool, kind: kind, action: .create, id: nil, before: null, after: null, dependencies: [cluster]),
      ], outputs: [], drift: [], checks: [], warnings: [])
    let record = EnvironmentRecord(
      environment: "dev", origin: EnvironmentRecord.Origin(repository: "", path: ""), hashKey: "")
    return ApplySchedule(plan, record: record, kinds: KindRegistry([], providerSchemas: [:])).work
  }

  @Test("a pipe gets Terraform's lines")
  func lines() throws {
    let steps = try steps()
    var text = ApplyText()
    var told = text.handle(.scheduled(steps, waitsFor: [1: [0]]), at: .zero)
    told += text.handle(.started(steps[0], id: nil), at: .zero)
    told += text.tick(at: .seconds(9))
    told += text.tick(at: .seconds(10))
    told += text.tick(at: .seconds(11))
    told += text.tick(at: .seconds(71))
    told += text.handle(.finished(steps[0], id: "b9fd", elapsed: .seconds(72)), at: .seconds(72))
    told += text.handle(.started(steps[1], id: nil), at: .seconds(72))
    told += text.handle(
      .failed(steps[1], ProviderFailure("Quota exceeded"), elapsed: .milliseconds(400)), at: .seconds(73))
    told += text.tick(at: .seconds(200))
    #expect(
      told == """
        terraform_data.cluster: Creating...
        terraform_data.cluster: Still creating... [10s elapsed]
        terraform_data.cluster: Still creating... [1m10s elapsed]
        terraform_data.cluster: Creation complete after 1m12s [id=b9fd]
        terraform_data.pools["gpunp"]: Creating...
        terraform_data.pools["gpunp"]: Creation failed after 0s: Quota exceeded

        """)
  }

  @Test("a terminal shows what runs, what waits for what, and how far it is")
  func frames() throws {
    let steps = try steps()
    var live = LiveProgress(isColored: false)
    _ = live.handle(.scheduled(steps, waitsFor: [0: [], 1: [0]]), at: .zero)
    _ = live.handle(.started(steps[0], id: nil), at: .zero)
    #expect(
      live.frame(at: .seconds(65), width: 80) == [
        "⠋ terraform_data.cluster  creating 1m5s",
        "  terraform_data.pools[\"gpunp\"]  waits for terraform_data.cluster",
        "0 of 2 done, 1 running, 1 waiting, 1m5s",
      ])
    let line = live.handle(.finished(steps[0], id: "b9fd", elapsed: .seconds(70)), at: .seconds(70))
    #expect(line == "✓ terraform_data.cluster: Creation complete after 1m10s [id=b9fd]\n")
    #expect(live.frame(at: .seconds(70), width: 80).last == "1 of 2 done, 0 running, 1 waiting, 1m10s")
  }

  @Test(
    "no line of the block is wider than the terminal, and the block is never higher", arguments: [1, 5, 20, 40, 79])
  func narrow(width: Int) throws {
    let steps = try steps()
    var live = LiveProgress(isColored: false)
    _ = live.handle(.scheduled(steps, waitsFor: [0: [], 1: [0]]), at: .zero)
    _ = live.handle(.started(steps[0], id: nil), at: .zero)
    for height in 1...5 {
      let frame = live.frame(at: .seconds(3), width: width, height: height)
      #expect(frame.allSatisfy { $0.count <= width })
      #expect(frame.count <= max(height, 3))
    }
  }

  @Test("the end tells what failed in the words of Azure, what was not started, and what to do")
  func incomplete() throws {
    let steps = try steps()
    var result = ApplyResult()
    result.failures = [(steps[0].address, ProviderFailure("QuotaExceeded", detail: "Cores are used up."))]
    result.notStarted = [(steps[1].address, steps[0].address)]
    #expect(
      ApplySummary().text(result) == """

        error: QuotaExceeded
          in terraform_data.cluster
          Cores are used up.

        Not started:
          terraform_data.pools["gpunp"], because of terraform_data.cluster

        Apply incomplete. Resources: 0 added, 0 changed, 0 destroyed, 1 failed, 1 not started.
        What is done stays and is recorded. To go on, run the same command again: it takes up what is left.

        """)
  }

  @Test("what was taken over is counted before what was made")
  func imported() {
    var result = ApplyResult()
    (result.imported, result.changed) = (1, 1)
    #expect(
      ApplySummary().text(result) == "\nApply complete! Resources: 1 imported, 0 added, 1 changed, 0 destroyed.\n")
  }

  @Test("a complete apply ends with Terraform's words and the outputs")
  func complete() {
    var result = ApplyResult()
    (result.added, result.changed, result.destroyed) = (2, 1, 2)
    result.outputs = [
      ("cluster", ["secret": "hunter2"], true),
      ("pool_ids", ["gpunp": "2e2c", "system": "bc60"], false),
    ]
    #expect(
      ApplySummary().text(result) == """

        Apply complete! Resources: 2 added, 1 changed, 2 destroyed.

        Outputs:

        cluster = <sensitive>
        pool_ids = {
          "gpunp" = "2e2c"
          "system" = "bc60"
        }

        """)
  }
}
