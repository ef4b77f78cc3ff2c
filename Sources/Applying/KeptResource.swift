import Evaluation
import Planning
import Resources
import Values

/// What a resource is whose home is the record.
enum KeptResource {
  /// Its value once it is applied: what was unknown is settled here, since nobody else would.
  static func value(of current: ApplyEvaluation.Current, _ moment: RecordHome.Moment) -> Value {
    guard var members = current.difference.planned.members else { return current.difference.planned }
    if current.prior == nil || members["id"]?.isKnown != true, let home = current.kind.home {
      members = members.merging(home.made(members, moment))
    }
    if members["output"]?.isKnown == false { members["output"] = current.arguments[member: "input"] ?? .null(.dynamic) }
    return .object(members)
  }

  /// The value of a new one with its secrets, which nobody could foretell; nil for what has none.
  static func secret(_ value: Value, of kind: ResourceKind, randomBytes: (Int) -> [UInt8]) -> Value? {
    guard let home = kind.home, home.isSecret, let derive = home.derived, var members = value.members else {
      return nil
    }
    members = members.merging(derive(members.map { $1.unmarkedDeep }, .unforeseeable()))
    for (name, source) in home.bcryptHashes.sorted(by: { $0.key < $1.key }) {
      guard let password = members[source]?.stringValue else { continue }
      let bytes = Array(password.utf8.prefix(Bcrypt.passwordBytesMax))
      let hash = Bcrypt.hash(bytes, cost: Bcrypt.costDefault, salt: randomBytes(16))
      members[name] = Value.string(hash).marked(.sensitive)
    }
    return .object(members)
  }
}
