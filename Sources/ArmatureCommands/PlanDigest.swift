import Crypto
import Planning
import Resources
import Values

/// Digests that tell whether a plan, or a secret, is still the same without keeping either.
enum PlanDigest {
  /// One digest for each change, by address: what happens to it, from what, to what.
  static func of(_ plan: Plan, salt: String) -> [String: String] {
    var digests: [String: String] = [:]
    for change in plan.changes {
      let parts = [
        "\(change.action)", change.id ?? "", CanonicalText.of(change.before), CanonicalText.of(change.after),
      ]
      digests["\(change.address)"] = digest(parts.joined(separator: "\n"), salt: salt, rounds: 1)
    }
    return digests
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
