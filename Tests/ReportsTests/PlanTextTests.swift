import Configuration
import Diagnostics
import Planning
import Reports
import Resources
import Testing
import Values

/// Texts are those of Terraform 1.11.4 for the same changes, but for its introduction.
@Suite struct PlanTextTests {
  private let kind = TerraformData.kind

  private func change(
    _ address: String, _ action: InstanceChange.Action, before: Value? = nil, after: Value? = nil
  ) throws -> InstanceChange {
    InstanceChange(
      address: try #require(InstanceAddress(address)), kind: kind, action: action, id: nil,
      before: before ?? .null(kind.schema.type), after: after ?? .null(kind.schema.type))
  }

  private func data(_ id: Value?, input: Value, output: Value?, triggers: Value = .null(.dynamic)) -> Value {
    [
      "id": id ?? .unknown(.string), "input": input, "output": output ?? .unknown(.dynamic),
      "triggers_replace": triggers,
    ]
  }

  private func text(_ plan: Plan) -> String { PlanText(sources: SourceMap()).text(plan) }

  private func plan(_ changes: [InstanceChange], outputs: [OutputChange] = []) -> Plan {
    Plan(environment: "dev", changes: changes, outputs: outputs, drift: [], checks: [], warnings: [])
  }

  @Test("what is created reads as in Terraform")
  func creates() throws {
    let secret = Value.string("hunter2").marked(.sensitive)
    let plan = plan(
      [
        try change(
          "terraform_data.cluster", .create,
          after: data(
            nil, input: ["name": "aks-dev", "secret": secret, "tags": ["env": "dev", "owner": "platform"]], output: nil)
        ),
        try change(
          "terraform_data.pools[\"gpunp\"]", .create,
          after: data(nil, input: .unknown(.string), output: nil, triggers: ["dev"])),
        try change(
          "module.child.terraform_data.pool[0]", .create,
          after: data(nil, input: ["index": 0], output: nil, triggers: 2)),
      ],
      outputs: [
        OutputChange(
          name: "cluster", before: nil, after: .unknown(.dynamic), isSensitive: true, declaration: nil),
        OutputChange(
          name: "pool_ids", before: nil, after: ["gpunp": .unknown(.string), "system": .unknown(.string)],
          isSensitive: false, declaration: nil),
      ])
    #expect(
      text(plan) == """
        Resource actions are indicated with the following symbols:
          + create

        Armature will perform the following actions:

          # terraform_data.cluster will be created
          + resource "terraform_data" "cluster" {
              + id     = (known after apply)
              + input  = {
                  + name   = "aks-dev"
                  + secret = (sensitive value)
                  + tags   = {
                      + env   = "dev"
                      + owner = "platform"
                    }
                }
              + output = (known after apply)
            }

          # terraform_data.pools["gpunp"] will be created
          + resource "terraform_data" "pools" {
              + id               = (known after apply)
              + input            = (known after apply)
              + output           = (known after apply)
              + triggers_replace = [
                  + "dev",
                ]
            }

          # module.child.terraform_data.pool[0] will be created
          + resource "terraform_data" "pool" {
              + id               = (known after apply)
              + input            = {
                  + index = 0
                }
              + output           = (known after apply)
              + triggers_replace = 2
            }

        Plan: 3 to add, 0 to change, 0 to destroy.

        Changes to Outputs:
          + cluster  = (sensitive value)
          + pool_ids = {
              + gpunp  = (known after apply)
              + system = (known after apply)
            }

        """)
  }

  @Test("an update folds what stays, and a replacement names what forces it")
  func updates() throws {
    let secret = Value.string("hunter2").marked(.sensitive)
    func input(_ environment: String) -> Value {
      [
        "name": .string("aks-\(environment)"), "secret": secret,
        "tags": ["env": .string(environment), "owner": "platform"],
      ]
    }
    let pool = InstanceChange(
      address: try #require(InstanceAddress("terraform_data.pools[\"gpunp\"]")), kind: kind,
      action: .replace(createFirst: false), id: nil,
      before: data("61ea", input: "gpunp-b9fd", output: "gpunp-b9fd", triggers: ["dev"]),
      after: data(nil, input: "gpunp-b9fd", output: nil, triggers: ["stage"]),
      differences: [
        Difference.Change(
          path: ValuePath([.member("triggers_replace")]), old: ["dev"], new: ["stage"], forcesReplacement: true,
          cause: .spec)
      ])
    let plan = plan([
      try change(
        "terraform_data.cluster", .update, before: data("b9fd", input: input("dev"), output: input("dev")),
        after: data("b9fd", input: input("stage"), output: nil)),
      pool,
    ])
    // Unlike Terraform, ours hides the secret in `output` too, and says which argument forces the replacement.
    #expect(
      text(plan) == """
        Resource actions are indicated with the following symbols:
          ~ update in-place
        -/+ destroy and then create replacement

        Armature will perform the following actions:

          # terraform_data.cluster will be updated in-place
          ~ resource "terraform_data" "cluster" {
                id     = "b9fd"
              ~ input  = {
                  ~ name   = "aks-dev" -> "aks-stage"
                  ~ tags   = {
                      ~ env   = "dev" -> "stage"
                        owner = "platform"
                    }
                    # (1 unchanged attribute hidden)
                }
              ~ output = {
                  - name   = "aks-dev"
                  - secret = (sensitive value)
                  - tags   = {
                      - env   = "dev"
                      - owner = "platform"
                    }
                } -> (known after apply)
            }

          # terraform_data.pools["gpunp"] must be replaced
        -/+ resource "terraform_data" "pools" {
              ~ id               = "61ea" -> (known after apply)
              ~ output           = "gpunp-b9fd" -> (known after apply)
              ~ triggers_replace = [ # forces replacement
                  ~ "dev" -> "stage",
                ]
                # (1 unchanged attribute hidden)
            }

        Plan: 1 to add, 1 to change, 1 to destroy.

        """)
  }

  @Test("a plan that only moves addresses has a header and a count, and no legend")
  func moves() throws {
    let live = data("b9fd", input: "x", output: "x")
    let move = InstanceChange(
      address: try #require(InstanceAddress("terraform_data.b")),
      previousAddress: InstanceAddress("terraform_data.a"), kind: kind, action: .none, id: nil,
      before: live, after: live)
    // Terraform shows the whole resource below the header.
    #expect(
      text(plan([move])) == """
        Armature will perform the following actions:

          # terraform_data.a has moved to terraform_data.b

        Plan: 0 to add, 0 to change, 0 to destroy.

        """)
  }
}
