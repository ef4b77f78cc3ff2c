import Configuration
import Graph
import Resources
import Values

/// The resources of a program and which rests on which, whatever lies between them; without the edges that others
/// make superfluous.
package struct ResourceGraph: Sendable {
  package struct Node: Sendable {
    /// The names of the calls that lead to its module.
    package let module: [String]
    package let resource: ResourceName

    /// `module.a.module.b`; empty for the root.
    package var moduleName: String { module.map { "module.\($0)" }.joined(separator: ".") }
    package var name: String { module.isEmpty ? resource.description : "\(moduleName).\(resource)" }
  }

  /// By module, data sources first, then by name.
  package let nodes: [Node]
  /// For each node what it rests on directly, in the order of the nodes.
  package let prerequisites: [[Int]]

  package init(_ program: ProgramGraph) {
    let found = program.nodes.indices.compactMap { number -> (number: Int, node: Node)? in
      guard case .resource(let module, let place) = program.nodes[number] else { return nil }
      let declared = program.modules[module]
      return (number, Node(module: declared.path, resource: declared.resources[place].key))
    }.sorted { Self.precedes($0.node, $1.node) }
    nodes = found.map(\.node)
    let places = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1.number, $0) })
    var rank = [Int](repeating: 0, count: found.count)
    for (position, number) in program.order.enumerated() {
      if let place = places[number] { rank[place] = position }
    }
    let direct = found.map { Self.resources(below: $0.number, in: program, places) }
    prerequisites = direct.map { Self.reduced($0, direct, rank) }
  }

  private static func precedes(_ left: Node, _ right: Node) -> Bool {
    if left.module != right.module {
      return left.module.lexicographicallyPrecedes(right.module) { $0.precedesInUTF8($1) }
    }
    if left.resource.mode != right.resource.mode { return left.resource.mode == .data }
    return left.resource.description.precedesInUTF8(right.resource.description)
  }

  /// The resources that a node rests on through nothing but other things.
  private static func resources(below number: Int, in program: ProgramGraph, _ places: [Int: Int]) -> [Int] {
    var found: Set<Int> = []
    var seen: Set<Int> = [number]
    var work = program.graph.predecessors[number]
    while let next = work.popLast() {
      guard seen.insert(next).inserted else { continue }
      if let place = places[next] { found.insert(place) } else { work += program.graph.predecessors[next] }
    }
    return found.sorted()
  }

  /// Prerequisites without those that another of them rests on.
  private static func reduced(_ own: [Int], _ direct: [[Int]], _ rank: [Int]) -> [Int] {
    guard own.count > 1, let lowest = own.map({ rank[$0] }).min() else { return own }
    var reached: Set<Int> = []
    var work = own.flatMap { direct[$0] }
    while let next = work.popLast() {
      // What comes before all of them can't lead to any.
      if rank[next] >= lowest, reached.insert(next).inserted { work += direct[next] }
    }
    return own.filter { !reached.contains($0) }
  }
}
