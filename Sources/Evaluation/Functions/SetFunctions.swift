import Values

extension Function {
  static let sets: [Function] = [
    // Unknown elements stay: each may be one that the others don't have.
    Function(
      "setunion", [Parameter("first_set", .set(.dynamic), unknowns: .inside)],
      variadic: Parameter("other_sets", .set(.dynamic), unknowns: .inside), isNeverNull: true,
      resultType: commonSetType, body: setBody { $0 + $1 }),
    Function(
      "setintersection", [Parameter("first_set", .set(.dynamic))],
      variadic: Parameter("other_sets", .set(.dynamic)), isNeverNull: true, resultType: commonSetType,
      body: setBody { elements, others in
        let others = Set(others)
        return elements.filter(others.contains)
      }),
    Function(
      "setsubtract", [Parameter("a", .set(.dynamic)), Parameter("b", .set(.dynamic))], isNeverNull: true,
      resultType: commonSetType,
      body: setBody { elements, others in
        let others = Set(others)
        return elements.filter { !others.contains($0) }
      }),
    setproduct,
  ]

  /// - Parameter combine: the elements of two sets put together; what comes twice counts once.
  private static func setBody(
    _ combine: @escaping @Sendable ([Value], [Value]) -> [Value]
  ) -> @Sendable ([Value], FunctionContext) throws(FunctionError) -> Value {
    { (arguments, _) throws(FunctionError) in
      let type = try commonSetType(arguments)
      var result: [Value]?
      for (index, argument) in arguments.enumerated() {
        do throws(ConversionError) {
          let elements = try argument.converted(to: type).elements ?? []
          result = result.map { combine($0, elements) } ?? elements
        } catch {
          throw FunctionError(argument: index, "\(error)")
        }
      }
      return .set(unordered: result ?? [], of: type.elementType ?? .dynamic)
    }
  }

  private static let commonSetType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (arguments) throws(FunctionError) in
    let types = arguments.filter { !($0.type.elementType == .dynamic && $0.elements?.isEmpty == true) }
      .compactMap(\.type.elementType)
    if types.isEmpty { return .set(.dynamic) }
    guard let type = Type.unified(types) else {
      throw FunctionError("given sets must all have compatible element types")
    }
    return .set(type)
  }

  private static let setproduct = Function(
    "setproduct", [], variadic: Parameter("sets", .dynamic, unknowns: .anywhere, allowsMarks: true), isNeverNull: true,
    resultType: productType
  ) { (arguments, _) throws(FunctionError) in
    let type = try productType(arguments)
    if arguments.contains(where: { !$0.isKnown || $0.knownLength == nil }) {
      let marks = arguments.reduce(into: Marks.none) { $0.formUnion($1.marks) }
      return Value.unknown(type, Refinement(isNotNull: true, lengths: productLengths(arguments))).marked(marks)
    }
    guard case .tuple(let types)? = type.elementType else { return .unknown(type) }
    // A set has no marks inside, so a product that is one takes all of them on itself.
    var isSet = false
    if case .set = type { isSet = true }
    var marks = Marks.none
    var product: [[Value]] = [[]]
    for (index, (argument, type)) in zip(arguments, types).enumerated() {
      var elements: [Value] = []
      marks.formUnion(argument.marks)
      for element in argument.elements ?? [] {
        do throws(ConversionError) {
          elements.append(try element.converted(to: type))
        } catch {
          throw FunctionError(argument: index, "\(error)")
        }
      }
      if product.count * max(1, elements.count) > 1_000_000 {
        throw FunctionError("the product has more than a million elements")
      }
      product = product.flatMap { combination in elements.map { combination + [$0] } }
    }
    let tuples = product.map(Value.tuple)
    guard isSet else { return .list(tuples, of: .tuple(types)).marked(marks) }
    for tuple in tuples { marks.formUnion(tuple.deepMarks) }
    return .set(unordered: tuples.map(\.unmarkedDeep), of: .tuple(types)).marked(marks)
  }

  /// How many elements a product can have, with no bound where Terraform gives up counting.
  private static func productLengths(_ arguments: [Value]) -> ClosedRange<Int> {
    var greatest = 1
    for argument in arguments {
      let count = argument.transferredLengths.upperBound
      if count > 1024 { return Refinement.allLengths }
      greatest *= count
      if greatest > 2048 { return Refinement.allLengths }
    }
    return min(1, greatest)...greatest
  }

  private static let productType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (arguments) throws(FunctionError) in
    if arguments.count < 2 { throw FunctionError("at least two arguments are required") }
    var types: [Type] = []
    var hasSet = false
    for (index, argument) in arguments.enumerated() {
      switch argument.type {
      case .list(let element): types.append(element)
      case .set(let element):
        types.append(element)
        hasSet = true
      case .tuple(let elements):
        guard let type = elements.isEmpty ? .dynamic : Type.unified(elements) else {
          throw FunctionError(argument: index, "all elements must be of the same type")
        }
        types.append(type)
      default: throw FunctionError(argument: index, "a set or a list is required")
      }
    }
    return hasSet ? .set(.tuple(types)) : .list(.tuple(types))
  }
}
