/// A spec as the files that a user would write.
extension Spec {
  /// The root module, and the other files by path.
  var files: (main: String, others: [String: String]) {
    var main: [String] = []
    var others: [String: String] = [:]
    for block in blocks {
      if block.isInModule {
        var references: [(name: String, value: String)] = []
        let body = text(of: block, label: "this", isRepeated: false) { number, attribute in
          let name = "v\(references.count)"
          references.append((name, reference(to: number, attribute)))
          return "var.\(name)"
        }
        let variables = references.map { "variable \"\($0.name)\" {}\n" }.joined()
        let outputs =
          "output \"id\" { value = \(block.kind.rawValue).this.id }\n"
          + (block.kind == .value || block.kind == .registration
            ? "" : "output \"name\" { value = \(block.kind.rawValue).this.name }\n")
        others["spec/\(block.label)/main.tf"] =
          "variable \"suffix\" {}\n" + variables + body.replacing("$SUFFIX", with: "${var.suffix}") + outputs
        main.append(
          "module \"\(block.label)\" {\n  source = \"./\(block.label)\"\n" + repetition(of: block)
            + "  suffix = \(block.suffixText.map { "\"\($0)\"" } ?? "\"\"")\n"
            + references.map { "  \($0.name) = \($0.value)\n" }.joined() + extraDependencies(of: block) + "}\n")
      } else {
        main.append(
          text(of: block, label: block.label, isRepeated: true) { reference(to: $0, $1) }
            .replacing("$SUFFIX", with: block.suffixText ?? ""))
      }
    }
    return (main.joined(), others)
  }

  private func reference(to number: Int, _ attribute: String) -> String {
    guard let block = self[number] else { return "null" }
    let key =
      switch block.repetition {
      case .none: ""
      case .count: "[0]"
      case .keys: "[\"a\"]"
      }
    return block.isInModule
      ? "module.\(block.label)\(key).\(attribute)" : "\(block.kind.rawValue).\(block.label)\(key).\(attribute)"
  }

  private func repetition(of block: Block) -> String {
    switch block.repetition {
    case .none: ""
    case .count(let count): "  count = \(count)\n"
    case .keys: "  for_each = toset([\(block.suffixes.map { "\"\($0)\"" }.joined(separator: ", "))])\n"
    }
  }

  /// What a block depends on though it refers to nothing of it; a value refers to it.
  private func extraDependencies(of block: Block) -> String {
    guard block.kind != .value else { return "" }
    let extra = block.parents.dropFirst(block.kind.parents.count).compactMap { self[$0] }
    if extra.isEmpty { return "" }
    let names = extra.map { $0.isInModule ? "module.\($0.label)" : "\($0.kind.rawValue).\($0.label)" }
    return "  depends_on = [\(names.joined(separator: ", "))]\n"
  }

  private func text(of block: Block, label: String, isRepeated: Bool, _ refer: (Int, String) -> String) -> String {
    var lines = isRepeated ? repetition(of: block) : ""
    func set(_ name: String, _ value: String) { lines += "  \(name) = \(value)\n" }
    func need(_ index: Int, _ attribute: String) -> String { refer(block.parents[index], attribute) }
    if block.kind != .value, block.kind != .registration { set("name", "\"\(block.name)$SUFFIX\"") }
    if block.kind.parents.first == .group { set("resource_group_name", need(0, "name")) }
    let regions = ["centralus", "westeurope"]
    var changing = "tags"
    switch block.kind {
    case .group:
      set("location", "\"centralus\"")
    case .workspace, .endpoint: set("location", "\"\(regions[block.variant % 2])\"")
    case .rule:
      set("location", "\"centralus\"")
      lines +=
        "  destinations {\n    monitor_account {\n      name = \"m\"\n"
        + "      monitor_account_id = \(need(1, "id"))\n    }\n  }\n"
        + "  data_flow {\n    streams = [\"Microsoft-PrometheusMetrics\"]\n    destinations = [\"m\"]\n  }\n"
    case .cluster:
      set("location", "\"centralus\"")
      set("dns_prefix", "\"d\(block.variant)\"")
      lines +=
        "  identity { type = \"SystemAssigned\" }\n  default_node_pool {\n    name = \"system\"\n"
        + "    vm_size = \"Standard_D2s_v3\"\n    node_count = 1\n  }\n"
    case .pool:
      set("kubernetes_cluster_id", need(0, "id"))
      set("vm_size", "\"Standard_D2s_v3\"")
      set("node_count", "\(1 + block.variant)")
    case .association:
      set("target_resource_id", need(0, "id"))
      set("data_collection_rule_id", need(1, "id"))
      changing = "description"
    case .ruleGroup:
      set("location", "\"centralus\"")
      set("scopes", "[\(need(1, "id"))]")
      lines += "  rule {\n    record = \"r\"\n    expression = \"vector(\(block.variant))\"\n  }\n"
    case .registration:
      set("provider_name", "\"Microsoft.ContainerService\"")
      set("name", "\"\(["ManagedGatewayAPIPreview", "ManagedGPUExperiencePreview"][block.number % 2])\"")
      changing = ""
    case .value:
      let parts = block.parents.map { refer($0, "id") } + ["\"\(block.text)\""]
      set("input", "[\(parts.joined(separator: ", "))]")
      set("triggers_replace", "\(block.variant)")
      changing = ""
    }
    switch changing {
    case "tags": set("tags", "{ text = \"\(block.text)\" }")
    case "description": set("description", "\"\(block.text)\"")
    default: break
    }
    if isRepeated { lines += extraDependencies(of: block) }
    if block.createsFirst || block.ignoresText && !changing.isEmpty {
      lines +=
        "  lifecycle {\n" + (block.createsFirst ? "    create_before_destroy = true\n" : "")
        + (block.ignoresText && !changing.isEmpty ? "    ignore_changes = [\(changing)]\n" : "") + "  }\n"
    }
    return "resource \"\(block.kind.rawValue)\" \"\(label)\" {\n\(lines)}\n"
  }
}

extension Block {
  /// The template of what follows its name.
  fileprivate var suffixText: String? {
    switch repetition {
    case .none: nil
    case .count: "${count.index}"
    case .keys: "${each.key}"
    }
  }
}
