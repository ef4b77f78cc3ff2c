import Values

/// The JSON of a plan, cut down to what the cases have of it.
struct PlanDocument {
  private let json: Value

  init(_ json: Value) {
    self.json = json
  }

  func value(diagnostics: Value) -> Value {
    var outputs = Members()
    for (name, output) in json[member: "output_changes"]?.members ?? Members() {
      var members = picked(["actions", "after", "after_unknown"], of: output)
      if let isSensitive = output[member: "after_sensitive"] { members["sensitive"] = isSensitive }
      outputs[name] = .object(members)
    }
    var members = picked(["applyable", "complete", "errored"], of: json)
    members["ok"] = true
    members["resources"] = .tuple((json[member: "resource_changes"]?.elements ?? []).map(resource))
    members["outputs"] = .object(outputs)
    members["checks"] = .tuple((json[member: "checks"]?.elements ?? []).map(check))
    members["diagnostics"] = diagnostics
    return .object(members)
  }

  private func resource(_ json: Value) -> Value {
    let change = json[member: "change"] ?? .null(.dynamic)
    return .object(
      picked(["address", "previous_address", "action_reason"], of: json).merging(
        picked(
          ["actions", "before", "after", "after_unknown", "after_sensitive", "replace_paths", "importing"], of: change))
    )
  }

  private func check(_ json: Value) -> Value {
    let problems = (json[member: "instances"]?.elements ?? []).flatMap { instance in
      (instance[member: "problems"]?.elements ?? []).compactMap { $0[member: "message"] }
    }
    return .object(
      Members([
        ("address", json[member: "address"]?[member: "to_display"] ?? ""),
        ("status", json[member: "status"] ?? ""), ("problems", .tuple(problems)),
      ]))
  }

  private func picked(_ names: [String], of json: Value) -> Members {
    Members(names.compactMap { name in json[member: name].map { (name, $0) } })
  }
}
