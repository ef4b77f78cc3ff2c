import Values

/// `terraform_data`: a value with a life of its own; its home is the environment record.
package enum TerraformData {
  package static let kind = ResourceKind(
    name: "terraform_data",
    schema: ResourceSchema([
      AttributeSchema("id", .value(.string), .computed),
      AttributeSchema("input", .value(.dynamic), .optional).typed().documented("The value that `output` follows."),
      AttributeSchema("output", .value(.dynamic), .computed).documented("The value of `input` once it is applied."),
      AttributeSchema("triggers_replace", .value(.dynamic), .optional).typed().replacing()
        .documented("A value whose change replaces the resource."),
    ]),
    ownership: .recorded,
    providerName: "terraform.io/builtin/terraform",
    refine: refined)

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

extension AttributeSchema {
  package func documented(_ text: String) -> AttributeSchema {
    var copy = self
    copy.documentation = text
    return copy
  }

  fileprivate func typed() -> AttributeSchema {
    var copy = self
    copy.comparison = .typed
    return copy
  }

  package func replacing() -> AttributeSchema {
    var copy = self
    copy.replacement = .always
    return copy
  }
}
