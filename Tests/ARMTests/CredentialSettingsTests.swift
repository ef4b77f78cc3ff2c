import ARM
import Foundation
import HTTP
import Testing
import Values

@Suite("CredentialSettings")
struct CredentialSettingsTests {
  private let principal = ["ARM_TENANT_ID": "t", "ARM_CLIENT_ID": "c"]

  private func block(_ arguments: [(String, Value)]) -> Members { Members(arguments) }

  private func name(_ environment: [String: String], _ arguments: [(String, Value)] = []) throws -> String {
    try CredentialSettings(arguments: block(arguments), environment: environment)
      .credential(for: .public, CredentialContext(ScriptedTransport(), environment)).name
  }

  private func failure(_ environment: [String: String], _ arguments: [(String, Value)] = []) async -> CredentialError? {
    do throws(CredentialError) {
      let credential = try CredentialSettings(arguments: block(arguments), environment: environment)
        .credential(for: .public, CredentialContext(ScriptedTransport(), environment))
      _ = try await credential.token(for: TokenRequest(audience: "a"))
      return nil
    } catch {
      return error
    }
  }

  @Test("the provider block wins over ARM_ variables, and these over AZURE_ ones")
  func precedence() async throws {
    let environment = [
      "ARM_SUBSCRIPTION_ID": "arm", "AZURE_SUBSCRIPTION_ID": "azure", "AZURE_TENANT_ID": "t", "ARM_TENANT_ID": "",
      "ARM_AUXILIARY_TENANT_IDS": "a;b",
    ]
    let settings = try CredentialSettings(environment: environment)
    #expect(settings.subscription == "arm")
    #expect(settings.tenant == "t")
    #expect(settings.auxiliaryTenants == ["a", "b"])
    let other = try CredentialSettings(
      arguments: block([
        ("subscription_id", "block"), ("environment", "usgovernment"), ("features", []),
        ("auxiliary_tenant_ids", ["c"]),
      ]), environment: environment)
    #expect(other.subscription == "block")
    #expect(other.auxiliaryTenants == ["c"])
    #expect(try await other.cloud(CredentialContext(ScriptedTransport())) == Cloud.usGovernment)
  }

  @Test(
    "settings that can't be are refused at once",
    arguments: [
      ["ARM_ENVIRONMENT": "mars"], ["ARM_TENANT_ID": "a/../b"], ["ARM_AUXILIARY_TENANT_IDS": "a;b;c;d"],
      ["ARM_AUXILIARY_TENANT_IDS": "a b"], ["ARM_CLIENT_SECRET_FILE_PATH": "/nonexistent/secret"],
    ])
  func impossible(environment: [String: String]) {
    #expect(throws: CredentialError.self) { try CredentialSettings(environment: environment) }
  }

  @Test("the first way that is set up is taken, in azurerm's order")
  func order() throws {
    let files = try Files(["token": "jwt"])
    let certificate = try #require(Bundle.module.url(forResource: "Certificates/plain.pem", withExtension: nil)).path
    var environment = principal
    #expect(try name(environment) == "the sign-in of the Azure CLI")
    environment["ARM_USE_MSI"] = "true"
    #expect(try name(environment) == "a managed identity or the sign-in of the Azure CLI")
    environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://actions.example/token"
    environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "canary"
    #expect(try name(environment) == "a managed identity or the sign-in of the Azure CLI")
    environment["ARM_USE_OIDC"] = "true"
    #expect(try name(environment) == "a service principal with an OIDC token of its CI job")
    environment["ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID"] = "x"
    #expect(try name(environment) == "a service principal with an OIDC token of its pipeline")
    environment["ARM_OIDC_TOKEN_FILE_PATH"] = files.path("token")
    #expect(try name(environment) == "a service principal with an OIDC token file")
    environment["ARM_CLIENT_SECRET"] = "canary"
    #expect(try name(environment) == "a service principal with a client secret")
    environment["ARM_CLIENT_CERTIFICATE_PATH"] = certificate
    #expect(try name(environment) == "a service principal with a certificate")
  }

  @Test("a workload identity of a cluster is what its webhook says, once it is asked for")
  func workloadIdentity() throws {
    let files = try Files(["token": "jwt"])
    let environment = [
      "AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c", "AZURE_FEDERATED_TOKEN_FILE": files.path("token"),
    ]
    #expect(try name(environment) == "the sign-in of the Azure CLI")
    #expect(
      try name(environment, [("use_aks_workload_identity", true)]) == "a service principal with an OIDC token file")
  }

  @Test("client id and secret may be in files, and contradictions are told without what the files hold")
  func files() async throws {
    let files = try Files(["id": "c\n", "secret": "canary\n", "empty": ""])
    let environment = ["ARM_TENANT_ID": "t"]
    let arguments: [(String, Value)] = [
      ("client_id_file_path", .string(files.path("id"))), ("client_secret_file_path", .string(files.path("secret"))),
    ]
    let settings = try CredentialSettings(arguments: block(arguments), environment: environment)
    #expect(settings.clientID == "c")
    #expect(try name(environment, arguments) == "a service principal with a client secret")
    for (variables, more) in [
      (["ARM_CLIENT_SECRET": "other"], [] as [(String, Value)]), (["ARM_CLIENT_ID": "d"], []),
      ([:], [("oidc_token", "canary-2"), ("oidc_token_file_path", .string(files.path("secret")))]),
      ([:], [("client_secret_file_path", .string(files.path("empty")))]),
    ] {
      let error = await failure(
        environment.merging(variables) { $1 }, more.isEmpty ? arguments : more + [arguments[0]])
      #expect(error != nil)
      #expect(error?.message.contains("canary") == false)
    }
  }

  @Test("a certificate may be Base64, and what is none, or can't be read, is told")
  func certificates() async throws {
    let url = try #require(Bundle.module.url(forResource: "Certificates/aes256.pfx", withExtension: nil))
    let text = try Data(contentsOf: url).base64EncodedString(options: .lineLength76Characters)
    let password = ["ARM_CLIENT_CERTIFICATE_PASSWORD": "canary-password"]
    let environment = principal.merging(password) { $1 }
    #expect(
      try name(environment.merging(["ARM_CLIENT_CERTIFICATE": text]) { $1 })
        == "a service principal with a certificate")
    for (variable, value, message) in [
      ("ARM_CLIENT_CERTIFICATE", "*", "is not Base64"),
      ("ARM_CLIENT_CERTIFICATE_PATH", "/nonexistent/c.pfx", "There is no file /nonexistent/c.pfx"),
    ] {
      let error = await failure(environment.merging([variable: value]) { $1 })
      #expect(error?.message.contains(message) == true)
    }
  }

  @Test("when nothing can be used, a table says of each way why not, in the order in which they were tried")
  func table() async throws {
    let error = try #require(await failure(["PATH": "/nonexistent"]))
    #expect(
      error.message == """
        None of the ways to sign in can be used here. In this order were tried:
          client certificate  client_certificate_path (or ARM_CLIENT_CERTIFICATE_PATH, AZURE_CLIENT_CERTIFICATE_PATH) is not set
          client secret       client_secret (or ARM_CLIENT_SECRET, AZURE_CLIENT_SECRET) is not set
          OIDC token          use_oidc (or ARM_USE_OIDC) is not set
          OIDC request        use_oidc (or ARM_USE_OIDC) is not set
          managed identity    use_msi (or ARM_USE_MSI) is not set
          Azure CLI           The Azure CLI (`az`) is not in PATH.
        """)
    #expect(error.hint?.contains("az login") == true)
  }

  @Test("half a service principal is a mistake that signing in as somebody else would hide")
  func halfway() async throws {
    for missing in ["ARM_TENANT_ID", "ARM_CLIENT_ID"] {
      var environment = principal.merging(["ARM_CLIENT_SECRET": "canary", "ARM_USE_MSI": "true"]) { $1 }
      environment[missing] = nil
      let error = try #require(await failure(environment))
      #expect(error.message.contains("\(missing), AZURE_") && error.message.contains(") is not set"))
      #expect(error.message.contains("managed identity    not used beside an incomplete service principal"))
      #expect(error.message.contains("Azure CLI           not used beside an incomplete service principal"))
      #expect(!error.message.contains("canary"))
    }
  }

  @Test("what is switched off is not tried")
  func switchedOff() async throws {
    let error = try #require(await failure(["ARM_USE_CLI": "false"]))
    #expect(error.message.contains("Azure CLI           use_cli (or ARM_USE_CLI) is false"))
  }

  @Test("where a managed identity is asked for and the machine has none, the Azure CLI is next, and stays")
  func chain() async throws {
    let files = try Files(["az": "#!/bin/sh\necho '{\"accessToken\":\"abc\",\"expires_on\":4242}'\n"])
    chmod(files.path("az"), 0o755)
    let environment = ["PATH": files.directory, "ARM_USE_MSI": "true"]
    let transport = ScriptedTransport([.failure(.couldNotConnect(to: "169.254.169.254", reason: "No route to host"))])
    let credential = try CredentialSettings(environment: environment)
      .credential(for: .public, CredentialContext(transport, environment))
    for _ in 0..<2 { #expect(try await credential.token(for: TokenRequest(audience: "a")).secret == "abc") }
    #expect(transport.requests.count == 1)
    #expect(credential.name == "the sign-in of the Azure CLI")
  }

  @Test("an identity that is there and is refused ends the search")
  func refusedIdentity() async throws {
    let environment = [
      "PATH": "/nonexistent", "ARM_USE_MSI": "true", "ARM_MSI_ENDPOINT": "http://127.0.0.1:1/token",
      "ARM_MSI_API_VERSION": "2019-11-01",
    ]
    let transport = ScriptedTransport(.json(403, ["error": "forbidden"]))
    let credential = try CredentialSettings(environment: environment)
      .credential(for: .public, CredentialContext(transport, environment))
    let error = await problem { () async throws(CredentialError) in
      try await credential.token(for: TokenRequest(audience: "a"))
    }
    #expect(error?.message.contains("forbidden") == true)
    #expect(transport.requests[0].url.text.hasPrefix("http://127.0.0.1:1/token?api-version=2019-11-01&"))
  }
}
