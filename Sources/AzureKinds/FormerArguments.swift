import Resources
import Values

extension Argument {
  /// It is an argument of older versions of azurerm, for which another one is written by now: the kind infers that from
  /// it, and nothing is left of it.
  func succeeded(by successor: String, since version: AzurermVersion) -> Argument {
    retired("azurerm has `\(successor)` in its place from version \(version.first) on.").with {
      $0.schema.successor = successor
      $0.place = .engine
    }
  }
}

extension Value {
  /// The arguments with what one of older versions says in the present one. Where both are given, both stay.
  ///
  /// - Parameter reading: what the present argument is, by both; nil where it is given already.
  func taking(_ former: String, into present: String, _ reading: (_ former: Value, _ present: Value) -> Value?) -> Value
  {
    guard var members = unmarked.members, let given = members[former], let other = members[present],
      isGiven(former), let read = given.isKnown ? reading(given, other) : .unknown(other.type)
    else { return self }
    members[present] = read
    members[former] = .null(given.type)
    return Value.object(members).marked(marks)
  }

  /// What is wrong where an argument of older versions is given beside the present one.
  func problem(of former: String, beside present: String) -> [ArgumentProblem] {
    guard isGiven(former) else { return [] }
    return [
      .combination(
        former, "`\(present)` says the same by the name that counts.", hint: "take `\(former)` out")
    ]
  }
}
