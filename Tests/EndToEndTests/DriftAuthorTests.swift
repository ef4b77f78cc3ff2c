import Foundation
import Testing

@Suite("Who is behind drift")
struct DriftAuthorTests {
  private static let group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-a"
  private static let network = "\(group)/providers/Microsoft.Network/virtualNetworks/net?api-version=2025-01-01"
  private static let identity =
    "\(group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/idt?api-version=2024-11-30"

  private static let spec = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_virtual_network" "n" {
      name                = "net"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      address_space       = ["10.0.0.0/16"]
      tags                = { team = "radar" }
    }
    resource "azurerm_subnet" "s" {
      name                 = "sub"
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.n.name
      address_prefixes     = ["10.0.1.0/24"]
    }
    resource "azurerm_user_assigned_identity" "i" {
      name                = "idt"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    """

  /// A spec that is applied.
  private struct Stage {
    let place: Workplace
    let simulator: Simulator

    init() throws {
      place = try Workplace(copying: [])
      simulator = try Simulator(in: place)
      try place.write(DriftAuthorTests.spec, to: "spec/main.tf")
      let apply = try armature("apply", "--auto-approve")
      try #require(apply.status == 0, "\(apply.errors)")
    }

    func armature(_ command: String, _ options: String...) throws -> Program.Result {
      try Program.run(
        "armature", [command, "--simulate"] + options + ["spec"], in: place.folder,
        environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
    }

    /// Alice tags the network with the Azure CLI, and a pipeline deletes the identity.
    func meddle() throws {
      let network = try simulator.call("GET", DriftAuthorTests.network, in: place).1.text
        .replacingOccurrences(of: "radar", with: "sonar")
      let alice = DriftAuthorTests.token([
        "upn": "alice@contoso.com", "oid": "66666666-0000-4000-8000-000000000001",
        "appid": "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "name": "Alice Canary", "ipaddr": "198.51.100.7",
      ])
      let pipeline = DriftAuthorTests.token(["oid": "77777777-0000-4000-8000-000000000001", "idtyp": "app"])
      #expect(try simulator.call("PUT", DriftAuthorTests.network, body: network, as: alice, in: place).0 == 200)
      #expect(try simulator.call("DELETE", DriftAuthorTests.identity, as: pipeline, in: place).0 == 200)
    }

    func drifted() throws -> (found: [JSONValue], run: Program.Result) {
      let run = try armature("drift", "--format", "json")
      #expect(run.status == 2, "\(run.errors)")
      return (JSONValue(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))["drifted"].array, run)
    }

    /// How often the activity log was asked.
    func questions() throws -> Int {
      let counts = try simulator.call("GET", "/simulator/counts", in: place).1
      return counts["byRoute"]["GET Microsoft.Insights/eventtypes/values"].int ?? 0
    }
  }

  /// A token as Entra ID would give it but for its signature.
  private static func token(_ claims: [String: Any]) -> String {
    func part(_ object: [String: Any]) -> String {
      let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
      return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
    return "\(part(["alg": "none"])).\(part(claims.merging(["exp": 4_000_000_000]) { first, _ in first })).x"
  }

  @Test("drift names who changed and deleted what, and when, for people and for programs, and nothing else of them")
  func names() throws {
    let stage = try Stage()
    #expect(try stage.armature("drift").status == 0)
    #expect(try stage.questions() == 0, "without drift nothing is asked")
    try stage.meddle()

    let text = try stage.armature("drift", "--trace", "trace.txt")
    #expect(text.status == 2)
    let time = /20\d\d-\d\d-\d\d \d\d:\d\d UTC/
    #expect(
      text.output.replacing(time, with: "TIME").contains(
        "  ~ azurerm_virtual_network.n was changed by alice@contoso.com (Azure CLI), TIME\n"), "\(text.output)")
    #expect(
      text.output.replacing(time, with: "TIME").contains(
        "  - azurerm_user_assigned_identity.i is gone, deleted by 77777777-0000-4000-8000-000000000001, TIME "),
      "\(text.output)")
    #expect(try stage.questions() == 1, "one question for the resource group")

    let (found, run) = try stage.drifted()
    let writes = found.map { $0["changed_by"].array }
    try #require(writes.map(\.count) == [1, 1])
    #expect(
      found.map { $0["address"].string } == ["azurerm_user_assigned_identity.i", "azurerm_virtual_network.n"])
    #expect(writes[0][0]["operation"].string == "Microsoft.ManagedIdentity/userAssignedIdentities/delete")
    #expect(writes[1][0]["principal"].string == "alice@contoso.com")
    #expect(writes[1][0]["application"].string == "04b07795-8ddb-461a-bbee-02f9e1bf7b46")
    #expect(writes[1][0]["application_name"].string == "Azure CLI")
    #expect(writes[1][0]["operation"].string == "Microsoft.Network/virtualNetworks/write")
    #expect(writes[1][0]["correlation_id"].string?.count == 36)
    #expect(writes[1][0]["time"].string?.contains(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/) == true)
    let trace = try String(contentsOf: stage.place.folder.appendingPathComponent("trace.txt"), encoding: .utf8)
    #expect(trace.contains("eventtypes/management/values"))
    for secret in ["Canary", "198.51.100.7"] { #expect(!(run.output + text.output + trace).contains(secret)) }

    // What the next apply mends is over, and what it wrote is nobody else's.
    #expect(try stage.armature("apply", "--auto-approve").status == 0)
    #expect(try stage.armature("drift").status == 0)
  }

  @Test("who isn't in the log yet isn't named")
  func late() throws {
    let stage = try Stage()
    _ = try stage.simulator.call("POST", "/simulator/activity-lag", body: #"{"seconds": 300}"#, in: stage.place)
    try stage.meddle()
    let text = try stage.armature("drift")
    #expect(text.output.contains("  ~ azurerm_virtual_network.n was changed by unknown\n"), "\(text.output)")
    #expect(text.output.contains("  - azurerm_user_assigned_identity.i is gone, deleted by unknown "))
    #expect(text.errors.contains("Azure's activity log doesn't say who is behind all of the drift."))
    let (found, _) = try stage.drifted()
    #expect(found.map { $0["changed_by"].text } == ["[]", "[]"])
  }

  @Test("who did it before the last apply isn't named for what happened since")
  func before() throws {
    let stage = try Stage()
    let alice = Self.token(["upn": "alice@contoso.com", "oid": "66666666-0000-4000-8000-000000000001"])
    let subnet = Self.network.replacing("net?", with: "net/subnets/sub?")
    #expect(try stage.simulator.call("DELETE", subnet, as: alice, in: stage.place).0 < 300)
    let first = try stage.drifted().found
    #expect(first.map { $0["changed_by"][0]["principal"].string } == ["alice@contoso.com"])
    #expect(try stage.armature("apply", "--auto-approve").status == 0)
    // A network that is written without its subnets loses them, which no event of the subnet tells.
    let bare = """
      {
        "location": "centralus", "tags": {"team": "radar"},
        "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": []}
      }
      """
    #expect(try stage.simulator.call("PUT", Self.network, body: bare, in: stage.place).0 == 200)
    let second = try stage.drifted().found
    #expect(second.map { $0["address"].string } == ["azurerm_subnet.s"])
    #expect(second.map { $0["changed_by"].text } == ["[]"])
  }

  @Test("a log that can't be read leaves drift as it is, with one note")
  func refusal() throws {
    let stage = try Stage()
    try stage.meddle()
    let fault = """
      {"path": "eventtypes", "effect": "answer", "status": 403, "code": "AuthorizationFailed", "times": 100}
      """
    _ = try stage.simulator.call("POST", "/simulator/faults", body: fault, in: stage.place)
    let text = try stage.armature("drift")
    #expect(text.status == 2)
    #expect(text.output.contains("  ~ azurerm_virtual_network.n was changed\n"), "\(text.output)")
    #expect(
      text.errors == """
        Who is behind the drift isn't known, as Azure's activity log couldn't be read: AuthorizationFailed (HTTP 403). \
        The role Reader on the subscription permits it.

        """)
    let (found, _) = try stage.drifted()
    #expect(found.map { $0["changed_by"].text } == ["null", "null"])
  }
}
