import Configuration
import Diagnostics
import Resources
import Values

/// What has to hold for the arguments of kinds that stand for any type.
enum AnyResourceRules {
  /// - Parameter isPart: whether it sets only a part of a body.
  static func problems(with arguments: Value, isPart: Bool) -> [ArgumentProblem] {
    func given(_ name: String) -> Value? { arguments[member: name].flatMap { $0.isNull ? nil : $0 } }
    var problems: [ArgumentProblem] = []
    problems += Exports.problems(with: given("response_export_values"), at: "response_export_values")
    problems += retry(given("retry"))
    problems += paths(arguments) + Argument.identityProblems(with: arguments)
    let remote = given("type")?.stringValue.flatMap { RemoteType(text: $0) }
    problems += isPart ? identifier(arguments) : place(arguments, remote)
    for name in ["body", "sensitive_body"] {
      guard let body = given(name), body.isKnown, body.members == nil else { continue }
      problems.append(
        ArgumentProblem(
          at: .argument(name), "Invalid body", detail: "`\(name)` is what is sent to Azure, and has to be an object.",
          hint: "write it as an object: \(name) = { properties = { ... } }"))
    }
    guard let remote, problems.allSatisfy({ $0.summary != "Invalid body" }),
      given("schema_validation_enabled")?.boolValue != false
    else { return problems }
    if !isPart { problems += location(arguments, remote) }
    return problems + BodyCheck.problems(with: arguments, as: remote, isPart: isPart)
  }

  /// What must say where a resource is.
  private static func place(_ arguments: Value, _ remote: RemoteType?) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    if arguments[member: "name"]?.isNull != false {
      problems.append(
        ArgumentProblem(
          at: .argument("name"), "Missing required argument",
          detail: "`name` is what the resource is called, and the provider block has no `default_name`."))
    }
    guard let remote else { return problems }
    let isGroup = remote.type.lowercased() == "microsoft.resources/resourcegroups"
    guard let parent = arguments[member: "parent_id"], !parent.isNull else {
      if !isGroup {
        problems.append(
          ArgumentProblem(
            at: .argument("parent_id"), "Missing required argument",
            detail: "`parent_id` says what the resource is in: "
              + (remote.parentType.map { "the id of a \($0)." }
                ?? "the id of a resource group, a subscription, or of what it extends.")))
      }
      return problems
    }
    guard let id = parent.stringValue, id != "/" else { return problems }
    let type = RemoteType.type(of: id)
    let expected: (type: String, words: String)? =
      if let parent = remote.parentType {
        (parent, "the id of a \(parent)")
      } else if isGroup {
        ("Microsoft.Resources/subscriptions", "the id of a subscription")
      } else if AzureKind.isInGroup(remote.type) {
        ("Microsoft.Resources/resourceGroups", "the id of a resource group")
      } else {
        nil
      }
    if let expected, type?.lowercased() != expected.type.lowercased(), !isPlaceOfFeatures(remote) {
      problems.append(
        ArgumentProblem(
          at: .argument("parent_id"), "Invalid parent",
          detail: "`parent_id` of a \(remote.type) is \(expected.words); \"\(id)\" is "
            + (type.map { "that of a \($0)." } ?? "none.")))
    }
    return problems
  }

  /// Registrations of features stand beneath what is no resource.
  private static func isPlaceOfFeatures(_ remote: RemoteType) -> Bool {
    remote.type.lowercased().hasPrefix("microsoft.features/")
  }

  private static func location(_ arguments: Value, _ remote: RemoteType) -> [ArgumentProblem] {
    guard let schema = BodySchemas.schema(of: remote.type), schema.apiVersions.contains(remote.apiVersion) else {
      return []
    }
    let member = schema.members.first { $0.name == "location" }
    let isSaid = arguments[member: "location"]?.isNull == false
    if member?.isRequired == true, !isSaid, arguments[member: "body"]?[member: "location"] == nil,
      arguments[member: "body"]?.isKnown != false
    {
      return [
        ArgumentProblem(
          at: .argument("location"), "Missing required argument",
          detail: "A \(remote.type) is in a region, and `location` doesn't say which.",
          hint: "say `location`, or `default_location` in the provider block")
      ]
    }
    var problems: [ArgumentProblem] = []
    for name in ["location", "tags", "identity"] where !schema.members.contains(where: { $0.name == name }) {
      guard let value = arguments[member: name], !value.isNull, value.elements?.isEmpty != true else { continue }
      problems.append(
        ArgumentProblem(
          at: .argument(name), "Unsupported argument",
          detail: "A \(remote.type) has no `\(name)` in api-version \(remote.apiVersion).", hint: "take it out"))
    }
    return problems
  }

  /// An id, or what it is made of.
  private static func identifier(_ arguments: Value) -> [ArgumentProblem] {
    guard let id = arguments[member: "resource_id"], !id.isNull else {
      return [.missing("resource_id", "`resource_id`, or `name` and `parent_id`, must say which resource it is.")]
    }
    guard let id = id.stringValue else { return [] }
    let parts = ["name": id.split(separator: "/").last.map(String.init) ?? "", "parent_id": AnyUpdate.parent(of: id)]
    return ["name", "parent_id"].compactMap { name in
      guard let given = arguments.text(name), given.lowercased() != parts[name]?.lowercased() else { return nil }
      return .combination(
        name, "`\(name)` is another one's than that of `resource_id`.", hint: "take one of the two out")
    }
  }

  /// The names of members in a text that has commas between them.
  static func fields(of text: String) -> [String] {
    text.split(separator: ",").map { String($0.drop { $0 == " " }.prefix { $0 != " " }) }.filter { !$0.isEmpty }
  }

  /// What is wrong with paths in the body.
  private static func paths(_ arguments: Value) -> [ArgumentProblem] {
    func problem(_ steps: [ValuePath.Step], _ detail: String) -> ArgumentProblem {
      ArgumentProblem(at: ValuePath(steps), "Invalid path in the body", detail: detail)
    }
    var problems: [ArgumentProblem] = []
    for (text, value) in arguments[member: "list_unique_id_property"]?.members ?? Members() {
      let steps: [ValuePath.Step] = [.member("list_unique_id_property"), .member(text)]
      if ValuePath(text: text) == nil {
        problems.append(problem(steps, "\"\(text)\" is not a path in the body, such as \"properties.rules\"."))
      } else if let fields = value.stringValue, Self.fields(of: fields).isEmpty {
        problems.append(problem(steps, "\"\(text)\" names no member that tells elements of the list apart."))
      }
    }
    for name in ["ignore_other_items_in_list", "ignore_body_changes"] {
      for (index, value) in (arguments[member: name]?.elements ?? []).enumerated() {
        guard let text = value.stringValue else { continue }
        let steps = ValuePath(text: text)?.steps
        if steps?.allSatisfy({ if case .member = $0 { true } else { false } }) == true { continue }
        problems.append(
          problem(
            [.member(name), .index(index)],
            steps == nil
              ? "\"\(text)\" is not a path in the body, such as \"properties.rules\"."
              : "\"\(text)\" is an element of a list, which is one argument as a whole."))
      }
    }
    return problems
  }

  /// What is wrong with an argument `retry`.
  static func retry(_ value: Value?) -> [ArgumentProblem] {
    guard let value, value.isKnown, !value.isNull else { return [] }
    func problem(_ steps: [ValuePath.Step], _ detail: String, hint: String? = nil) -> ArgumentProblem {
      ArgumentProblem(at: ValuePath([.member("retry")] + steps), "Invalid retry", detail: detail, hint: hint)
    }
    let known = RetryOnErrors.names
    guard let members = value.members else { return [problem([], "`retry` is an object.")] }
    var problems = members.filter { !known.contains($0.0) }.map { name, _ in
      problem(
        [.member(name)], "`retry` has no `\(name)`; there are \(known.joined(separator: ", ")).",
        hint: Diagnostics.suggestion(for: name, among: known).map { "did you mean `\($0)`?" })
    }
    let expressions = members["error_message_regex"]
    if expressions?.isKnown != false, expressions?.elements?.isEmpty != false {
      problems.append(problem([], "`error_message_regex` has to say after which errors it is tried again."))
    }
    for (index, expression) in (expressions?.elements ?? []).enumerated() {
      guard let text = expression.stringValue, (try? Regex(text)) == nil else { continue }
      problems.append(
        problem([.member("error_message_regex"), .index(index)], "\"\(text)\" is not a regular expression."))
    }
    for (name, bounds) in RetryOnErrors.bounds {
      guard let given = members[name], given.isKnown, !given.isNull else { continue }
      let number = given.numberValue.flatMap { Double($0.description) }
      guard number.map({ bounds.contains($0) }) != true else { continue }
      problems.append(
        problem(
          [.member(name)],
          "`\(name)` is a number from \(RetryOnErrors.text(bounds.lowerBound)) to "
            + "\(RetryOnErrors.text(bounds.upperBound))."))
    }
    return problems
  }

  // MARK: Other kinds

  static func problemsOfAction(with arguments: Value, isData: Bool) -> [ArgumentProblem] {
    func given(_ name: String) -> Value? { arguments[member: name].flatMap { $0.isNull ? nil : $0 } }
    var problems = Exports.problems(with: given("response_export_values"), at: "response_export_values")
    problems += retry(given("retry"))
    let secrets = "sensitive_response_export_values"
    problems += Exports.problems(with: given(secrets), at: secrets)
    if isData { return problems }
    if given("when")?.stringValue == "destroy" {
      for name in ["response_export_values", secrets, "sensitive_body"] where given(name) != nil {
        problems.append(
          ArgumentProblem(
            at: .argument(name), "Invalid combination of arguments",
            detail: name == "sensitive_body"
              ? "With `when = \"destroy\"` the call is made when the block is gone from the spec, and secrets are kept "
                + "nowhere until then."
              : "With `when = \"destroy\"` the call is made when the block goes, and nobody is left to use its output.")
        )
      }
    }
    return problems
  }

  static func problemsOfIdentifier(with arguments: Value) -> [ArgumentProblem] {
    guard let id = arguments[member: "resource_id"]?.stringValue,
      let remote = arguments[member: "type"]?.stringValue.flatMap({ RemoteType(text: $0) })
    else { return identifier(arguments) }
    guard RemoteType.type(of: id)?.lowercased() == remote.type.lowercased() else {
      return [
        ArgumentProblem(
          at: .argument("resource_id"), "Id of another type",
          detail: "\"\(id)\" is "
            + (RemoteType.type(of: id).map { "the id of a \($0)" } ?? "no id of a resource")
            + ", and `type` says \(remote.type).")
      ]
    }
    return []
  }
}
