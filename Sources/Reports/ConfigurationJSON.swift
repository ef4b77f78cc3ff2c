import Configuration
import Diagnostics
import JSON
import Planning
import Resources
import Syntax
import Values

/// The configuration behind a plan, as Terraform's JSON shows it: modules, their declarations, and what these refer to.
struct ConfigurationJSON {
  private let kinds: KindRegistry

  init(_ kinds: KindRegistry) {
    self.kinds = kinds
  }

  func document(_ program: Program) -> OrderedJSON {
    ["provider_config": .object(providers(program)), "root_module": module(program.root)]
  }

  // MARK: Providers

  private func providers(_ program: Program) -> [(String, OrderedJSON)] {
    var configurations: [String: [(String, OrderedJSON)]] = [:]
    for module in program.modules {
      for resource in module.resources {
        let name = providerName(of: resource)
        configurations[name] = configurations[name] ?? identity(name, program, resource)
      }
    }
    for provider in program.root.providers {
      let key = provider.alias.map { "\(provider.name).\($0)" } ?? provider.name
      var members = configurations[key] ?? identity(provider.name, program, nil)
      if let alias = provider.alias { members.append(("alias", .string(alias))) }
      let expressions = self.expressions(provider.body, nil, secrets: kinds.secrets(ofProvider: provider.name))
      if !expressions.isEmpty { members.append(("expressions", .object(expressions))) }
      configurations[key] = members
    }
    return configurations.sorted { $0.key.precedesInUTF8($1.key) }.map { ($0.key, .object($0.value)) }
  }

  private func identity(_ name: String, _ program: Program, _ resource: ResourceDeclaration?)
    -> [(String, OrderedJSON)]
  {
    let source = program.root.settings.requiredProviders.first { $0.name == name }?.source
    let fullName =
      resource.flatMap { kind(of: $0)?.providerName }
      ?? source.map { $0.split(separator: "/").count == 2 ? "registry.terraform.io/\($0)" : $0 }
      ?? "registry.terraform.io/hashicorp/\(name)"
    return [("name", .string(name)), ("full_name", .string(fullName))]
  }

  private func providerName(of resource: ResourceDeclaration) -> String {
    if let provider = resource.provider {
      return provider.alias.map { "\(provider.name).\($0)" } ?? provider.name
    }
    return String(resource.type.prefix { $0 != "_" })
  }

  private func kind(of resource: ResourceDeclaration) -> ResourceKind? {
    kinds.kind(named: resource.type, mode: resource.mode)
  }

  // MARK: Modules

  private func module(_ module: Module) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = []
    func add(_ name: String, _ list: [(String, OrderedJSON)]) {
      if !list.isEmpty { members.append((name, .object(list.sorted { $0.0.precedesInUTF8($1.0) }))) }
    }
    add("outputs", module.outputs.map { ($0.name, output($0)) })
    let resources = module.resources.sorted { left, right in
      if left.mode != right.mode { return left.mode == .managed }
      return "\(left.key)".precedesInUTF8("\(right.key)")
    }
    if !resources.isEmpty { members.append(("resources", .array(resources.map(resource)))) }
    add("module_calls", module.calls.map { ($0.name, call($0)) })
    add("variables", module.variables.map { ($0.name, variable($0)) })
    return .object(members)
  }

  private func output(_ output: OutputDeclaration) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = []
    if output.isSensitive { members.append(("sensitive", true)) }
    members.append(("expression", ExpressionJSON.expression(output.expression, isSensitive: output.isSensitive)))
    if let description = output.description { members.append(("description", .string(description))) }
    return .object(members + dependsOn(output.dependsOn))
  }

  private func variable(_ variable: VariableDeclaration) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = []
    if let value = variable.defaultValue {
      members.append(("default", variable.isSensitive ? .null : FlaggedJSON.known(value) ?? .null))
    }
    if let description = variable.description { members.append(("description", .string(description))) }
    if variable.isSensitive { members.append(("sensitive", true)) }
    return .object(members)
  }

  private func resource(_ resource: ResourceDeclaration) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("address", .string("\(resource.key)")), ("mode", .string(resource.mode.rawValue)),
      ("type", .string(resource.type)), ("name", .string(resource.name)),
      ("provider_config_key", .string(providerName(of: resource))),
    ]
    let expressions = self.expressions(resource.body, kind(of: resource)?.schema)
    if !expressions.isEmpty { members.append(("expressions", .object(expressions))) }
    members.append(("schema_version", 0))
    members += repetition(count: resource.count, forEach: resource.forEach)
    return .object(members + dependsOn(resource.dependsOn))
  }

  private func call(_ call: ModuleCall) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [("source", .string(call.source))]
    let expressions = call.arguments.map { argument in
      let isSensitive = call.child.variable(named: argument.name)?.isSensitive ?? false
      return (argument.name, ExpressionJSON.expression(argument.expression, isSensitive: isSensitive))
    }.sorted { $0.0.precedesInUTF8($1.0) }
    if !expressions.isEmpty { members.append(("expressions", .object(expressions))) }
    members += repetition(count: call.count, forEach: call.forEach)
    members.append(("module", module(call.child)))
    return .object(members + dependsOn(call.dependsOn))
  }

  /// What neither refers to anything nor is written out is left out.
  private func repetition(count: Expression?, forEach: Expression?) -> [(String, OrderedJSON)] {
    [("count_expression", count), ("for_each_expression", forEach)].compactMap { name, expression in
      guard let expression else { return nil }
      let json = ExpressionJSON.expression(expression)
      if case .object(let members) = json, members.isEmpty { return nil }
      return (name, json)
    }
  }

  private func dependsOn(_ traversals: [Traversal]) -> [(String, OrderedJSON)] {
    if traversals.isEmpty { return [] }
    return [("depends_on", .array(traversals.map { .string(ExpressionJSON.text($0, steps: $0.steps.count)) }))]
  }

  // MARK: Bodies

  /// - Parameter secrets: the arguments that are secret besides those that the schema says are.
  private func expressions(_ body: SyntaxBody, _ schema: ResourceSchema?, secrets: Set<String> = [])
    -> [(String, OrderedJSON)]
  {
    var found: [Diagnostic] = []
    let body = body.resolvingJSON(diagnostics: &found) { name in
      if name == "dynamic" { return .block(["type"]) }
      return schema?[name]?.isBlock == true ? .block([]) : .argument(.template)
    }
    var members = body.arguments.map { argument in
      let isSensitive = schema?[argument.name]?.isSensitive ?? secrets.contains(argument.name)
      return (argument.name, ExpressionJSON.expression(argument.expression, isSensitive: isSensitive))
    }
    var types: [String] = []
    var blocks: [String: [OrderedJSON]] = [:]
    for block in body.blocks {
      let isDynamic = block.type == "dynamic"
      guard let type = isDynamic ? block.labels.first?.text : block.type,
        let content = isDynamic ? block.body.blocks("content").first?.body : block.body
      else { continue }
      var inner: ResourceSchema?
      if case .block(_, let found)? = schema?[type]?.content { inner = found }
      if blocks[type] == nil { types.append(type) }
      blocks[type, default: []].append(.object(expressions(content, inner)))
    }
    members += types.map { ($0, .array(blocks[$0] ?? [])) }
    return members.sorted { $0.0.precedesInUTF8($1.0) }
  }
}
