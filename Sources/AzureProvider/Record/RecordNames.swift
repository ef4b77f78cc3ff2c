import Resources
import Values

/// The names under which an environment's record and the claims on it are kept.
enum RecordNames {
  /// What the names of template specs begin with that hold parts of records: no environment may be called so.
  static let partPrefix = "armature-part-"
  private static let claimPrefix = "claim-"

  /// The template spec that holds a part of an environment's record.
  static func part(_ number: Int, of environment: String) -> String {
    "\(partPrefix)\(number)-\(CanonicalDigest.of(.string(environment.lowercased())).prefix(16))"
  }

  /// The version that is a run's claim.
  static func claim(_ run: String) -> String { claimPrefix + run }

  /// The run whose claim a version is; nil for other versions.
  static func claimant(_ version: String) -> String? {
    version.hasPrefix(claimPrefix) ? String(version.dropFirst(claimPrefix.count)) : nil
  }
}

/// The name of a run's version of the record: ten digits, so that names sort as numbers do, and the beginning of the run's
/// id, so that no run ever writes over another's.
struct RecordVersion: Hashable, Comparable, CustomStringConvertible {
  let serial: Int
  let tag: String

  init(_ record: EnvironmentRecord) {
    serial = record.serial
    tag = String(record.run.id.prefix(8))
  }

  /// Nil for names of other things.
  init?(_ name: String) {
    let digits = name.prefix { $0 != "-" }
    guard digits.utf8.count >= 10, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let serial = Int(digits), name.utf8.count != digits.utf8.count + 1
    else { return nil }
    self.serial = serial
    tag = String(name.dropFirst(digits.count + 1))
  }

  /// The name of what stood in the version after its run had written it so often.
  func name(writes: Int) -> String { "\(self).\(writes)" }

  /// The version that a ``name(writes:)`` is of.
  init?(writtenAs name: Substring) {
    self.init(String(name.prefix { $0 != "." }))
  }

  var description: String {
    let digits = String(serial)
    return String(repeating: "0", count: max(0, 10 - digits.count)) + digits + (tag.isEmpty ? "" : "-\(tag)")
  }

  static func < (left: RecordVersion, right: RecordVersion) -> Bool {
    (left.serial, left.tag) < (right.serial, right.tag)
  }
}
