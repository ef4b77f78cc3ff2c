import JSON

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the simulator takes when there is much in its cloud: to start, to answer, and to remember.
struct SimulatorScale {
  /// One figure, and what it is of.
  struct Figure {
    let name: String
    let value: Double
    let unit: String

    var json: OrderedJSON {
      .object([("name", .string(name)), ("value", value.json), ("unit", .string(unit))])
    }
  }

  let resources: Int
  let runs: Int

  private static let subscription = "/subscriptions/00000000-0000-4000-8000-000000000001"
  /// What is asked in each measurement of a rate.
  private static let requests = 20_000

  /// Makes the resources and measures, showing each figure as it comes.
  func figures(show: (Figure) -> Void) throws -> [Figure] {
    var figures: [Figure] = []
    func note(_ name: String, _ value: Double, _ unit: String) {
      figures.append(Figure(name: name, value: value, unit: unit))
      show(figures[figures.count - 1])
    }
    let place = try Place()
    defer { place.cleanUp() }
    note("start, empty", try start(place) * 1000, "ms")

    var simulator = try RunningSimulator(in: place)
    note("memory, empty", simulator.memory / 1e6, "MB")
    try fill(simulator, note)
    note("memory", simulator.memory / 1e6, "MB")
    try rate("reads", of: simulator, note) { index in
      LoadClient.request("GET", Self.identity(index &* 7919 % resources) + "?api-version=2024-11-30")
    }
    try rate("changes", of: simulator, note) { index in
      Self.creation(index &* 7919 % resources, tag: "b")
    }
    try simulator.stop()

    note("start", try start(place) * 1000, "ms")
    simulator = try RunningSimulator(in: place)
    note("memory after a start", simulator.memory / 1e6, "MB")
    try simulator.stop()
    return figures
  }

  /// The median time until a simulator that was started listens.
  private func start(_ place: Place) throws -> Double {
    let clock = ContinuousClock()
    let times = try (0..<max(runs, 1)).map { _ in
      let start = clock.now
      let simulator = try RunningSimulator(in: place)
      let time = (clock.now - start) / .seconds(1)
      try simulator.stop()
      return time
    }
    return Sample(times: times).median
  }

  private func fill(_ simulator: RunningSimulator, _ note: (String, Double, String) -> Void) throws {
    let client = try LoadClient(socket: simulator.socket, connections: 1)
    defer { client.close() }
    let groups = max(resources / 1000, 1)
    let made = try client.exchange(groups) { index in
      LoadClient.request(
        "PUT", Self.group(index) + "?api-version=2023-07-01", body: #"{"location":"centralus"}"#)
    }
    guard made == groups else { throw ProgramRun.Failure(description: "the simulator refused a group") }
    try rate("creations", of: simulator, count: resources, note) { Self.creation($0, tag: "a") }
  }

  /// How many requests of a kind are answered in a second, and in a second of one processor's work.
  private func rate(
    _ name: String, of simulator: RunningSimulator, count: Int = requests,
    _ note: (String, Double, String) -> Void, _ request: (Int) -> [UInt8]
  ) throws {
    let client = try LoadClient(socket: simulator.socket, connections: 8)
    defer { client.close() }
    let clock = ContinuousClock()
    let start = clock.now
    let worked = simulator.processorSeconds
    let answered = try client.exchange(count, request)
    let seconds = (clock.now - start) / .seconds(1)
    guard answered == count else {
      throw ProgramRun.Failure(description: "\(count - answered) of \(count) \(name) were refused")
    }
    note(name, Double(count) / seconds, "a second")
    note(name, Double(count) / max(simulator.processorSeconds - worked, 0.01), "a second of one processor")
  }

  private static func group(_ index: Int) -> String { "\(subscription)/resourceGroups/rg-\(index)" }

  private static func identity(_ index: Int) -> String {
    group(index / 1000) + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-\(index)"
  }

  private static func creation(_ index: Int, tag: String) -> [UInt8] {
    LoadClient.request(
      "PUT", identity(index) + "?api-version=2024-11-30",
      body: #"{"location":"centralus","tags":{"team":"vision","round":"\#(tag)"}}"#)
  }
}

/// A directory of a benchmark's own.
private struct Place {
  let directory: String
  var socket: String { directory + "/arm" }
  var store: String { directory + "/store" }

  init() throws {
    var template = Array("/tmp/armature-benchmark-XXXXXX".utf8CString)
    guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
      throw ProgramRun.Failure(description: "no directory can be made in /tmp")
    }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func cleanUp() { ProgramRun(arguments: [], directory: directory).cleanUp() }
}

/// The simulator beside this program, listening on a Unix socket, with a store.
private struct RunningSimulator {
  let socket: String
  private let process: pid_t

  /// Returns once it listens.
  init(in place: Place) throws {
    socket = place.socket
    var output: [Int32] = [0, 0]
    guard pipe(&output) == 0 else { throw ProgramRun.Failure(description: "no pipe can be made") }
    #if os(Linux)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, output[0])
    let arguments = [
      try ProgramRun.sibling("armature-simulator"), "--unix-socket", place.socket, "--store", place.store, "--speed",
      "instant",
    ]
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, nil, pointers, environ)
    close(output[1])
    defer { close(output[0]) }
    guard code == 0 else { throw ProgramRun.Failure(description: "the simulator can't be started") }
    self.process = process
    var byte: UInt8 = 0
    while read(output[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") {}
    guard byte == UInt8(ascii: "\n") else { throw ProgramRun.Failure(description: "the simulator doesn't listen") }
  }

  func stop() throws {
    kill(process, SIGTERM)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw ProgramRun.Failure(description: "the simulator failed (status \(status))") }
  }

  /// What of its memory is in use, in bytes; 0 where the system has no /proc.
  var memory: Double {
    let pages = Self.words(of: "/proc/\(process)/statm").dropFirst().first.flatMap { Double($0) } ?? 0
    return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// How long processors have worked for it.
  var processorSeconds: Double {
    // The name in parentheses is the second word; the times are the 14th and the 15th.
    let times = Self.words(of: "/proc/\(process)/stat").dropFirst(13).prefix(2).compactMap { Double($0) }
    return times.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static func words(of path: String) -> [Substring] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
  }
}
