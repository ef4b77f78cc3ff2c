import HTTP
import Testing
import Values

@Suite("Principals of the simulated directory")
struct DirectoryTests {
  private static let identity = TestCloud.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one"
  let cloud = TestCloud()

  /// The ids of the object and of the application of a user-assigned identity.
  private func makeIdentity() async throws -> (object: Value, client: String) {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let made = try await cloud.put(Self.identity, ["location": "centralus"])
    return (
      try #require(made["properties", "principalId"]), try #require(made["properties", "clientId"]?.stringValue)
    )
  }

  @Test("an identity is found by its application and by its object, and others aren't there")
  func principals() async throws {
    let (object, client) = try await makeIdentity()
    for filter in ["appId", "servicePrincipalNames"] {
      let text = filter == "appId" ? "appId%20eq%20'\(client)'" : "\(filter)/any(c:c%20eq%20'\(client)')"
      let found = try await cloud.get("/v1.0/servicePrincipals?$filter=\(text)", nil)
      #expect(found["value"]?.elements?.compactMap { $0[member: "id"] } == [object])
    }
    let both: Value = ["ids": [object, "33333333-3333-3333-3333-333333333333", "none"]]
    let listed = try await cloud.send(.post, "/v1.0/directoryObjects/getByIds", nil, both)
    #expect(listed["value"]?.elements?.compactMap { $0[member: "displayName"] } == ["caller", "one"])
    #expect(try await cloud.get("/v1.0/servicePrincipals/\(object.stringValue ?? "")", nil)["appId"] == .string(client))
    #expect(try await cloud.get("/v1.0/servicePrincipals/none", nil).status == 404)
    #expect(try await cloud.get("/v1.0/users/none", nil).code == "Request_ResourceNotFound")
    #expect(try await cloud.get("/v1.0/servicePrincipals?$filter=x", nil).code == "Request_UnsupportedQuery")
    #expect(try await cloud.send(.get, "/v1.0/servicePrincipals", nil, headers: [:]).status == 401)
  }

  @Test("the answer to a deletion shows what was deleted, and to a second one nothing")
  func deletedAssignment() async throws {
    let (object, _) = try await makeIdentity()
    let assignment =
      TestCloud.group + "/providers/Microsoft.Authorization/roleAssignments/55555555-5555-4555-8555-555555555555"
    let role =
      "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
    let body: Value = [
      "properties": ["principalId": object, "roleDefinitionId": .string(role), "principalType": "ServicePrincipal"]
    ]
    #expect(try await cloud.put(assignment, body).status == 201)
    let deleted = try await cloud.delete(assignment)
    #expect(deleted.status == 200)
    #expect(deleted["properties", "principalId"] == object)
    let again = try await cloud.delete(assignment)
    #expect(again.status == 204)
    #expect(again.body.isNull)
  }
}
