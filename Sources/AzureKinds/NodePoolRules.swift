import Diagnostics
import NodeClaims
import Resources
import Values

/// What holds between a pool's arguments, and what the autoscaler and Azure's own ways mean for a plan.
enum NodePoolRules {
  // MARK: Checking

  static func problems(with pool: Value, at path: ValuePath) -> [ArgumentProblem] {
    scaleProblems(with: pool, at: path) + sizeProblems(with: pool, at: path)
  }

  private static func sizeProblems(with pool: Value, at path: ValuePath) -> [ArgumentProblem] {
    guard let size = pool[member: "vm_size"]?.stringValue, let retirement = VMSize.retirement(of: size) else {
      return []
    }
    return [
      ArgumentProblem(
        .warning, at: path.appending(.member("vm_size")), retirement.summary, detail: retirement.detail,
        hint: retirement.hint)
    ]
  }

  private static func scaleProblems(with pool: Value, at path: ValuePath) -> [ArgumentProblem] {
    guard pool.isKnown, !pool.isNull else { return [] }
    let minimum = pool[member: "min_count"] ?? .null(.number)
    let maximum = pool[member: "max_count"] ?? .null(.number)
    let scaling = pool[member: "auto_scaling_enabled"] ?? .null(.bool)
    guard scaling.isKnown else { return [] }
    if scaling.boolValue == true {
      for (name, bound) in [("min_count", minimum), ("max_count", maximum)] where bound.isNull {
        return [
          ArgumentProblem(
            at: path.appending(.member("auto_scaling_enabled")), "Missing required argument",
            detail: "A pool that scales by itself needs both `min_count` and `max_count`; `\(name)` is not set.")
        ]
      }
      guard let least = minimum.intValue, let most = maximum.intValue, least > most else { return [] }
      return [
        ArgumentProblem(
          at: path.appending(.member("min_count")), "Invalid value for argument",
          detail: "`min_count` must not be more than `max_count`; it is \(least), and `max_count` is \(most).")
      ]
    }
    for (name, bound) in [("min_count", minimum), ("max_count", maximum)] where bound.isKnown && !bound.isNull {
      return [
        ArgumentProblem(
          at: path.appending(.member(name)), "Invalid combination of arguments",
          detail: "`\(name)` is for pools that scale by themselves.",
          hint: "set `auto_scaling_enabled = true`, or leave out `\(name)`")
      ]
    }
    return []
  }

  static func spotProblems(with pool: Value) -> [ArgumentProblem] {
    let priority = pool[member: "priority"] ?? .null(.string)
    guard priority.isKnown, priority.stringValue != "Spot" else { return [] }
    return ["eviction_policy", "spot_max_price"].compactMap { name in
      guard let value = pool[member: name], value.isKnown, !value.isNull else { return nil }
      return ArgumentProblem(
        at: .argument(name), "Invalid combination of arguments",
        detail: "`\(name)` is for pools with `priority = \"Spot\"`.")
    }
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
      keepingAbsentTimeout($0, prior: prior?[member: "upgrade_settings"])
    }
    return Value.object(pool).marked(planned.marks)
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
