import Configuration
import Diagnostics
import Planning
import Reports
import Resources
import Testing
import Values

/// What our plans say beyond Terraform's, and how blocks are shown.
@Suite struct PlanReasonTests {
  private static let pool = ResourceSchema([
    AttributeSchema("name", .value(.string), .required),
    AttributeSchema("zones", .value(.list(.string)), .optional),
    AttributeSchema("node_labels", .value(.map(.string)), .optional),
  ])
  private static let kind = ResourceKind(
    name: "azurerm_thing",
    schema: ResourceSchema([
      AttributeSchema("id", .value(.string), .computed),
      AttributeSchema("location", .value(.string), .required),
      AttributeSchema("note", .value(.string), .optional),
      Self.secret,
      AttributeSchema("pool", .block(.single, Self.pool), .optional),
      AttributeSchema("identity", .block(.single, Self.pool), .optionalComputed),
    ]), providerName: "registry.terraform.io/hashicorp/azurerm")
  private static var secret: AttributeSchema {
    var attribute = AttributeSchema("secret", .value(.string), .optional)
    attribute.isSensitive = true
    return attribute
  }

  private let sources = SourceMap()
  private let file: FileID

  init() {
    file = sources.add(name: "main.tf", bytes: Array("resource x {\n  location = 1\n  note = 2\n}\n".utf8))
  }

  private func thing(
    _ location: String, note: Value = .null(.string), secret: Value = .null(.string), pool: [Value] = [],
    identity: Value? = nil
  ) -> Value {
    [
      "id": "/a/b", "location": .string(location), "note": note, "secret": secret,
      "pool": .list(pool, of: Self.pool.type),
      "identity": identity ?? .list([], of: Self.pool.type),
    ]
  }

  private func change(
    _ action: InstanceChange.Action, _ reasons: [Reason], before: Value, after: Value,
    _ differences: [(path: String, cause: Difference.Cause, forces: Bool)] = []
  ) -> InstanceChange {
    func path(_ name: String) -> ValuePath { ValuePath([.member(name)]) }
    return InstanceChange(
      address: InstanceAddress(type: "azurerm_thing", name: "a"), kind: Self.kind, action: action, reasons: reasons,
      id: "/a/b", before: before, after: after,
      differences: differences.map {
        Difference.Change(
          path: path($0.path), old: before[member: $0.path] ?? .null(.dynamic),
          new: after[member: $0.path] ?? .null(.dynamic), forcesReplacement: $0.forces, cause: $0.cause)
      },
      declaration: SourceRange(file: file, lower: 0, upper: 8),
      sources: [
        path("location"): SourceRange(file: file, lower: 15, upper: 23),
        path("note"): SourceRange(file: file, lower: 30, upper: 34),
      ])
  }

  private func text(_ change: InstanceChange, width: Int? = nil) -> String {
    PlanText(sources: sources, width: width).change(change)
  }

  @Test("a replacement names the argument that forces it, with its place and why it changes")
  func forced() {
    let change = change(
      .replace(createFirst: true), [.forcedBy([ValuePath([.member("location")])])],
      before: thing("centralus", note: "a"), after: thing("eastus2", note: "b"),
      [("location", .spec, true), ("note", .drift, false)])
    #expect(
      text(change) == """
          # azurerm_thing.a must be replaced
          # because the spec changed, which can't be done in place: location (main.tf:2)
          # because Azure was changed since the last apply: note (main.tf:3)
        +/- resource "azurerm_thing" "a" {
                id       = "/a/b"
              ~ location = "centralus" -> "eastus2" # forces replacement
              ~ note     = "a" -> "b"
            }

        """)
  }

  @Test("what no spec brings back is told where it goes, and only there")
  func losses() {
    let store = ResourceKind(
      name: "azurerm_store", schema: ResourceSchema([AttributeSchema("id", .value(.string), .computed)]),
      providerName: "registry.terraform.io/hashicorp/azurerm", losses: ["the data in it"])
    let actions: [(action: InstanceChange.Action, isLoss: Bool)] = [
      (.delete, true), (.replace(createFirst: false), true), (.create, false), (.update, false), (.forget, false),
    ]
    for (action, isLoss) in actions {
      let change = InstanceChange(
        address: InstanceAddress(type: "azurerm_store", name: "s"), kind: store, action: action, id: "/a",
        before: ["id": "/a"], after: ["id": "/a"])
      #expect(text(change).contains("# beware: this deletes the data in it") == isLoss, "\(action)")
    }
  }

  @Test(
    "each reason has its words",
    arguments: [
      (.new, "new in the spec (main.tf:1)"), (.vanished, "it is gone from Azure since the last apply"),
      (.failed("no quota"), "its last operation in Azure failed: no quota"),
      (.failed("Failed"), "its last operation in Azure failed"),
      (.creationFailed("Failed"), "its creation failed in the last run (Azure says: Failed)"),
      (.parent(InstanceAddress(type: "azurerm_group", name: "g")), "replaced with its parent azurerm_group.g"),
      (
        .bound(to: InstanceAddress(type: "azurerm_rule", name: "r")),
        "replaced with azurerm_rule.r, which can't go while this is there"
      ),
      (.deposed, "left over from a replacement that was not finished"),
      (.same(as: InstanceAddress(type: "azurerm_thing", name: "b")), "it is the same resource as azurerm_thing.b"),
      (.requested, "replaced as asked for"), (.removed, "the spec no longer has it"),
      (.moved(from: InstanceAddress(type: "azurerm_thing", name: "b")), "moved from azurerm_thing.b"),
    ] as [(Reason, String)])
  func words(reason: Reason, line: String) {
    let change = change(.update, [reason], before: thing("a"), after: thing("b"))
    #expect(text(change).split(separator: "\n")[1] == "  # \(line)")
  }

  @Test("blocks are shown as blocks, lists by element, and what stays is folded")
  func blocks() {
    func pool(_ zones: [Value], _ labels: [(String, Value)]) -> Value {
      [
        "name": "default", "zones": .list(zones, of: .string),
        "node_labels": .map(Members(labels), of: .string),
      ]
    }
    let change = change(
      .update, [.differences],
      before: thing("a", pool: [pool(["1", "2", "3", "4", "5"], [("a", "x"), ("b", "y")])]),
      after: thing(
        "a", pool: [pool(["1", "2", "3", "5", "6"], [("a", "x"), ("c", "z")])], identity: .unknown(.dynamic)))
    #expect(
      text(change) == """
          # azurerm_thing.a will be updated in-place
          ~ resource "azurerm_thing" "a" {
                id       = "/a/b"
                # (1 unchanged attribute hidden)

              + identity (known after apply)

              ~ pool {
                    name        = "default"
                  ~ node_labels = {
                      - "b" = "y" -> null
                      + "c" = "z"
                        # (1 unchanged element hidden)
                    }
                  ~ zones       = [
                        # (2 unchanged elements hidden)
                        "3",
                      - "4",
                        "5",
                      + "6",
                    ]
                }
            }

        """)
  }

  @Test("text of several lines is shown line by line")
  func lines() {
    let change = change(
      .update, [], before: thing("a", note: "one\ntwo\nthree\n"), after: thing("a", note: "one\n2\nthree\n"))
    #expect(
      text(change) == """
          # azurerm_thing.a will be updated in-place
          ~ resource "azurerm_thing" "a" {
                id       = "/a/b"
              ~ note     = <<-EOT
                    one
                  - two
                  + 2
                    three
                EOT
                # (1 unchanged attribute hidden)
            }

        """)
  }

  @Test("what the schema calls sensitive is never shown, marked or not, before or after")
  func secrets() throws {
    let change = change(
      .update, [], before: thing("a", secret: "canary-1"), after: thing("a", secret: "canary-2"))
    #expect(text(change).contains("~ secret   = (sensitive value)\n"))
    #expect(!text(change).contains("canary"))
    let plan = Plan(environment: "dev", changes: [change], outputs: [], drift: [], checks: [], warnings: [])
    let json = PlanJSON(program: nil, kinds: .none, variables: [:], subscription: nil, timestamp: "").text(plan)
    #expect(json.contains("\"secret\": true"))
    #expect(!json.contains("canary"))
  }

  @Test("a narrow terminal shows of long values what differs; a pipe shows all of them")
  func narrow() {
    let id = "/subscriptions/0000/resourceGroups/a-group-with-a-name/providers/"
    let change = change(
      .update, [.differences], before: thing("a", note: .string(id + "one")),
      after: thing("a", note: .string(id + "two")),
      [("note", .spec, false)])
    #expect(text(change, width: 50).contains("~ note     = \"…oviders/one\" -> \"…oviders/two\"\n"))
    #expect(text(change).contains("\(id)one\" -> \"\(id)two\"\n"))
  }

  @Test("an attribute that nobody looked at is no change")
  func unread() {
    let change = change(
      .update, [], before: thing("a", note: "x", secret: .unknown(.string)),
      after: thing("a", note: "y", secret: .unknown(.string)))
    #expect(!text(change).contains("secret"))
  }

  @Test("drift tells what was applied, what is live, what is gone and what failed")
  func drift() {
    let change = change(.update, [], before: thing("live", note: "b"), after: thing("applied", note: "c"))
    func drift(_ name: String, _ finding: InstanceDrift.Finding) -> InstanceDrift {
      InstanceDrift(
        address: InstanceAddress(type: "azurerm_thing", name: name), kind: Self.kind, id: "/a/\(name)",
        finding: finding, before: change.before, declaration: change.declaration, sources: change.sources)
    }
    func difference(_ name: String, _ cause: Difference.Cause) -> Difference.Change {
      Difference.Change(
        path: ValuePath([.member(name)]), old: change.before[member: name] ?? .null(.dynamic),
        new: change.after[member: name] ?? .null(.dynamic), forcesReplacement: false, cause: cause)
    }
    let found = [
      drift("a", .changed([difference("location", .drift), difference("note", .specAndDrift)])),
      drift("b", .deleted), drift("c", .failed("no quota")),
    ]
    #expect(
      DriftText(sources: sources).text(found, checked: 9) == """
        Changes outside of Armature since the last apply:

          ~ azurerm_thing.a was changed
              ~ location = "applied" -> "live" (main.tf:2)
              ~ note     = (as applied) -> "b" (main.tf:3)
          - azurerm_thing.b is gone (main.tf:1)
          ~ azurerm_thing.c: its last operation failed: no quota (main.tf:1)

        Drift: 3 of 9 resources differ from what was last applied.

        """)
    func write(_ principal: String, _ time: String, _ application: String? = nil) -> ForeignWrite {
      ForeignWrite(
        principal: principal, application: application, operation: "Microsoft.Thing/things/write",
        time: "2026-11-29T\(time):33.1234567Z", correlationID: "c")
    }
    let authors = DriftAuthors([
      found[0].address: [
        write("alice@contoso.com", "11:00"), write("bob@contoso.com", "10:30"),
        write("Alice@contoso.com", "10:00"),
        write("carol@contoso.com", "09:30", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c"),
        write("77777777-0000-4000-8000-000000000001", "09:00"), write("dave@contoso.com", "08:00"),
      ],
      found[1].address: [], found[2].address: [write("alice@contoso.com", "11:00")],
    ])
    #expect(
      DriftText(sources: sources, authors: authors).note(found) == """
        Changes outside of Armature since the last apply:

          ~ azurerm_thing.a was changed by alice@contoso.com, 2026-11-29 11:00 UTC, and by bob@contoso.com, \
        2026-11-29 10:30 UTC, and by carol@contoso.com (Azure Portal), 2026-11-29 09:30 UTC, and by 2 others
              ~ location = "applied" -> "live" (main.tf:2)
              ~ note     = (as applied) -> "b" (main.tf:3)
          - azurerm_thing.b is gone, deleted by unknown (main.tf:1)
          ~ azurerm_thing.c: its last operation, asked for by alice@contoso.com, 2026-11-29 11:00 UTC, failed: \
        no quota (main.tf:1)

        """)
    #expect(
      DriftText(sources: sources).text([], checked: 1, effort: Effort(elapsed: .milliseconds(430), calls: 1)) == """
        No drift. 1 resource checked, all as last applied.
        Checked in 0.4 s with 1 ARM call.

        """)
  }
}
