import Values

/// One place where what happened is not what Terraform did.
struct CaseDifference: CustomStringConvertible {
  /// From the stage down: `plan2`, `resources`, `terraform_data.a`, `after`, `input`.
  let path: [String]
  /// Nil where Terraform has nothing.
  let expected: Value?
  let found: Value?
  /// The diagnostic that it is about, as Terraform or Armature has it; nil for everything else.
  var diagnostic: Value?

  /// Whether it is the detail of a diagnostic that is otherwise the same.
  var isDetail: Bool { diagnostic != nil && path.last == "detail" }

  var description: String {
    "\(path.joined(separator: " / ")): expected \(expected.map(text) ?? "nothing"), found \(found.map(text) ?? "nothing")"
  }

  private func text(_ value: Value) -> String {
    switch value.unmarked {
    case .string(let string): "\"\(string)\""
    case .number(let number): "\(number)"
    case .bool(let bool): "\(bool)"
    case .null: "null"
    case .object(let members): "{\(members.map { "\($0): \(text($1))" }.joined(separator: ", "))}"
    default: "[\((value.elements ?? []).map(text).joined(separator: ", "))]"
    }
  }
}

/// Finds where two documents in the form of `expected.json` differ.
struct CaseComparison {
  /// Whether one of two instances, named by their addresses, rests on the other.
  let isRelated: (String, String) -> Bool

  /// Members that stand only where they say something.
  private static let optional: Set = [
    "before", "after", "after_unknown", "after_sensitive", "sensitive", "problems", "checks",
  ]

  func differences(expected: Value, found: Value) -> [CaseDifference] {
    compare(normal(expected).without("init"), normal(found), [])
  }

  private func compare(_ expected: Value?, _ found: Value?, _ path: [String]) -> [CaseDifference] {
    if path.last == "diagnostics" {
      return compareDiagnostics(expected?.elements ?? [], found?.elements ?? [], path)
    }
    guard let expected, let found else {
      return expected == nil && found == nil ? [] : [CaseDifference(path: path, expected: expected, found: found)]
    }
    if let left = expected.members, let right = found.members {
      return Set(left.keys + right.keys).sorted().flatMap { compare(left[$0], right[$0], path + [$0]) }
    }
    if let left = expected.elements, let right = found.elements {
      switch path.last {
      case "order": return compareOrder(left, right, path)
      case "resources" where path.first != "replan", "checks":
        return compare(keyed(left), keyed(right), path)
      default: break
      }
      if left.count == right.count {
        return zip(left, right).enumerated().flatMap { compare($1.0, $1.1, path + ["\($0)"]) }
      }
    }
    return expected == found ? [] : [CaseDifference(path: path, expected: expected, found: found)]
  }

  private func keyed(_ elements: [Value]) -> Value {
    .object(Members(elements.map { ($0[member: "address"]?.stringValue ?? "", $0) }))
  }

  /// Diagnostics belong together by severity, summary and place; the order in which those of one place stand says
  /// nothing. Terraform sometimes says the same thing twice.
  private func compareDiagnostics(_ expected: [Value], _ found: [Value], _ path: [String]) -> [CaseDifference] {
    func key(_ diagnostic: Value) -> String {
      let severity = diagnostic[member: "severity"]?.stringValue ?? ""
      let summary = diagnostic[member: "summary"]?.stringValue ?? ""
      guard let range = diagnostic[member: "range"], !range.isNull else { return "\(severity) \(summary)" }
      let numbers = ["start", "end"].flatMap { range[member: $0]?.elements ?? [] }.compactMap(\.intValue)
      return "\(severity) \(summary) \(range[member: "file"]?.stringValue ?? ""):\(numbers)"
    }
    var differences: [CaseDifference] = []
    var rest = found
    var seen: Set<Value> = []
    for diagnostic in expected where seen.insert(diagnostic).inserted {
      let same = rest.indices.filter { key(rest[$0]) == key(diagnostic) }
      let detail = diagnostic[member: "detail"]
      guard let index = same.first(where: { rest[$0][member: "detail"] == detail }) ?? same.first else {
        differences.append(
          CaseDifference(path: path + [key(diagnostic)], expected: diagnostic, found: nil, diagnostic: diagnostic))
        continue
      }
      let other = rest.remove(at: index)
      differences += compare(detail, other[member: "detail"], path + [key(diagnostic), "detail"]).map {
        CaseDifference(path: $0.path, expected: $0.expected, found: $0.found, diagnostic: other)
      }
    }
    return differences
      + rest.map { CaseDifference(path: path + [key($0)], expected: nil, found: $0, diagnostic: $0) }
  }

  /// Where two operations have nothing to do with each other, either may start first.
  private func compareOrder(_ expected: [Value], _ found: [Value], _ path: [String]) -> [CaseDifference] {
    let (left, right) = (expected.compactMap(\.stringValue), found.compactMap(\.stringValue))
    var isSame = left.sorted() == right.sorted()
    for (place, first) in left.enumerated() {
      for then in left[(place + 1)...] {
        guard let a = right.firstIndex(of: first), let b = right.firstIndex(of: then) else { continue }
        let isSameKind = first.hasPrefix("delete ") == then.hasPrefix("delete ")
        if a > b, address(first) == address(then) || isSameKind && isRelated(address(first), address(then)) {
          isSame = false
        }
      }
    }
    return isSame ? [] : [CaseDifference(path: path, expected: .tuple(expected), found: .tuple(found))]
  }

  private func address(_ operation: String) -> String {
    operation.split(separator: " ", maxSplits: 1).last.map(String.init) ?? operation
  }

  /// The document without what says nothing, and with every random id called `<id>`.
  private func normal(_ value: Value) -> Value {
    switch value.unmarked {
    case .object(let members):
      .object(
        Members(
          members.map { ($0, normal($1)) }.filter { name, member in
            !(Self.optional.contains(name) && Self.saysNothing(member))
          }))
    case .tuple(let elements): .tuple(elements.map(normal))
    case .string(let string):
      .string(
        string.replacing("no longer be managed by Terraform", with: "no longer be managed by Armature").replacing(
          #/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#, with: "<id>"))
    default: value
    }
  }

  private static func saysNothing(_ value: Value) -> Bool {
    value.isNull || value == false || value.members?.isEmpty == true || value.elements?.isEmpty == true
  }
}

extension Value {
  /// The object without a member: what Terraform's initialisation says, its validation says again.
  fileprivate func without(_ name: String) -> Value {
    var members = members ?? Members()
    members[name] = nil
    return .object(members)
  }
}
