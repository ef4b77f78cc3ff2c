import Applying
import AzureKinds
import Configuration
import Diagnostics
import Foundation
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// The pages of the documentation about kinds: made from the declarations, never by hand.
///
/// `UPDATE_SNAPSHOTS=1 swift test --filter KindPagesTests` makes them anew; the difference is to be read before it is
/// committed.
@Suite("Pages of kinds")
struct KindPagesTests {
  private static let catalog = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/AzureKinds/AzureKinds.docc")

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: Self.catalog.appending(path: path)), as: UTF8.self)
  }

  private func check(_ page: String, at path: String) throws {
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] != nil {
      try Data(page.utf8).write(to: Self.catalog.appending(path: path))
    }
    #expect((try? text(path)) == page, "\(path) is not what the declaration says")
  }

  @Test("each kind has an example, and its page says what its declaration does", arguments: KindReference.all)
  func page(kind: KindReference) throws {
    let example = try #require(
      try? text("Examples/\(kind.pageName).tf"), "a kind needs an example in AzureKinds.docc/Examples")
    try check(kind.page(example: example), at: "Kinds/\(kind.pageName).md")
  }

  @Test("the list of pages has them all, and there are no others")
  func index() throws {
    try check(KindReference.index(of: KindReference.all), at: "Kinds.md")
    let names = Set(KindReference.all.map(\.pageName))
    for (folder, ending) in [("Kinds", ".md"), ("Examples", ".tf")] {
      let files = try FileManager.default.contentsOfDirectory(
        atPath: Self.catalog.appending(path: folder).path(percentEncoded: false))
      #expect(Set(files.map { $0.replacing(ending, with: "") }) == names, "\(folder)")
    }
  }

  @Test("each example uses its kind, and is a spec that can be planned", arguments: KindReference.all)
  func example(kind: KindReference) async throws {
    let world = World()
    let group = World.id("resourceGroups/rg-example")
    if kind.mode == .data {
      // What examples read is there.
      try await world.call(.put, group, apiVersion: "2023-07-01", body: ["location": "westeurope"])
      let made = kind.name == "azurerm_private_endpoint_connection" ? "azurerm_private_endpoint" : kind.name
      // What a plural finds is made by the resource of the singular.
      let names = [made, String(made.dropLast())]
      if kind.remote != nil, let spec = names.lazy.compactMap({ try? text("Examples/\($0).tf") }).first {
        let result = try await world.apply(spec, options: Self.adopting)
        #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
      }
      if kind.name == "azapi_resource_action" {
        try await world.call(
          .put, group + "/providers/Microsoft.Storage/storageAccounts/stexample", apiVersion: "2025-08-01",
          body: ["location": "westeurope", "kind": "StorageV2", "sku": ["name": "Standard_LRS"]])
      }
    }
    let spec = try text("Examples/\(kind.pageName).tf")
    let (planner, _) = try await world.planner(spec)
    let diagnostics = await planner.plan().diagnostics
    if kind.name == "armature_environment" {
      // Here nobody says where the records of other environments are.
      #expect(diagnostics.map(\.summary) == ["No such data source"])
    } else {
      #expect(diagnostics.filter { $0.severity == .error }.map(\.detail) == [])
    }
    #expect(spec.contains("\(kind.mode == .data ? "data" : "resource") \"\(kind.name)\" "))
  }

  private static let adopting: PlanOptions = {
    var options = PlanOptions()
    options.adoptsAll = true
    return options
  }()

  @Test("a reference has what a declaration says")
  func reference() throws {
    let kind = try #require(KindReference.all.first { $0.title == "azurerm_subnet" })
    #expect(
      kind.route == "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
        + "/providers/Microsoft.Network/virtualNetworks/{virtual_network_name}/subnets/{name}")
    func entry(_ path: String, _ kind: KindReference) throws -> KindReference.Entry {
      try #require(kind.entries.first { $0.path == path }, "\(path)")
    }
    #expect(try entry("name", kind).place == "In the id")
    #expect(try entry("name", kind).notes.contains("A change replaces the resource"))
    #expect(try entry("address_prefixes", kind).place == "/properties/addressPrefixes")
    #expect(try entry("id", kind).presence == "computed")
    let cluster = try #require(KindReference.all.first { $0.title == "azurerm_kubernetes_cluster" })
    let password = try entry("windows_profile.admin_password", cluster)
    #expect(password.place == "/properties/windowsProfile/adminPassword")
    #expect(password.notes == ["Sensitive", "Azure never answers it"])
    let text = try #require(KindReference.all.first { $0.title == "random_string" })
    #expect(try entry("length", text).notes.contains("Must be a whole number of at least 1"))
    #expect(try entry("special", text).presence == "optional, true by default")
    #expect(try entry("numeric", text).notes.contains("Formerly `number`"))
    #expect(text.provider == "hashicorp/random")
    let json = try JSON.parse(JSON.text(text.json))
    #expect(json[member: "attributes"]?.elements?.count == text.entries.count)
  }
}

extension KindReference: CustomTestStringConvertible {
  /// The kind by name: all that there is to say would fill pages.
  public var testDescription: String { title }
}
