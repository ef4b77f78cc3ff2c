import Diagnostics
import Syntax
import Values

/// Which of the names that only exist in places an expression may use.
struct NameContext {
  var count: Bool
  var each: Bool
  var isSelf = false
  /// The `check` block that the expression stands in.
  var check: String?

  static let plain = NameContext(count: false, each: false)

  var withSelf: NameContext {
    var context = self
    context.isSelf = true
    return context
  }
}

/// The names that one module declares, for looking references up.
struct DeclaredNames {
  private let module: Module

  init(_ module: Module) {
    self.module = module
  }

  /// What is wrong with a reference.
  func diagnostics(of resolved: ResolvedReference, in context: NameContext) -> [Diagnostic] {
    if let undeclared = undeclared(resolved, in: context) { return [undeclared] }
    let misuse: Diagnostic? =
      switch resolved.reference {
      case .resource(let name): instanceMisuse(resolved, name)
      case .module(let name): outputMisuse(resolved, name)
      default: nil
      }
    return misuse.map { [$0] } ?? []
  }

  /// Why the thing itself that a reference names is not there.
  func undeclared(_ resolved: ResolvedReference, in context: NameContext) -> Diagnostic? {
    switch resolved.reference {
    case .countIndex: return context.count ? nil : .countOutside(at: resolved.range)
    case .eachKey: return context.each ? nil : .eachOutside(at: resolved.range)
    case .eachValue: return context.each ? nil : .eachValueOutside(at: resolved.range)
    case .selfObject: return context.isSelf ? nil : .selfOutside(at: resolved.range)
    case .pathModule, .pathRoot, .pathCurrent, .terraformWorkspace, .terraformApplying: return nil
    case .variable, .local, .resource, .module: break
    }
    // What could not be read may have declared it.
    guard module.isComplete else { return nil }
    switch resolved.reference {
    case .variable(let name) where module.places.variables[name] == nil:
      return .undeclaredVariable(name, among: module.variables.map(\.name), at: resolved.range)
    case .local(let name) where module.places.locals[name] == nil:
      return .undeclaredLocal(name, among: module.locals.map(\.name), at: resolved.range)
    case .resource(let name):
      guard let resource = module.resource(name) else {
        return .undeclaredResource(name, in: module, at: resolved.instanceRange)
      }
      guard let check = resource.check, check != context.check else { return nil }
      return .scopedResource(name, check: check, at: resolved.range)
    case .module(let name) where module.places.calls[name] == nil:
      return .undeclaredModule(name, in: module, at: resolved.instanceRange)
    default: return nil
    }
  }

  private func instanceMisuse(_ resolved: ResolvedReference, _ name: ResourceName) -> Diagnostic? {
    guard let resource = module.resource(name), let step = resolved.remainingSteps.first else { return nil }
    switch step {
    case .index(let key, let range) where key.stringValue == nil && key.intValue == nil:
      return .invalidInstanceKey(key, at: range)
    case .attribute where resource.isRepeated:
      return .missingInstanceKey(resource, at: resolved.range)
    case .index where !resource.isRepeated:
      return .unexpectedInstanceKey(name, at: resolved.range.joined(with: step.range))
    default: return nil
    }
  }

  private func outputMisuse(_ resolved: ResolvedReference, _ name: String) -> Diagnostic? {
    guard let call = module.call(named: name), var step = resolved.remainingSteps.first else { return nil }
    if call.isRepeated {
      if let output = step.attributeName {
        // With `for_each` the attribute is a key of the map of instances, which only evaluation knows.
        return call.count == nil ? nil : .outputOfAllInstances(output, of: call, at: step.range)
      }
      guard let inner = resolved.remainingSteps.dropFirst().first else { return nil }
      step = inner
    }
    guard let output = step.attributeName, call.child.isComplete, call.child.places.outputs[output] == nil else {
      return nil
    }
    return .undeclaredOutput(output, of: call, at: step.range)
  }
}
