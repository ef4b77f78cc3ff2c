import Resources
import Values

extension Planner {
  /// Every sensitive text that the program's evaluation came to know: nothing with one of these in it is to be kept.
  package var sensitiveTexts: Set<String> {
    var texts: Set<String> = []
    var waiting = [evaluator.root]
    while let module = waiting.popLast() {
      for tracked in (module.variables + module.locals + module.outputs).compactMap(\.self) {
        texts.formUnion(tracked.value.sensitiveTexts)
      }
      waiting += module.calls.values.flatMap(\.instances)
    }
    for instance in evaluator.resourceInstances {
      let marks = SensitiveAttributes(schema: instance.kind.schema, recordedPaths: [], arguments: nil)
      texts.formUnion(marks.marking(instance.arguments).sensitiveTexts)
    }
    return texts
  }
}
