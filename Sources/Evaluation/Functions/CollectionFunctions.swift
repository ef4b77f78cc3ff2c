import Values

extension Function {
  /// Functions of maps and objects, and those that take any collection.
  static let collections: [Function] = [length, keys, values, lookup, merge, zipmap, transpose, coalesce, contains]

  private static let length = Function(
    "length",
    [Parameter("value", .dynamic, unknowns: .anywhere, allowsDynamic: true, allowsMarks: true, isLookedUp: true)],
    isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      // Not by the whole type: making that takes as long as the value is large, and calls may be many.
      switch arguments[0].unmarked {
      case .string, .list, .set, .map, .tuple, .object: return .number
      case .unknown(let unknown) where unknown.type != .bool && unknown.type != .number: return .number
      case .null(.string), .null(.list), .null(.set), .null(.map), .null(.tuple), .null(.object), .null(.dynamic):
        return .number
      default: throw FunctionError("argument must be a string, a collection type, or a structural type")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let marks = arguments[0].marks
    let value = arguments[0].unmarked
    if let string = value.stringValue { return .number(string.count).marked(marks) }
    var numbers = Refinement.allNumbers
    if let lengths = value.lengthBounds {
      numbers = Number(lengths.lowerBound)...Number(lengths.upperBound)
    } else if case .unknown(let unknown) = value, unknown.type == .string {
      numbers = Number(unknown.refinement.prefix.count)...Number.infinity
    }
    return .unknown(.number, Refinement(isNotNull: true, numbers: numbers)).marked(marks)
  }

  private static let keys = Function(
    "keys", [Parameter("inputMap", .dynamic, unknowns: .anywhere, allowsMarks: true)], isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      switch arguments[0].type {
      case .map: return .list(.string)
      case .object(let object): return .tuple(object.names.map { _ in .string })
      default: throw FunctionError(argument: 0, "must have map or object type")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let marks = arguments[0].marks
    // The names of attributes are known by their type.
    if case .object(let object) = arguments[0].type { return .tuple(object.names.map(Value.string)).marked(marks) }
    guard let members = arguments[0].members else { return .unknownNotNull(.list(.string)).marked(marks) }
    return .list(members.keys.map(Value.string), of: .string).marked(marks)
  }

  private static let values = Function(
    "values", [Parameter("mapping", .dynamic, unknowns: .inside, allowsMarks: true)], isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      switch arguments[0].type {
      case .map(let element): return .list(element)
      case .object(let object): return .tuple(object.types)
      default: throw FunctionError("values() requires a map as the first argument")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let values = arguments[0].members?.values ?? []
    let marks = arguments[0].marks
    if case .map(let element) = arguments[0].type { return .list(values, of: element).marked(marks) }
    return .tuple(values).marked(marks)
  }

  private static let lookup = Function(
    "lookup",
    [
      Parameter("inputMap", .dynamic, unknowns: .inside, allowsMarks: true, isLookedUp: true),
      Parameter("key", .string, allowsMarks: true),
    ],
    variadic: Parameter(
      "default", .dynamic, allowsNull: true, unknowns: .anywhere, allowsDynamic: true, allowsMarks: true),
    resultType: { (arguments) throws(FunctionError) in
      if arguments.count > 3 {
        throw FunctionError(ofTypes: "lookup() takes two or three arguments, got \(arguments.count)")
      }
      // Not by the whole type: making that takes as long as the object is large, and lookups are many.
      switch arguments[0].unmarked {
      case .object(let members):
        guard let key = arguments[1].stringValue else { return .dynamic }
        return try lookedUpType(members[key]?.type, key, arguments)
      case .map(_, of: let element): return try lookedUpType(in: element, arguments)
      default: break
      }
      switch arguments[0].type {
      case .object(let object):
        guard let key = arguments[1].stringValue else { return .dynamic }
        return try lookedUpType(object[key], key, arguments)
      case .map(let element): return try lookedUpType(in: element, arguments)
      default: throw FunctionError(argument: 0, "lookup() requires a map as the first argument")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let marks = arguments[0].marks.union(arguments[1].marks)
    let key = arguments.string(1)
    if let member = arguments[0][member: key] { return member.marked(marks) }
    guard arguments.count == 3 else { throw FunctionError("lookup failed to find key \(quoted(key))") }
    guard case .map(_, of: let element) = arguments[0].unmarked else { return arguments[2].marked(marks) }
    do throws(ConversionError) {
      return try arguments[2].converted(to: element).marked(marks)
    } catch {
      throw FunctionError(argument: 2, "the default value must have the same type as the map elements")
    }
  }

  /// The type of an attribute, or else of the default.
  private static func lookedUpType(
    _ type: Type?, _ key: String, _ arguments: [Value]
  ) throws(FunctionError) -> Type {
    if let type { return type }
    if arguments.count == 3 { return arguments[2].type }
    throw FunctionError(argument: 0, "the given object has no attribute \(quoted(key))")
  }

  private static func lookedUpType(in element: Type, _ arguments: [Value]) throws(FunctionError) -> Type {
    if arguments.count == 3, !arguments[2].type.converts(to: element) {
      throw FunctionError(argument: 2, "the default value must have the same type as the map elements")
    }
    return element
  }

  private static let merge = Function(
    "merge", [],
    variadic: Parameter(
      "maps", .dynamic, allowsNull: true, unknowns: .inside, allowsDynamic: true, allowsMarks: true),
    resultType: mergedType
  ) { (arguments, _) throws(FunctionError) in
    if let other = arguments.first(where: { $0.members == nil && !$0.isNull }) {
      throw FunctionError(ofTypes: "arguments must be maps or objects, got \(quoted(other.type.friendlyName))")
    }
    let marks = arguments.reduce(Marks.none) { $0.union($1.marks) }
    // All at once: one after the other would look at the first as often as there are others.
    let members = Members(arguments.compactMap(\.members).joined())
    // Only what is merged of maps of one type is a map.
    guard let first = arguments.first?.type, case .map(let element) = first,
      arguments.allSatisfy({ $0.type == first })
    else { return .object(members).marked(marks) }
    return .map(members, of: element).marked(marks)
  }

  private static let mergedType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (arguments) throws(FunctionError) in
    guard let first = arguments.first?.type else { return .object(ObjectType([:])) }
    var names: [String] = []
    var types: [Type] = []
    var isUniform = true
    var areNamesKnown = true
    for argument in arguments {
      let type = argument.type
      isUniform = isUniform && type == first
      switch type {
      case .dynamic: return .dynamic
      case .object(let object) where !argument.isNull:
        names += object.names
        types += object.types
      case .map(let element):
        if !argument.isKnown { areNamesKnown = false }
        names += argument.members?.keys ?? []
        types += argument.members.map { Array(repeating: element, count: $0.count) } ?? []
      case .object: break
      default: throw FunctionError(ofTypes: "arguments must be maps or objects, got \(quoted(type.friendlyName))")
      }
    }
    if isUniform { return first }
    return areNamesKnown ? .object(ObjectType(names: names, types: types)) : .dynamic
  }

  private static let zipmap = Function(
    "zipmap",
    [
      Parameter("keys", .list(.string), allowsMarks: true),
      Parameter("values", .dynamic, unknowns: .inside, allowsMarks: true),
    ],
    isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      switch arguments[1].type {
      case .list(let element): return .map(element)
      case .tuple(let types):
        guard arguments[0].isWhollyKnown else { return .dynamic }
        try checkCounts(arguments.elements(0).count, types.count)
        let names = arguments.elements(0).map { $0.stringValue ?? "" }
        return .object(ObjectType(Dictionary(zip(names, types)) { $1 }))
      default: throw FunctionError("values argument must be a list or tuple value")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let keys = arguments.elements(0)
    let values = arguments.elements(1)
    try checkCounts(keys.count, values.count)
    if let place = keys.firstIndex(where: \.isNull) {
      throw FunctionError(ofTypes: "keys list has null value at index \(place)")
    }
    let marks = arguments[0].deepMarks.union(arguments[1].marks)
    let members = Members(zip(keys.map { $0.stringValue ?? "" }, values))
    if case .list(let element) = arguments[1].type { return .map(members, of: element).marked(marks) }
    return .object(members).marked(marks)
  }

  private static func checkCounts(_ keys: Int, _ values: Int) throws(FunctionError) {
    if keys != values {
      throw FunctionError(ofTypes: "number of keys (\(keys)) does not match number of values (\(values))")
    }
  }

  private static let transpose = Function(
    "transpose", [Parameter("values", .map(.list(.string)))], result: .map(.list(.string))
  ) { (arguments, _) throws(FunctionError) in
    var transposed: [String: [Value]] = [:]
    for (key, list) in arguments[0].members ?? Members() {
      guard let elements = list.elements else {
        throw FunctionError("input must not contain null list")
      }
      for element in elements {
        guard let name = element.stringValue else {
          throw FunctionError("input list must not contain null string")
        }
        transposed[name, default: []].append(.string(key))
      }
    }
    return .map(Members(transposed.map { ($0, .list($1, of: .string)) }), of: .list(.string))
  }

  private static let coalesce = Function(
    "coalesce", [],
    variadic: Parameter("vals", .dynamic, allowsNull: true, unknowns: .anywhere, allowsDynamic: true),
    isNeverNull: true, resultType: coalescedType
  ) { (arguments, _) throws(FunctionError) in
    let type = try coalescedType(arguments)
    for (index, argument) in arguments.enumerated() {
      let value: Value
      do throws(ConversionError) {
        value = try argument.converted(to: type)
      } catch {
        throw FunctionError(argument: index, "\(error)")
      }
      if !value.isKnown { return .unknownNotNull(type) }
      if !value.isNull, !(type == .string && value.stringValue == "") { return value }
    }
    throw FunctionError("no non-null, non-empty-string arguments")
  }

  private static let coalescedType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (arguments) throws(FunctionError) in
    guard let type = Type.unified(arguments.map(\.type)) else {
      throw FunctionError("all arguments must have the same type")
    }
    return type
  }

  private static let contains = Function(
    "contains",
    [Parameter("list", .dynamic, unknowns: .inside), Parameter("value", .dynamic, unknowns: .inside)], result: .bool
  ) { (arguments, _) throws(FunctionError) in
    if arguments[0].elements == nil { throw FunctionError("argument must be list, tuple, or set") }
    var isOpen = false
    for element in arguments.elements(0) {
      switch element.isEqual(arguments[1]).boolValue {
      case true: return true
      case false: break
      default: isOpen = true
      }
    }
    return isOpen ? .unknownNotNull(.bool) : false
  }
}
