import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs that are stopped in the middle: nothing is lost, nothing is doubled, and the next run goes on.
@Suite(.timeLimit(.minutes(15)), .serialized) struct InterruptionTests {
  private let spec = "environments/ai-conformant"
  private static let cluster = "/managedClusters/aks-ai-conformant-dev-centralus"

  /// A simulator that is slow enough for a run to be stopped while a cluster is made.
  private func slowSimulator(_ place: Workplace) throws -> (Simulator, [String: String]) {
    let simulator = try Simulator(in: place, speed: "200")
    return (simulator, ["ARMATURE_ARM_ENDPOINT": simulator.url])
  }

  /// Starts an apply and returns while the cluster is being made and its run asks how far that is: until the simulator
  /// forgets its faults, that question stays without an answer, however slow or busy the machine is.
  private func runHeldInCluster(
    _ simulator: Simulator, _ place: Workplace, _ cloud: [String: String]
  ) throws -> RunningProgram {
    try simulator.hold("GET", "/providers/microsoft.containerservice/locations/", in: place)
    let url = simulator.url
    let run = try RunningProgram(
      "apply", "--simulate", "--auto-approve", spec, in: place, environment: cloud,
      atEnd: { Simulator.removeFaults(url) })
    #expect(try simulator.awaitHeld(in: place) == 1)
    return run
  }

  /// How often a PUT of exactly this resource was accepted.
  private func creations(of path: String, _ simulator: Simulator, _ place: Workplace) throws -> Int {
    let requests = try simulator.call("GET", "/simulator/requests", in: place).1["requests"].array
    return requests.filter { request in
      request["method"].string == "PUT" && (request["status"].int ?? 0) < 300
        && request["path"].string?.split(separator: "?").first?.hasSuffix(path) == true
    }.count
  }

  private func expectConverged(_ simulator: Simulator, _ place: Workplace, _ cloud: [String: String]) throws {
    let again = try place.run("apply", "--simulate", "--auto-approve", spec, environment: cloud)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try creations(of: Self.cluster, simulator, place) == 1, "the cluster was made once")
    #expect(try creations(of: Self.cluster + "/agentPools/gpunp", simulator, place) == 1, "the pool was made once")
    let plan = try place.run("plan", "--simulate", "--detailed-exitcode", spec, environment: cloud)
    #expect(plan.status == 0, "\(plan.output)")
    #expect(try place.run("drift", "--simulate", spec, environment: cloud).status == 0)
  }

  @Test("the first Ctrl-C waits for what runs and starts nothing more", arguments: [SIGINT, SIGTERM])
  func drains(_ signal: Int32) throws {
    let place = try Workplace()
    let (simulator, cloud) = try slowSimulator(place)
    let run = try runHeldInCluster(simulator, place, cloud)
    run.send(signal)
    #expect(run.waits(for: "Stopping: nothing new is started, and what runs is waited for."))
    Simulator.removeFaults(simulator.url)
    #expect(run.end() == 1)
    #expect(run.output.contains("module.aks.azurerm_kubernetes_cluster.this: Creation complete"))
    #expect(run.output.contains("gpunp.azurerm_kubernetes_cluster_node_pool.this, since the run was stopped"))
    #expect(run.output.contains("To go on, run the same command again"))
    try expectConverged(simulator, place, cloud)
  }

  @Test("the second Ctrl-C leaves at once, and the next run takes up what is under way")
  func leaves() throws {
    let place = try Workplace()
    let (simulator, cloud) = try slowSimulator(place)
    let run = try runHeldInCluster(simulator, place, cloud)
    run.send(SIGINT)
    #expect(run.waits(for: "Press Ctrl-C again to leave at once"))
    run.send(SIGINT)
    #expect(run.end() == 130)
    #expect(
      run.output.contains("Still under way in Azure:\n  module.aks.azurerm_kubernetes_cluster.this, being created\n"),
      "\(run.output)")
    #expect(run.output.contains("To go on, run the same command again: it takes up what is left."))
    Simulator.removeFaults(simulator.url)
    try expectConverged(simulator, place, cloud)
  }

  @Test(
    "a run that was killed costs nothing",
    arguments: [
      "azurerm_resource_group.this[0]: Creating...", "module.aks.azurerm_kubernetes_cluster.this: Creating...",
      "module.aks.azurerm_kubernetes_cluster.this: Creation complete",
      "module.gpunp.azurerm_kubernetes_cluster_node_pool.this: Creating...",
      "module.gpunp.azurerm_kubernetes_cluster_node_pool.this: Creation complete",
    ])
  func killed(_ moment: String) throws {
    let place = try Workplace()
    let (simulator, cloud) = try slowSimulator(place)
    let run = try RunningProgram("apply", "--simulate", "--auto-approve", spec, in: place, environment: cloud)
    #expect(run.waits(for: moment), "\(run.output)")
    run.send(SIGKILL)
    #expect(run.end() == SIGKILL)
    try expectConverged(simulator, place, cloud)
  }

  @Test("how an operation failed that a killed run left is told by its code: Azure may quote secrets that nobody knows")
  func failedMeanwhile() throws {
    let place = try Workplace(copying: [])
    let (simulator, cloud) = try slowSimulator(place)
    try place.write(
      """
      armature { environment = "left" }
      variable "password" {
        type      = string
        sensitive = true
      }
      resource "azurerm_resource_group" "a" {
        name     = "rg"
        location = "westeurope"
      }
      resource "azurerm_postgresql_flexible_server" "a" {
        name                   = "armature-left"
        resource_group_name    = azurerm_resource_group.a.name
        location               = azurerm_resource_group.a.location
        sku_name               = "GP_Standard_D2ds_v5"
        version                = "17"
        administrator_login    = "postgres_admin"
        administrator_password = var.password
      }
      """, to: "spec/main.tf")
    let fault = """
      {"effect": "failOperation", "method": "PUT", "path": "/flexibleServers/armature-left", "times": 1,
       "code": "ServerNotAvailable", "message": "Canary-of-old-1 is no good."}
      """
    _ = try simulator.call("POST", "/simulator/faults", body: fault, in: place)
    try simulator.hold("GET", "/providers/microsoft.dbforpostgresql/locations/", in: place)
    let url = simulator.url
    let run = try RunningProgram(
      "apply", "--simulate", "--auto-approve", "spec", in: place,
      environment: cloud.merging(["TF_VAR_password": "Canary-of-old-1"]) { $1 },
      atEnd: { Simulator.removeFaults(url) })
    #expect(try simulator.awaitHeld(in: place) == 1)
    run.send(SIGKILL)
    #expect(run.end() == SIGKILL)
    let again = try place.run(
      "apply", "--simulate", "--auto-approve", "spec",
      environment: cloud.merging(["TF_VAR_password": "Canary-of-new-1"]) { $1 })
    #expect(again.status == 0, "\(again.errors)")
    let said = again.output + again.errors
    #expect(said.contains("azurerm_postgresql_flexible_server.a: Creation failed: "), "\(said)")
    #expect(said.contains(" (ServerNotAvailable); the activity log has Azure's words\n"), "\(said)")
    #expect(!said.contains("Canary"), "\(said)")
  }

  @Test("two runs in one directory don't get in each other's way")
  func twoAtOnce() throws {
    let place = try Workplace()
    let (simulator, cloud) = try slowSimulator(place)
    let run = try runHeldInCluster(simulator, place, cloud)
    let other = try place.run(
      "apply", "--simulate", "--auto-approve", "-var", "location=westeurope", spec, environment: cloud)
    #expect(other.status == 1)
    #expect(other.errors.contains("Another run is under way"), "\(other.errors)")
    Simulator.removeFaults(simulator.url)
    #expect(run.end() == 0, "\(run.output)")
    try expectConverged(simulator, place, cloud)
  }

  @Test("a simulator of a run that was killed goes with it and leaves its cloud behind")
  func ownSimulator() throws {
    let place = try Workplace()
    let speed = ["ARMATURE_SIMULATE_SPEED": "200", "TMPDIR": place.folder.path]
    let run = try RunningProgram("apply", "--simulate", "--auto-approve", spec, in: place, environment: speed)
    #expect(run.waits(for: "module.aks.azurerm_kubernetes_cluster.this: Creating..."), "\(run.output)")
    run.send(SIGKILL)
    #expect(run.end() == SIGKILL)
    let again = try place.run("apply", "--simulate", "--auto-approve", spec, environment: speed)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", spec, environment: speed).status == 0)
  }
}
