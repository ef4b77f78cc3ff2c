/// How an argument that goes by an older name says what it says by its present one.
package enum FormerReading: Sendable, Hashable {
  /// It is a truth value, and each of the two stands for another value.
  case truth(on: Value, off: Value)
  /// It is the only element of what is a collection by now; an empty text is none.
  case onlyElement

  /// The type of what is written, where the present argument has `type`.
  package func type(for type: Type) -> Type {
    switch (self, type) {
    case (.truth, _): .bool
    case (.onlyElement, .list(let element)), (.onlyElement, .set(let element)): element
    case (.onlyElement, _): type
    }
  }

  /// What a written value stands for, of the type of the present argument.
  package func value(of written: Value, as type: Type) -> Value {
    let marks = written.marks
    guard written.isKnown else { return .unknown(type).marked(marks) }
    guard !written.isNull else { return .null(type).marked(marks) }
    switch self {
    case .truth(let on, let off): return (written.boolValue == true ? on : off).marked(marks)
    case .onlyElement:
      let elements = written.stringValue?.isEmpty == true ? [] : [written.unmarked]
      switch type {
      case .set(let element): return Value.set(unordered: elements, of: element).marked(marks)
      case .list(let element): return Value.list(elements, of: element).marked(marks)
      default: return written
      }
    }
  }
}
