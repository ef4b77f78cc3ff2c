import Values

/// `terraform_data`: a value with a life of its own; its home is the environment record.
package enum TerraformData {
  package static let kind = ResourceKind(
    name: "terraform_data",
    schema: ResourceSchema([
      AttributeSchema("id", .string, .computed, "A UUID."),
      AttributeSchema("input", .dynamic, .optional, "The value that `output` follows.").typed(),
      AttributeSchema("output", .dynamic, .computed, "The value of `input` once it is applied."),
      AttributeSchema("triggers_replace", .dynamic, .optional, "A value whose change replaces the resource.")
        .typed().replacing(),
    ]),
    ownership: .recorded,
    providerName: "terraform.io/builtin/terraform",
    refine: refined, home: home)

  private static let home: RecordHome = {
    var home = RecordHome()
    home.made = { _, moment in Members([("id", .string(moment.uuid))]) }
    return home
  }()

  /// Absent arguments are null, not "as they are", and `output` is unknown while `input` changes.
  private static func refined(arguments: Value, prior: Value?, planned: Value) -> Value {
    guard var members = planned.members else { return planned }
    for name in ["input", "triggers_replace"] {
      members[name] = arguments[member: name] ?? .null(.dynamic)
    }
    // Nobody knows it yet, but there will be one.
    if members["id"]?.isKnown == false { members["id"] = .unknown(.string, Refinement(isNotNull: true)) }
    let input = members["input"] ?? .null(.dynamic)
    if let prior {
      members["output"] = prior[member: "input"] == input ? prior[member: "output"] : .unknown(input.unmarked.type)
    } else {
      members["output"] = input.isNull ? .null(input.unmarked.type) : .unknown(input.unmarked.type)
    }
    return .object(members).marked(planned.marks)
  }
}
