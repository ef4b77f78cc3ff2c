import Configuration
import Resources

/// The rules of blocks of a kind that there is none of: wrong where there is an instance of one, and nothing where there is
/// none, as of the parts of a module that its variables leave out.
extension ProgramEvaluator {
  func expand(unknownKind place: Int, inAllOf module: Int) {
    let resource = graph.modules[module].resources[place]
    var isNeeded: Bool? = false
    for instance in instances[module] {
      let scope = scope(instance)
      let repeats = writtenRepeats(count: resource.count, forEach: resource.forEach, in: scope)
      let isThere = repeats.isUnknown || repeats.count > 0
      if isThere {
        let isCertain = !isValidating || !repeats.isUnknown && !instance.isUncertain
        isNeeded = isCertain || isNeeded == true ? true : nil
      }
      // What there are instances of nobody knows anything about.
      instance.resources[place] = ResourceInstances(
        declaration: resource, repeats: isThere ? .unknown(isCount: resource.count != nil) : repeats, instances: [],
        dependencies: scope.uses.dependencies)
    }
    if isNeeded == false { return }
    report(
      PlanningDiagnostics.unknownKind(
        resource.type, mode: resource.mode, isNeeded: isNeeded == true,
        suggestion: kinds.suggestion(for: resource.type, mode: resource.mode),
        remedy: kinds.remedy(resource.type, resource.mode), provider: kinds.providerName(for: resource.type),
        at: resource.typeRange))
  }
}
