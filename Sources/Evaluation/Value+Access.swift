import Diagnostics
import Syntax
import Values

extension Value {
  /// The attribute of an object, or the element of a map, of a name: `value.name`.
  package func attribute(_ name: String, at range: SourceRange) throws(DiagnosticsError) -> Value {
    func unsupported(_ detail: String, hint: String? = nil) -> DiagnosticsError {
      DiagnosticsError(.error("Unsupported attribute", detail: detail, at: range, hint: hint))
    }
    let value = unmarked
    // What is there needs no look at types, which cost as much as the value is large.
    if let element = value[member: name] { return element.marked(marks) }
    if case .null = value {
      throw DiagnosticsError(
        .error(
          "Attempt to get attribute from null value",
          detail: "This value is null, so it does not have any attributes.", at: range))
    }
    switch value.type {
    case .dynamic: return .unknown(.dynamic).marked(marks)
    case .object(let type):
      guard let attributeType = type[name] else {
        throw unsupported(
          "This object does not have an attribute named \"\(name)\".",
          hint: suggestion(for: name, among: type.names).map { "it has one named `\($0)`" })
      }
      return .unknown(attributeType).marked(marks)
    case .map(let elementType):
      guard value.isKnown else { return .unknown(elementType).marked(marks) }
      throw DiagnosticsError(
        .error(
          "Missing map element", detail: "This map does not have an element with the key \"\(name)\".", at: range))
    case .list(.object(let type)):
      throw unsupported(
        "Can't access attributes on a list of objects. Did you mean to access an attribute for a specific element of the "
          + "list, or across all elements of the list?",
        hint: type[name].map { _ in "write `[*].\(name)` for all elements or `[0].\(name)` for the first" })
    case .set(.object(let type)):
      throw unsupported(
        "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?",
        hint: type[name].map { _ in "write `[*].\(name)` for all elements" })
    case .bool, .number, .string:
      throw unsupported("Can't access attributes on a primitive-typed value (\(value.type.friendlyName)).")
    case .list, .set, .tuple: throw unsupported("This value does not have any attributes.")
    }
  }

  /// The element that a key stands for: `value[key]`. Messages never show the key, which may be sensitive.
  package func element(at key: Value, range: SourceRange) throws(DiagnosticsError) -> Value {
    func invalid(_ reason: String) -> DiagnosticsError {
      DiagnosticsError(.error("Invalid index", detail: reason, at: range))
    }
    let value = unmarked
    let marks = marks.union(key.marks)
    if case .null = value {
      throw DiagnosticsError(
        .error(
          "Attempt to index null value", detail: "This value is null, so it does not have any indices.", at: range))
    }
    if key.isNull { throw invalid("Can't use a null value as an indexing key.") }
    // What is there needs no look at types, which cost as much as the value is large.
    switch (value, key.unmarked) {
    case (.object(let members), .string(let name)), (.map(let members, of: _), .string(let name)):
      if let element = members[name] { return element.marked(marks) }
    case (.tuple(let elements), .number(let number)), (.list(let elements, of: _), .number(let number)):
      if let index = number.int, elements.indices.contains(index) { return elements[index].marked(marks) }
    default: break
    }
    if value.type == .dynamic || key.type == .dynamic { return .unknown(.dynamic).marked(marks) }

    func converted(to type: Type) throws(DiagnosticsError) -> Value {
      do throws(ConversionError) {
        return try key.unmarked.converted(to: type)
      } catch {
        throw invalid(noSuchElement + ": \(error).")
      }
    }
    switch value.type {
    case .list, .tuple:
      let index = try converted(to: .number)
      return try value.sequenceElement(at: index, orThrow: invalid).marked(marks)
    case .map(let elementType):
      let name = try converted(to: .string)
      guard let name = name.stringValue, value.isKnown else { return .unknown(elementType).marked(marks) }
      if let element = value[member: name] { return element.marked(marks) }
      throw invalid(noSuchElement + ".")
    case .object:
      let name = try converted(to: .string)
      guard let name = name.stringValue, value.isKnown else { return .unknown(.dynamic).marked(marks) }
      if let element = value[member: name] { return element.marked(marks) }
      let note =
        key.type == .number ? " An object only supports looking up attributes by name, not by numeric index." : ""
      throw invalid(noSuchElement + "." + note)
    case .set:
      throw invalid(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, "
          + "so it's only possible to perform operations across all elements of the set.")
    case .dynamic, .bool, .number, .string: throw invalid("This value does not have any indices.")
    }
  }

  /// The element of a list or tuple at an index that is a number or unknown.
  private func sequenceElement(
    at index: Value, orThrow invalid: (String) -> DiagnosticsError
  ) throws(DiagnosticsError) -> Value {
    guard let number = index.numberValue else {
      if case .list(let elementType) = type { return .unknown(elementType) }
      return .unknown(.dynamic)
    }
    guard number.isInteger else {
      throw invalid(
        noSuchElement
          + ": indexing a sequence requires a whole number, but the given index has a fractional part.")
    }
    guard number >= .zero else {
      throw invalid(noSuchElement + ": a negative number is not a valid index for a sequence.")
    }
    if let elements {
      if let place = number.int, elements.indices.contains(place) { return elements[place] }
      // Terraform gives the reason only for an index that is just past the end.
      guard number.int == elements.count else { throw invalid(noSuchElement + ".") }
      throw invalid(
        noSuchElement
          + (elements.isEmpty
            ? ": the collection has no elements."
            : ": the given index is greater than or equal to the length of the collection."))
    }
    switch type {
    case .tuple(let types):
      guard let place = number.int, types.indices.contains(place) else { throw invalid(noSuchElement + ".") }
      return .unknown(types[place])
    case .list(let elementType): return .unknown(elementType)
    default: return .unknown(.dynamic)
    }
  }
}

private let noSuchElement = "The given key does not identify an element in this collection value"
