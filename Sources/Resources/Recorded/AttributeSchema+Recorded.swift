import Values

/// How the kinds of the record write their schemas.
extension AttributeSchema {
  /// An argument or attribute with what it is about.
  init(_ name: String, _ type: Type, _ presence: Presence, _ documentation: String) {
    self.init(name, .value(type), presence)
    self.documentation = documentation
  }

  /// Texts whose change has the resource made anew: `keepers`, `triggers`.
  static func cause(_ name: String) -> AttributeSchema {
    AttributeSchema(
      name, .map(.string), .optional,
      "Texts that have nothing to do with the resource but that it is made anew when one of them changes."
    ).replacing()
  }

  func replacing() -> AttributeSchema { with { $0.replacement = .always } }
  func typed() -> AttributeSchema { with { $0.comparison = .typed } }
  func sensitive() -> AttributeSchema { with { $0.isSensitive = true } }
  func defaulting(to value: Value) -> AttributeSchema { with { $0.defaultValue = value } }
  func formerly(_ names: String...) -> AttributeSchema { with { $0.formerNames = names } }
  func ruled(_ rule: ValueRule) -> AttributeSchema { with { $0.rules.append(rule) } }

  func atLeast(_ bound: Int) -> AttributeSchema {
    ruled(ValueRule("must be a whole number of at least \(bound)") { ($0.intValue ?? bound - 1) >= bound })
  }

  func matching(_ requirement: String, _ holds: @escaping @Sendable (String) -> Bool) -> AttributeSchema {
    ruled(ValueRule(requirement) { $0.stringValue.map(holds) ?? true })
  }

  private func with(_ change: (inout AttributeSchema) -> Void) -> AttributeSchema {
    var copy = self
    change(&copy)
    return copy
  }
}

extension ResourceKind {
  /// A kind whose home is the record, of one of HashiCorp's providers.
  convenience init(
    recorded name: String, provider: String = "registry.terraform.io/hashicorp/random", home: RecordHome,
    _ attributes: [AttributeSchema]
  ) {
    self.init(
      name: name, schema: ResourceSchema(attributes), ownership: .recorded, providerName: provider, home: home)
  }
}
