import Resources
import Values

extension AzureKind {
  /// A resource beneath another that people see as a part of it: the blob service of a storage account, the replications
  /// of a registry. It is read along with that one, its body at a place in the other's, and written by itself.
  package struct Companion: Sendable {
    /// Where it is below the resource, `blobServices/default`, and where arguments find its body.
    package let path: BodyPath
    /// For a list of such resources, what each is called, by its body; nil where there is only one.
    package let name: (@Sendable (_ element: Value) -> String?)?
    /// Whether an element of the list isn't there merely because the resource is.
    package let isOwn: @Sendable (_ element: Value, _ body: Value) -> Bool
    /// The members that can't be changed: where one of them is to be another, it is deleted and made anew.
    package var fixed: [BodyPath] = []

    /// The part of its id that follows the resource's.
    package var suffix: String { path.names.joined(separator: "/") }
  }

  /// The companion whose body an argument stands in, by the argument's path; nil for one in the resource's own body.
  package func companion(of path: ValuePath) -> Companion? {
    guard case .member(let name)? = path.steps.first,
      case .body(let place, _)? = arguments.first(where: { $0.schema.name == name })?.place
    else { return nil }
    return companions.first { place.names.starts(with: $0.path.names) }
  }
}
