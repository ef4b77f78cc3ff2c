import Reports
import Resources
import Testing
import Values

@Suite struct ResourceTextTests {
  private static let schema = ResourceSchema([
    AttributeSchema("name", .value(.string), .required),
    AttributeSchema("zones", .value(.set(.string)), .optional),
    AttributeSchema("tags", .value(.map(.string)), .optional),
    AttributeSchema("key", .value(.string), .computed),
    AttributeSchema("kube_config", .value(.string), .computed),
    AttributeSchema("absent", .value(.string), .optional),
    AttributeSchema(
      "identity",
      .block(
        .single,
        ResourceSchema([
          AttributeSchema("type", .value(.string), .required),
          AttributeSchema("principal_id", .value(.string), .computed),
        ])), .optional),
    AttributeSchema(
      "rule", .block(.list(), ResourceSchema([AttributeSchema("n", .value(.number), .required)])), .optional),
  ])

  @Test("a live resource is written as its block, with neither nulls nor secrets")
  func text() throws {
    let address = try #require(InstanceAddress("module.m.azurerm_storage_account.a[\"x\"]"))
    let value: Value = .object(
      Members([
        ("name", "a"), ("zones", .set(["1", "2"], of: .string)), ("tags", .map(Members([("team", "ml")]), of: .string)),
        ("key", Value.string("s3cret").marked(.sensitive)), ("kube_config", .unknown(.string)),
        ("absent", .null(.string)),
        ("identity", .tuple([["type": "SystemAssigned", "principal_id": "p"]])),
        ("rule", .tuple([["n": 1], ["n": 2]])),
      ]))
    #expect(
      ResourceText(address, schema: Self.schema).text(value) == """
        # module.m.azurerm_storage_account.a["x"]:
        resource "azurerm_storage_account" "a" {
            key         = (sensitive value)
            kube_config = (not asked for)
            name        = "a"
            tags        = {
              "team" = "ml"
            }
            zones       = [
              "1",
              "2",
            ]

            identity {
                principal_id = "p"
                type         = "SystemAssigned"
            }

            rule {
                n = 1
            }

            rule {
                n = 2
            }
        }

        """)
  }
}
