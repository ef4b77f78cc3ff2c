import ARM
import Applying
import AzureKinds
import AzureProvider
import Configuration
import Diagnostics
import Evaluation
import Planning
import Resources
import Values

/// A spec, the cloud it is about and the record of its environment: what plan, apply, destroy and drift work with.
struct EnvironmentSession {
  let program: Program
  /// The version of azurerm that the spec is written for.
  let azurerm: AzurermVersion
  let connection: CloudConnection
  let environment: String
  let record: EnvironmentRecord
  let store: any RecordStore
  let claims: ClaimSettings
  let kinds: KindRegistry
  var context: PlanningContext
  /// What the provider blocks ask for and nothing here does.
  private let unheeded: [Diagnostic]
  private let findings: [Diagnostic]

  /// What was wrong with the spec without being an error.
  var warnings: [Diagnostic] { findings + unheeded }

  /// Loads a spec, connects, and reads the record.
  ///
  /// - Throws: every independent mistake that was found; nothing has been changed then.
  static func open(
    _ spec: LoadedSpec, cloud: CloudOptions, variables: [String: String], planOptions: PlanOptions = PlanOptions(),
    announce: (String) -> Void
  ) async throws(DiagnosticsError) -> EnvironmentSession {
    var simulator = spec.simulator
    if simulator == nil {
      simulator = try CloudConnection.startSimulator(cloud, directory: spec.directory, environment: variables)
    }
    let settings: ProgramSettings
    let environment: String
    let connection: CloudConnection
    do throws(DiagnosticsError) {
      settings = try ProgramSettings(spec.context(kinds: SpecKinds.unconnected(spec.azurerm), environment: ""))
      environment = try environmentName(cloud, settings, variables, directory: spec.directory)
      connection = try await CloudConnection(
        provider: providerArguments(settings), azurerm: spec.azurerm, options: cloud, directory: spec.directory,
        environment: variables, simulator: simulator)
    } catch {
      simulator?.abandon()
      throw error
    }
    announce(connection.description)
    do throws(DiagnosticsError) {
      let location = TemplateSpecRecordStore.Location(
        resourceGroup: settings.recordGroup ?? "armature-records", region: settings.recordLocation ?? "westeurope")
      let store = TemplateSpecRecordStore(session: connection.session, location: location)
      let kinds = SpecKinds.connected(connection.session, azurerm: spec.azurerm, records: location)
      try connection.waitUntilReady()
      let record = try await load(environment, from: store, spec: spec)
      let context = spec.context(
        kinds: kinds, environment: environment, subscription: connection.session.subscription, record: record,
        store: store, options: planOptions)
      return EnvironmentSession(
        program: spec.program, azurerm: spec.azurerm, connection: connection, environment: environment,
        record: record, store: store, claims: claimSettings(settings, isSimulated: cloud.simulate), kinds: kinds,
        context: context, unheeded: unheeded(settings, spec.program), findings: spec.findings)
    } catch {
      connection.close()
      throw error
    }
  }

  /// The same environment with another spec of it.
  func with(_ spec: LoadedSpec, options: PlanOptions) -> EnvironmentSession {
    EnvironmentSession(
      program: spec.program, azurerm: azurerm, connection: connection, environment: environment, record: record,
      store: store, claims: claims, kinds: kinds,
      context: spec.context(
        kinds: kinds, environment: environment, subscription: connection.session.subscription, record: record,
        store: store, options: options),
      unheeded: unheeded, findings: spec.findings)
  }

  /// What the provider blocks say about how to reach Azure: that of `azurerm`, and of `azapi` what that doesn't say.
  private static func providerArguments(_ settings: ProgramSettings) -> Members {
    var first = settings.providers["azurerm"] ?? Members()
    for name in first.keys where first[name]?.isNull == true { first[name] = nil }
    return (settings.providers["azapi"] ?? Members()).merging(first)
  }

  private static func unheeded(_ settings: ProgramSettings, _ program: Program) -> [Diagnostic] {
    func arguments(_ name: String) -> Members { settings.providers[name] ?? Members() }
    func place(_ name: String) -> SourceRange? {
      program.root.providers.first { $0.name == name && $0.alias == nil }?.headerRange
    }
    return AzureProvider.unheeded(azurerm: arguments("azurerm"), at: place("azurerm"))
      + AzureProvider.unheeded(azapi: arguments("azapi"), at: place("azapi"))
  }

  /// Lists of a simulated cloud don't lag unless somebody asks for it, who then says for how long to wait as well.
  private static func claimSettings(_ settings: ProgramSettings, isSimulated: Bool) -> ClaimSettings {
    var claims = ClaimSettings()
    if isSimulated { claims.settle = .zero }
    if let settle = settings.claimSettle { claims.settle = settle }
    if let expiry = settings.claimExpiry { claims.expiry = expiry }
    return claims
  }

  private static func load(_ environment: String, from store: any RecordStore, spec: LoadedSpec)
    async throws(DiagnosticsError) -> EnvironmentRecord
  {
    do throws(ProviderFailure) {
      if let record = try await store.load(environment: environment) { return record }
    } catch {
      throw DiagnosticsError(error.diagnostic())
    }
    return EnvironmentRecord(
      environment: environment, origin: SpecOrigin.of(directory: spec.directory), hashKey: HashKey.random())
  }

  private static func environmentName(
    _ cloud: CloudOptions, _ settings: ProgramSettings, _ variables: [String: String], directory: String
  ) throws(DiagnosticsError) -> String {
    let candidates = [
      cloud.environment, settings.environment, variables["ARMATURE_ENVIRONMENT"], variables["TF_WORKSPACE"],
    ]
    let given = candidates.lazy.compactMap { $0 }.first { !$0.isEmpty }
    guard let name = given ?? (cloud.simulate ? simulatedName(directory) : nil) else {
      throw DiagnosticsError(
        .error(
          "The environment has no name",
          detail: "The record of what an environment owns is kept under its name.",
          hint: "add `armature { environment = \"NAME\" }` to the spec, or say `--environment NAME`"))
    }
    guard name.utf8.count <= 90, name.utf8.allSatisfy(isNameByte) else {
      throw DiagnosticsError(
        .error(
          "Invalid environment name",
          detail: "\"\(name)\" is no name for an environment: it may have up to 90 letters, digits and `-_.()`."))
    }
    guard !TemplateSpecRecordStore.isReserved(name) else {
      throw DiagnosticsError(
        .error(
          "Invalid environment name",
          detail: "\"\(name)\" is what parts of long records are called.", hint: "choose another name"))
    }
    return name
  }

  /// A simulated environment may go by the name of its directory.
  private static func simulatedName(_ directory: String) -> String {
    let name = ProcessEnvironment.absolute(directory).split(separator: "/").last.map(String.init) ?? "root"
    return String(decoding: name.utf8.map { isNameByte($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}

/// The kinds that a spec may use.
enum SpecKinds {
  /// For checking a spec without Azure.
  static func unconnected(_ azurerm: AzurermVersion) -> KindRegistry {
    registries[azurerm]?.value ?? registry(AzureProvider(session: nil, azurerm: azurerm), RecordProvider())
  }

  private static let registries = Dictionary(
    uniqueKeysWithValues: AzurermVersion.allCases.map { azurerm in
      (azurerm, Deferred { registry(AzureProvider(session: nil, azurerm: azurerm), RecordProvider()) })
    })

  /// - Parameter location: where records are, if a spec doesn't say otherwise of another environment.
  static func connected(
    _ session: AzureSession, azurerm: AzurermVersion, records location: TemplateSpecRecordStore.Location
  ) -> KindRegistry {
    registry(
      AzureProvider(session: session, azurerm: azurerm),
      RecordProvider { group, subscription in
        var location = location
        if let group { location.resourceGroup = group }
        return TemplateSpecRecordStore(
          session: AzureSession(
            client: session.client, subscription: subscription ?? session.subscription, identity: session.identity),
          location: location)
      })
  }

  private static func registry(_ azure: AzureProvider, _ records: RecordProvider) -> KindRegistry {
    KindRegistry(
      [azure, records], providerSchemas: AzureProvider.providerSchemas, providerFunctions: AzureProvider.functions,
      remedy: AzureProvider.remedy(for:mode:))
  }
}

/// The key of a new record's hashes.
enum HashKey {
  static func random() -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: (0..<32).map { _ in digits[Int.random(in: 0..<16)] }, as: UTF8.self)
  }
}
