import Diagnostics
import Evaluation
import Syntax
import Values

/// Checks every reference and every module call of a program without evaluating anything.
package struct ProgramValidator {
  private let module: Module
  private let names: DeclaredNames
  private var diagnostics: [Diagnostic] = []

  private init(_ module: Module) {
    self.module = module
    names = DeclaredNames(module)
  }

  /// What is wrong with a program's references and calls. Each directory is checked once, at the first of its calls.
  package static func diagnostics(of program: Program) -> [Diagnostic] {
    var checked: Set<String> = []
    var all: [Diagnostic] = []
    for module in program.modules where !module.directory.isEmpty && checked.insert(module.directory).inserted {
      var validator = ProgramValidator(module)
      validator.validate()
      all += validator.diagnostics + RefactoringValidator(module, in: program).diagnostics
    }
    return all
  }

  /// What is wrong with the references of an expression that is not part of a module, but stands in its scope.
  package static func diagnostics(of expression: Expression, in module: Module) -> [Diagnostic] {
    var validator = ProgramValidator(module)
    validator.check(expression, .plain)
    return validator.diagnostics
  }

  private mutating func validate() {
    for variable in module.variables {
      for rule in variable.validations { check(rule, .plain) }
    }
    for local in module.locals { check(local) }
    for resource in module.resources { check(resource) }
    for call in module.calls { check(call) }
    for output in module.outputs { check(output) }
    for provider in module.providers {
      for traversal in BodyDecoder.staticReferences(provider.body) { check(traversal, .plain) }
    }
    for declaration in module.checks {
      var context = NameContext.plain
      context.check = declaration.name
      for rule in declaration.assertions { check(rule, context) }
    }
    for declaration in module.imports { check(declaration) }
    if let armature = module.armature { check(armature) }
  }

  // MARK: - Declarations

  private mutating func check(_ local: LocalDeclaration) {
    for traversal in local.expression.variables {
      if diagnostics.areTooMany { return }
      if traversal.root == "local", traversal.steps.first?.attributeName == local.name {
        diagnostics.append(.selfReferencingLocal(local.name, at: traversal.range))
      } else {
        check(traversal, .plain)
      }
    }
  }

  private mutating func check(_ resource: ResourceDeclaration) {
    let repetition = NameContext(count: resource.count != nil, each: resource.forEach != nil)
    var expressions = [resource.count, resource.forEach].compactMap { $0 }.map { ($0.variables, NameContext.plain) }
    expressions.append((BodyDecoder.staticReferences(resource.body), repetition))
    for (traversals, context) in expressions {
      for traversal in traversals { check(traversal, context, inside: resource.key) }
    }
    checkDependencies(resource.dependsOn, repetition)
    for rule in resource.lifecycle.preconditions { check(rule, repetition, of: resource.key, kind: "precondition") }
    for rule in resource.lifecycle.postconditions {
      check(rule, repetition.withSelf, of: resource.key, kind: "postcondition")
    }
    for trigger in resource.lifecycle.replaceTriggeredBy { checkTrigger(trigger, repetition) }
    if let provider = resource.provider { check(provider) }
  }

  private mutating func check(_ output: OutputDeclaration) {
    check(output.expression, .plain)
    for rule in output.preconditions { check(rule, .plain) }
    checkDependencies(output.dependsOn, .plain)
  }

  private mutating func check(_ declaration: ImportDeclaration) {
    if !module.isRoot { diagnostics.append(.importInChild(at: declaration.range)) }
    let context = NameContext(count: false, each: declaration.forEach != nil)
    if let forEach = declaration.forEach { check(forEach, .plain) }
    check(declaration.id, context)
    // The target itself may be missing still; only the names in its keys refer to anything.
    for key in declaration.to.computedKeys { check(key, context) }
  }

  private mutating func check(_ armature: ArmatureSettings) {
    if !module.isRoot { diagnostics.append(.armatureInChild(at: armature.range)) }
    let expressions = [armature.environment, armature.record?.resourceGroupName, armature.record?.location]
    for expression in expressions.compactMap({ $0 }) { check(expression, .plain) }
  }

  private mutating func check(_ rule: Condition, _ context: NameContext) {
    for traversal in rule.condition.variables + rule.errorMessage.variables { check(traversal, context) }
  }

  /// Checks a rule of a resource, which may not name the resource itself.
  private mutating func check(_ rule: Condition, _ context: NameContext, of owner: ResourceName, kind: String) {
    for expression in [rule.condition, rule.errorMessage] {
      for traversal in expression.variables where !diagnostics.areTooMany {
        if (try? Reference.parse(traversal))?.reference == .resource(owner) {
          diagnostics.append(.selfReferentialRule(owner, kind: kind, at: expression.range))
        } else {
          check(traversal, context)
        }
      }
    }
  }

  private mutating func check(_ expression: Expression, _ context: NameContext) {
    for traversal in expression.variables { check(traversal, context) }
  }

  private mutating func check(_ provider: ProviderReference) {
    guard let alias = provider.alias, module.isComplete else { return }
    let declared = module.providers.contains { $0.name == provider.name && $0.alias == alias }
    let passed = module.settings.requiredProviders.contains { requirement in
      requirement.configurationAliases.contains { $0.name == provider.name && $0.alias == alias }
    }
    if !declared && !passed {
      diagnostics.append(.undeclaredProvider(provider, among: module.providers))
    }
  }

  // MARK: - Module calls

  private mutating func check(_ call: ModuleCall) {
    let context = NameContext(count: call.count != nil, each: call.forEach != nil)
    for expression in [call.count, call.forEach].compactMap({ $0 }) { check(expression, .plain) }
    for argument in call.arguments { check(argument.expression, context) }
    checkDependencies(call.dependsOn, context)
    for passed in call.providers { check(passed.inParent) }
    guard call.child.isComplete else { return }
    for alias in call.child.settings.requiredProviders.flatMap(\.configurationAliases)
    where !call.providers.contains(where: { $0.inChild.name == alias.name && $0.inChild.alias == alias.alias }) {
      diagnostics.append(.missingPassedProvider(alias, of: call))
    }
    let variables = call.child.variables.map(\.name)
    let known = Set(variables)
    for argument in call.arguments where !known.contains(argument.name) {
      diagnostics.append(.unknownModuleArgument(argument, of: call, among: variables))
    }
    let given = Set(call.arguments.map(\.name))
    for variable in call.child.variables where variable.defaultValue == nil && !given.contains(variable.name) {
      diagnostics.append(.missingModuleArgument(variable, of: call))
    }
  }

  // MARK: - References

  private mutating func check(_ traversal: Traversal, _ context: NameContext, inside owner: ResourceName? = nil) {
    if diagnostics.areTooMany { return }
    let resolved: ResolvedReference
    do throws(DiagnosticsError) {
      resolved = try Reference.parse(traversal)
    } catch {
      diagnostics += error.diagnostics
      return
    }
    if let owner, resolved.reference == .resource(owner) {
      diagnostics.append(.selfReferentialBlock(owner, at: resolved.range))
      return
    }
    diagnostics += names.diagnostics(of: resolved, in: context)
  }

  /// Checks `depends_on`, in which a resource may name itself: that says nothing.
  private mutating func checkDependencies(_ dependencies: [Traversal], _ context: NameContext) {
    for traversal in dependencies where !diagnostics.areTooMany {
      let resolved: ResolvedReference
      do throws(DiagnosticsError) {
        resolved = try Reference.parse(traversal)
      } catch {
        diagnostics += error.diagnostics
        continue
      }
      let missing = names.undeclared(resolved, in: context)
      if let missing {
        diagnostics.append(missing)
      } else if let extra = resolved.attributesBeyondWhole {
        diagnostics.append(.dependencyOnAttribute(at: extra))
      }
    }
  }

  private mutating func checkTrigger(_ expression: Expression, _ context: NameContext) {
    if expression.isInvalid { return }
    var resources: [ResolvedReference] = []
    for traversal in expression.variables {
      guard let resolved = try? Reference.parse(traversal) else {
        check(traversal, context)
        return
      }
      switch resolved.reference {
      case .resource(let name) where name.mode == .managed: resources.append(resolved)
      case .countIndex, .eachKey: check(traversal, context)
      default:
        diagnostics.append(.triggerReference(at: expression.range))
        return
      }
    }
    if resources.isEmpty {
      diagnostics.append(.triggerWithoutResource(at: expression.range))
    } else if resources.count > 1 || !expression.isReference {
      diagnostics.append(.triggerTooComplex(at: expression.range))
    } else if let missing = names.undeclared(resources[0], in: context) {
      diagnostics.append(missing)
    }
  }
}

extension ResolvedReference {
  /// The steps that go into an object rather than choose an instance of it, if there are any.
  fileprivate var attributesBeyondWhole: SourceRange? {
    var steps = remainingSteps
    if case .index? = steps.first { steps = steps.dropFirst() }
    // An output is as whole as the module it comes from.
    if case .module = reference, steps.first?.attributeName != nil { steps = steps.dropFirst() }
    switch reference {
    case .resource, .module: break
    default: return nil
    }
    guard let first = steps.first, let last = steps.last else { return nil }
    return first.range.joined(with: last.range)
  }
}

extension Expression {
  /// Whether this is a reference with indices, computed or not, and nothing else.
  fileprivate var isReference: Bool {
    switch self {
    case .traversal: true
    case .index(let index): index.collection.isReference
    case .relative(let source, _): source.isReference
    default: false
    }
  }

  /// The keys of a reference that have to be computed.
  fileprivate var computedKeys: [Expression] {
    switch self {
    case .index(let index): index.collection.computedKeys + [index.key]
    case .relative(let source, _): source.computedKeys
    default: []
    }
  }
}
