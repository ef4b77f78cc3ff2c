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
    home.importForm = "any text but an empty one"
    home.imported = { $0.isEmpty ? nil : Members([("id", .string($0))]) }
    home.made = { _, moment in Members([("id", .string(moment.uuid))]) }
    home.succeeds["null_resource"] = { former in
      // What a spec writes in braces for a value of any type is an object.
      let triggers = former[member: "triggers"]?.members.map { Value.object($0) }
      return .object(
        Members(
          sortedKeys: names,
          values: [
            former[member: "id"] ?? .null(.string), .null(.dynamic), .null(.dynamic), triggers ?? .null(.dynamic),
          ]))
    }
    return home
  }()

  private static let names = ["id", "input", "output", "triggers_replace"]
  private static let newID = Value.unknown(.string, Refinement(isNotNull: true))

  /// Absent arguments are null, not "as they are", and `output` is unknown while `input` changes.
  private static func refined(arguments: Value, prior: Value?, planned: Value) -> Value {
    guard let id = planned[member: "id"] else { return planned }
    let input = arguments[member: "input"] ?? .null(.dynamic)
    let kept = prior.flatMap { $0[member: "input"] == input ? $0[member: "output"] : nil }
    let output: Value =
      if let kept { kept } else if prior == nil, input.isNull { .null(input.unmarked.type) } else {
        .unknown(input.unmarked.type)
      }
    // In the order of the names. Nobody knows the id of what is new, but there will be one.
    let values = [
      id.isKnown ? id : newID, input, output, arguments[member: "triggers_replace"] ?? .null(.dynamic),
    ]
    return .object(Members(sortedKeys: names, values: values)).marked(planned.marks)
  }
}
