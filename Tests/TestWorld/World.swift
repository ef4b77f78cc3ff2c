import ARM
import ARMSimulator
import Applying
import AzureKinds
import AzureProvider
import Configuration
import Diagnostics
import Evaluation
import HTTP
import JSON
import Planning
import Resources
import Values

/// A simulated Azure in memory and specs that are planned and applied against it, through the doors that the commands
/// use; time in it costs nothing.
package final class World: Sendable {
  package static let subscription = "00000000-0000-4000-8000-000000000001"
  package let simulator: ARMSimulator
  package let requests = RequestCounter()
  package let sources = SourceMap()
  private let environment: String
  private let timeline: Timeline?
  private let randomness: Randomness
  private let wire: (any HTTPTransport)?
  private let registrationPolicy: RegistrationPolicy
  private let features: ProviderFeatures
  /// Where calls are paced, the one client that all of them go through.
  private let pacedClient: Locked<ARMClient?>?

  /// A world in which operations are over at once.
  package convenience init(environment: String = "test") {
    self.init(
      environment: environment, simulator: ARMSimulator(SimulatorSettings(speed: .instant)), timeline: nil,
      randomness: Randomness(), wire: nil)
  }

  /// A world in which operations are over at once, spoken to over a wire that leads to the simulator.
  package convenience init(environment: String = "test", over wire: (ARMSimulator) -> any HTTPTransport) {
    let simulator = ARMSimulator(SimulatorSettings(speed: .instant))
    self.init(
      environment: environment, simulator: simulator, timeline: nil, randomness: Randomness(), wire: wire(simulator))
  }

  /// A world in which resource providers are not registered; `provider` is what the provider block says, to a version of
  /// azurerm.
  package convenience init(
    unregistered: [String], permittedScopes: [String] = [], provider: Members = Members(),
    azurerm: AzurermVersion = .usual
  ) throws(DiagnosticsError) {
    let settings = SimulatorSettings(
      speed: .instant, unregisteredProviders: unregistered, permittedScopes: permittedScopes)
    self.init(
      environment: "test", simulator: ARMSimulator(settings), timeline: nil, randomness: Randomness(), wire: nil,
      registrationPolicy: try RegistrationPolicy(provider: provider, azurerm: azurerm),
      features: ProviderFeatures(provider: provider))
  }

  /// A world in which operations are over at once and time passes only when it is told to.
  package static func advancing() -> (world: World, advance: @Sendable (Duration) -> Void) {
    let clock = VirtualClock()
    let world = World(
      environment: "test", simulator: ARMSimulator(SimulatorSettings(speed: .instant), clock: clock), timeline: nil,
      randomness: Randomness(), wire: nil)
    return (world, { clock.advance(by: $0) })
  }

  /// The same Azure as another environment sees it.
  package func neighbour(environment: String) -> World {
    World(
      environment: environment, simulator: simulator, timeline: timeline, randomness: randomness, wire: wire,
      registrationPolicy: registrationPolicy, features: features)
  }

  /// A world that goes by a timeline, in which all that is random follows from a seed; `wire` leads to the simulator, and
  /// calls may be paced as those to Azure are.
  package convenience init(
    environment: String = "test", simulator: ARMSimulator, timeline: Timeline, seed: UInt64,
    wire: (any HTTPTransport)? = nil, isPaced: Bool = false
  ) {
    self.init(
      environment: environment, simulator: simulator, timeline: timeline, randomness: Randomness(Seeded(seed)),
      wire: wire, isPaced: isPaced)
  }

  private init(
    environment: String, simulator: ARMSimulator, timeline: Timeline?, randomness: Randomness,
    wire: (any HTTPTransport)?, registrationPolicy: RegistrationPolicy = RegistrationPolicy(),
    features: ProviderFeatures = ProviderFeatures(), isPaced: Bool = false
  ) {
    pacedClient = isPaced ? Locked(nil) : nil
    self.registrationPolicy = registrationPolicy
    self.features = features
    self.environment = environment
    self.simulator = simulator
    self.timeline = timeline
    self.randomness = randomness
    self.wire = wire
  }

  /// Counts what is asked of the simulator.
  package final class RequestCounter: HTTPTransport, Sendable {
    private let log = Locked<[String]>([])
    private let target = Locked<(any HTTPTransport)?>(nil)
    private let hook = Locked<(@Sendable (HTTPRequest) async -> Void)?>(nil)

    init() {}

    func lead(to transport: any HTTPTransport) { target.set(transport) }

    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
      log.change { $0.append("\(request.method.rawValue) \(request.url.path)") }
      await hook.value?(request)
      guard let transport = target.value else { throw .cancelled }
      return try await transport.send(request)
    }

    /// Has something done before each request gets to the simulator.
    package func before(_ hook: @escaping @Sendable (HTTPRequest) async -> Void) { self.hook.set(hook) }

    /// Method and path of every request so far.
    package var all: [String] { log.value }

    /// The requests that change something, records and their group left out.
    package var writes: [String] {
      all.filter { !$0.hasPrefix("GET ") && !$0.contains("armature-records") }
    }
  }

  // MARK: Azure

  package func client() throws -> ARMClient {
    if let client = pacedClient?.value { return client }
    requests.lead(to: wire ?? simulator)
    guard let endpoint = HTTPURL("http://localhost"), let cloud = Cloud.simulator(at: endpoint),
      let credential = StaticCredential(for: cloud)
    else { throw WorldError.notASimulator }
    var configuration = ARMClient.Configuration()
    configuration.clock = clock
    configuration.randomness = randomness
    if let timeline {
      configuration.now = { Timeline.start.advanced(by: timeline.now).milliseconds / 1000 }
    }
    if pacedClient != nil { configuration.pacing = CallPacing() }
    let client = ARMClient(cloud, transport: requests, credential: credential, configuration: configuration)
    pacedClient?.set(client)
    return client
  }

  private var clock: any Clock<Duration> { timeline.map { $0.clock } ?? InstantClock() }

  /// Makes a call of ARM as somebody else would.
  @discardableResult
  package func call(_ method: HTTPMethod, _ id: String, apiVersion: String, body: Value? = nil) async throws -> Value {
    try await client().perform(ARMRequest(method, try ResourceID(id), apiVersion: apiVersion, body: body)).body
  }

  /// The elements of a list of ARM as somebody else would see it.
  package func list(_ path: String, apiVersion: String) async throws -> [Value] {
    try await client().list(path, apiVersion: apiVersion)
  }

  /// Has lists show what was there a while ago.
  package func setListLag(seconds: Int) async throws {
    try await tell("list-lag", ["seconds": .number(seconds)])
  }

  /// Has requests go wrong, as `POST /simulator/faults` describes.
  package func fault(_ body: Value) async throws {
    try await tell("faults", body)
  }

  /// Has AKS support only a minor version of Kubernetes and later ones from now on: `1.34`.
  package func supportKubernetes(from version: String) async throws {
    try await tell("kubernetes", ["oldest": .string(version)])
  }

  private func tell(_ what: String, _ body: Value) async throws {
    guard let url = HTTPURL("http://localhost/simulator/\(what)") else { throw WorldError.notASimulator }
    let answer = try await simulator.send(
      HTTPRequest(.post, url, headers: ["Content-Type": "application/json"], body: JSON.text(body)))
    guard answer.status == 204 else { throw WorldError.refused }
  }

  /// The id of something in the world's subscription.
  package static func id(_ rest: String) -> String { "/subscriptions/\(subscription)/\(rest)" }

  // MARK: Specs

  /// A group with a cluster in it that has only its default pool, one node of Standard_D2s_v3.
  package static let cluster = cluster()

  /// The same with more in the block of the default pool, and in that of the cluster.
  package static func cluster(pool: String = "", _ more: String = "") -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_kubernetes_cluster" "c" {
      name                = "aks"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      dns_prefix          = "aks"
      identity { type = "SystemAssigned" }
      default_node_pool {
        name       = "system"
        vm_size    = "Standard_D2s_v3"
        node_count = 1\(pool.isEmpty ? "" : "\n\(pool)")
      }\(more.isEmpty ? "" : "\n\(more)")
    }
    """
  }

  private func session() throws -> AzureSession {
    AzureSession(
      client: try client(), subscription: Self.subscription,
      identity: AzureSession.Identity(tenant: "tenant", client: "client", object: "object"),
      features: features, registrationPolicy: registrationPolicy)
  }

  /// A store of records as one run has it; `partBytesMax` is how much of a record one template spec holds.
  package func store(partBytesMax: Int? = nil) throws -> any RecordStore {
    TemplateSpecRecordStore(
      session: try session(), location: TemplateSpecRecordStore.Location(), partBytesMax: partBytesMax)
  }

  package func record() async throws -> EnvironmentRecord? {
    try await store().load(environment: environment)
  }

  /// A spec ready to be planned; static mistakes in it are thrown.
  package func planner(
    _ spec: String, files: [String: String] = [:], variables: [String] = [], options: PlanOptions = PlanOptions()
  ) async throws -> (planner: Planner, context: PlanningContext) {
    var all = files
    all["spec/main.tf"] = spec
    return try await planner(of: "spec", in: TextFiles(all), variables: variables, options: options)
  }

  /// The spec in a directory, ready to be planned; static mistakes in it are thrown.
  package func planner(
    of directory: String, in files: any FileSystem, variables: [String] = [], options: PlanOptions = PlanOptions()
  ) async throws -> (planner: Planner, context: PlanningContext) {
    let (program, diagnostics) = ProgramLoader.load(directory: directory, sources: sources, fileSystem: files)
    guard let program, !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics) }
    let (azurerm, problems) = AzurermVersion.required(by: program)
    if problems.hasErrors { throw DiagnosticsError(problems) }
    let inputs = VariableInputs.collect(
      for: program.root, options: variables.map { .assignment($0) }, environment: [:], sources: sources,
      fileSystem: files)
    let record =
      try await record()
      ?? EnvironmentRecord(
        environment: environment, origin: EnvironmentRecord.Origin(repository: "", path: "spec"),
        hashKey: "000102030405060708090a0b0c0d0e0f")
    let context = PlanningContext(
      program: program, inputs: inputs,
      kinds: KindRegistry(
        [AzureProvider(session: try session(), azurerm: azurerm), RecordProvider()],
        providerSchemas: AzureProvider.providerSchemas, providerFunctions: AzureProvider.functions,
        remedy: AzureProvider.remedy(for:mode:)),
      environment: environment, subscription: Self.subscription, record: record, functions: .standard,
      functionContext: FunctionContext(workingDirectory: "/spec", sources: sources),
      directories: ProgramDirectories(root: "spec", current: "/"),
      store: try store(), options: options)
    return (try Planner(context), context)
  }

  /// Plans a spec.
  ///
  /// - Throws: the mistakes that planning found.
  package func plan(
    _ spec: String, files: [String: String] = [:], variables: [String] = [], options: PlanOptions = PlanOptions()
  ) async throws -> Plan {
    let (planner, _) = try await planner(spec, files: files, variables: variables, options: options)
    let (plan, diagnostics) = await planner.plan()
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    return plan
  }

  /// Plans and applies a spec; `meanwhile` is done between the two.
  @discardableResult
  package func apply(
    _ spec: String, files: [String: String] = [:], variables: [String] = [], options: PlanOptions = PlanOptions(),
    parallelism: Int = 10, control: ApplyControl = ApplyControl(),
    report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }, meanwhile: () async throws -> Void = {}
  ) async throws -> ApplyResult {
    let (planner, context) = try await planner(spec, files: files, variables: variables, options: options)
    let (plan, diagnostics) = await planner.plan()
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    try await meanwhile()
    return try await carryOut(plan, planner, context, parallelism: parallelism, control: control, report: report)
  }

  /// Carries out what was planned.
  package func carryOut(
    _ plan: Plan, _ planner: Planner, _ context: PlanningContext, parallelism: Int = 10,
    control: ApplyControl = ApplyControl(), report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
  ) async throws -> ApplyResult {
    try await Applier(
      plan: plan, evaluation: ApplyEvaluation(planner), kinds: context.kinds, record: context.record,
      store: try store(),
      journal: nil, parallelism: parallelism, control: control, clock: clock, newID: randomness.uuid,
      now: { [timeline] in
        let passed = timeline?.now ?? .zero
        return Int(Timeline.start.advanced(by: passed).milliseconds / 1000)
      },
      report: report
    ).apply()
  }

  /// Removes everything that the environment owns.
  @discardableResult
  package func destroy(
    _ spec: String = "", report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
  ) async throws -> ApplyResult {
    let (planner, context) = try await planner(spec)
    let (plan, diagnostics) = await planner.destruction()
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    return try await carryOut(plan, planner, context, report: report)
  }
}

package enum WorldError: Error {
  case notASimulator
  /// The simulator didn't take what it was told.
  case refused
}

/// Files that exist only in a test.
package struct TextFiles: FileSystem {
  private let files: [String: [UInt8]]

  package init(_ files: [String: String]) {
    self.files = files.mapValues { Array($0.utf8) }
  }

  package func names(in directory: String) throws(FileError) -> [String] {
    let inside = files.keys.filter { $0.hasPrefix(directory + "/") }.map { $0.dropFirst(directory.count + 1) }
    if inside.isEmpty { throw .missing }
    return Set(inside.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  package func bytes(of path: String) throws(FileError) -> [UInt8] {
    guard let content = files[path] else { throw .missing }
    return content
  }

  package func canonicalPath(of directory: String) -> String { directory }
}

/// A clock on which every sleep is over at once.
package struct InstantClock: Clock {
  package struct Instant: InstantProtocol {
    let offset: Duration
    package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    package func duration(to other: Instant) -> Duration { other.offset - offset }
    package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  package init() {}
  package var now: Instant { Instant(offset: .zero) }
  package var minimumResolution: Duration { .zero }
  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    await Task.yield()
  }
}
