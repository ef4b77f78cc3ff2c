import Diagnostics
import Syntax

/// What a traversal refers to in the language of configurations.
package enum Reference: Sendable, Hashable {
  case variable(String)
  case local(String)
  /// A resource or data source as a whole; instance keys and attributes are among the remaining steps.
  case resource(ResourceName)
  /// A module call as a whole; instance keys and outputs are among the remaining steps.
  case module(String)
  case eachKey
  case eachValue
  case countIndex
  case pathModule
  case pathRoot
  case pathCurrent
  case terraformWorkspace
  case terraformApplying
  /// The resource instance that a postcondition belongs to.
  case selfObject
}

/// A traversal with what it refers to.
package struct ResolvedReference: Sendable {
  package let reference: Reference
  package let traversal: Traversal
  /// How many steps of the traversal name the thing itself.
  package let stepCount: Int

  /// The steps that lead on from the thing.
  package var remainingSteps: ArraySlice<TraversalStep> { traversal.steps[stepCount...] }

  /// The part of the source that names the thing itself.
  package var range: SourceRange {
    stepCount == 0 ? traversal.rootRange : traversal.rootRange.joined(with: traversal.steps[stepCount - 1].range)
  }

  /// The part that names an instance of the thing, or what an instance of a module puts out, where there is one.
  var instanceRange: SourceRange {
    var steps = remainingSteps
    var range = range
    if case .index(_, let key)? = steps.first {
      range = range.joined(with: key)
      steps = steps.dropFirst()
    }
    if case .module = reference, case .attribute(_, let output)? = steps.first { range = range.joined(with: output) }
    return range
  }
}

extension Reference {
  /// Reads a traversal; what it names need not be declared.
  package static func parse(_ traversal: Traversal) throws(DiagnosticsError) -> ResolvedReference {
    switch traversal.root {
    case "var": return try single(traversal) { .variable($0) }
    case "local": return try single(traversal) { .local($0) }
    case "module": return try single(traversal) { .module($0) }
    case "count":
      return try single(traversal) {
        $0 == "index" ? .countIndex : nil
      } otherwise: {
        .countAttribute($0, at: $1)
      }
    case "each":
      return try single(traversal) {
        switch $0 {
        case "key": .eachKey
        case "value": .eachValue
        default: nil
        }
      } otherwise: {
        .eachAttribute($0, at: $1)
      }
    case "path":
      return try single(traversal) {
        switch $0 {
        case "module": .pathModule
        case "root": .pathRoot
        case "cwd": .pathCurrent
        default: nil
        }
      } otherwise: {
        .pathAttribute($0, at: $1)
      }
    case "terraform":
      return try single(traversal) {
        switch $0 {
        case "workspace": .terraformWorkspace
        case "applying": .terraformApplying
        default: nil
        }
      } otherwise: {
        .terraformAttribute($0, at: $1)
      }
    case "self": return ResolvedReference(reference: .selfObject, traversal: traversal, stepCount: 0)
    case "data": return try resource(traversal, prefix: "data", kind: "data source", mode: .data)
    case "resource": return try resource(traversal, prefix: "resource", kind: "resource", mode: .managed)
    case "ephemeral":
      throw DiagnosticsError(.ephemeralResource(at: traversal.range))
    case "template", "lazy", "arg":
      throw DiagnosticsError(.reservedSymbol(traversal.root, at: traversal.rootRange))
    default: return try managedResource(traversal)
    }
  }

  /// A root that is followed by one name: `var.name`.
  private static func single(
    _ traversal: Traversal, _ reference: (String) -> Reference?,
    otherwise: (String, SourceRange) -> Diagnostic = { .undeclaredName($0, at: $1) }
  ) throws(DiagnosticsError) -> ResolvedReference {
    guard let step = traversal.steps.first else {
      throw DiagnosticsError(.objectAccessedDirectly(traversal.root, at: traversal.rootRange))
    }
    guard case .attribute(let name, let range) = step else {
      throw DiagnosticsError(.objectOperation(traversal.root, at: step.range))
    }
    guard let reference = reference(name) else {
      throw DiagnosticsError(otherwise(name, traversal.rootRange.joined(with: range)))
    }
    return ResolvedReference(reference: reference, traversal: traversal, stepCount: 1)
  }

  /// A prefix that is followed by a type and a name: `data.type.name`.
  private static func resource(
    _ traversal: Traversal, prefix: String, kind: String, mode: ResourceMode
  ) throws(DiagnosticsError) -> ResolvedReference {
    guard traversal.steps.count >= 2, let type = traversal.steps[0].attributeName,
      let name = traversal.steps[1].attributeName
    else {
      throw DiagnosticsError(.resourceNameMissing(prefix: prefix, kind: kind, at: traversal.range))
    }
    let key = ResourceName(mode, type: type, name: name)
    return ResolvedReference(reference: .resource(key), traversal: traversal, stepCount: 2)
  }

  /// `type.name`.
  private static func managedResource(_ traversal: Traversal) throws(DiagnosticsError) -> ResolvedReference {
    guard let step = traversal.steps.first else {
      throw DiagnosticsError(.bareName(traversal.root, at: traversal.rootRange))
    }
    guard let name = step.attributeName else {
      throw DiagnosticsError(.bareName(traversal.root, at: step.range))
    }
    let key = ResourceName(.managed, type: traversal.root, name: name)
    return ResolvedReference(reference: .resource(key), traversal: traversal, stepCount: 1)
  }
}
