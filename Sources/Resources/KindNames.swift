import Configuration
import Values

/// What a kind goes by: resources and data sources of one name are two kinds.
package struct KindName: Sendable, Hashable {
  /// `azurerm_resource_group`.
  package let name: String
  package let mode: ResourceMode

  package init(_ name: String, _ mode: ResourceMode) {
    self.name = name
    self.mode = mode
  }

  fileprivate func precedes(_ other: KindName) -> Bool {
    name == other.name ? mode == .managed && other.mode == .data : name.precedesInUTF8(other.name)
  }
}

/// The names of kinds, each once, and where in a list each stands: a kind is looked for by name more often than a name takes
/// to be hashed.
package struct KindNames: Sendable {
  /// In the order of their bytes, a resource before the data source of its name.
  package let sorted: [KindName]
  private let places: [Int]

  /// - Parameter names: in the order of the list.
  package init(_ names: [KindName]) {
    places = names.indices.sorted { names[$0].precedes(names[$1]) }
    sorted = places.map { names[$0] }
  }

  /// The place in the list of the kind of a name; nil where there is none.
  package func place(of name: KindName) -> Int? {
    var range = 0..<sorted.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if sorted[middle] == name { return places[middle] }
      range =
        sorted[middle].precedes(name) ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }
}
