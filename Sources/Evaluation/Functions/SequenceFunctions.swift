import Values

extension Function {
  /// Functions of lists and tuples.
  static let sequences: [Function] = [
    concat, flatten, element, index, distinct, compact, chunklist, coalescelist, matchkeys, one, range, reverse, slice,
    sort, alltrue, anytrue,
  ]

  private static let concat = Function(
    "concat", [], variadic: Parameter("seqs", .dynamic, unknowns: .inside, allowsMarks: true), isNeverNull: true,
    resultType: concatenatedType
  ) { (arguments, _) throws(FunctionError) in
    var marks: Marks = []
    for argument in arguments { marks.formUnion(argument.marks) }
    let elements = arguments.flatMap { $0.elements ?? [] }
    guard case .list(let type) = try concatenatedType(arguments) else { return .tuple(elements).marked(marks) }
    var converted: [Value] = []
    for element in elements {
      do throws(ConversionError) {
        converted.append(try element.converted(to: type))
      } catch {
        throw FunctionError("\(error)")
      }
    }
    return .list(converted, of: type).marked(marks)
  }

  private static let concatenatedType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (arguments) throws(FunctionError) in
    if arguments.isEmpty { throw FunctionError("at least one argument is required") }
    let types = arguments.map(\.type)
    let areLists = types.allSatisfy { if case .list = $0 { true } else { false } }
    if areLists, let type = Type.unified(types) { return type }
    var elements: [Type] = []
    for (index, (argument, type)) in zip(arguments, types).enumerated() {
      switch type {
      case .tuple(let types): elements += types
      case .list(let element):
        guard let count = argument.elements?.count else { return .dynamic }
        elements += repeatElement(element, count: count)
      default:
        throw FunctionError(
          argument: index, ofTypes: "all arguments must be lists or tuples; got \(type.friendlyName)")
      }
    }
    return .tuple(elements)
  }

  private static let flatten = Function(
    "flatten", [Parameter("list", .dynamic, unknowns: .inside, allowsMarks: true)], isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      switch arguments[0].type {
      case .list, .set, .tuple: return .dynamic
      default: throw FunctionError("can only flatten lists, sets and tuples")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    var elements: [Value] = []
    var marks: Marks = []
    guard flatten(arguments[0], into: &elements, &marks) else {
      return Value.unknown(.dynamic).marked(arguments[0].deepMarks)
    }
    return .tuple(elements).marked(marks)
  }

  /// Collects what is in nested sequences; false if there could be more of these in something unknown.
  private static func flatten(_ value: Value, into elements: inout [Value], _ marks: inout Marks) -> Bool {
    if let nested = value.elements {
      marks.formUnion(value.marks)
      return nested.allSatisfy { flatten($0, into: &elements, &marks) }
    }
    if case .unknown(let unknown) = value.unmarked {
      switch unknown.type {
      case .list, .set, .tuple, .dynamic: return false
      default: break
      }
    }
    elements.append(value)
    return true
  }

  private static let element = Function(
    "element",
    [
      Parameter("list", .dynamic, unknowns: .inside, allowsMarks: true, isLookedUp: true), Parameter("index", .number),
    ],
    resultType: { (arguments) throws(FunctionError) in
      if case .list(_, of: let element) = arguments[0].unmarked { return element }
      if case .tuple(let elements) = arguments[0].unmarked, arguments[1].isKnown {
        return elements[try wrapped(arguments, count: elements.count)].type
      }
      switch arguments[0].type {
      case .list(let element): return element
      case .tuple(let types):
        guard arguments[1].isKnown else { return .dynamic }
        return types[try wrapped(arguments, count: types.count)]
      default: throw FunctionError(ofTypes: "cannot read elements from \(arguments[0].type.friendlyName)")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let elements = arguments.elements(0)
    return elements[try wrapped(arguments, count: elements.count)].marked(arguments[0].marks)
  }

  /// The place of an element, from the end where the index is negative. Terraform has no answer to that for tuples, and
  /// breaks off.
  private static func wrapped(_ arguments: [Value], count: Int) throws(FunctionError) -> Int {
    let index = try arguments.int(1, prefix: "invalid index: ")
    if count == 0 { throw FunctionError("cannot use element function with an empty list") }
    let place = index % count
    if place >= 0 { return place }
    if case .tuple = arguments[0].type {
      throw FunctionError("cannot use element function with a negative index of a tuple; tolist() makes it a list")
    }
    return place + count
  }

  private static let index = Function(
    "index", [Parameter("list", .dynamic, unknowns: .inside), Parameter("value", .dynamic, unknowns: .inside)],
    result: .number
  ) { (arguments, _) throws(FunctionError) in
    switch arguments[0] {
    case .list, .tuple: break
    default: throw FunctionError("argument must be a list or tuple")
    }
    if arguments.elements(0).isEmpty { throw FunctionError("cannot search an empty list") }
    for (place, element) in arguments.elements(0).enumerated() {
      switch element.isEqual(arguments[1]).boolValue {
      case true: return .number(place)
      case false: break
      default: return .unknownNotNull(.number)
      }
    }
    throw FunctionError("item not found")
  }

  private static let distinct = list("distinct") { elements in
    var seen: Set<Value> = []
    return elements.filter { seen.insert($0).inserted }
  }

  private static let compact = Function(
    "compact", [Parameter("list", .list(.string))], result: .list(.string)
  ) { (arguments, _) throws(FunctionError) in
    .list(arguments.elements(0).filter { !($0.stringValue ?? "").isEmpty }, of: .string)
  }

  private static let chunklist = Function(
    "chunklist",
    [Parameter("list", .list(.dynamic), unknowns: .inside, allowsMarks: true), Parameter("size", .number)],
    isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in .list(arguments[0].type) }
  ) { (arguments, _) throws(FunctionError) in
    let size = try arguments.int(1, prefix: "invalid size: ")
    if size < 0 { throw FunctionError("the size argument must be positive") }
    let list = arguments[0].unmarked
    let elements = arguments.elements(0)
    let type = list.type
    guard size > 0, let elementType = type.elementType else {
      return .list(elements.isEmpty ? [] : [list], of: type).marked(arguments[0].marks)
    }
    let chunks = stride(from: 0, to: elements.count, by: size).map { start in
      Value.list(Array(elements[start..<min(start + size, elements.count)]), of: elementType)
    }
    return .list(chunks, of: type).marked(arguments[0].marks)
  }

  private static let coalescelist = Function(
    "coalescelist", [],
    variadic: Parameter("vals", .dynamic, allowsNull: true, unknowns: .anywhere, allowsDynamic: true),
    isNeverNull: true, resultType: coalescedListType
  ) { (arguments, _) throws(FunctionError) in
    for argument in arguments {
      if !argument.isKnown {
        let type = try coalescedListType(arguments)
        return .unknown(type, Refinement(isNotNull: type != .dynamic))
      }
      if !argument.isNull, argument.elements?.isEmpty == false { return argument }
    }
    throw FunctionError("no non-null arguments")
  }

  private static let coalescedListType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (arguments) throws(FunctionError) in
    guard let first = arguments.first?.type else { throw FunctionError("at least one argument is required") }
    for argument in arguments {
      if !argument.isKnown { return .dynamic }
      switch argument.type {
      case .list, .tuple: break
      default: throw FunctionError("coalescelist arguments must be lists or tuples")
      }
    }
    return arguments.allSatisfy { $0.type == first } ? first : .dynamic
  }

  private static let matchkeys = Function(
    "matchkeys",
    [
      Parameter("values", .list(.dynamic), unknowns: .inside), Parameter("keys", .list(.dynamic), unknowns: .inside),
      Parameter("searchset", .list(.dynamic), unknowns: .inside),
    ],
    isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      if Type.unified([arguments[1].type, arguments[2].type]) == nil {
        throw FunctionError("keys and searchset must be of the same type")
      }
      return arguments[0].type
    }
  ) { (arguments, _) throws(FunctionError) in
    let (values, keys) = (arguments.elements(0), arguments.elements(1))
    let result = arguments[0].type.elementType ?? .dynamic
    if values.count != keys.count { throw FunctionError("length of keys and values should be equal") }
    let searched = arguments.elements(2)
    if searched.isEmpty { return .list([], of: result) }
    if !arguments[0].isWhollyKnown || !arguments[1].isWhollyKnown { return .unknownNotNull(.list(result)) }
    let type = Type.unified([arguments[1].type, arguments[2].type])?.elementType ?? .dynamic
    func common(_ value: Value) -> Value { (try? value.converted(to: type)) ?? value }
    let known = searched.prefix(while: \.isWhollyKnown)
    let wanted = Set(known.map(common))
    let found = zip(values, keys).filter { wanted.contains(common($1)) }.map(\.0)
    // As in Terraform, a key that has to be held against what is not known makes an end of the search.
    let isOpen = found.count < keys.count && known.count < searched.count
    return .list(isOpen ? [] : found, of: result)
  }

  private static let one = Function(
    "one", [Parameter("list", .dynamic, unknowns: .inside)],
    resultType: { (arguments) throws(FunctionError) in
      switch arguments[0].type {
      case .list(let element), .set(let element): return element
      case .tuple(let types) where types.count < 2: return types.first ?? .dynamic
      default: throw notOne
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let elements = arguments.elements(0)
    if case .set(let element) = arguments[0].type, arguments[0].knownLength == nil { return .unknown(element) }
    switch elements.count {
    case 0: return .null(arguments[0].type.elementType ?? .dynamic)
    case 1: return elements[0]
    default: throw notOne
    }
  }

  private static let notOne = FunctionError(
    argument: 0, "must be a list, set, or tuple value with either zero or one elements")

  private static let range = Function(
    "range", [], variadic: Parameter("params", .number), result: .list(.number)
  ) { (arguments, _) throws(FunctionError) in
    guard (1...3).contains(arguments.count) else { throw FunctionError("must have one, two, or three arguments") }
    let start = arguments.count == 1 ? Number.zero : arguments.number(0)
    let end = arguments.number(arguments.count == 1 ? 0 : 1)
    let step = arguments.count == 3 ? arguments.number(2) : end < start ? -1 : 1
    let isDown = step.sign < 0
    if isDown, end > start {
      throw FunctionError(argument: 1, "end must be less than start when step is negative")
    }
    if !isDown, end < start {
      throw FunctionError(argument: 1, "end must be greater than start when step is positive")
    }
    var values: [Value] = []
    var next = start
    while isDown ? next > end : next < end {
      if values.count >= 1024 {
        throw FunctionError(
          "more than 1024 values were generated; either decrease the difference between start and end or use a "
            + "smaller step")
      }
      values.append(.number(next))
      guard let sum = Number.sum(next, step) else { break }
      next = sum
    }
    return .list(values, of: .number)
  }

  private static let reverse = Function(
    "reverse", [Parameter("list", .dynamic, unknowns: .inside, allowsMarks: true)], isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      switch arguments[0].type {
      case .tuple(let types): return .tuple(types.reversed())
      case .list(let element), .set(let element): return .list(element)
      case let type:
        throw FunctionError(argument: 0, ofTypes: "can only reverse list or tuple values, not \(type.friendlyName)")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let reversed = Array(arguments.elements(0).reversed())
    let marks = arguments[0].marks
    return (arguments[0].type.elementType.map { Value.list(reversed, of: $0) } ?? .tuple(reversed)).marked(marks)
  }

  private static let slice = Function(
    "slice",
    [
      Parameter("list", .dynamic, unknowns: .inside, allowsMarks: true), Parameter("start_index", .number),
      Parameter("end_index", .number),
    ],
    isNeverNull: true,
    resultType: { (arguments) throws(FunctionError) in
      switch arguments[0].type {
      case .list(let element):
        _ = try bounds(arguments)
        return .list(element)
      case .tuple(let types):
        guard let bounds = try bounds(arguments) else { return .dynamic }
        return .tuple(Array(types[bounds]))
      case .set:
        throw FunctionError(
          argument: 0,
          "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the "
            + "ordering of the result is not important")
      default: throw FunctionError(argument: 0, "must be a list or tuple value")
      }
    }
  ) { (arguments, _) throws(FunctionError) in
    let part = Array(arguments.elements(0)[try bounds(arguments) ?? 0..<0])
    let marks = arguments[0].marks
    return (arguments[0].type.elementType.map { Value.list(part, of: $0) } ?? .tuple(part)).marked(marks)
  }

  /// The part that is asked for; nil while an index is not known. What is known of them already has to be right.
  private static func bounds(_ arguments: [Value]) throws(FunctionError) -> Range<Int>? {
    let start = try bound(arguments, 1, "start")
    let end = try bound(arguments, 2, "end")
    guard let start, let end else { return nil }
    if start > end { throw FunctionError(argument: 1, "start index must not be greater than end index") }
    return start..<end
  }

  private static func bound(_ arguments: [Value], _ index: Int, _ name: String) throws(FunctionError) -> Int? {
    if !arguments[index].isKnown { return nil }
    let bound = try arguments.int(index, argument: index, prefix: "invalid \(name) index: ")
    if bound < 0 { throw FunctionError(argument: index, ofTypes: "\(name) index must not be less than zero") }
    if let length = arguments[0].knownLength, bound > length {
      throw FunctionError(
        argument: index, ofTypes: "\(name) index must not be greater than the length of the list")
    }
    return bound
  }

  private static let sort = Function(
    "sort", [Parameter("list", .list(.string), unknowns: .anywhere)], result: .list(.string)
  ) { (arguments, _) throws(FunctionError) in
    if !arguments[0].isWhollyKnown, let lengths = arguments[0].lengthBounds {
      return .unknown(.list(.string), Refinement(isNotNull: true, lengths: lengths))
    }
    let elements = arguments.elements(0)
    if let place = elements.firstIndex(where: \.isNull) {
      throw FunctionError("given list element \(place) is null; a null string cannot be sorted")
    }
    let sorted = elements.compactMap(\.stringValue).sorted { $0.precedesInUTF8($1) }
    return .list(sorted.map(Value.string), of: .string)
  }

  private static let alltrue = truth("alltrue", decisive: false)
  private static let anytrue = truth("anytrue", decisive: true)

  /// Whether any element is `decisive`; a null counts as false.
  private static func truth(_ name: String, decisive: Bool) -> Function {
    Function(name, [Parameter("list", .list(.bool), unknowns: .inside)], result: .bool) {
      (arguments, _) throws(FunctionError) in
      var isOpen = false
      for element in arguments.elements(0) {
        if !element.isKnown {
          isOpen = true
        } else if (element.boolValue ?? false) == decisive {
          return .bool(decisive)
        }
      }
      return isOpen ? .unknownNotNull(.bool) : .bool(!decisive)
    }
  }

  /// A function from a list to a list of the same type.
  private static func list(_ name: String, _ body: @escaping @Sendable ([Value]) -> [Value]) -> Function {
    Function(
      name, [Parameter("list", .list(.dynamic))], isNeverNull: true,
      resultType: { (arguments) throws(FunctionError) in arguments[0].type }
    ) { (arguments, _) throws(FunctionError) in
      .list(body(arguments.elements(0)), of: arguments[0].type.elementType ?? .dynamic)
    }
  }
}
