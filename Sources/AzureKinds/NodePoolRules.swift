import Diagnostics
import NodeClaims
import Resources
import Values

/// What holds between a pool's arguments, and what the autoscaler and Azure's own ways mean for a plan.
enum NodePoolRules {
  // MARK: Checking

  /// - Parameter isDefault: whether it is a cluster's default pool, which is a regular one of Linux and of the cluster's
  ///   own.
  static func problems(with pool: GivenArguments, isDefault: Bool) -> [ArgumentProblem] {
    var problems = scaleProblems(with: pool) + nameProblems(with: pool) + sizeProblems(with: pool)
    problems += upgradeProblems(with: pool) + nodeProblems(with: pool)
    return isDefault ? problems : problems + spotProblems(with: pool) + systemProblems(with: pool)
  }

  private static func sizeProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    guard let size = pool.text("vm_size") else { return [] }
    if let retirement = VMSize.retirement(of: size) {
      return [pool.warning("vm_size", retirement.summary, retirement.detail, hint: retirement.hint)]
    }
    if VMSize.isKnown(size) { return [] }
    return [
      pool.warning(
        "vm_size", "Unknown VM size",
        "Azure's catalogue had no \"\(size)\" when this version of Armature was made; it may be newer.",
        hint: VMSize.suggestion(for: size).map { "did you mean \"\($0)\"?" })
    ]
  }

  private static func nameProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    guard let temporary = pool.text("temporary_name_for_rotation"), temporary == pool.text("name") else { return [] }
    return [
      pool.clash(
        "temporary_name_for_rotation", "The pool that stands in is there beside this one, so it needs another name.")
    ]
  }

  private static func scaleProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    guard pool["auto_scaling_enabled"].isKnown else { return [] }
    guard pool.isOn("auto_scaling_enabled") else {
      return ["min_count", "max_count"].filter(pool.has).map { name in
        pool.clash(
          name, "`\(name)` is for pools that scale by themselves.",
          hint: "set `auto_scaling_enabled = true`, or leave out `\(name)`")
      }
    }
    for name in ["min_count", "max_count"] where pool.lacks(name) {
      return [
        pool.missing(
          "auto_scaling_enabled",
          "A pool that scales by itself needs both `min_count` and `max_count`; `\(name)` is not set.")
      ]
    }
    guard let least = pool.number("min_count"), let most = pool.number("max_count") else { return [] }
    if least > most {
      return [
        pool.invalid(
          "min_count", "`min_count` must not be more than `max_count`; it is \(least), and `max_count` is \(most).")
      ]
    }
    guard let count = pool.number("node_count"), count < least || count > most else { return [] }
    return [
      pool.invalid(
        "node_count", "The autoscaler keeps the number of nodes between \(least) and \(most); it is \(count).",
        hint: "leave it out: it is only the first number")
    ]
  }

  private static func upgradeProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    guard let upgrade = pool.block("upgrade_settings") else { return [] }
    var problems: [ArgumentProblem] = []
    // Each says 0 where the other one counts.
    let counted = ["max_surge", "max_unavailable"].filter { upgrade.has($0) && upgrade.text($0) != "0" }
    if counted.count == 2 { problems += upgrade.exclusive("max_surge", "max_unavailable") }
    if upgrade.text("max_surge") == "0", upgrade.text("max_unavailable") == "0" {
      problems.append(
        upgrade.invalid("max_surge", "One of `max_surge` and `max_unavailable` must be more than 0, or nothing moves."))
    }
    if pool.text("priority") == "Spot" {
      problems += counted.map { name in
        upgrade.clash(
          name, "Azure upgrades spot nodes by taking them away, so a spot pool has no `\(name)`.",
          hint: "leave out `\(name)`")
      }
    }
    if upgrade.number("drain_timeout_in_minutes") == 0 {
      problems.append(
        upgrade.warning(
          "drain_timeout_in_minutes", "Timeout that says nothing",
          "AKS takes 1 to 1440 minutes and has no 0: a node may take as long to drain as Azure finds right, which is 30 "
            + "minutes.", hint: "leave it out, or name a number of minutes"))
    }
    return problems
  }

  private static func nodeProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    if pool.has("node_public_ip_prefix_id"), pool.isOff("node_public_ip_enabled") {
      problems.append(
        pool.clash(
          "node_public_ip_prefix_id", "Only nodes with public addresses take them from a prefix.",
          hint: "set `node_public_ip_enabled = true`"))
    }
    let zones = (pool["zones"].elements ?? []).compactMap(\.stringValue).filter { !["1", "2", "3"].contains($0) }
    if let zone = zones.first {
      problems.append(pool.invalid("zones", "The zones of a region are \"1\", \"2\" and \"3\"; one is \"\(zone)\"."))
    }
    if let kubelet = pool.block("kubelet_config"), let low = kubelet.number("image_gc_low_threshold"),
      let high = kubelet.number("image_gc_high_threshold"), low >= high
    {
      problems.append(
        kubelet.invalid(
          "image_gc_low_threshold", "It must be less than `image_gc_high_threshold`, which is \(high); it is \(low)."))
    }
    if let kernel = pool.block("linux_os_config")?.block("sysctl_config") {
      problems += portProblems(with: kernel)
    }
    return problems + systemNameProblems(with: pool)
  }

  /// A range has both of its ends, in order.
  private static func portProblems(with kernel: GivenArguments) -> [ArgumentProblem] {
    let (first, last) = ("net_ipv4_ip_local_port_range_min", "net_ipv4_ip_local_port_range_max")
    for (name, other) in [(first, last), (last, first)] where kernel.has(name) && kernel.lacks(other) {
      return [kernel.missing(name, "A range of ports has two ends; `\(other)` is not set.")]
    }
    guard let least = kernel.number(first), let most = kernel.number(last), least >= most else { return [] }
    return [kernel.invalid(first, "`\(first)` must be less than `\(last)`, which is \(most); it is \(least).")]
  }

  /// The distribution has to be one of the operating system.
  private static func systemNameProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    guard pool["os_type"].isKnown, let distribution = pool.text("os_sku") else { return [] }
    let isWindows = pool.text("os_type") == "Windows"
    guard distribution.hasPrefix("Windows") != isWindows else { return [] }
    let wanted = isWindows ? "Windows" : "Linux"
    return [
      pool.clash(
        "os_sku", "`\(distribution)` is no distribution of \(wanted), which the pool's nodes run.",
        hint: isWindows
          ? "use Windows2022 or Windows2025" : "use Ubuntu or AzureLinux, or a pool with `os_type = \"Windows\"`")
    ]
  }

  private static func spotProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    if pool.text("priority") == "Spot" {
      guard case .number(let price)? = pool["spot_max_price"].isKnown ? pool["spot_max_price"].unmarked : nil,
        price != -1, price <= 0
      else { return [] }
      return [pool.invalid("spot_max_price", "It is a price in US dollars, or -1 for the usual one; it is \(price).")]
    }
    guard pool["priority"].isKnown else { return [] }
    return ["eviction_policy", "spot_max_price"].filter(pool.has).map { name in
      pool.clash(name, "`\(name)` is for pools with `priority = \"Spot\"`.")
    }
  }

  /// What only some pools can be: of the system, of Windows.
  private static func systemProblems(with pool: GivenArguments) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let isWindows = pool.text("os_type") == "Windows"
    if pool.text("mode") == "System" {
      if pool.text("priority") == "Spot" {
        problems.append(pool.clash("mode", "What the cluster itself needs doesn't run on spot nodes."))
      }
      if isWindows { problems.append(pool.clash("mode", "What the cluster itself needs runs on Linux.")) }
      for name in ["node_count", "min_count"] where pool.number(name) == 0 {
        problems.append(pool.invalid(name, "A pool of the mode `System` has at least one node."))
      }
    }
    if isWindows {
      for name in ["name", "temporary_name_for_rotation"] where (pool.text(name)?.utf8.count ?? 0) > 6 {
        problems.append(
          pool.invalid(
            name,
            "The name of a Windows pool has 6 characters at most; \"\(pool.text(name) ?? "")\" has "
              + "\(pool.text(name)?.utf8.count ?? 0)."))
      }
      if pool.has("linux_os_config") {
        problems.append(pool.clash("linux_os_config", "`linux_os_config` is for nodes of Linux."))
      }
    } else if pool["os_type"].isKnown, pool.has("windows_profile") {
      problems.append(
        pool.clash("windows_profile", "It is for nodes of Windows.", hint: "set `os_type = \"Windows\"`"))
    }
    return problems
  }

  // MARK: Planning

  /// The planned pool with what single arguments can't say.
  static func refined(_ planned: Value, prior: Value?, arguments: Value) -> Value {
    guard var pool = planned.members else { return planned }
    let isNew = prior == nil || prior?.isNull == true
    let scales = pool["auto_scaling_enabled"]?.boolValue == true
    let given = arguments[member: "node_count"] ?? .null(.number)
    if isNew {
      // Azure wants a first number even where the autoscaler sets it.
      if given.isNull {
        let least = scales ? pool["min_count"] : nil
        pool["node_count"] = least.flatMap { $0.isKnown ? $0 : nil } ?? .number(1)
      }
    } else if let live = prior?[member: "node_count"], !live.isNull {
      // The autoscaler moves the number, and one that is no longer in the spec stays as it is.
      if scales && prior?[member: "auto_scaling_enabled"]?.boolValue == true || given.isNull {
        pool["node_count"] = live
      }
    }
    pool["upgrade_settings"] = pool["upgrade_settings"].map {
      withoutSurge(
        keepingAbsentTimeout($0, prior: prior?[member: "upgrade_settings"]), arguments: arguments,
        prior: prior?[member: "upgrade_settings"])
    }
    return Value.object(pool).marked(planned.marks)
  }

  /// Where nodes may be missing, none are added: Azure would go on adding those of before.
  private static func withoutSurge(_ planned: Value, arguments: Value, prior: Value?) -> Value {
    guard let given = GivenArguments(arguments).block("upgrade_settings"), given.has("max_unavailable"),
      given.text("max_unavailable") != "0", given.lacks("max_surge"), prior?[0]?[member: "max_surge"]?.isNull != true
    else { return planned }
    return planned.replacing(ValuePath([.index(0), .member("max_surge")]), with: .string("0"))
  }

  /// A drain timeout of 0 is one that Azure doesn't show.
  private static func keepingAbsentTimeout(_ planned: Value, prior: Value?) -> Value {
    guard case .list(let elements, of: let type) = planned.unmarked, var settings = elements.first?.members,
      settings["drain_timeout_in_minutes"]?.intValue == 0, let live = prior?[0]?[member: "drain_timeout_in_minutes"],
      live.isNull
    else { return planned }
    settings["drain_timeout_in_minutes"] = live
    return Value.list([.object(settings)], of: type).marked(planned.marks)
  }
}
