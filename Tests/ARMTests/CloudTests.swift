import ARM
import HTTP
import Testing
import Values

@Suite("Cloud")
struct CloudTests {
  private static let metadata: Value = [
    "name": "AzureContoso", "portal": "https://portal.contoso.example",
    "resourceManager": "https://arm.contoso.example/",
    "authentication": [
      "loginEndpoint": "https://login.contoso.example/", "identityProvider": "AAD", "tenant": "common",
      "audiences": ["https://management.core.contoso.example/", "https://arm.contoso.example/"],
    ],
  ]

  private func cloud(_ environment: [String: String], _ transport: ScriptedTransport = ScriptedTransport())
    async throws(CredentialError) -> Cloud
  {
    try await CredentialSettings(environment: environment).cloud(CredentialContext(transport))
  }

  @Test(
    "clouds are known by the names that Terraform and the Azure CLI have for them",
    arguments: [
      ("public", "management.azure.com", "login.microsoftonline.com"),
      ("AzureUSGovernment", "management.usgovcloudapi.net", "login.microsoftonline.us"),
      ("china", "management.chinacloudapi.cn", "login.chinacloudapi.cn"),
    ])
  func names(name: String, endpoint: String, authority: String) async throws {
    let cloud = try await cloud(["ARM_ENVIRONMENT": name])
    #expect(cloud.endpoint.text == "https://\(endpoint)/")
    #expect(cloud.authority.text == "https://\(authority)/")
    #expect(cloud.audience == "https://\(endpoint)")
    #expect(!cloud.isCustom)
  }

  @Test("any other cloud is asked what it is, without a token", arguments: [Self.metadata, [Self.metadata]])
  func discovery(answer: Value) async throws {
    let transport = ScriptedTransport(.json(200, answer))
    let cloud = try await cloud(["ARM_METADATA_HOSTNAME": "arm.contoso.example"], transport)
    #expect(
      transport.requests.map(\.url.text) == [
        "https://arm.contoso.example/metadata/endpoints?api-version=2022-09-01"
      ])
    #expect(transport.requests[0].headers["Authorization"] == nil)
    #expect(cloud.name == "AzureContoso at arm.contoso.example")
    #expect(cloud.endpoint.text == "https://arm.contoso.example/")
    #expect(cloud.authority.text == "https://login.contoso.example/")
    #expect(cloud.audience == "https://arm.contoso.example")
    #expect(cloud.isCustom)
  }

  @Test("of several clouds the named one is taken, or that of the host")
  func several() async throws {
    let other: Value = [
      "name": "Other", "resourceManager": "https://arm.other.example",
      "authentication": ["loginEndpoint": "https://login.other.example", "audiences": []],
    ]
    let transport = ScriptedTransport(.json(200, .tuple([other, Self.metadata])))
    let byHost = try await cloud(["ARM_METADATA_HOSTNAME": "arm.contoso.example"], transport)
    #expect(byHost.endpoint.host == "arm.contoso.example")
    let named = try await cloud(
      ["ARM_METADATA_HOSTNAME": "arm.contoso.example", "ARM_ENVIRONMENT": "Other"], transport)
    #expect(named.endpoint.host == "arm.other.example")
    #expect(named.audience == "https://arm.other.example")
  }

  @Test(
    "what describes no cloud is told",
    arguments: [
      HTTPResponse.json(404), .json(200, [:]), .json(200, []), HTTPResponse(200, body: Array("<html>".utf8)),
      .json(200, ["resourceManager": "nowhere", "authentication": ["loginEndpoint": "https://l"]]),
    ])
  func noCloud(answer: HTTPResponse) async throws {
    let error = await problem { () async throws(CredentialError) in
      try await cloud(["ARM_METADATA_HOSTNAME": "x.example"], ScriptedTransport(answer))
    }
    #expect(error?.message.contains("x.example doesn't say how its cloud is reached") == true)
    #expect(error?.hint?.contains("metadata_host") == true)
  }

  @Test("AD FS is told apart")
  func activeDirectory() async throws {
    let answer: Value = [
      "resourceManager": "https://a.example",
      "authentication": ["loginEndpoint": "https://a.example/adfs", "identityProvider": "ADFS"],
    ]
    let error = await problem { () async throws(CredentialError) in
      try await cloud(["ARM_METADATA_HOSTNAME": "a.example"], ScriptedTransport(.json(200, answer)))
    }
    #expect(error?.message.contains("AD FS") == true)
  }

  @Test("another login service may be named")
  func authority() async throws {
    let cloud = try await cloud(["AZURE_AUTHORITY_HOST": "https://login.partner.example/"])
    #expect(cloud.authority.text == "https://login.partner.example/")
    #expect(cloud.endpoint == Cloud.public.endpoint)
  }

  @Test("only a simulator takes a fixed token, and only this machine can be one")
  func simulator() throws {
    let url = try #require(HTTPURL("http://127.0.0.1:8080/x"))
    let cloud = try #require(Cloud.simulator(at: url))
    #expect(cloud.endpoint.text == "http://127.0.0.1:8080/")
    #expect(StaticCredential(for: cloud) != nil)
    #expect(StaticCredential(for: .public) == nil)
    #expect(Cloud.simulator(at: try #require(HTTPURL("https://example.com"))) == nil)
  }
}
