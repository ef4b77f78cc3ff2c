import Values

/// Why a query isn't answered: the `details` of Resource Graph's error, in the forms in which it was seen to answer.
struct QueryProblem: Error, Hashable {
  private let details: [Value]

  /// Something at a place that the language hasn't there; lines count from one, characters from zero.
  static func unexpected(_ token: QueryToken) -> QueryProblem {
    QueryProblem(
      invalid: [
        "code": "ParserFailure", "message": "ParserFailure", "line": .number(token.line),
        "characterPositionInLine": .number(token.column), "token": .string(token.text),
      ])
  }

  /// An operator of Kusto's language that is not among those of the service.
  static func unsupported(_ operatorName: String) -> QueryProblem {
    QueryProblem(
      invalid: [
        "code": "InvalidQueryLanguage", "message": "InvalidQueryLanguage", "line": -1, "characterPositionInLine": -1,
        "token": .string(operatorName),
      ])
  }

  static func unknownFunction(_ name: String) -> QueryProblem {
    QueryProblem(invalid: ["code": "UnknownFunction", "message": .string("Unknown function: '\(name)'.")])
  }

  static func unresolved(_ name: String, in operatorName: String) -> QueryProblem {
    QueryProblem(
      invalid: [
        "code": "Operator_FailedToResolveEntity",
        "message": .string(
          "'\(operatorName)' operator: Failed to resolve column or scalar expression named '\(name)'"),
      ])
  }

  /// A key to sort by has to have a type of its own.
  static let dynamicKey = QueryProblem(
    invalid: ["code": "ExpressionKeyCantBeDynamic", "message": "order operator: key can't be of dynamic type"])

  /// Values that can't be worked on together. What Azure adds to this isn't documented, so nothing is.
  static let types = QueryProblem(details: [invalid])

  static func table(_ name: String) -> QueryProblem {
    QueryProblem(details: [
      [
        "code": "DisallowedLogicalTableName",
        "message": .string("Table \(name) is invalid, unsupported or disallowed."),
      ]
    ])
  }

  static func notGUIDs(_ subscriptions: [String]) -> QueryProblem {
    QueryProblem(details: [
      [
        "code": "SubscriptionsContainInvalidGuids",
        "message": .string("Subscriptions have to be GUIDs. Given: \(quoted(subscriptions))."),
      ]
    ])
  }

  static func noSubscription(_ subscriptions: [String]) -> QueryProblem {
    QueryProblem(details: [
      [
        "code": "NoValidSubscriptionsInQueryRequest",
        "message": .string(
          "There must be at least one subscription that is eligible to contain resources. Given: "
            + "\(quoted(subscriptions))."),
      ]
    ])
  }

  /// A part of the request that is no query; Azure's code for it isn't documented.
  static func request(_ reason: String) -> QueryProblem {
    QueryProblem(details: [["code": "InvalidRequest", "message": .string(reason)]])
  }

  private static let invalid: Value = [
    "code": "InvalidQuery",
    "message": .string(
      "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error "
        + "before retrying."),
  ]

  private init(details: [Value]) {
    self.details = details
  }

  private init(invalid detail: Value) {
    details = [Self.invalid, detail]
  }

  private static func quoted(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ",") }

  func refusal(at now: Timestamp, correlation: String) -> Refusal {
    var refusal = Refusal.ofResourceGraph(400, "BadRequest", at: now, correlation: correlation)
    refusal.details = details
    return refusal
  }
}

extension Refusal {
  /// An error of Resource Graph, whose message says nothing: what it means stands in its details.
  static func ofResourceGraph(_ status: Int, _ code: String, at now: Timestamp, correlation: String) -> Refusal {
    Refusal(
      status, code,
      "Please provide below info when asking for support: timestamp = \(now.text()), correlationId = \(correlation).")
  }
}
