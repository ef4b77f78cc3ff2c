import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A command that is killed at chosen moments, and what the world looks like once it was run again.
final class CrashBench {
  /// What is killed.
  enum Scene: String, CaseIterable, CustomStringConvertible {
    case apply
    case destroy
    /// An apply that replaces the cluster, and with it all that is in it and bound to it.
    case replace
    /// An import of all that an apply has made and no record has, into a directory with no spec.
    case `import`

    /// Those that change something in Azure, each change being in the journal first.
    static let changing: [Scene] = [.apply, .destroy, .replace]

    var description: String { rawValue }
    /// The directory of the spec.
    var directory: String { self == .import ? "imported" : CrashBench.environment }

    /// What is said to the program.
    var arguments: [String] {
      switch self {
      case .apply, .replace: ["apply", "--simulate", "--auto-approve", directory]
      case .destroy: ["destroy", "--simulate", "--auto-approve", directory]
      case .import:
        [
          "import", "--simulate", "--auto-approve", "--environment", directory, "--resource-group",
          "rg-aks-ai-conformant-dev-centralus", directory,
        ]
      }
    }

    /// What is said to it to see that nothing is left to do.
    var check: [String] {
      switch self {
      case .apply, .replace: ["plan", "--simulate", directory]
      case .destroy: arguments
      case .import: ["plan", "--simulate", "--environment", directory, directory]
      }
    }
  }

  /// The moment at which a request is held, so that its program can be killed: before the simulator has done a thing, or
  /// once it has done all and only the answer is missing.
  enum Moment: String, CaseIterable {
    case before
    case after
  }

  /// What comes of a command, told so that two clouds can be compared: what Azure invents is named by its form.
  struct World: Equatable {
    var resources: String
    var record: String
    /// Each id that the command created, as often as it did.
    var creations: [String]
    /// The texts of the spec's files.
    var files: [String: String]
  }

  static let environment = "environments/ai-conformant"

  let scene: Scene
  let place: Workplace
  private(set) var expected = World(resources: "", record: "", creations: [], files: [:])
  /// How many requests the command makes when nobody disturbs it.
  private(set) var requestCount = 0

  /// What was created before the cloud was kept.
  private var keptCreations: [String] = []

  private var cloud: URL { place.folder.appendingPathComponent("cloud") }
  private var prepared: URL { place.folder.appendingPathComponent("prepared") }
  private var directory: URL { place.folder.appendingPathComponent(scene.directory) }
  private var state: URL { directory.appendingPathComponent(".armature") }
  var journal: URL { state.appendingPathComponent("journal/\(directory.lastPathComponent).log") }

  init(_ scene: Scene) throws {
    self.scene = scene
    place = try Workplace()
    try FileManager.default.createDirectory(at: prepared, withIntermediateDirectories: true)
    if scene != .apply {
      let simulator = try Simulator(in: place)
      _ = try run(Scene.apply.arguments, simulator)
      if scene == .import { try forgetRecords(simulator) }
      try adopt(cloud, as: prepared)
    }
    if scene == .replace {
      let path = "modules/aks/main.tf"
      let text = try String(contentsOf: place.folder.appendingPathComponent(path), encoding: .utf8)
      try place.write(
        text.replacingOccurrences(of: "coalesce(var.dns_prefix, var.name)", with: "\"new-${var.name}\""), to: path)
    }
    let simulator = try start()
    _ = try run(scene.arguments, simulator)
    requestCount = try simulator.requests(in: place).count
    expected = try world(simulator)
  }

  // MARK: Runs

  /// A simulator with the cloud as it is before the command.
  func start() throws -> Simulator {
    try adopt(prepared, as: cloud)
    if scene == .import {
      try? FileManager.default.removeItem(at: directory)
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }
    forgetJournal()
    return try Simulator(in: place)
  }

  /// Keeps the cloud and what lies beside the spec as they are now, while nothing is asked of it.
  func keep(_ simulator: Simulator) throws {
    keptCreations = try creations(simulator)
    try adopt(cloud, as: place.folder.appendingPathComponent("kept-cloud"))
    try adopt(state, as: place.folder.appendingPathComponent("kept-state"))
  }

  /// A simulator with the cloud as it was kept; what was created by then goes on counting.
  func restart() throws -> Simulator {
    try adopt(place.folder.appendingPathComponent("kept-cloud"), as: cloud)
    try adopt(place.folder.appendingPathComponent("kept-state"), as: state)
    return try Simulator(in: place)
  }

  private func adopt(_ source: URL, as target: URL) throws {
    try? FileManager.default.removeItem(at: target)
    guard FileManager.default.fileExists(atPath: source.path) else { return }
    try FileManager.default.copyItem(at: source, to: target)
  }

  func run(_ arguments: [String], _ simulator: Simulator) throws -> Program.Result {
    try Program.run(
      "armature", arguments, in: place.folder, environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
  }

  /// Runs the command until its `number`th request (from 0) is held, kills it, and lets the simulator go on; false if it
  /// ended before.
  func kill(at number: Int, _ moment: Moment, _ simulator: Simulator) throws -> Bool {
    let fault = "{\"effect\": \"hold\", \"moment\": \"\(moment)\", \"skip\": \(number), \"times\": 1000000}"
    _ = try simulator.call("POST", "/simulator/faults", body: fault, in: place)
    let process = Process()
    process.executableURL = Program.directory.appendingPathComponent("armature")
    process.arguments = scene.arguments + ["--parallelism", "1"]
    process.currentDirectoryURL = place.folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": place.folder.path, "ARMATURE_ARM_ENDPOINT": simulator.url,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let url = simulator.url
    // Whoever waits for a held request is told when there can be none any more.
    process.terminationHandler = { _ in Simulator.removeFaults(url) }
    try process.run()
    let held = try simulator.awaitHeld(in: place)
    if held > 0 { Glibc.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    Simulator.removeFaults(url)
    return held > 0
  }

  /// Takes the claims of runs that are over out of the way, as time does.
  func expireClaims(_ simulator: Simulator) throws {
    for resource in try simulator.resources(in: place) {
      guard let id = resource["id"].string, id.contains("/versions/claim") else { continue }
      _ = try simulator.call("DELETE", id + "?api-version=2022-02-01", in: place)
    }
  }

  /// Deletes all records, as if nobody had ever applied anything.
  private func forgetRecords(_ simulator: Simulator) throws {
    let group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/armature-records"
    _ = try simulator.call("DELETE", group + "?api-version=2021-04-01", in: place)
  }

  func forgetJournal() {
    try? FileManager.default.removeItem(at: state)
  }

  // MARK: The world

  /// - Parameter isKept: Whether the cloud is one that was kept, and a part of the command before that.
  func world(_ simulator: Simulator, isKept: Bool = false) throws -> World {
    var resources: [String] = []
    // Versions sort by their names as they were written.
    var newest = (name: "", entries: "")
    for resource in try simulator.resources(in: place) {
      let id = resource["id"].string ?? ""
      guard id.contains("/armature-records"), scene != .destroy else {
        resources.append(resource.text)
        continue
      }
      if id.contains("/versions/claim") { resources.append("a claim is left: \(id)") }
      let name = String(id.split(separator: "/").last ?? "")
      guard name.first?.isNumber == true, name > newest.name else { continue }
      newest = (name, resource["body"]["properties"]["mainTemplate"]["metadata"]["armature"]["entries"].text)
    }
    return World(
      resources: Self.normalized(resources.joined(separator: "\n")), record: Self.normalized(newest.entries),
      creations: ((isKept ? keptCreations : []) + (try creations(simulator))).sorted(), files: try files())
  }

  /// The texts of the spec's files, by name.
  func files() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0 != ".armature" }
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try String(contentsOf: directory.appendingPathComponent($0), encoding: .utf8))
      })
  }

  private func creations(_ simulator: Simulator) throws -> [String] {
    try simulator.requests(in: place).compactMap { request in
      guard request["method"].string == "PUT", request["status"].int == 201,
        let path = request["path"].string?.split(separator: "?").first, !path.contains("/armature-records")
      else { return nil }
      return path.lowercased()
    }
  }

  /// A text in which what Azure invents, and what depends on it, stands for itself: times, GUIDs by when they first
  /// appear, and hexadecimal digits inside names.
  static func normalized(_ text: String) -> String {
    var text = text.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "TIME")
    var names: [Substring: String] = [:]
    text = text.replacing(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/) { match in
      let name = names[match.output] ?? "GUID\(names.count)"
      names[match.output] = name
      return name
    }
    return text.replacing(/([-"])[0-9a-f]{4,}([-."])/) { "\($0.output.1)HEX\($0.output.2)" }
  }
}

extension Simulator {
  func requests(in workplace: Workplace) throws -> [JSONValue] {
    try call("GET", "/simulator/requests", in: workplace).1["requests"].array
  }

  func resources(in workplace: Workplace) throws -> [JSONValue] {
    try call("GET", "/simulator/resources", in: workplace).1["resources"].array
  }
}
