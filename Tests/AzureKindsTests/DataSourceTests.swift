import AzureKinds
import Configuration
import Foundation
import Testing

/// What can be managed here can be read here, too, wherever azurerm reads it.
@Suite("Data sources beside azurerm's")
struct DataSourceTests {
  /// A line of the list: a resource, and data sources that are here or, with the reason, aren't.
  private struct Line {
    let resource: String
    let dataSources: [String]
    let reason: String?

    init?(_ text: Substring) {
      let sides = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { return nil }
      let parts = sides[1].split(separator: ": ", maxSplits: 1)
      resource = sides[0].trimmingCharacters(in: .whitespaces)
      dataSources = parts.first?.split(separator: " ").map(String.init) ?? []
      reason = parts.count == 2 ? String(parts[1]) : nil
    }
  }

  private static let lines: [Line] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "DataSources.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap(Line.init)
  }()

  @Test("the list says of each resource how azurerm reads it")
  func listed() {
    let resources = AzureKind.all.filter { $0.mode == .managed && $0.name.hasPrefix("azurerm_") }.map(\.name)
    #expect(Set(Self.lines.map(\.resource)) == Set(resources))
  }

  @Test("each of azurerm's data sources is here, unless the list says why not")
  func present() {
    let present = Set(AzureKind.all.filter { $0.mode == .data }.map(\.name))
    for line in Self.lines {
      for name in line.dataSources {
        #expect(present.contains(name) == (line.reason == nil), "\(line.resource): \(name)")
      }
    }
  }
}
