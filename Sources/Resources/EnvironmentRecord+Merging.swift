/// What two runs made of one record that could not see each other.
extension EnvironmentRecord {
  /// Everything that either has: what one of them forgot may still be there, and a plan finds out.
  package func merged(with other: EnvironmentRecord) -> EnvironmentRecord {
    var merged = self
    merged.version += "+" + other.version
    for entry in other.sortedEntries {
      var entry = entry
      // Digests with another key say nothing here.
      if hashKey != other.hashKey { entry.hashes = [:] }
      guard let own = merged.entries[entry.address] else {
        merged.entries[entry.address] = entry
        continue
      }
      if own.id.lowercased() != entry.id.lowercased() {
        // Two resources at one address: the second stands under another, so that it is removed and not forgotten.
        let aside = entry.address.deposing(id: entry.id)
        merged.entries[aside] = entry.moved(to: aside)
      } else if own.state != .owned, entry.state == .owned {
        merged.entries[entry.address] = entry
      }
    }
    merged.outputs.merge(other.outputs) { own, _ in own }
    return merged
  }
}
