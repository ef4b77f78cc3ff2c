import JSON
import Resources
import Values

/// A record as the JSON that template specs hold: all of it in one, or a head and parts where it is too large.
///
/// The head names its parts with their digests, so that it is readable only with exactly the parts that it was written for.
struct RecordParts {
  /// How much of a record one template spec holds, its own words left out: Azure takes about 2 MB.
  static let bytesMax = 1_500_000

  /// The head without `parts`, which the store adds once it knows where they are.
  let head: Value
  /// The entries of each part.
  let parts: [[Value]]

  init(_ record: EnvironmentRecord, bytesMax: Int = RecordParts.bytesMax) {
    let encoded = record.encoded
    let entries = encoded[member: "entries"]?.elements ?? []
    let sizes = entries.map { JSON.text($0).count + 1 }
    guard sizes.reduce(0, +) > bytesMax, var members = encoded.members else {
      head = encoded
      parts = []
      return
    }
    var parts: [[Value]] = [[]]
    var room = bytesMax
    for (entry, size) in zip(entries, sizes) {
      if size > room, !parts[parts.count - 1].isEmpty {
        parts.append([])
        room = bytesMax
      }
      parts[parts.count - 1].append(entry)
      room -= size
    }
    members["entries"] = nil
    head = .object(members)
    self.parts = parts
  }

  /// Where a part of a record lies, and what it has to say.
  struct Place: Hashable {
    let spec: String
    let version: String
    let digest: String

    var encoded: Value {
      ["templateSpec": .string(spec), "version": .string(version), "sha256": .string(digest)]
    }

    init(spec: String, version: String, entries: [Value]) {
      self.spec = spec
      self.version = version
      digest = CanonicalDigest.of(Self.withoutNulls(.tuple(entries)))
    }

    // Azure leaves members out that are null.
    private static func withoutNulls(_ value: Value) -> Value {
      if let elements = value.elements { return .tuple(elements.map(withoutNulls)) }
      guard let members = value.members else { return value }
      return .object(Members(members.filter { !$0.1.isNull }.map { ($0.0, withoutNulls($0.1)) }))
    }

    init?(decoding value: Value) {
      guard let spec = value[member: "templateSpec"]?.stringValue,
        let version = value[member: "version"]?.stringValue, let digest = value[member: "sha256"]?.stringValue
      else { return nil }
      self.spec = spec
      self.version = version
      self.digest = digest
    }
  }

  /// Where the parts of a head lie; none where it has its entries itself.
  static func places(in head: Value) -> [Place] {
    (head[member: "parts"]?.elements ?? []).compactMap(Place.init(decoding:))
  }

  /// The head with the places of its parts and how often its run has written it.
  static func head(_ head: Value, with places: [Place], writes: Int) -> Value {
    guard var members = head.members else { return head }
    members["writes"] = .number(writes)
    if !places.isEmpty { members["parts"] = .tuple(places.map(\.encoded)) }
    return .object(members)
  }

  /// How often its run had written a head.
  static func writes(in head: Value) -> Int { head[member: "writes"]?.intValue ?? 0 }

  /// The whole record from a head and the entries of its parts.
  static func joined(_ head: Value, _ entries: [Value]) -> Value {
    guard var members = head.members else { return head }
    members["entries"] = .tuple(entries)
    return .object(members)
  }
}
