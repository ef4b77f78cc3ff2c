import ARM
import CurlTransport
import Foundation
import HTTP
import Testing
import Values

/// What only Azure can say: whether it does what the record of an environment and the client rest on.
///
/// `ARMATURE_LIVE=1 swift test --filter LiveTests` makes a resource group of its own in the subscription that
/// `ARM_SUBSCRIPTION_ID` names, signed in as for a plan, and deletes it again with all that is in it. Nothing in it costs
/// anything. The facts that it finds are printed.
@Suite("Live", .enabled(if: ProcessInfo.processInfo.environment["ARMATURE_LIVE"] == "1"), .timeLimit(.minutes(15)))
struct LiveTests {
  @Test("a group, an identity, a federated credential and a template spec come, are found, and go")
  func smoke() async throws {
    let live = try await LiveSubscription()
    let group = "\(live.subscription)/resourceGroups/armature-live-\(UUID().uuidString.prefix(8).lowercased())"
    print("Live: \(live.cloud), \(group), in \(live.location)")
    let created = try await live.put(
      group, "2022-09-01", ["location": .string(live.location), "tags": ["for": "test"]])
    let outcome: Result<Void, any Error>
    do {
      #expect(created.status == 201)
      try await identity(live, group)
      try await record(live, group)
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    try await live.client.delete(try ResourceID(group), apiVersion: "2022-09-01")
    #expect(try await live.client.find(try ResourceID(group), apiVersion: "2022-09-01") == nil)
    try outcome.get()
  }

  private func identity(_ live: LiveSubscription, _ group: String) async throws {
    let version = "2023-01-31"
    let id = "\(group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/live"
    let identity = try await live.put(id, version, ["location": .string(live.location)])
    #expect(identity.body[member: "properties"]?[member: "principalId"]?.stringValue != nil)
    live.fact("limits are told", identity.headers["x-ms-ratelimit-remaining-subscription-writes"] ?? "no")
    live.fact("ARM's region", identity.headers["x-ms-routing-request-id"] ?? "not told")
    let credential = "\(id)/federatedIdentityCredentials/live"
    let body: Value = [
      "properties": [
        "issuer": "https://token.actions.githubusercontent.com", "subject": "repo:none/none:ref:refs/heads/none",
        "audiences": ["api://AzureADTokenExchange"],
      ]
    ]
    #expect([200, 201].contains(try await live.put(credential, version, body).status))
    // The same again is no change and no error.
    #expect(try await live.put(credential, version, body).status == 200)
    let read = try await live.client.get(try ResourceID(credential), apiVersion: version)
    #expect(read.body[member: "properties"]?[member: "subject"] == "repo:none/none:ref:refs/heads/none")
    try await live.client.delete(try ResourceID(credential), apiVersion: version)
    #expect(try await live.client.find(try ResourceID(credential), apiVersion: version) == nil)
  }

  /// What the record of an environment rests on, and claims with it.
  private func record(_ live: LiveSubscription, _ group: String) async throws {
    let version = "2022-02-01"
    let spec = "\(group)/providers/Microsoft.Resources/templateSpecs/live"
    let location: Value = ["location": .string(live.location)]
    _ = try await live.put(spec, version, location)
    let first = try await live.put("\(spec)/versions/1", version, live.template(bytes: 1000))
    #expect(first.status == 201)
    #expect(first.body[member: "systemData"]?[member: "createdAt"]?.stringValue != nil)
    let read = try await live.client.get(try ResourceID("\(spec)/versions/1"), apiVersion: version)
    #expect(read.body[member: "properties"]?[member: "mainTemplate"]?[member: "metadata"] != nil)

    // The settle time of claims is 2 seconds: a list has to show by then what was written before.
    let start = ContinuousClock.now
    var isListed = false
    while !isListed, start.duration(to: .now) < .seconds(60) {
      let list = try await live.client.list("\(spec)/versions", apiVersion: version)
      isListed = list.contains { $0[member: "name"] == "1" }
    }
    let lag = start.duration(to: .now)
    live.fact("a new version is in the list after", "\(lag)")
    #expect(isListed && lag < .seconds(2), "raise claim_settle_seconds")

    var again = ARMRequest(
      .put, try ResourceID("\(spec)/versions/1"), apiVersion: version, body: live.template(bytes: 1000))
    again.ifNoneMatch = true
    do throws(ARMError) {
      live.fact("If-None-Match on a version that is there", "\(try await live.client.send(again).status)")
    } catch {
      live.fact("If-None-Match on a version that is there", "\(error.status ?? 0) \(error.code)")
    }
    for (name, bytes) in [("large-1", 1_500_000), ("large-2", 1_500_000), ("larger", 2_500_000)] {
      let id = try ResourceID("\(spec)/versions/\(name)")
      do throws(ARMError) {
        _ = try await live.client.put(id, apiVersion: version, body: live.template(bytes: bytes))
        live.fact("a version of \(bytes) bytes (\(name))", "is taken")
      } catch {
        live.fact("a version of \(bytes) bytes (\(name))", "is refused: \(error.code)")
      }
    }
    try await live.client.delete(try ResourceID(spec), apiVersion: version)
    #expect(try await live.client.find(try ResourceID("\(spec)/versions/1"), apiVersion: version) == nil)
  }
}

/// A subscription that a test may make things in, by the settings that a plan would take from the environment.
struct LiveSubscription {
  let client: ARMClient
  let cloud: String
  /// Its id, as ids begin.
  let subscription: String
  let location: String

  init() async throws {
    let environment = ProcessInfo.processInfo.environment
    let transport = try CurlTransport(CurlTransport.Options(environment: environment))
    let context = CredentialContext(transport: transport, environment: environment)
    let settings = try CredentialSettings(environment: environment)
    let named = try await settings.cloud(context)
    let credential = try settings.credential(for: named, context)
    cloud = named.name
    subscription = "/subscriptions/\(try #require(settings.subscription, "set ARM_SUBSCRIPTION_ID"))"
    location = environment["ARMATURE_LIVE_LOCATION"] ?? "westeurope"
    var configuration = ARMClient.Configuration()
    configuration.pacing = CallPacing()
    client = ARMClient(named, transport: transport, credential: credential, configuration: configuration)
  }

  func put(_ id: String, _ apiVersion: String, _ body: Value) async throws -> ARMResponse {
    try await client.put(try ResourceID(id), apiVersion: apiVersion, body: body)
  }

  /// The body of a template spec's version with so many bytes in it.
  func template(bytes: Int) -> Value {
    [
      "location": .string(location),
      "properties": [
        "mainTemplate": [
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0", "resources": [],
          "metadata": ["armature": .string(String(repeating: "x", count: bytes))],
        ]
      ],
    ]
  }

  func fact(_ name: String, _ value: String) {
    print("Live: \(name): \(value)")
  }
}
