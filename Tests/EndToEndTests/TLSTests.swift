import Foundation
import Testing

/// The program against the simulator as against a cloud of somebody's own: found by its metadata, over TLS, with credentials.
@Suite("Over TLS", .timeLimit(.minutes(15)))
struct TLSTests {
  private static let spec = """
    provider "azurerm" {
      features {}
    }

    armature {
      environment = "test"
    }

    resource "azurerm_resource_group" "a" {
      name     = "rg"
      location = "westeurope"
    }
    """

  private static func environment(_ simulator: Simulator) -> [String: String] {
    [
      "ARM_METADATA_HOSTNAME": String(simulator.url.dropFirst("https://".count)),
      "ARM_SUBSCRIPTION_ID": "00000000-0000-4000-8000-000000000001",
      "ARM_TENANT_ID": "22222222-2222-2222-2222-222222222222",
      "ARM_CLIENT_ID": "44444444-4444-4444-4444-444444444444", "ARM_CLIENT_SECRET": "canary-secret",
    ]
  }

  @Test("a service principal plans, applies and destroys, and the trace holds neither its secret nor its token")
  func life() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "spec/main.tf")
    let simulator = try Simulator(in: place, "--own-tokens-only", "--tls", place.folder.path + "/tls")
    var environment = Self.environment(simulator)
    environment["SSL_CERT_FILE"] = "tls/armature-simulator.pem"
    let plan = try place.run("plan", "--detailed-exitcode", "spec", environment: environment)
    #expect(plan.status == 2, "\(plan.errors)")
    #expect(plan.output.hasPrefix("Azure (Simulated at \(simulator.url.dropFirst("https://".count)))"))
    let apply = try place.run("apply", "--auto-approve", "--trace", "trace.txt", "spec", environment: environment)
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.output.contains("Resources: 1 added"))
    #expect(try place.run("plan", "--detailed-exitcode", "spec", environment: environment).status == 0)
    #expect(try place.run("destroy", "--auto-approve", "spec", environment: environment).status == 0)
    let trace = try String(contentsOf: place.folder.appendingPathComponent("trace.txt"), encoding: .utf8)
    #expect(trace.contains("PUT \(simulator.url)/subscriptions/"))
    for text in ["canary-secret", "Bearer ey"] { #expect(!trace.contains(text)) }
  }

  @Test(
    "a server that isn't trusted gets nothing, and the error says what to set",
    arguments: [
      (nil, "SSL certificate problem: self-signed certificate"), ("other.pem", "SSL certificate problem"),
      ("none.pem", "error setting certificate"),
    ] as [(String?, String)])
  func untrusted(file: String?, reason: String) throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "spec/main.tf")
    let simulator = try Simulator(in: place, "--tls", place.folder.path + "/tls")
    // Another simulator's certificate, of the same names.
    let other = try Simulator(in: Workplace(copying: []), "--tls", place.folder.path + "/other")
    try FileManager.default.copyItem(
      atPath: place.folder.path + "/other/armature-simulator.pem", toPath: place.folder.path + "/other.pem")
    _ = other
    var environment = Self.environment(simulator)
    environment["SSL_CERT_FILE"] = file
    let plan = try place.run("plan", "spec", environment: environment)
    #expect(plan.status == 1)
    let errors = plan.errors.replacing(/\s+/, with: " ")
    #expect(errors.contains("could not be trusted: \(reason)"), "\(plan.errors)")
    #expect(errors.contains("set SSL_CERT_FILE to a PEM file"), "\(plan.errors)")
  }
}
