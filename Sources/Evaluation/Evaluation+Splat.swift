import Diagnostics
import Syntax
import Values

extension Evaluation {
  mutating func value(of splat: Splat) -> Value {
    let (source, isValid) = checked(splat.source)
    guard isValid else {
      // Mistakes of naming in what follows are independent of the source.
      _ = each(splat, of: .unknown(.dynamic))
      return .unknown(.dynamic)
    }
    let marks = source.marks
    switch source.unmarked {
    case .null(.list), .null(.set), .null(.tuple):
      report(
        .error(
          "Splat of null value",
          detail: "Splat expressions (with the * symbol) cannot be applied to null sequences.",
          at: splat.source.range))
      return .unknown(.dynamic)
    case .null: return Value.tuple([]).marked(marks)
    case .unknown(let unknown): return self.unknown(splat, of: unknown, source).marked(marks)
    case .tuple(let elements):
      return checkedResult { evaluation in .tuple(elements.map { evaluation.each(splat, of: $0) }) }.marked(marks)
    case .list(let elements, of: let type), .set(let elements, of: let type):
      return checkedResult { evaluation in
        let results = elements.map { evaluation.each(splat, of: $0) }
        return .list(results, of: results.first?.type ?? evaluation.elementType(of: splat, for: type))
      }.marked(marks)
    case .bool, .number, .string, .map, .object, .marked:
      // Anything else is a list of one, which has its marks, too.
      return checkedResult { .tuple([$0.each(splat, of: source)]) }.marked(marks)
    }
  }

  /// A splat over something that is not known yet: at least its type may be.
  private mutating func unknown(_ splat: Splat, of unknown: Unknown, _ source: Value) -> Value {
    switch unknown.type {
    case .dynamic: return .unknown(.dynamic)
    case .list(let type), .set(let type):
      let element = elementType(of: splat, for: type)
      return .unknown(.list(element), Refinement(isNotNull: true, lengths: unknown.refinement.lengths))
    case .tuple(let types):
      return checkedResult { evaluation in
        .unknown(.tuple(types.map { evaluation.elementType(of: splat, for: $0) }), Refinement(isNotNull: true))
      }
    case .bool, .number, .string, .map, .object:
      let result = each(splat, of: source)
      // If it turns out to be null the result is empty, otherwise it has one element.
      return unknown.refinement.isNotNull ? .tuple([result]) : .unknown(.dynamic)
    }
  }

  /// What the splat makes of one element.
  private mutating func each(_ splat: Splat, of element: Value) -> Value {
    elements.append(element)
    defer { elements.removeLast() }
    return value(of: splat.each)
  }

  private mutating func elementType(of splat: Splat, for type: Type) -> Type {
    each(splat, of: .unknown(type)).type
  }

  private mutating func checkedResult(_ body: (inout Evaluation) -> Value) -> Value {
    let count = findings.count
    let value = body(&self)
    return findings[count...].hasErrors ? .unknown(value.type) : value
  }
}
