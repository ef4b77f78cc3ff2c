import Crypto
import Values

/// What the environment record remembers of a resource's arguments: which ones the spec set, and a keyed hash of each,
/// so that a change of the spec can be told from a change in Azure without keeping a value.
package struct RecordedArguments: Sendable, Hashable {
  /// The key of the hashes: the record's own, so that equal values of two environments can't be told.
  package let key: [UInt8]
  /// By the path's text. An empty hash says only that the argument was set: a sensitive one has no other memory.
  package let hashes: [String: String]
  /// What would be noted now in place of a hash for an argument that secrets are in which nobody keeps: which generation
  /// of them it has; empty where there are no such secrets.
  package var generations: Set<String> = []

  package init(key: [UInt8], hashes: [String: String]) {
    self.key = key
    self.hashes = hashes
  }

  /// The memory to keep of an object of arguments: one hash for each argument that is set, `generations` for those that
  /// secrets are in which nobody keeps.
  package init(key: [UInt8], schema: ResourceSchema, arguments: Value, generations: String? = nil) {
    var hashes: [String: String] = [:]
    Self.collect(schema, arguments, at: ValuePath(), key: key, generations ?? "", into: &hashes)
    self.init(key: key, hashes: hashes)
  }

  /// Whether an argument that only this remembers was applied as it is now. A secret, which leaves no hash, counts as the
  /// same as long as it was set; so does everything where nothing at all is remembered, and what is no longer set.
  package func hasApplied(_ argument: Value, at path: ValuePath, comparison: Comparison) -> Bool {
    guard !argument.isNull, !hashes.isEmpty else { return true }
    return matches(argument, at: path, comparison: comparison) ?? has(path)
  }

  /// Whether the spec set the argument at `path`.
  package func has(_ path: ValuePath) -> Bool {
    hashes[path.text] != nil
  }

  /// What stands in place of a hash while an argument names something that is being made anew: until its own update is
  /// done, the argument counts as changed.
  package static let awaitingUpdate = "named-anew"

  /// What notes of generations begin with, so that they are never taken for hashes.
  package static let generationPrefix = "generation-"

  /// Whether an argument got the secrets that are in it now.
  package func hasSecrets(at path: ValuePath) -> Bool {
    hashes[path.text].map(generations.contains) ?? false
  }

  /// Whether an argument still has to be sent again, since what it names was made anew.
  package func awaitsUpdate(at path: ValuePath) -> Bool {
    hashes[path.text] == Self.awaitingUpdate
  }

  /// Whether the spec set an argument of which nothing else is remembered.
  package func isSecret(_ path: ValuePath) -> Bool { hashes[path.text] == "" }

  /// Whether the spec set anything in the value at `path`, not that itself.
  package func remembers(beneath path: ValuePath) -> Bool {
    let (member, other) = (path.text + ".", path.text + "[")
    return hashes.keys.contains { $0.hasPrefix(member) || $0.hasPrefix(other) }
  }

  /// The paths that the spec set in the value of an open argument.
  package func paths(in name: String) -> [ValuePath] {
    hashes.keys.compactMap { ValuePath(text: $0) }.filter { $0.steps.first == .member(name) && $0.steps.count > 1 }
      .sorted { $0.text.precedesInUTF8($1.text) }
  }

  /// Whether the spec set anything in the block at `path`.
  package func hasAny(under path: ValuePath) -> Bool {
    let prefix = path.text
    return hashes.keys.contains { $0.hasPrefix(prefix) && $0.utf8.count > prefix.utf8.count }
  }

  /// Whether a value is the one that was applied; nil where nothing is remembered.
  package func matches(_ value: Value, at path: ValuePath, comparison: Comparison) -> Bool? {
    guard let hash = hashes[path.text], !hash.isEmpty, hash != Self.awaitingUpdate,
      !hash.hasPrefix(Self.generationPrefix)
    else { return nil }
    return Self.hash(comparison.canonical(value), key: key) == hash
  }

  private static func collect(
    _ schema: ResourceSchema, _ arguments: Value, at path: ValuePath, key: [UInt8], _ generations: String,
    into hashes: inout [String: String]
  ) {
    for attribute in schema.attributes where attribute.isArgument {
      guard let argument = arguments[member: attribute.name], !argument.isNull else { continue }
      let place = path.appending(.member(attribute.name))
      switch attribute.content {
      case .value:
        let parts = attribute.openBody == nil ? [(place, argument)] : OpenBody.leaves(of: argument, at: place)
        for (place, part) in parts {
          let isUnanswered = attribute.isWriteOnly && attribute.openBody != nil
          let isSecret = attribute.isSensitive || isUnanswered || part.hasSensitive
          hashes[place.text] =
            part.hasStandIn ? generations : isSecret ? "" : hash(attribute.comparison.canonical(part), key: key)
        }
      case .block(let nesting, let inner):
        for (index, element) in (argument.elements ?? []).enumerated() {
          // Sets have no places: their elements share the first one's paths.
          if case .set = nesting, index > 0 { break }
          collect(inner, element, at: place.appending(.index(index)), key: key, generations, into: &hashes)
        }
        if argument.elements?.isEmpty == false { hashes[place.text + "[]"] = "" }
      }
    }
  }

  /// The first 8 bytes of HMAC-SHA-256 over the canonical text, in hexadecimal digits.
  private static func hash(_ value: Value, key: [UInt8]) -> String {
    var authenticator = HMAC<SHA256>(key: SymmetricKey(data: key))
    authenticator.update(data: Array(CanonicalText.of(value).utf8))
    let digits = Array("0123456789abcdef".utf8)
    let text = authenticator.finalize().prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
