import Crypto
import Planning
import Resources
import Values

/// Digests that tell whether a plan, or a secret, is still the same without keeping either.
enum PlanDigest {
  /// What a plan rests on and does, for each change by address.
  static func of(_ plan: Plan, salt: String) -> [String: ChangeFingerprint] {
    var fingerprints: [String: ChangeFingerprint] = [:]
    for change in plan.changes {
      var live: [String: String] = [:]
      for (path, value) in leaves(of: change.before.redacted) {
        live[path.text] = digest(CanonicalText.of(value), salt: salt, rounds: 1)
      }
      let planned = ["\(change.action)", change.id ?? "", CanonicalText.of(change.after.redacted)]
      fingerprints["\(change.address)"] = ChangeFingerprint(
        live: live, planned: digest(planned.joined(separator: "\n"), salt: salt, rounds: 1))
    }
    for id in plan.registrations { fingerprints[id] = ChangeFingerprint(live: [:], planned: "") }
    return fingerprints
  }

  /// The values in a value that have none in them, by path; a set is one value. What is null isn't there.
  private static func leaves(of value: Value, at path: ValuePath = ValuePath()) -> [(ValuePath, Value)] {
    switch value.unmarked {
    case .object(let members), .map(let members, of: _):
      members.flatMap { name, member in leaves(of: member, at: path.appending(.member(name))) }
    case .list(let elements, of: _), .tuple(let elements):
      elements.enumerated().flatMap { index, element in leaves(of: element, at: path.appending(.index(index))) }
    case .null: []
    default: [(path, value)]
    }
  }

  /// The digest of a file.
  static func of(_ file: [UInt8], salt: String) -> String {
    digest(Hexadecimal.digest(file), salt: salt, rounds: 100_000)
  }

  /// The digest of a secret. It is slow to make, so that a short secret isn't found by trying.
  static func of(_ secret: Value, salt: String) -> String {
    digest(CanonicalText.of(secret), salt: salt, rounds: 100_000)
  }

  private static func digest(_ text: String, salt: String, rounds: Int) -> String {
    let key = SymmetricKey(data: Array(salt.utf8))
    var bytes = Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    for _ in 1..<max(rounds, 2) {
      bytes = Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }
    return Hexadecimal.text(bytes)
  }
}

/// What a planned change rests on and does, as digests: enough to say what has moved since. Nothing sensitive is in it.
struct ChangeFingerprint: Sendable, Hashable {
  /// A digest of each argument and attribute that is live, by path; empty where nothing is.
  let live: [String: String]
  /// A digest of what is to happen, to which id, and of what is to be live then.
  let planned: String
}

/// A value as it can be written after `NAME=` on a command line.
enum VariableText {
  static func of(_ value: Value) -> String {
    switch value.unmarked {
    case .string(let string): string
    default:
      // JSON is HCL but for what would be an interpolation inside a string.
      CanonicalText.of(value).replacing("${", with: "$${").replacing("%{", with: "%%{")
    }
  }
}
