import Values

/// How long the calls about a resource are waited for, each by what it does.
///
/// A kind has the limits that count where nobody says others, and thereby the arguments of its `timeouts` block; a block
/// has those that its author wants.
package struct CallTimeouts: Sendable, Hashable {
  package enum Call: String, Sendable, CaseIterable {
    case create, read, update, delete
  }

  private var limits: [Call: Duration] = [:]

  package init(_ limits: [Call: Duration] = [:]) { self.limits = limits }

  package subscript(call: Call) -> Duration? { limits[call] }

  package var isEmpty: Bool { limits.isEmpty }

  /// These, with those of another in the place of the same ones here.
  package func replaced(by others: CallTimeouts) -> CallTimeouts {
    CallTimeouts(limits.merging(others.limits) { $1 })
  }

  /// These without one of them.
  package func without(_ call: Call) -> CallTimeouts {
    CallTimeouts(limits.filter { $0.key != call })
  }

  // MARK: The block

  /// What the block is called.
  package static let name = "timeouts"

  /// What a `timeouts` block says, a list of at most one object; what isn't a duration says nothing.
  package init(block: Value) {
    for call in Call.allCases {
      limits[call] = block[0]?[member: call.rawValue]?.stringValue.flatMap { SpelledDuration.sum(of: $0) }
    }
  }

  /// The block with which a resource can have other limits than these.
  package var schema: AttributeSchema {
    let arguments = Call.allCases.compactMap { call in
      limits[call].map { limit -> AttributeSchema in
        var argument = AttributeSchema(call.rawValue, .value(.string), .optional)
        argument.defaultValue = .string(SpelledDuration.text(of: limit))
        argument.rules = [
          ValueRule("must be a duration above zero, such as `90s`, `30m` or `1h30m`") { value in
            value.stringValue.map { SpelledDuration.sum(of: $0).map { $0 > .zero } ?? false } ?? true
          }
        ]
        argument.documentation = "How long to wait until it is \(call.participle)."
        return argument
      }
    }
    var block = AttributeSchema(Self.name, .block(.single, ResourceSchema(arguments)), .optional)
    block.documentation =
      "How long things are waited for. What takes longer goes on in Azure, and the next run takes it up."
    return block
  }
}

extension Duration {
  package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
}

extension CallTimeouts.Call {
  fileprivate var participle: String {
    switch self {
    case .create: "made"
    case .read: "read"
    case .update: "changed"
    case .delete: "gone"
    }
  }
}
