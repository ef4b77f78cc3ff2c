import Values

/// A function of the language: what it takes, and how its result follows from that.
///
/// ``call(_:in:)`` is the one way in. It deals with nulls, unknown values and marks as the parameters allow, so that a
/// ``body`` sees only what it said it could take.
package struct Function: Sendable {
  /// What a function takes at one place.
  package struct Parameter: Sendable {
    package var name: String
    /// What an argument is converted to; ``Type/dynamic`` takes anything as it is.
    package var type: Type
    /// Whether the body wants to see null; otherwise it is an error.
    package var allowsNull: Bool
    /// Which unknown values the body wants to see; others make the result unknown.
    package var unknowns: Unknowns
    /// Whether the body wants to see values whose very type is not known (an untyped null among them); otherwise the
    /// result is such a value.
    package var allowsDynamic: Bool
    /// Whether the body sees marks and deals with them; otherwise they are taken off at any depth and put on the
    /// result.
    package var allowsMarks: Bool
    /// Whether the body finds what it wants in a collection without going through it: a call costs the same however large
    /// that is.
    package var isLookedUp: Bool

    /// Unknown values in an argument.
    package enum Unknowns: Sendable {
      case none
      /// Elements and members of the argument, which is itself known.
      case inside
      case anywhere
    }

    package init(
      _ name: String, _ type: Type, allowsNull: Bool = false, unknowns: Unknowns = .none,
      allowsDynamic: Bool = false, allowsMarks: Bool = false, isLookedUp: Bool = false
    ) {
      self.name = name
      self.type = type
      self.allowsNull = allowsNull
      self.unknowns = unknowns
      self.allowsDynamic = allowsDynamic
      self.allowsMarks = allowsMarks
      self.isLookedUp = isLookedUp
    }
  }

  package let name: String
  package let parameters: [Parameter]
  /// What further arguments are, if the function takes any number of them.
  package let variadic: Parameter?
  /// The type of the result, given arguments that may be unknown; errors that types alone show are thrown here.
  package let resultType: @Sendable ([Value]) throws(FunctionError) -> Type
  /// Whether the result is never null, so that an unknown result isn't either.
  package let isNeverNull: Bool
  package let body: @Sendable ([Value], FunctionContext) throws(FunctionError) -> Value

  package init(
    _ name: String, _ parameters: [Parameter], variadic: Parameter? = nil, isNeverNull: Bool = false,
    resultType: @escaping @Sendable ([Value]) throws(FunctionError) -> Type,
    body: @escaping @Sendable ([Value], FunctionContext) throws(FunctionError) -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.variadic = variadic
    self.isNeverNull = isNeverNull
    self.resultType = resultType
    self.body = body
  }

  /// A function whose result is always of one type, and never null.
  package init(
    _ name: String, _ parameters: [Parameter], variadic: Parameter? = nil, result: Type,
    body: @escaping @Sendable ([Value], FunctionContext) throws(FunctionError) -> Value
  ) {
    self.init(
      name, parameters, variadic: variadic, isNeverNull: result != .dynamic,
      resultType: { (_: [Value]) throws(FunctionError) -> Type in result }, body: body)
  }

  /// The parameter that takes the argument at a place.
  package func parameter(at index: Int) -> Parameter? {
    index < parameters.count ? parameters[index] : variadic
  }
}

/// Why a function has no result.
package struct FunctionError: Error, Sendable {
  /// The argument that is to blame, from 0; nil when it is the call as a whole.
  package let argument: Int?
  /// A phrase without a full stop: `argument must not be null`.
  package let message: String
  /// Whether the message tells nothing of the values of arguments, so that it can be shown also of sensitive ones.
  package let isPlain: Bool

  @_disfavoredOverload
  package init(argument: Int? = nil, _ message: String) {
    self.argument = argument
    self.message = message
    isPlain = false
  }

  /// An error whose message is written in the program, and so is plain.
  package init(argument: Int? = nil, _ message: StaticString) {
    self.argument = argument
    self.message = "\(message)"
    isPlain = true
  }

  /// An error whose message is made of nothing but types, counts and names of parameters, and so is plain.
  package init(argument: Int? = nil, ofTypes message: String) {
    self.argument = argument
    self.message = message
    isPlain = true
  }
}
