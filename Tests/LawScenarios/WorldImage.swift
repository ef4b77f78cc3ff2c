import ARMSimulator
import JSON
import Resources
import TestWorld
import Values

/// What a cloud holds and what the record says of it, without what is invented anew each time: two runs that end the
/// same have equal images.
struct WorldImage: Sendable, Hashable {
  /// The text of each resource, by its id in lower case; records of environments left out.
  let resources: [String: String]
  /// A line for each entry of the record, sorted.
  let record: [String]

  static func of(_ world: World) async throws -> WorldImage {
    let resources = await world.simulator.resources().filter { !$0.key.contains("/resourcegroups/armature-records") }
    return WorldImage(
      resources: resources.mapValues { text(of: $0) }, record: (try await world.record()).map(lines) ?? [])
  }

  /// The resources that go when an environment is destroyed: features and providers stay registered.
  var removable: [String: String] {
    resources.filter { !$0.key.contains("/providers/microsoft.features/") && !$0.key.contains("providerregistrations") }
  }

  /// What the other one has otherwise, for people.
  func difference(from other: WorldImage) -> [String] {
    var found: [String] = []
    for id in Set(resources.keys).union(other.resources.keys).sorted() where resources[id] != other.resources[id] {
      found.append("\(id): \(resources[id] ?? "absent")\n    instead of \(other.resources[id] ?? "absent")")
    }
    for line in Set(record).symmetricDifference(other.record).sorted() {
      found.append((record.contains(line) ? "record has: " : "record lacks: ") + line)
    }
    return found
  }

  private static func lines(_ record: EnvironmentRecord) -> [String] {
    let entries = record.sortedEntries.map { entry in
      let isKept = entry.kept != nil
      let hashes = entry.hashes.keys.sorted().map { isKept ? $0 : "\($0)=\(entry.hashes[$0] ?? "")" }
      return "\(entry.address) \(entry.state) \(normalized(entry.id)) needs "
        + "\(entry.dependencies.map(\.description).sorted()) \(hashes) \(entry.kept.map { text(of: $0) } ?? "")"
    }
    return entries + record.outputs.keys.sorted().map { "output \($0)" }
  }

  private static func text(of value: Value) -> String {
    if let members = value.members {
      let parts = members.sorted { $0.0 < $1.0 }.filter { $0.0.lowercased() != "etag" }
        .map { "\($0.0): \(text(of: $0.1))" }
      return "{\(parts.joined(separator: ", "))}"
    }
    if let elements = value.elements { return "[\(elements.map { text(of: $0) }.joined(separator: ", "))]" }
    if let string = value.unmarked.stringValue { return "\"\(normalized(string))\"" }
    return value.isWhollyKnown ? JSON.string(value.unmarked) : "unknown"
  }

  /// A text without invented parts, which are hexadecimal digits in the lengths that GUIDs and host names have.
  static func normalized(_ text: String) -> String {
    // A moment: 2026-11-21T10:00:00Z, with or without fractions.
    if text.hasPrefix("20"), text.hasSuffix("Z"), text.contains("T"), text.utf8.count >= 20 { return "#" }
    var result = ""
    var word = ""
    func flushed() -> String {
      let isInvented = [4, 8, 12, 24, 32].contains(word.utf8.count) && word.utf8.allSatisfy(isHexDigit)
      return isInvented ? "#" : word
    }
    for character in text {
      if character.isASCII, character.isLetter || character.isNumber {
        word.append(character)
      } else {
        result += flushed()
        word = ""
        result.append(character)
      }
    }
    return result + flushed()
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
