import ARMSimulator
import Applying
import AzureKinds
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What goes along with the requests about a resource of any type, and which are made again.
@Suite("Requests for any type")
struct AnyResourceRequestsTests {
  private let world = World()

  @Test("a change goes out as PATCH with its headers and query if the spec says so")
  func settings() async throws {
    func spec(_ tag: String) -> String {
      AnyRegistry.spec(
        "adminUserEnabled = \(tag)",
        """
        update_method            = "PATCH"
        create_headers           = { "x-note" = "made" }
        create_query_parameters  = { "how" = ["first", "second"] }
        update_headers           = { "x-change" = "made" }
        update_query_parameters  = { "why" = ["test"] }
        """)
    }
    let bodies = BodyLog()
    world.requests.before { bodies.note($0) }
    try await world.apply(spec("true"))
    let creations = bodies.sent("PUT", AnyRegistry.id)
    #expect(creations.map { $0.headers["x-note"] } == ["made"])
    #expect(creations.first?.url.query?.contains("how=first&how=second") == true)
    #expect(bodies.headers("x-note") == ["made"], "it goes with nothing else")
    let before = world.requests.writes.count
    let result = try await world.apply(spec("false"))
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(world.requests.writes.dropFirst(before) == ["PATCH \(AnyRegistry.id)"])
    #expect(bodies.last("PATCH") == ["properties": ["adminUserEnabled": false]])
    let changes = bodies.sent("PATCH", AnyRegistry.id)
    #expect(changes.map { $0.headers["x-change"] } == ["made"])
    #expect(changes.first?.url.query?.contains("why=test") == true)
    #expect(changes.first?.url.query?.contains("how=") == false)
    #expect(bodies.headers("x-change") == ["made"], "it goes with nothing else")
    #expect(try await world.plan(spec("false")).isEmpty)
  }

  @Test("reads and deletions go out with their headers and query, the latter though the spec no longer says them")
  func readsAndDeletions() async throws {
    let spec = AnyRegistry.spec(
      "adminUserEnabled = true",
      """
      read_headers            = { "x-reading" = "yes" }
      read_query_parameters   = { "depth" = ["1", "2"] }
      delete_headers          = { "x-leaving" = "yes" }
      delete_query_parameters = { "force" = ["true"] }
      """)
    let log = BodyLog()
    world.requests.before { log.note($0) }
    try await world.apply(spec)
    // What follows an operation that Azure has accepted is asked as Azure says.
    #expect(log.headers("x-reading").contains("yes"))
    let before = log.sent("GET", AnyRegistry.id).count
    #expect(try await world.plan(spec).isEmpty)
    // Of what is in the record, one question with the spec's settings is asked, and no other.
    let own = log.sent("GET", AnyRegistry.id).dropFirst(before)
    #expect(own.count == 1)
    #expect(own.allSatisfy { $0.headers["x-reading"] == "yes" && $0.url.query?.contains("depth=1&depth=2") == true })
    let kept = try await world.record()?.sortedEntries.first { $0.kind == "azapi_resource" }?.deletion.arguments
    #expect(kept?.keys == ["delete_headers", "delete_query_parameters"])
    #expect(try await world.apply(AnyRegistry.group).destroyed == 1)
    let deletions = log.sent("DELETE", AnyRegistry.id)
    #expect(deletions.map { $0.headers["x-leaving"] } == ["yes"])
    #expect(deletions.first?.url.query?.contains("force=true") == true)
  }

  @Test("what is read in several ways is read in each of them")
  func severalReads() async throws {
    let managed =
      AnyRegistry.spec("adminUserEnabled = true", "read_headers = { \"x-reading\" = \"one\" }") + """
        resource "azapi_update_resource" "u" {
          type         = "Microsoft.ContainerRegistry/registries@2025-11-01"
          resource_id  = azapi_resource.r.id
          body         = { properties = { publicNetworkAccess = "Disabled" } }
          read_headers = { "x-reading" = "two" }
        }

        """
    let asked = """
      resource_id = azapi_resource.r.id
      response_export_values = ["name"]
      """
    let data = """
      data "azapi_resource" "three" {
        type    = "Microsoft.ContainerRegistry/registries@2025-11-01"
        headers = { "x-reading" = "three" }
        \(asked)
      }
      data "azapi_resource" "four" {
        type    = "Microsoft.ContainerRegistry/registries@2025-11-01"
        headers = { "x-reading" = "four" }
        \(asked)
      }
      data "azapi_resource" "five" {
        type    = "Microsoft.ContainerRegistry/registries@2023-07-01"
        headers = { "x-reading" = "three" }
        \(asked)
      }

      """
    #expect(try await world.apply(managed).failures.map { "\($0.0): \($0.1)" } == [])
    let log = BodyLog()
    world.requests.before { log.note($0) }
    #expect(try await world.plan(managed + data).isEmpty)
    let reads = log.sent("GET", AnyRegistry.id).map { request in
      let version = request.url.queryItems.first { $0.name == "api-version" }?.value ?? ""
      return "\(request.headers["x-reading"] ?? "none") \(version)"
    }
    #expect(
      reads.sorted() == ["four 2025-11-01", "one 2025-11-01", "three 2023-07-01", "three 2025-11-01", "two 2025-11-01"])
  }

  @Test("data sources send headers and query, and try again after errors that the spec says pass")
  func data() async throws {
    try await world.apply(AnyRegistry.spec())
    try await world.fault([
      "method": "GET", "path": "registries", "effect": "answer", "status": 400, "code": "Settling",
      "message": "the list is settling", "times": 2,
    ])
    let log = BodyLog()
    let neighbour = world.neighbour(environment: "other")
    neighbour.requests.before { log.note($0) }
    let asked = """
      type             = "Microsoft.ContainerRegistry/registries@2025-11-01"
        headers          = { "x-data" = "yes" }
        query_parameters = { "depth" = ["3"] }
        retry            = { error_message_regex = ["is settling"], interval_seconds = 1 }
      """
    let spec = """
      data "azapi_resource" "r" {
        \(asked)
        resource_id = "\(AnyRegistry.id)"
      }
      data "azapi_resource_list" "r" {
        \(asked)
        parent_id = "\(World.id("resourceGroups/rg"))"
      }
      """
    let (planner, _) = try await neighbour.planner(spec)
    #expect(await planner.plan().diagnostics.filter { $0.severity == .error }.map(\.detail) == [])
    let list = World.id("resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries")
    let sent = log.sent("GET", AnyRegistry.id) + log.sent("GET", list)
    #expect(sent.count == 4)
    #expect(sent.allSatisfy { $0.headers["x-data"] == "yes" && $0.url.query?.contains("depth=3") == true })
  }

  @Test(
    "waits between tries grow up to a bound, and vary as far as the spec says",
    arguments: [
      (1, 0.5, 10), (2, 0.5, 15), (3, 0.5, 22.5), (20, 0.5, 180), (1, 0, 5), (1, 1, 15), (20, 1, 270),
    ] as [(Int, Double, Double)])
  func delays(tries: Int, random: Double, seconds: Double) throws {
    let retry = try #require(RetryOnErrors(["error_message_regex": ["x"]]))
    #expect(retry.delay(after: tries, random: random) == .seconds(seconds))
    let exact = try #require(RetryOnErrors(["error_message_regex": ["x"], "randomization_factor": 0]))
    #expect(exact.delay(after: 2, random: random) == .seconds(15))
  }

  @Test("errors that the spec says pass are tried again")
  func retries() async throws {
    try await world.apply(AnyRegistry.group)
    try await world.fault([
      "method": "PUT", "path": "registries/reg01", "effect": "answer", "status": 400, "code": "Settling",
      "message": "the name is settling", "times": 2,
    ])
    let spec = AnyRegistry.spec(
      "adminUserEnabled = true", "retry = { error_message_regex = [\"name is settl\"], interval_seconds = 1 }")
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(world.requests.writes.filter { $0 == "PUT \(AnyRegistry.id)" }.count == 3)
  }
}
