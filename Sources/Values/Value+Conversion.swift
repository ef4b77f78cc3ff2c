extension Type {
  /// Whether values of this type can be converted to another, as far as types tell: a string to a number, say.
  package func converts(to wanted: Type) -> Bool {
    switch (self, wanted) {
    case (_, .dynamic), (.dynamic, _): true
    case (.bool, .bool), (.number, .number), (.string, .string): true
    case (.bool, .string), (.number, .string), (.string, .bool), (.string, .number): true
    case (.list(let element), .list(let wanted)), (.list(let element), .set(let wanted)),
      (.set(let element), .list(let wanted)), (.set(let element), .set(let wanted)),
      (.map(let element), .map(let wanted)):
      element.converts(to: wanted)
    case (.tuple(let types), .list(.dynamic)), (.tuple(let types), .set(.dynamic)):
      types.isEmpty || Type.unified(types).map { $0 != .dynamic || types.allSatisfy { $0 == .dynamic } } ?? false
    case (.tuple(let types), .list(let wanted)), (.tuple(let types), .set(let wanted)):
      types.allSatisfy { $0.converts(to: wanted) }
    case (.tuple(let types), .tuple(let wanted)):
      types.count == wanted.count && zip(types, wanted).allSatisfy { $0.converts(to: $1) }
    case (.object(let object), .map(.dynamic)): object.types.isEmpty || Type.unified(object.types) != nil
    case (.object(let object), .map(let wanted)): object.types.allSatisfy { $0.converts(to: wanted) }
    case (.map(let element), .object(let wanted)): wanted.types.allSatisfy { element.converts(to: $0) }
    case (.object(let object), .object(let wanted)):
      zip(wanted.names, wanted.types).allSatisfy { name, type in
        object[name].map { $0.converts(to: type) } ?? wanted.optional.contains(name)
      }
    default: false
    }
  }

  /// This constraint with its open parts taken from the type of a value.
  func filled(from type: Type) -> Type {
    switch (self, type) {
    case (_, .dynamic): self
    case (.dynamic, _): type
    case (.list(let element), .list(let other)), (.list(let element), .set(let other)):
      .list(element.filled(from: other))
    case (.set(let element), .list(let other)), (.set(let element), .set(let other)): .set(element.filled(from: other))
    case (.list(let element), .tuple(let types)): .list(element.filled(from: Type.unified(types) ?? .dynamic))
    case (.set(let element), .tuple(let types)): .set(element.filled(from: Type.unified(types) ?? .dynamic))
    case (.map(let element), .map(let other)): .map(element.filled(from: other))
    case (.map(let element), .object(let object)): .map(element.filled(from: Type.unified(object.types) ?? .dynamic))
    case (.tuple(let types), .tuple(let others)) where types.count == others.count:
      .tuple(zip(types, others).map { $0.filled(from: $1) })
    case (.object(let object), .object(let other)):
      .object(
        ObjectType(
          sortedNames: object.names,
          types: zip(object.names, object.types).map { $1.filled(from: other[$0] ?? .dynamic) }))
    case (.object(let object), .map(let element)):
      .object(ObjectType(sortedNames: object.names, types: object.types.map { $0.filled(from: element) }))
    default: self
    }
  }

  /// Whether any object in this constraint has optional attributes.
  fileprivate var hasOptional: Bool {
    switch self {
    case .dynamic, .bool, .number, .string: false
    case .list(let element), .set(let element), .map(let element): element.hasOptional
    case .tuple(let elements): elements.contains(where: \.hasOptional)
    case .object(let object): !object.optional.isEmpty || object.types.contains(where: \.hasOptional)
    }
  }

  /// The type that values of this constraint have.
  fileprivate var valueType: Type { hasOptional ? withoutOptional : self }
}

extension Value {
  /// The value as one of a type, with its marks; what a type leaves open stays as it is.
  ///
  /// Objects lose the attributes that the type doesn't have, and get nulls for optional ones that they lack.
  package func converted(to wanted: Type) throws(ConversionError) -> Value {
    do {
      return try converted(to: wanted, at: ValuePath())
    } catch {
      // A mismatch of types is told as a whole, before trouble with single values.
      let type = self.type
      if !type.converts(to: wanted) { throw ConversionError(type.mismatch(with: wanted)) }
      throw error
    }
  }

  private func converted(to wanted: Type, at path: ValuePath) throws(ConversionError) -> Value {
    switch (self, wanted) {
    case (.marked(let marked), _): return try marked.value.converted(to: wanted, at: path).marked(marked.marks)
    case (_, .dynamic): return self
    case (.null(let type), _):
      try Value.check(type, wanted, path)
      return .null(wanted.valueType.filled(from: type))
    case (.unknown(let unknown), _):
      try Value.check(unknown.type, wanted, path)
      return unknown.converted(to: wanted.valueType.filled(from: unknown.type))
    case (.bool, .bool), (.number, .number), (.string, .string): return self
    case (.bool(let bool), .string): return .string(bool ? "true" : "false")
    case (.number(let number), .string): return .string(number.description)
    case (.string(let string), .number):
      guard let number = Number(decimal: string) else { throw ConversionError(path: path, "a number is required") }
      return .number(number)
    case (.string(let string), .bool): return .bool(try Value.bool(string, path))
    case (.list(_, of: let element), .list(let wanted)) where element == wanted: return self
    case (.set(_, of: let element), .set(let wanted)) where element == wanted: return self
    case (.map(_, of: let element), .map(let wanted)) where element == wanted: return self
    // Some of the unknown elements may turn out to be one.
    case (.set(_, of: let element), .list) where knownLength == nil:
      return .unknown(wanted.valueType.filled(from: .list(element)))
    case (.list(let elements, of: let element), .list(let wanted)),
      (.set(let elements, of: let element), .list(let wanted)):
      return try Value.list(elements, element, wanted, path)
    case (.list(let elements, of: let element), .set(let wanted)),
      (.set(let elements, of: let element), .set(let wanted)):
      return try Value.set(elements, element, wanted, path)
    case (.tuple(let elements), .list(let wanted)):
      return try Value.list(elements, nil, Value.elementConstraint(wanted, elements, path), path)
    case (.tuple(let elements), .set(let wanted)):
      return try Value.set(elements, nil, Value.elementConstraint(wanted, elements, path), path)
    case (.map(let members, of: let element), .map(let wanted)):
      return try Value.map(members, element, wanted, path)
    case (.object(let members), .map(let wanted)):
      return try Value.map(members, nil, Value.elementConstraint(wanted, members.values, path), path)
    case (.tuple(let elements), .tuple(let wanted)) where elements.count == wanted.count:
      var converted: [Value] = []
      for (index, (element, type)) in zip(elements, wanted).enumerated() {
        converted.append(try element.converted(to: type, at: path.appending(.index(index))))
      }
      return .tuple(converted)
    case (.object(let members), .object(let wanted)): return try Value.object(members, wanted, path)
    case (.map(let members, of: let element), .object(let wanted)):
      for type in wanted.types { try Value.check(element, type, path) }
      return try Value.object(members, wanted, path)
    default: throw ConversionError(path: path, type.mismatch(with: wanted))
    }
  }

  private static func check(_ type: Type, _ wanted: Type, _ path: ValuePath) throws(ConversionError) {
    if !type.converts(to: wanted) { throw ConversionError(path: path, type.mismatch(with: wanted)) }
  }

  private static func bool(_ string: String, _ path: ValuePath) throws(ConversionError) -> Bool {
    switch string {
    case "true", "1": return true
    case "false", "0": return false
    default: break
    }
    let lowercased = string.lowercased()
    if lowercased == "true" || lowercased == "false" {
      throw ConversionError(path: path, "a bool is required; to convert from string, use lowercase \"\(lowercased)\"")
    }
    throw ConversionError(path: path, "a bool is required")
  }

  /// What the elements of a tuple or an object must become in a collection whose element type is open.
  private static func elementConstraint(
    _ wanted: Type, _ elements: [Value], _ path: ValuePath
  ) throws(ConversionError) -> Type {
    guard wanted == .dynamic, !elements.isEmpty else { return wanted }
    guard let unified = Type.unified(elements.map(\.type)) else {
      throw ConversionError(path: path, "all elements must have the same type")
    }
    return unified
  }

  private static func list(
    _ elements: [Value], _ type: Type?, _ wanted: Type, _ path: ValuePath
  ) throws(ConversionError) -> Value {
    let (converted, type) = try homogeneous(elements, type, wanted, path, "list") { ValuePath.Step.index($0) }
    return .list(converted, of: type)
  }

  private static func set(
    _ elements: [Value], _ type: Type?, _ wanted: Type, _ path: ValuePath
  ) throws(ConversionError) -> Value {
    let (converted, type) = try homogeneous(elements, type, wanted, path, "set") { ValuePath.Step.index($0) }
    return .set(unordered: converted, of: type)
  }

  private static func map(
    _ members: Members, _ type: Type?, _ wanted: Type, _ path: ValuePath
  ) throws(ConversionError) -> Value {
    let (converted, type) = try homogeneous(members.values, type, wanted, path, "map") {
      ValuePath.Step.member(members.keys[$0])
    }
    return .map(Members(sortedKeys: members.keys, values: converted), of: type)
  }

  /// Elements converted to one type, and that type.
  private static func homogeneous(
    _ elements: [Value], _ type: Type?, _ wanted: Type, _ path: ValuePath, _ kind: String,
    step: (Int) -> ValuePath.Step
  ) throws(ConversionError) -> ([Value], Type) {
    if elements.isEmpty {
      if let type { try check(type, wanted, path) }
      return ([], wanted == .dynamic ? type ?? .dynamic : wanted.valueType)
    }
    var converted: [Value] = []
    converted.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      converted.append(try element.converted(to: wanted, at: path.appending(step(index))))
    }
    guard wanted.hasDynamic else { return (converted, wanted.valueType) }
    let mismatch = ConversionError(path: path, "element types must all match for conversion to \(kind)")
    // What the constraint leaves open must still be the same for all.
    let types = converted.map(\.type)
    if kind == "set", types.contains(where: { $0 != types[0] }) { throw mismatch }
    // In a map a null takes the type of the others.
    let telling = kind == "map" ? zip(converted, types).filter { !($0.isNull && $1 == .dynamic) }.map(\.1) : types
    let unified = telling.isEmpty ? .dynamic : Type.unified(telling)
    // A null fits any type, but does not make those of the others fit each other.
    let isOpen = unified == .dynamic && types.contains { $0 != .dynamic } && converted.allSatisfy(\.isKnown)
    guard let unified, !isOpen else { throw mismatch }
    for (index, element) in converted.enumerated() {
      converted[index] = try element.converted(to: unified, at: path.appending(step(index)))
    }
    if unified != .dynamic, unified.hasDynamic, converted.contains(where: { $0.type != converted[0].type }) {
      throw mismatch
    }
    return (converted, unified)
  }

  private static func object(
    _ members: Members, _ wanted: ObjectType, _ path: ValuePath
  ) throws(ConversionError) -> Value {
    var values: [Value] = []
    values.reserveCapacity(wanted.names.count)
    for (name, type) in zip(wanted.names, wanted.types) {
      if let member = members[name] {
        values.append(try member.converted(to: type, at: path.appending(.member(name))))
      } else if wanted.optional.contains(name) {
        values.append(.null(type.valueType))
      } else {
        throw ConversionError(path: path, "map has no element for required attribute \"\(name)\"")
      }
    }
    return .object(Members(sortedKeys: wanted.names, values: values))
  }
}

extension Unknown {
  /// An unknown value of another type, with what stays certain through the conversion.
  fileprivate func converted(to wanted: Type) -> Value {
    if wanted == type { return .unknown(self) }
    let lengths: ClosedRange<Int>
    switch (type, wanted) {
    case (.object(let object), .map): lengths = object.names.count...object.names.count
    case (.tuple(let types), .list): lengths = types.count...types.count
    case (.tuple(let types), .set): lengths = min(1, types.count)...types.count
    case (.list, .set), (.set, .set):
      lengths = min(1, refinement.lengths.lowerBound)...refinement.lengths.upperBound
    case (.list, .list), (.set, .list), (.map, .map): lengths = refinement.lengths
    default: return .unknown(wanted, Refinement(isNotNull: refinement.isNotNull))
    }
    return .unknown(wanted, Refinement(isNotNull: refinement.isNotNull, lengths: lengths))
  }
}
