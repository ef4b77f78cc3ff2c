import Resources

/// Whether the conditions of one object hold.
package struct CheckResult: Sendable {
  /// Whose conditions they are.
  package enum Subject: Sendable, Hashable {
    /// A `check` block.
    case check(String)
    case output(String)
    case variable(String)
    /// A resource instance or a data source.
    case resource(InstanceAddress)
  }

  package enum Status: String, Sendable {
    case pass
    case fail
    case unknown
    case error
  }

  /// The module instance that the object is in.
  package let module: ModuleAddress
  package let subject: Subject
  package let status: Status
  /// What those that don't hold say.
  package let messages: [String]
}
