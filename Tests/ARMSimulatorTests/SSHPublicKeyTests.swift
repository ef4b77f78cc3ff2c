import ARMSimulator
import HTTP
import Testing
import Values

@Suite("Public keys for SSH, and the pairs that Azure makes")
struct SSHPublicKeyTests {
  private let cloud = TestCloud()
  private let key = TestCloud.group + "/providers/Microsoft.Compute/sshPublicKeys/key-1"
  private static let version = "2022-11-01"

  private func put(_ path: String, _ properties: Value? = nil) async throws -> TestCloud.Reply {
    var body: [String: Value] = ["location": "West Europe"]
    body["properties"] = properties
    return try await cloud.put(path, TestCloud.object(body), Self.version)
  }

  private func generate(_ body: Value? = nil) async throws -> TestCloud.Reply {
    try await cloud.send(.post, key + "/generateKeyPair", Self.version, body)
  }

  @Test("a pair is made once; its public key stays, and its private key is nowhere but in the answer")
  func pair() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "westeurope"])
    #expect(try await generate().code == "ResourceNotFound")
    #expect(try await put(key).status == 201)
    #expect(try await cloud.get(key, Self.version)["properties", "publicKey"] == nil)
    #expect(try await generate(["encryptionType": "Ed25519"]).code == "InvalidParameter")

    let pair = try await generate(["encryptionType": "RSA"])
    #expect(pair.status == 200)
    #expect(pair["id"] == .string(key))
    let publicKey = try #require(pair["publicKey"]?.stringValue)
    let privateKey = try #require(pair["privateKey"]?.stringValue)
    #expect(privateKey.hasPrefix("-----BEGIN RSA PRIVATE KEY-----\nMIIG5AIBAAKCAYEAzwDp"))
    #expect(privateKey.hasSuffix("\n-----END RSA PRIVATE KEY-----\n"))
    // As `ssh-keygen -y` makes it of the private key; the 407 bytes of a key of 3072 bits are 544 characters.
    #expect(publicKey.hasPrefix("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDPAOnoZGBJpqbYABGmZgdm"))
    #expect(publicKey.hasSuffix("ZC8pEJcgq9KerVtdVp1rTG1p7uweaVPGyO2BuL0OigU= generated-by-azure"))
    #expect(publicKey.split(separator: " ").map(\.count) == [7, 544, 18])

    #expect(try await cloud.get(key, Self.version)["properties", "publicKey"]?.stringValue == publicKey)
    #expect(try await generate().code == "OperationNotAllowed")
    let kept = await cloud.simulator.resources()
    #expect(!"\(kept)".contains("PRIVATE KEY"))
  }

  @Test("a key is given, tagged, listed and deleted like any resource")
  func life() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "westeurope"])
    _ = try await put(key)
    let publicKey = try #require(try await generate()["publicKey"])
    let other = TestCloud.group + "/providers/Microsoft.Compute/sshPublicKeys/key-2"
    #expect(try await put(other, ["publicKey": publicKey]).status == 201)
    let patched = try await cloud.send(.patch, other, Self.version, ["tags": ["owner": "ops"]])
    #expect(patched.status == 200)
    #expect(patched["tags", "owner"] == "ops")
    #expect(patched["properties", "publicKey"] == publicKey)
    #expect(patched["location"] == "westeurope")
    for scope in [TestCloud.group, TestCloud.subscription] {
      let list = try await cloud.get(scope + "/providers/Microsoft.Compute/sshPublicKeys", Self.version)
      #expect(list["value"]?.elements?.compactMap { $0[member: "name"]?.stringValue }.sorted() == ["key-1", "key-2"])
    }
    #expect(try await cloud.delete(other, Self.version).status == 200)
    #expect(try await cloud.get(other, Self.version).code == "ResourceNotFound")
  }

  @Test(
    "a key in another format or of fewer than 2048 bits is refused",
    arguments: [
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICM2rLFwQbFpS69dfTl6MYW6bZBCt0ZAlJpRmB5UIb2u a", "ssh-rsa", "ssh-rsa AAAA",
      // 1024 bits.
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDAXJHLefkoyZmdAR5eUOSa0ZVfp4iUn1JuYEWmbQy4B9Ghgxn7dWOdVUxzxEC6i"
        + "Op8B7SzcTfnzg3gvGYtiYwTwHT7MXgswG2rNBQNiJnsgzuxxtQISFcuEdItJUnw2BI1S0cKjt5jV7UQeqXjZV93qhCe4egk7Gx/0"
        + "ZxU7fgYNw== small",
    ])
  func refused(publicKey: String) async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "westeurope"])
    #expect(try await put(key, ["publicKey": .string(publicKey)]).code == "InvalidParameter")
  }
}
