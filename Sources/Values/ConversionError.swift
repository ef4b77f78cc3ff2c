/// Why a value can't become one of a type.
package struct ConversionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the value the trouble is.
  package let path: ValuePath
  /// A phrase without a full stop: `a number is required`, `attribute "name" is required`. Shows nothing of the value.
  package let message: String

  package init(path: ValuePath = ValuePath(), _ message: String) {
    self.path = path
    self.message = message
  }

  /// The message behind its place, if that is not the value as a whole.
  package var description: String {
    if path.steps.isEmpty { return message }
    let place = path.description
    return "\(place.hasPrefix(".") ? String(place.dropFirst()) : place): \(message)"
  }
}

extension Type {
  /// What to say of values of this type where those of another are wanted and no conversion exists.
  package func mismatch(with wanted: Type) -> String {
    switch (self, wanted) {
    case (.object(let object), .object(let wanted)): return Type.mismatch(object, wanted)
    case (.tuple, .list(.dynamic)): return "all list elements must have the same type"
    case (.tuple, .set(.dynamic)): return "all set elements must have the same type"
    case (.object, .map(.dynamic)): return "all map elements must have the same type"
    case (.tuple(let types), .list(let element)), (.tuple(let types), .set(let element)):
      for (index, type) in types.enumerated() where !type.converts(to: element) {
        return "element \(index): \(type.mismatch(with: element))"
      }
    case (.object(let object), .map(let element)):
      for (name, type) in zip(object.names, object.types) where !type.converts(to: element) {
        return "element \"\(name)\": \(type.mismatch(with: element))"
      }
    case (.list(let element), .list(let wanted)), (.set(let element), .list(let wanted)):
      return "incorrect list element type: \(element.mismatch(with: wanted))"
    case (.list(let element), .set(let wanted)), (.set(let element), .set(let wanted)):
      return "incorrect set element type: \(element.mismatch(with: wanted))"
    case (.map(let element), .map(let wanted)):
      return "incorrect map element type: \(element.mismatch(with: wanted))"
    default: break
    }
    return "\(wanted.friendlyConstraintName) required"
  }

  private static func mismatch(_ object: ObjectType, _ wanted: ObjectType) -> String {
    let missing = wanted.names.filter { object[$0] == nil && !wanted.optional.contains($0) }.map { "\"\($0)\"" }
    switch missing.count {
    case 0: break
    case 1: return "attribute \(missing[0]) is required"
    case 2: return "attributes \(missing[0]) and \(missing[1]) are required"
    default:
      return "attributes \(missing.dropLast().joined(separator: ", ")), and \(missing[missing.count - 1]) are required"
    }
    for (name, wantedType) in zip(wanted.names, wanted.types) {
      if let type = object[name], !type.converts(to: wantedType) {
        return "attribute \"\(name)\": \(type.mismatch(with: wantedType))"
      }
    }
    return "incorrect object attributes"
  }
}
