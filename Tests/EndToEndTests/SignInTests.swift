import Foundation
import Testing

/// The program without `--simulate`, in a cloud of a test's own that is found by its metadata.
@Suite("Signing in", .timeLimit(.minutes(15)))
struct SignInTests {
  private static let guid = "00000000-0000-4000-8000-000000000001"
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

  /// An empty cloud that lets everybody in, by whatever they say.
  private static func cloud() throws -> CannedServer {
    try CannedServer { request in
      let line = request.components(separatedBy: "\r\n")[0]
      let host = request.components(separatedBy: "\r\n").first { $0.hasPrefix("Host: ") }?.dropFirst(6) ?? ""
      let token = #""access_token":"canary-token","token_type":"Bearer","expires_in":"3600""#
      switch line.split(separator: " ")[1].split(separator: "?")[0] {
      case "/metadata/endpoints":
        return CannedServer.answer(
          "200 OK",
          """
          {"name":"Test","resourceManager":"http://\(host)/","authentication":{"loginEndpoint":"http://\(host)/",
          "identityProvider":"AAD","audiences":["https://arm.example/"]}}
          """)
      case "/t-1/oauth2/v2.0/token", "/identity": return CannedServer.answer("200 OK", "{\(token)}")
      case "/oidc": return CannedServer.answer("200 OK", #"{"value":"canary-oidc"}"#)
      default:
        let isIn = request.contains("Authorization: Bearer canary-token\r\n")
        return CannedServer.answer(
          isIn ? "404 Not Found" : "401 Unauthorized",
          #"{"error":{"code":"\#(isIn ? "ResourceGroupNotFound" : "InvalidAuthenticationToken")","message":"m"}}"#)
      }
    }
  }

  struct Way: CustomTestStringConvertible, Sendable {
    let name: String
    /// `URL` stands for the cloud's address.
    let environment: [String: String]
    /// What has to be in one of the requests.
    let sent: String

    var testDescription: String { name }
  }

  static let ways = [
    Way(
      name: "a service principal with a client secret",
      environment: ["ARM_TENANT_ID": "t-1", "ARM_CLIENT_ID": "c", "ARM_CLIENT_SECRET": "canary-secret"],
      sent: "client_secret=canary-secret&scope=https%3A%2F%2Farm.example%2F.default"),
    Way(
      name: "a service principal with an OIDC token of its CI job",
      environment: [
        "ARM_TENANT_ID": "t-1", "ARM_CLIENT_ID": "c", "ARM_USE_OIDC": "true",
        "ACTIONS_ID_TOKEN_REQUEST_URL": "URL/oidc?v=1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "canary-job",
      ], sent: "client_assertion=canary-oidc"),
    Way(
      name: "a managed identity",
      environment: ["ARM_USE_MSI": "true", "ARM_MSI_ENDPOINT": "URL/identity", "ARM_CLIENT_ID": "c"],
      sent: "GET /identity?api-version=2018-02-01&resource=https%3A%2F%2Farm.example&client_id=c"),
    Way(
      name: "the sign-in of the Azure CLI", environment: ["PATH": "FOLDER/bin:/usr/bin:/bin"],
      sent: "Authorization: Bearer canary-token"),
  ]

  @Test("each way to sign in leads to a plan, and neither output nor trace holds a secret", arguments: ways)
  func plan(_ way: Way) throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "spec/main.tf")
    try place.write("#!/bin/sh\necho '{\"accessToken\":\"canary-token\"}'\n", to: "bin/az")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: place.folder.appendingPathComponent("bin/az").path)
    let cloud = try Self.cloud()
    let address = "http://127.0.0.1:\(cloud.port)"
    var environment = way.environment.mapValues {
      $0.replacingOccurrences(of: "URL", with: address)
        .replacingOccurrences(of: "FOLDER", with: place.folder.path)
    }
    environment["ARM_SUBSCRIPTION_ID"] = Self.guid
    environment["ARM_METADATA_HOSTNAME"] = address
    let result = try place.run("plan", "--trace", "trace.txt", "spec", environment: environment)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.hasPrefix(
        "Azure (Test at 127.0.0.1:\(cloud.port)), subscription \(Self.guid), as \(way.name).\n"))
    #expect(result.output.contains("Plan: 1 to add"))
    #expect(cloud.texts.contains { $0.contains(way.sent) }, "\(cloud.texts)")
    let trace = try String(contentsOf: place.folder.appendingPathComponent("trace.txt"), encoding: .utf8)
    #expect(trace.contains("GET \(address)/metadata/endpoints?api-version=2022-09-01\n"))
    #expect(trace.contains("GET \(address)/subscriptions/\(Self.guid)/resourceGroups/rg?api-version="))
    #expect(trace.contains(#""code":"ResourceGroupNotFound""#))
    for text in [trace, result.output, result.errors] { #expect(!text.contains("canary"), "\(text)") }
  }

  @Test("a trace that can't be written stops the run before it begins")
  func noTrace() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "spec/main.tf")
    let result = try place.run("plan", "--simulate", "--trace", "none/t", "spec")
    #expect(result.status == 1)
    #expect(result.errors.contains("The trace can't be written"))
    #expect(result.errors.contains("No such file or directory"))
  }
}
