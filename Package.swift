// swift-tools-version: 6.2
// The map of Armature: targets bottom-up, one caption each; imports go only downward.
import PackageDescription

let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // A generic type is put together from the types that it names, and not by looking all their names up among the 7,000
  // conformances of a program: that takes a millisecond of each start.
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"], .when(configuration: .release)),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

/// What the programs are linked with. Nothing looks for symbols in them: with the Swift library linked in, there are 16,000
/// that the loader would take a millisecond to resolve at each start. And they lie at a fixed address: anywhere else, 99,000
/// pointers would have to be set, which takes another millisecond and a copy of each page that they are on. The C++ library,
/// which binds its own 5,000 symbols anew in each process, is linked in like the Swift library: by a script that bears its
/// name, for clang takes no `-static-libstdc++` for a program that isn't called C++. And the linker writes a program in one
/// piece, which Linux then keeps in huge pages: it maps 20 of them at a start and unmaps them at the end, where it would be
/// 4,000 small ones.
let program: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(platforms: [.linux])),
  .unsafeFlags(
    [
      "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc", "-Xclang-linker",
      "-L\(Context.packageDirectory)/Sources/Linking", "-Xlinker", "--no-mmap-output-file",
    ], .when(platforms: [.linux], configuration: .release)),
]

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: swift)
}

let package = Package(
  name: "armature",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "armature", targets: ["armature"]),
    .executable(name: "armature-simulator", targets: ["armature-simulator"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: - 0 C
    // libcurl, loaded when it is first needed, its variadic functions under names that Swift can see.
    library("CCurl"),
    // What Swift can't say of a process: how malloc goes about it, and a child by fork.
    library("CProcess"),
    // json-c.
    .systemLibrary(name: "CJSONC", pkgConfig: "json-c", providers: [.apt(["libjson-c-dev"]), .brew(["json-c"])]),

    // MARK: - 1 Vocabulary
    // Source files, ranges, diagnostics, their renderers, spelling suggestions.
    library("Diagnostics"),
    // The value and type system: null, unknown, marks, exact numbers, conversion, unification, paths.
    library("Values", [.product(name: "BigInt", package: "BigInt")]),
    // A generic directed acyclic graph: order, cycles, ready-set walk, critical path.
    library("Graph"),
    // HTTP requests and responses as values, and the protocol of whoever carries them.
    library("HTTP"),
    // Files that survive a crash: append-only checked log, atomic replacement, lock file.
    library("Durability"),

    // MARK: - 2 Codecs
    // JSON text to values and back, through json-c.
    library("JSON", ["CJSONC", "Values"]),
    // YAML text as events, through the libyaml that Yams brings.
    library("YAML", [.product(name: "Yams", package: "Yams")]),
    // HCL2 native syntax: lexer, recovering parser, lossless tree. Knows neither Terraform nor Azure.
    library("Syntax", ["Diagnostics", "Values"]),
    // The HTTP transport over libcurl's multi interface.
    library("CurlTransport", ["CCurl", "HTTP"]),

    // MARK: - 3 Language
    // Expressions, templates, functions, scopes.
    library(
      "Evaluation",
      [
        "Diagnostics", "JSON", "Syntax", "Values", "YAML", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    // The decoded program: modules, variables, locals, resources, outputs, providers.
    library("Configuration", ["Diagnostics", "Evaluation", "JSON", "Syntax", "Values"]),

    // MARK: - 4 Engine
    // Resource kinds, schemas, addresses, the provider protocol, the environment record, pure difference.
    library(
      "Resources",
      ["Configuration", "Diagnostics", "JSON", "Values", .product(name: "Crypto", package: "swift-crypto")]),
    // Refresh, plan, reasons, plan file, drift.
    library(
      "Planning",
      ["Configuration", "Diagnostics", "Evaluation", "Graph", "JSON", "Resources", "Syntax", "Values"]),
    // Schedule, journal, applier, recovery.
    library(
      "Applying",
      ["Configuration", "Diagnostics", "Durability", "Evaluation", "Graph", "JSON", "Planning", "Resources", "Values"]),

    // MARK: - 5 Azure
    // Resource ids, clouds, credentials, client, long-running operations, retries, paging, errors.
    library(
      "ARM",
      [
        "Diagnostics", "Durability", "HTTP", "JSON", "Values", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"), .product(name: "SwiftASN1", package: "swift-asn1"),
      ]),
    // Kubernetes NodeClaims, their documents, and the agent pools that they stand for.
    library("NodeClaims", ["Diagnostics", "Values", "YAML"]),
    // The catalogue: one declarative file per resource kind.
    library(
      "AzureKinds",
      [
        "Configuration", "Diagnostics", "JSON", "NodeClaims", "Resources", "Values",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    // A kind interpreted as ARM calls, and the environment record kept in a template spec.
    library(
      "AzureProvider",
      ["ARM", "AzureKinds", "Configuration", "Diagnostics", "Evaluation", "HTTP", "JSON", "Resources", "Values"]),

    // MARK: - 6 Surface
    // Plans, progress and drift for people (terminal) and for programs (Terraform's JSON).
    library(
      "Reports",
      ["Applying", "Configuration", "Diagnostics", "Evaluation", "JSON", "Planning", "Resources", "Syntax", "Values"]),
    // Live resources as HCL: what a spec has to say of them, references, variables, addresses; Terraform's states.
    library(
      "Importing", ["Configuration", "Diagnostics", "JSON", "Reports", "Resources", "Syntax", "Values"]),
    // Subcommands, options, composition of the layers, interruption.
    library(
      "ArmatureCommands",
      [
        "ARM", "Applying", "AzureKinds", "AzureProvider", "CProcess", "Configuration", "CurlTransport", "Diagnostics",
        "Durability", "Evaluation", "HTTP", "Importing", "JSON", "NodeClaims", "Planning", "Reports", "Resources",
        "Syntax", "Values",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    // The armature program.
    .executableTarget(
      name: "armature", dependencies: ["ArmatureCommands"], swiftSettings: swift, linkerSettings: program),

    // MARK: - Side: an ARM of our own
    // Store, contracts, clock and faults of a simulated Azure Resource Manager.
    library("ARMSimulator", ["Durability", "HTTP", "JSON", "Values"]),
    // The simulator behind HTTP/1.1 or, with TLS, HTTP/2, on a loopback port or a Unix socket.
    library(
      "ARMSimulatorServer",
      [
        "ARMSimulator", "Durability", "HTTP", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "X509", package: "swift-certificates"),
      ]),
    // The armature-simulator program.
    .executableTarget(
      name: "armature-simulator",
      dependencies: [
        "ARMSimulator", "ARMSimulatorServer", "Durability", "JSON", "Values",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift, linkerSettings: program),

    // MARK: - Side: measurements
    // The armature-benchmarks program: what text, values and whole plans take, alone and beside Terraform.
    .executableTarget(
      name: "armature-benchmarks",
      dependencies: [
        "Diagnostics", "JSON", "Syntax", "Values",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift),

    // MARK: - Tests
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("SyntaxTests", ["Diagnostics", "JSON", "Syntax", "Values"], resources: [.copy("Cases")]),
    tests("ConfigurationTests", ["Configuration", "Diagnostics", "Evaluation", "JSON", "Syntax", "Values"]),
    tests("HTTPTests", ["HTTP"]),
    tests("DurabilityTests", ["Durability"]),
    tests("CurlTransportTests", ["CurlTransport", "HTTP"]),
    tests(
      "ARMTests",
      [
        "ARM", "Diagnostics", "HTTP", "JSON", "Values", .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      resources: [.copy("Certificates")]),
    tests("ValuesTests", ["Values"]),
    tests("JSONTests", ["JSON", "Values"]),
    tests("NodeClaimsTests", ["Diagnostics", "NodeClaims", "Values"]),
    tests(
      "AzureKindsTests", ["AzureKinds", "Configuration", "Diagnostics", "Resources", "Values"],
      resources: [.copy("Arguments"), .copy("DataSources.txt")]),
    tests(
      "AzureProviderTests",
      [
        "ARM", "ARMSimulator", "Applying", "AzureKinds", "AzureProvider", "Configuration", "Diagnostics", "HTTP",
        "JSON", "NodeClaims", "Planning", "Resources", "TestWorld", "Values",
      ], resources: [.copy("Cases")]),
    tests("ARMSimulatorTests", ["ARMSimulator", "Durability", "HTTP", "JSON", "Values"]),
    tests(
      "ARMSimulatorServerTests",
      ["ARMSimulator", "ARMSimulatorServer", "CurlTransport", "HTTP", "armature-simulator"]),
    tests(
      "EvaluationTests",
      [
        "Diagnostics", "Evaluation", "JSON", "Syntax", "Values",
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ], resources: [.copy("Cases"), .copy("Further")]),
    tests(
      "ReportsTests",
      [
        "Applying", "Configuration", "Diagnostics", "Evaluation", "JSON", "Planning", "Reports", "Resources", "Values",
      ],
      resources: [.copy("Contracts")]),
    tests("ImportingTests", ["Importing", "Resources", "Values"]),
    tests("GraphTests", ["Graph"]),
    tests("ResourcesTests", ["JSON", "Resources", "Values"]),
    // A simulated Azure in memory, for the tests of the engine.
    .target(
      name: "TestWorld",
      dependencies: [
        "ARM", "ARMSimulator", "Applying", "AzureKinds", "AzureProvider", "Configuration", "Diagnostics", "Evaluation",
        "HTTP", "Planning", "Resources", "Values",
      ], path: "Tests/TestWorld", swiftSettings: swift),
    tests(
      "PlanningTests",
      [
        "ARMSimulator", "Applying", "AzureKinds", "Diagnostics", "HTTP", "JSON", "Planning", "Resources", "TestWorld",
        "Values",
      ]),
    tests(
      "ApplyingTests",
      [
        "ARMSimulator", "Applying", "Diagnostics", "Durability", "Graph", "HTTP", "JSON", "Planning", "Resources",
        "TestWorld", "Values",
      ]),
    // Random specs, worlds and faults, and the laws that hold for all of them.
    .target(
      name: "LawScenarios",
      dependencies: [
        "ARMSimulator", "Applying", "Configuration", "Diagnostics", "Graph", "HTTP", "JSON", "Planning", "Reports",
        "Resources", "TestWorld", "Values",
      ], path: "Tests/LawScenarios", swiftSettings: swift),
    // Requests that no client should make, and what the simulator owes whoever makes them.
    .target(
      name: "SimulatorFuzz",
      dependencies: [
        "ARMSimulator", "ARMSimulatorServer", "HTTP", "JSON", "TestWorld", "Values",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/SimulatorFuzz", swiftSettings: swift),
    // Random configurations of every kind, and the laws that hold for all of them; Azure's published request types.
    .target(
      name: "KindScenarios",
      dependencies: [
        "ARM", "ARMSimulator", "Applying", "AzureKinds", "AzureProvider", "Configuration", "Diagnostics", "HTTP",
        "Importing", "JSON", "Planning", "Reports", "Resources", "Syntax", "TestWorld", "Values",
      ], path: "Tests/KindScenarios", exclude: ["RequestSchemas"], swiftSettings: swift),
    // The armature-laws program: any number of scenarios and configurations, a soak, hostile requests, the schedule
    // benchmark, a long apply.
    .executableTarget(
      name: "armature-laws",
      dependencies: [
        "AzureKinds", "KindScenarios", "LawScenarios", "SimulatorFuzz",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Laws", swiftSettings: swift),
    tests("LawTests", ["AzureKinds", "KindScenarios", "LawScenarios", "TestWorld"]),
    // What holds for every text in the language, and the texts to begin with.
    .target(
      name: "FuzzProperties", dependencies: ["Diagnostics", "Evaluation", "JSON", "Syntax", "Values"],
      path: "Tests/FuzzProperties", swiftSettings: swift),
    // The armature-fuzz program: texts from files, or from libFuzzer.
    .executableTarget(
      name: "armature-fuzz", dependencies: ["FuzzProperties"], path: "Tests/Fuzz", swiftSettings: swift),
    tests("FuzzTests", ["FuzzProperties", "SimulatorFuzz"], resources: [.copy("Inputs")]),
    // Whole configurations, planned and applied, against what Terraform did with them.
    tests(
      "ConfigurationCaseTests",
      [
        "Applying", "Configuration", "Diagnostics", "Evaluation", "Graph", "JSON", "Planning", "Reports", "Resources",
        "TestWorld", "Values",
      ],
      resources: [.copy("Cases"), .copy("Further")]),
    // The built programs, run as a user would run them.
    tests(
      "EndToEndTests",
      [
        "AzureKinds", "Diagnostics", "JSON", "KindScenarios", "Values", "armature", "armature-laws",
        "armature-simulator",
      ]),
    // A real subscription, if ARMATURE_LIVE says so.
    tests("LiveTests", ["ARM", "CurlTransport", "HTTP", "Values"]),
    // The layers, as the package itself describes them.
    tests("ArchitectureTests", []),
  ],
  swiftLanguageModes: [.v6]
)
