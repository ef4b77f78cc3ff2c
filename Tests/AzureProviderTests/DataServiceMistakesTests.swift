import Diagnostics
import Planning
import TestWorld
import Testing

/// Mistakes in specs of storage accounts, databases, registries, workspaces and dashboards: found without asking Azure,
/// where they stand.
@Suite("Mistakes in data services")
struct DataServiceMistakesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What is wrong, in a resource that else is right.
    let kind: String
    let lines: String
    let detail: String
    let hint: String?
  }

  private static let right: [String: [String: String]] = [
    "azurerm_storage_account": [
      "name": "\"stright\"", "account_tier": "\"Standard\"", "account_replication_type": "\"LRS\"",
    ],
    "azurerm_postgresql_flexible_server": [
      "name": "\"psql-right\"", "version": "\"15\"", "sku_name": "\"B_Standard_B1ms\"",
      "administrator_login": "\"psqladmin\"", "administrator_password": "\"a-long-enough-one\"",
    ],
    "azurerm_container_registry": ["name": "\"crright\"", "sku": "\"Basic\""],
    "azurerm_log_analytics_workspace": ["name": "\"log-right\""],
    "azurerm_dashboard_grafana": ["name": "\"amg-right\"", "grafana_major_version": "\"12\""],
  ]

  static let cases = [
    Case(
      testDescription: "a name with capitals", kind: "azurerm_storage_account", lines: "name = \"stRight\"",
      detail: "`name` must be 3 to 24 lower-case letters and digits; it is \"stRight\".", hint: nil),
    Case(
      testDescription: "a name that is too long", kind: "azurerm_storage_account",
      lines: "name = \"stabcdefghijklmnopqrstuvw\"",
      detail: "`name` must be 3 to 24 lower-case letters and digits; it is \"stabcdefghijklmnopqrstuvw\".", hint: nil),
    Case(
      testDescription: "a replication in small letters", kind: "azurerm_storage_account",
      lines: "account_replication_type = \"lrs\"",
      detail:
        "`account_replication_type` must be one of \"LRS\", \"ZRS\", \"GRS\", \"RAGRS\", \"GZRS\", \"RAGZRS\"; it is "
        + "\"lrs\".", hint: "did you mean \"LRS\"?"),
    Case(
      testDescription: "a misspelt kind", kind: "azurerm_storage_account", lines: "account_kind = \"StorageV3\"",
      detail: "`account_kind` must be one of \"BlobStorage\", \"BlockBlobStorage\", \"FileStorage\", \"Storage\", "
        + "\"StorageV2\"; it is \"StorageV3\".", hint: "did you mean \"StorageV2\"?"),
    Case(
      testDescription: "a value out of range within a block", kind: "azurerm_storage_account",
      lines: "blob_properties {\n delete_retention_policy { days = 366 }\n}",
      detail: "`days` must be between 1 and 365; it is 366.", hint: nil),
    Case(
      testDescription: "a service that isn't one", kind: "azurerm_storage_account",
      lines: "network_rules {\n default_action = \"Deny\"\n bypass = [\"Azure\"]\n}",
      detail:
        "`bypass` must have only \"AzureServices\", \"Logging\", \"Metrics\" and \"None\" in it; it is [\"Azure\"].",
      hint: nil),
    Case(
      testDescription: "queues", kind: "azurerm_storage_account",
      lines: "queue_properties {\n logging {\n delete = true\n read = true\n write = true\n version = \"1.0\"\n }\n}",
      detail:
        "Logging and metrics of queues are set by requests to the queue service itself, which Armature doesn't send: "
        + "it speaks to Azure Resource Manager alone.",
      hint: "leave the block out, and set them with `az storage logging` and `az storage metrics`"),
    Case(
      testDescription: "no administrator", kind: "azurerm_postgresql_flexible_server",
      lines: "administrator_login = null",
      detail: "A new server on which passwords are enabled needs an administrator.",
      hint: "set it, or `password_auth_enabled = false` in `authentication`"),
    Case(
      testDescription: "a password that is too short is not shown", kind: "azurerm_postgresql_flexible_server",
      lines: "administrator_password = \"short\"",
      detail: "`administrator_password` must be 8 to 128 characters; it is a sensitive value.", hint: nil),
    Case(
      testDescription: "a misspelt machine", kind: "azurerm_postgresql_flexible_server",
      lines: "sku_name = \"GP_Standard_D2sv3\"",
      detail: "`sku_name` must be a tier and a machine, such as \"B_Standard_B1ms\", \"GP_Standard_D2ds_v5\" or "
        + "\"MO_Standard_E4ds_v5\"; it is \"GP_Standard_D2sv3\".", hint: "did you mean \"GP_Standard_D2s_v3\"?"),
    Case(
      testDescription: "a disk that no one makes", kind: "azurerm_postgresql_flexible_server",
      lines: "storage_mb = 40000",
      detail: "`storage_mb` must be one of 32768, 65536, 131072, 262144, 524288, 1048576, 2097152, 4193280, 4194304, "
        + "8388608, 16777216, 33553408; it is 40000.", hint: nil),
    Case(
      testDescription: "a version that isn't one", kind: "azurerm_postgresql_flexible_server",
      lines: "version = \"1.5\"",
      detail: "`version` must be one of \"11\", \"12\", \"13\", \"14\", \"15\", \"16\", \"17\", \"18\"; it is \"1.5\".",
      hint: "did you mean \"15\"?"),
    Case(
      testDescription: "an SKU in small letters", kind: "azurerm_container_registry", lines: "sku = \"basic\"",
      detail: "`sku` must be one of \"Basic\", \"Standard\", \"Premium\"; it is \"basic\".",
      hint: "did you mean \"Basic\"?"),
    Case(
      testDescription: "a capacity that isn't a level", kind: "azurerm_log_analytics_workspace",
      lines: "sku = \"CapacityReservation\"\n reservation_capacity_in_gb_per_day = 150",
      detail: "`reservation_capacity_in_gb_per_day` must be a multiple of 100, at least 100; it is 150.", hint: nil),
    Case(
      testDescription: "no days at all", kind: "azurerm_log_analytics_workspace", lines: "retention_in_days = 14",
      detail: "`retention_in_days` must be 7 or between 30 and 730; it is 14.", hint: nil),
    Case(
      testDescription: "no limit at all", kind: "azurerm_log_analytics_workspace", lines: "daily_quota_gb = 0",
      detail: "`daily_quota_gb` must be -1, for no limit, or more than 0; it is 0.", hint: nil),
    Case(
      testDescription: "a version of Grafana that is gone", kind: "azurerm_dashboard_grafana",
      lines: "grafana_major_version = \"10\"",
      detail: "`grafana_major_version` must be one of \"11\", \"12\", \"13\"; it is \"10\".",
      hint: "did you mean \"11\"?"),
  ]

  @Test("a mistake is found where it stands", arguments: cases)
  func mistake(example: Case) async throws {
    let world = World()
    var arguments = Self.right[example.kind] ?? [:]
    let written = example.lines.split(separator: " ").first.map(String.init) ?? ""
    arguments[written] = nil
    let lines = arguments.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: "\n")
    let spec = """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "\(example.kind)" "x" {
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        \(lines)
        \(example.lines)
      }
      """
    let (planner, _) = try await world.planner(spec)
    let diagnostics = await planner.plan().diagnostics.filter { $0.severity == .error }
    #expect(diagnostics.map(\.detail) == [example.detail])
    #expect(diagnostics.map(\.hint) == [example.hint])
    #expect(diagnostics.allSatisfy { $0.subject != nil })
    #expect(world.requests.writes.isEmpty)
  }
}
