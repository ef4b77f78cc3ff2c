import Values

extension Function {
  static let sets: [Function] = [
    operation("setunion", "first_set", "other_sets") { $0.union($1) },
    operation("setintersection", "first_set", "other_sets") { $0.intersection($1) },
    Function(
      "setsubtract", [Parameter("a", .set(.dynamic)), Parameter("b", .set(.dynamic))], isNeverNull: true,
      resultType: commonSetType, body: setBody { $0.subtracting($1) }),
    setproduct,
  ]

  private static func operation(
    _ name: String, _ first: String, _ others: String,
    _ combine: @escaping @Sendable (Set<Value>, Set<Value>) -> Set<Value>
  ) -> Function {
    Function(
      name, [Parameter(first, .set(.dynamic))], variadic: Parameter(others, .set(.dynamic)), isNeverNull: true,
      resultType: commonSetType, body: setBody(combine))
  }

  private static func setBody(
    _ combine: @escaping @Sendable (Set<Value>, Set<Value>) -> Set<Value>
  ) -> @Sendable ([Value], FunctionContext) throws(FunctionError) -> Value {
    { (arguments, _) throws(FunctionError) in
      let type = try commonSetType(arguments)
      var result: Set<Value>?
      for (index, argument) in arguments.enumerated() {
        do throws(ConversionError) {
          let elements = Set(try argument.converted(to: type).elements ?? [])
          result = result.map { combine($0, elements) } ?? elements
        } catch {
          throw FunctionError(argument: index, "\(error)")
        }
      }
      return .set(unordered: Array(result ?? []), of: type.elementType ?? .dynamic)
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
    "setproduct", [], variadic: Parameter("sets", .dynamic, unknowns: .inside, allowsMarks: true), isNeverNull: true,
    resultType: productType
  ) { (arguments, _) throws(FunctionError) in
    let type = try productType(arguments)
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
