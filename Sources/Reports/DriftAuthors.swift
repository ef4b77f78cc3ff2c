import Resources

/// Who is behind drift, for each resource: the writes, newest first, or none where nobody knows.
package struct DriftAuthors: Sendable {
  private let writes: [InstanceAddress: [ForeignWrite]]

  /// - Parameter writes: of the resources that somebody could tell of at all.
  package init(_ writes: [InstanceAddress: [ForeignWrite]] = [:]) {
    self.writes = writes
  }

  subscript(address: InstanceAddress) -> [ForeignWrite]? { writes[address] }
}
