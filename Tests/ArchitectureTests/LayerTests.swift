import Foundation
import Testing

/// The map in Package.swift is true: targets stand bottom-up, and each imports only what stands above it there.
@Suite struct LayerTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The layers of the design, from the bottom; what is in one layer may rest on what comes before it there.
  private static let layers: [[String]] = [
    ["CCurl", "CProcess", "CJSONC"],
    ["Diagnostics", "Values", "Graph", "HTTP", "Durability"],
    ["JSON", "YAML", "Syntax", "CurlTransport"],
    ["Evaluation", "Configuration"],
    ["Resources", "Planning", "Applying"],
    ["ARM", "NodeClaims", "AzureKinds", "AzureProvider"],
    ["Reports", "Importing", "ArmatureCommands", "armature"],
  ]
  private static let simulator = ["ARMSimulator", "ARMSimulatorServer", "armature-simulator"]
  private static let measurements = ["armature-benchmarks"]

  private static func manifest() throws -> [(name: String, dependencies: [String], hasCaption: Bool)] {
    let text = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let targets = text.components(separatedBy: "\n  targets: [\n").last ?? ""
    let body = targets.components(separatedBy: "    // MARK: - Tests").first ?? ""
    // Each target follows its caption, a comment line.
    var found: [(name: String, dependencies: [String], hasCaption: Bool)] = []
    for piece in body.components(separatedBy: "\n    // ").dropFirst(0) {
      guard let call = piece.range(of: #"(library|\.systemLibrary|\.executableTarget)\("#, options: .regularExpression)
      else { continue }
      let caption = piece[..<call.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
      let code = piece[call.lowerBound...]
      let names = code.matches(of: /"([A-Za-z-]+)"/).map { String($0.output.1) }
      guard let name = names.first else { continue }
      let known = Set(layers.joined()).union(simulator).union(measurements)
      found.append((name, names.dropFirst().filter(known.contains), !caption.isEmpty))
    }
    return found
  }

  @Test("the manifest lists every target of the design once, each with a caption, bottom-up")
  func order() throws {
    let targets = try Self.manifest()
    #expect(targets.map(\.name) == Array(Self.layers.joined()) + Self.simulator + Self.measurements)
    for target in targets { #expect(target.hasCaption, "\(target.name) has no caption") }
  }

  @Test("no target rests on one that comes after it, and the simulator and the program know nothing of each other")
  func downward() throws {
    let targets = try Self.manifest()
    let places = Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($1.name, $0) })
    for target in targets {
      let isSimulator = Self.simulator.contains(target.name)
      for dependency in target.dependencies {
        #expect(
          places[dependency, default: .max] < places[target.name, default: 0], "\(target.name) rests on \(dependency)")
        if isSimulator {
          #expect(
            Self.simulator.contains(dependency) || ["Values", "JSON", "HTTP", "Durability"].contains(dependency),
            "\(target.name) rests on \(dependency)")
        } else {
          #expect(!Self.simulator.contains(dependency), "\(target.name) rests on \(dependency)")
        }
      }
    }
  }

  @Test("every import in the sources is a declared dependency")
  func imports() throws {
    let targets = try Self.manifest()
    let known = Set(targets.map(\.name))
    for target in targets {
      let folder = Self.root.appendingPathComponent("Sources/\(target.name)")
      for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) ?? .init()
      where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /(?m)^(?:package |internal |private |public )?import ([A-Za-z]+)/) {
          let name = String(match.output.1)
          guard known.contains(name) else { continue }
          #expect(target.dependencies.contains(name), "\(file.lastPathComponent) imports \(name)")
        }
      }
    }
  }

  @Test("the top level holds what was agreed and nothing else")
  func topLevel() throws {
    let allowed: Set = ["Package.swift", "Sources", "Tests", "environments", "modules", "plans", "README.md"]
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
      .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
    #expect(Set(names) == allowed)
  }
}
