import JSON
import Resources
import Values

/// The three views that Terraform's JSON has of a value: what is known of it, what is not, and what is sensitive.
enum FlaggedJSON {
  /// The value without unknown members and with sensitive parts as null; nil if all of it is unknown.
  static func known(_ value: Value) -> OrderedJSON? {
    if !value.isKnown { return nil }
    if value.marks.contains(.sensitive) { return .null }
    switch value.unmarked {
    case .unknown: return nil
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      return .array(elements.map { known($0) ?? .null })
    case .map(let members, of: _), .object(let members):
      return .object(members.compactMap { name, member in known(member).map { (name, $0) } })
    case .null, .bool, .number, .string, .marked: return .value(value.unmarked)
    }
  }

  /// `true` where the value is unknown; members that are known throughout are left out, except for collections.
  static func unknown(_ value: Value) -> OrderedJSON {
    flags(value) { value in
      if !value.isKnown { return true }
      return value.unmarked.isCollection ? nil : false
    }
  }

  /// `true` where the value is sensitive.
  static func sensitive(_ value: Value) -> OrderedJSON {
    flags(value) { value in
      if value.marks.contains(.sensitive) { return true }
      if case .unknown(let unknown) = value.unmarked {
        // Nothing is said about the parts of what is not known but for which form it has.
        return unknown.type.isCollection ? nil : false
      }
      return value.unmarked.isCollection ? nil : false
    }
  }

  /// - Parameter flag: nil where it is for the parts to say.
  private static func flags(_ value: Value, _ flag: (Value) -> Bool?) -> OrderedJSON {
    if let flag = flag(value) { return .bool(flag) }
    switch value.unmarked {
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      return .array(elements.map { flags($0, flag) })
    case .map(let members, of: _), .object(let members):
      return .object(
        members.compactMap { name, member in
          if flag(member) == false { return nil }
          return (name, flags(member, flag))
        })
    case .unknown(let unknown): return unknown.type.isSequence ? .array([]) : .object([])
    case .null, .bool, .number, .string, .marked: return .bool(false)
    }
  }
}

extension Value {
  fileprivate var isCollection: Bool { elements != nil || members != nil }
}

extension Type {
  fileprivate var isCollection: Bool {
    switch self {
    case .dynamic, .bool, .number, .string: false
    case .list, .set, .map, .tuple, .object: true
    }
  }

  fileprivate var isSequence: Bool {
    switch self {
    case .list, .set, .tuple: true
    default: false
    }
  }
}

extension ResourceSchema {
  /// A value of the schema with the sensitive mark on all that the schema calls sensitive.
  func marking(_ value: Value) -> Value {
    guard case .object(var members) = value.unmarked else { return value }
    for attribute in attributes {
      guard let member = members[attribute.name], !member.isNull else { continue }
      if attribute.isSensitive {
        members[attribute.name] = member.marked(.sensitive)
      } else if case .block(_, let inner) = attribute.content, member.isKnown {
        members[attribute.name] = member.mapChildren { inner.marking($0) }
      }
    }
    return Value.object(members).marked(value.marks)
  }
}
