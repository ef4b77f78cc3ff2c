import Foundation
import Testing

/// Each environment of the repository from spec to ARM and back, with the built programs.
@Suite(.timeLimit(.minutes(15))) struct EnvironmentLifeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let environment: String
    var variables: [String] = []
    /// Texts that the live environment has, by paths below the subscription.
    var live: [(path: String, texts: [String])] = []
    var testDescription: String { ([environment] + variables).joined(separator: " ") }
  }

  private static let root = "/subscriptions/00000000-0000-4000-8000-000000000001"
  private static let pools =
    "resourceGroups/rg-gpu-pools-dev-centralus/providers/Microsoft.ContainerService/managedClusters"
    + "/gpu-pools-dev-centralus/agentPools"

  private static let kaito = "resourceGroups/rg-kaito-dev-centralus/providers"
  private static let credential = "federatedIdentityCredentials/kaito-federatedcredential?api-version=2024-11-30"
  private static let identities = "Microsoft.ManagedIdentity/userAssignedIdentities"

  static let cases = [
    Case(
      environment: "gpu-pools",
      live: [
        (
          "\(pools)/training\(version)",
          [#""osSKU":"Ubuntu""#, #""vmSize":"Standard_NC24ads_A100_v4""#, "sku=gpu:NoSchedule"]
        ),
        ("\(pools)/inference\(version)", [#""osSKU":"AzureLinux""#]),
        ("\(pools)/spot\(version)", [#""scaleSetPriority":"Spot""#, #""spotMaxPrice":-1"#]),
        (
          "\(pools)/azurelinuxn\(version)",
          [#""osSKU":"AzureLinux""#, #""vmSize":"Standard_NC6s_v3""#, #""osDiskSizeGB":50"#]
        ),
        ("\(pools)/gpuvmv1\(version)", [#""kaito.sh/workspace":"test-gpu-provisioner""#]),
      ]),
    Case(
      environment: "kaito",
      live: [
        (
          "\(kaito)/\(identities)/kaitoprovisioner/\(credential)",
          [#""subject":"system:serviceaccount:kaito:gpu-provisioner""#, "api://AzureADTokenExchange", "https://"]
        )
      ]),
    Case(
      environment: "kaito", variables: ["provisioner=managed"],
      live: [
        (
          "resourceGroups/MC_kaito-dev-centralus/providers/\(identities)/ai-toolchain-operator-kaito-dev-centralus/"
            + credential,
          [#""subject":"system:serviceaccount:kube-system:kaito-gpu-provisioner""#]
        )
      ]),
    Case(
      environment: "mlops",
      live: [
        (
          "\(mlops)/Microsoft.ContainerService/managedClusters/mlops-dev-centralus\(version)",
          [
            #""networkPluginMode":"overlay""#, #""outboundType":"userAssignedNATGateway""#,
            "applicationGateways/agw-mlops-dev-centralus",
          ]
        ),
        (
          "\(mlops)/Microsoft.ContainerService/managedClusters/mlops-dev-centralus/agentPools/gpu\(version)",
          [#""scaleSetPriority":"Spot""#, #""minCount":0"#, "sku=gpu:NoSchedule"]
        ),
        (
          "\(mlops)/\(identities)/mlflow/federatedIdentityCredentials/mlflow?api-version=2024-11-30",
          [#""subject":"system:serviceaccount:mlflow:mlflow""#]
        ),
        (
          "\(mlops)/Microsoft.Network/privateEndpoints/mlflow-postgresql/privateDnsZoneGroups/default"
            + "?api-version=2025-01-01",
          ["privatelink.postgres.database.azure.com"]
        ),
      ]),
    Case(environment: "mlops", variables: ["ingress=load_balancer", "private_link=false"]),
  ]

  private static let mlops = "resourceGroups/rg-mlops-dev-centralus/providers"

  private static let version = "?api-version=2026-04-01"

  @Test("an environment is planned, applied, found unchanged and without drift, and destroyed", arguments: cases)
  func life(example: Case) throws {
    let place = try Workplace()
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let spec = "environments/\(example.environment)"
    func run(_ command: String, _ options: String...) throws -> Program.Result {
      try Program.run(
        "armature", [command, "--simulate"] + options + example.variables.flatMap { ["-var", $0] } + [spec],
        in: place.folder, environment: cloud)
    }
    let plan = try run("plan", "--detailed-exitcode")
    #expect(plan.status == 2, "\(plan.errors)")
    #expect(try simulator.count("writes", in: place) == 0)
    let apply = try run("apply", "--auto-approve")
    #expect(apply.status == 0, "\(apply.errors)")
    for (path, texts) in example.live {
      let text = try simulator.call("GET", "\(Self.root)/\(path)", in: place).1.text
        .replacingOccurrences(of: "\\/", with: "/")
      for expected in texts { #expect(text.contains(expected), "\(path): \(expected)") }
    }
    let again = try run("plan", "--detailed-exitcode")
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    let drift = try run("drift")
    #expect(drift.status == 0, "\(drift.output)\(drift.errors)")
    let destroy = try run("destroy", "--auto-approve")
    #expect(destroy.status == 0, "\(destroy.errors)")
    let left = try simulator.call("GET", "\(Self.root)/resources?api-version=2021-04-01", in: place).1
    #expect(left["value"].array.isEmpty)
  }

  @Test(
    "what a variable chooses can be chosen anew where it is there already",
    arguments: [
      ("kaito", "provisioner=standalone", "provisioner=managed"),
      ("kaito", "provisioner=managed", "provisioner=standalone"),
      ("mlops", "private_link=true", "private_link=false"),
      ("mlops", "ingress=load_balancer", "ingress=application_gateway"),
    ])
  func choice(environment: String, first: String, second: String) throws {
    let place = try Workplace()
    let simulator = try Simulator(in: place)
    for (command, choice) in [("apply", first), ("apply", second), ("plan", second)] {
      let result = try Program.run(
        "armature",
        [command, "--simulate", command == "apply" ? "--auto-approve" : "--detailed-exitcode", "-var", choice]
          + ["environments/\(environment)"],
        in: place.folder, environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
      #expect(result.status == 0, "\(command) \(choice): \(result.output)\(result.errors)")
    }
  }
}
