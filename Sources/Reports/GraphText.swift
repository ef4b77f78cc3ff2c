import Configuration
import Planning

/// The resources of a spec and what they rest on, as text that other programs draw.
package enum GraphText {
  /// As Terraform writes it for Graphviz.
  package static func dot(_ graph: ResourceGraph) -> String {
    var text = "digraph G {\n  rankdir = \"RL\";\n  node [shape = rect, fontname = \"sans-serif\"];\n"
    for (module, places) in modules(of: graph) {
      let margin = module.isEmpty ? "  " : "    "
      if !module.isEmpty {
        text += "  subgraph \(quoted("cluster_" + module)) {\n"
        text += "    label = \(quoted(module))\n    fontname = \"sans-serif\"\n"
      }
      for place in places {
        let node = graph.nodes[place]
        text += "\(margin)\(quoted(node.name)) [label=\(quoted(node.resource.description))];\n"
      }
      if !module.isEmpty { text += "  }\n" }
    }
    for (place, prerequisites) in graph.prerequisites.enumerated() {
      for prerequisite in prerequisites {
        text += "  \(quoted(graph.nodes[place].name)) -> \(quoted(graph.nodes[prerequisite].name));\n"
      }
    }
    if graph.nodes.isEmpty { text += "  /* This configuration does not contain any resources. */\n" }
    return text + "}\n"
  }

  /// As a Mermaid flowchart, which repositories show in their pages.
  package static func mermaid(_ graph: ResourceGraph) -> String {
    var text = "flowchart RL\n"
    for (number, (module, places)) in modules(of: graph).enumerated() {
      let margin = module.isEmpty ? "  " : "    "
      if !module.isEmpty { text += "  subgraph m\(number)[\"\(module)\"]\n" }
      for place in places { text += "\(margin)n\(place)[\"\(graph.nodes[place].resource)\"]\n" }
      if !module.isEmpty { text += "  end\n" }
    }
    for (place, prerequisites) in graph.prerequisites.enumerated() {
      for prerequisite in prerequisites { text += "  n\(place) --> n\(prerequisite)\n" }
    }
    return text
  }

  /// The places of the nodes of each module, which stand together.
  private static func modules(of graph: ResourceGraph) -> [(name: String, places: [Int])] {
    var modules: [(name: String, places: [Int])] = []
    for place in graph.nodes.indices {
      let name = graph.nodes[place].moduleName
      if modules.last?.name == name {
        modules[modules.count - 1].places.append(place)
      } else {
        modules.append((name, [place]))
      }
    }
    return modules
  }

  private static func quoted(_ name: String) -> String {
    "\"\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
