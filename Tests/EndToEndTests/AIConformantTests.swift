import Foundation
import Testing

/// The whole job, with the built programs: the AI-conformant environment from spec to ARM and back.
@Suite(.timeLimit(.minutes(15))) struct AIConformantTests {
  private static let root = "/subscriptions/00000000-0000-4000-8000-000000000001"
  private static let group = "\(root)/resourceGroups/rg-aks-ai-conformant-dev-centralus"
  private static let cluster =
    "\(group)/providers/Microsoft.ContainerService/managedClusters/aks-ai-conformant-dev-centralus"
  private let spec = "environments/ai-conformant"

  @Test("the environment is planned, applied, found unchanged, and destroyed without a trace")
  func wholeLife() throws {
    let place = try Workplace()
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]

    let plan = try place.run("plan", "--simulate", "--detailed-exitcode", spec, environment: cloud)
    #expect(plan.status == 2)
    #expect(plan.output.hasPrefix("Simulated Azure at \(simulator.url)"))
    #expect(plan.output.contains("Plan: 12 to add, 0 to change, 0 to destroy."))
    // Law L1: a plan writes nothing.
    #expect(try simulator.count("writes", in: place) == 0)

    let apply = try place.run("apply", "--simulate", "--auto-approve", spec, environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.output.contains("Apply complete! Resources: 12 added, 0 changed, 0 destroyed."))
    #expect(apply.output.contains("cluster_name = \"aks-ai-conformant-dev-centralus\""))
    try expectLive(simulator, place)

    let writes = try simulator.count("writes", in: place)
    let again = try place.run("plan", "--simulate", "--detailed-exitcode", spec, environment: cloud)
    #expect(again.status == 0, "\(again.output)")
    #expect(again.output.contains("No changes."))
    let second = try place.run("apply", "--simulate", "--auto-approve", spec, environment: cloud)
    #expect(second.status == 0)
    #expect(try simulator.count("writes", in: place) == writes, "a second apply sends no write")

    let destroy = try place.run("destroy", "--simulate", "--auto-approve", spec, environment: cloud)
    #expect(destroy.status == 0, "\(destroy.errors)")
    #expect(destroy.errors.contains("azurerm_resource_provider_feature_registration.managed_gateway_api"), "they stay")
    let groups = try simulator.call("GET", "\(Self.root)/resourceGroups?api-version=2021-04-01", in: place).1
    #expect(groups["value"].array.isEmpty)
    let resources = try simulator.call("GET", "\(Self.root)/resources?api-version=2021-04-01", in: place).1
    #expect(resources["value"].array.isEmpty)
  }

  /// What the issue lists of the environment, read from ARM itself.
  private func expectLive(_ simulator: Simulator, _ place: Workplace) throws {
    let properties = try simulator.call("GET", "\(Self.cluster)?api-version=2026-04-01", in: place).1["properties"]
    #expect(properties["kubernetesVersion"].string == "1.34.2")
    #expect(properties["oidcIssuerProfile"]["enabled"].int == 1)
    #expect(properties["securityProfile"]["workloadIdentity"]["enabled"].int == 1)
    #expect(properties["aiToolchainOperatorProfile"]["enabled"].int == 1)
    #expect(properties["ingressProfile"]["gatewayAPI"]["installation"].string == "Standard")
    #expect(properties["serviceMeshProfile"]["istio"]["revisions"][0].string == "asm-1-28")
    #expect(properties["azureMonitorProfile"]["metrics"]["enabled"].int == 1)
    let pools = properties["agentPoolProfiles"].array
    let system = try #require(pools.first { $0["name"].string == "default" })
    #expect(system["vmSize"].string == "Standard_D2s_v3")
    #expect(system["minCount"].int == 2)
    #expect(system["maxCount"].int == 5)
    #expect(system["nodeTaints"][0].string == "CriticalAddonsOnly=true:NoSchedule")
    #expect(Set(system["availabilityZones"].array.compactMap(\.string)) == ["1", "2", "3"])
    let gpu = try #require(pools.first { $0["name"].string == "gpunp" })
    #expect(gpu["vmSize"].string == "Standard_D16s_v5")
    #expect(gpu["minCount"].int == 1)
    #expect(gpu["maxCount"].int == 3)
    #expect(gpu["tags"]["EnableManagedGPUExperience"].string == "true")
    let associations = try simulator.call(
      "GET", "\(Self.cluster)/providers/Microsoft.Insights/dataCollectionRuleAssociations?api-version=2023-03-11",
      in: place
    ).1
    #expect(associations["value"].array.count == 2)
    let rules = try simulator.call(
      "GET",
      "\(Self.group)/providers/Microsoft.AlertsManagement/prometheusRuleGroups?api-version=2023-03-01", in: place
    ).1
    #expect(rules["value"].array.map { $0["properties"]["rules"].array.count }.sorted() == [11, 19])
  }

  @Test("drift names exactly what was changed behind the spec's back, and apply heals it")
  func driftAndHealing() throws {
    let place = try Workplace()
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    #expect(try place.run("apply", "--simulate", "--auto-approve", spec, environment: cloud).status == 0)
    #expect(try place.run("drift", "--simulate", spec, environment: cloud).status == 0)

    // Somebody scales the pool in the portal and deletes a rule group.
    let pool = "\(Self.cluster)/agentPools/gpunp?api-version=2026-04-01"
    let live = try simulator.call("GET", pool, in: place).1
    let edited = live.text.replacingOccurrences(of: "\"maxCount\":3", with: "\"maxCount\":9")
    #expect(try simulator.call("PUT", pool, body: edited, in: place).0 == 200)
    let group =
      "\(Self.group)/providers/Microsoft.AlertsManagement/prometheusRuleGroups/"
      + "NodeRecordingRulesRuleGroup-aks-ai-conformant-dev-centralus?api-version=2023-03-01"
    #expect(try simulator.call("DELETE", group, in: place).0 == 200)
    let writes = try simulator.count("writes", in: place)

    let drift = try place.run("drift", "--simulate", "--format", "json", spec, environment: cloud)
    #expect(drift.status == 2)
    let found = JSONValue(try JSONSerialization.jsonObject(with: Data(drift.output.utf8)))["drifted"].array
    #expect(
      found.map { "\($0["address"].string ?? "") \($0["finding"].string ?? "")" }.sorted() == [
        "module.gpunp.azurerm_kubernetes_cluster_node_pool.this changed",
        "module.prometheus.azurerm_monitor_alert_prometheus_rule_group.node deleted",
      ])
    #expect(found.flatMap { $0["changes"].array.compactMap { $0["path"].string } } == ["max_count"])
    #expect(try simulator.count("writes", in: place) == writes, "drift sends no write")

    let heal = try place.run("apply", "--simulate", "--auto-approve", spec, environment: cloud)
    #expect(heal.status == 0, "\(heal.errors)")
    #expect(heal.output.contains("Resources: 1 added, 1 changed, 0 destroyed."))
    #expect(try place.run("drift", "--simulate", spec, environment: cloud).status == 0)
  }

  @Test("an edited tag is one update in place, an edited location a replacement with all that hangs on it")
  func editing() throws {
    let place = try Workplace()
    #expect(try place.run("apply", "--simulate", "--auto-approve", spec).status == 0)
    let main = place.folder.appendingPathComponent("modules/gpunp/main.tf")
    let text = try String(contentsOf: main, encoding: .utf8)
    try place.write(
      text.replacingOccurrences(
        of: "EnableManagedGPUExperience = \"true\"", with: "EnableManagedGPUExperience = \"true\"\n    Edited = \"yes\""
      ),
      to: "modules/gpunp/main.tf")
    let tag = try place.run("plan", "--simulate", spec)
    #expect(tag.output.contains("Plan: 0 to add, 1 to change, 0 to destroy."), "\(tag.output)")
    #expect(tag.output.contains("because the spec changed: tags (modules/gpunp/main.tf:"))
    #expect(try place.run("apply", "--simulate", "--auto-approve", spec).status == 0)
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", spec).status == 0)

    let location = try place.run("plan", "--simulate", "-var", "location=westeurope", spec)
    #expect(location.output.contains("Plan: 10 to add, 0 to change, 10 to destroy."), "the plan's summary")
    let forcing = location.output.contains(/location += "centralus" -> "westeurope" # forces replacement/)
    #expect(forcing, "the argument that forces it is named")
  }

  @Test("what is planned can be saved, shown, and carried out only while it is true")
  func savedPlan() throws {
    let place = try Workplace()
    let save = try place.run("plan", "--simulate", "--out", "p.plan", spec)
    #expect(save.status == 0, "\(save.errors)")
    let show = try place.run("show", "p.plan")
    #expect(show.output.contains("Plan: 12 to add, 0 to change, 0 to destroy."))
    let apply = try place.run("apply", "--simulate", "p.plan")
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.output.contains("Resources: 12 added"))
    let stale = try place.run("apply", "--simulate", "p.plan")
    #expect(stale.status == 1)
    #expect(stale.errors.contains("The plan is stale"))
  }
}
