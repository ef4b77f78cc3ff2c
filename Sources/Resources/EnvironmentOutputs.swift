import Configuration
import Values

/// `armature_environment`: what another environment says of itself in its record, as `terraform_remote_state` reads a state.
package enum EnvironmentOutputs {
  package static let kind = ResourceKind(
    name: "armature_environment", mode: .data,
    schema: ResourceSchema([
      AttributeSchema("name", .string, .required, "The other environment's name."),
      AttributeSchema(
        "resource_group_name", .string, .optional,
        "The resource group that its record is kept in, if not the one of this environment's."),
      AttributeSchema(
        "subscription_id", .string, .optional, "The subscription that its record is kept in, if not this environment's."
      ),
      AttributeSchema(
        "outputs", .dynamic, .computed,
        "The outputs of its root module that are not sensitive, as they were after its last apply."),
      AttributeSchema("resources", .map(.string), .computed, "The ids of what it owns, by address."),
    ]),
    providerName: "terraform.io/builtin/armature")

  /// The attributes, from the arguments and the record that they name.
  static func attributes(_ arguments: Value, _ record: EnvironmentRecord) -> Value {
    func argument(_ name: String) -> Value { arguments[member: name] ?? .null(.string) }
    return [
      "name": argument("name"),
      "resource_group_name": argument("resource_group_name"),
      "subscription_id": argument("subscription_id"),
      "outputs": .object(Members(record.outputs.map { ($0.key, $0.value) })),
      "resources": .map(
        Members(record.entries.values.filter { $0.state == .owned }.map { ("\($0.address)", .string($0.id)) }),
        of: .string),
    ]
  }
}
