import Configuration
import Diagnostics
import Resources
import Values

extension AnyResource {
  /// What a spec says of a live resource of any type: of its body what people can set, without secrets.
  ///
  /// What is left out stays as it is: only what a spec names is managed.
  ///
  /// - Parameter attributes: all that is live.
  static func arguments(importing attributes: Value) -> Value {
    guard var members = attributes.members,
      let remote = members["type"]?.stringValue.flatMap({ RemoteType(text: $0) })
    else { return attributes }
    let schema = BodySchemas.schema(of: remote.type)
    let isChecked = schema?.apiVersions.contains(remote.apiVersion) == true
    var writing = WritableBody(apiVersion: remote.apiVersion, secretPlaces: AzureKind.secretPlaces(in: remote.type))
    members["type"] = .string(RemoteType(type: schema?.type ?? remote.type, apiVersion: remote.apiVersion).text)
    members["body"] = writing.body(members["body"] ?? .null(.dynamic), isChecked ? schema?.members : nil)
    members["sensitive_body"] = writing.secrets ?? .null(.dynamic)
    for name in ["location", "tags", "identity"] where schema?.members.contains(where: { $0.name == name }) == false {
      members[name] = nil
    }
    // What Azure has and the tables here don't allow is sent as it is.
    let isAllowed = !BodyCheck.problems(with: .object(members), as: remote, isPart: false).contains {
      $0.severity == .error
    }
    members["schema_validation_enabled"] = .bool(isChecked && isAllowed)
    return .object(members)
  }

  /// The id of the resource that made one and looks after it, where its body says so elsewhere than in `managedBy`.
  package static func maker(in body: Value, of id: String) -> String? {
    // The network interface of a private endpoint goes with it, and nobody else may change it.
    guard RemoteType.type(of: id)?.lowercased() == "microsoft.network/networkinterfaces" else { return nil }
    return body[member: "properties"]?[member: "privateEndpoint"]?[member: "id"]?.stringValue
  }
}

/// Takes out of a live body what nobody can set and what nobody may see.
private struct WritableBody {
  let apiVersion: String
  /// Where the kinds of the type have secrets.
  let secretPlaces: Set<[String]>
  /// What has to be said and is never answered: unknown and sensitive at its place; nil where there is nothing such.
  private(set) var secrets: Value?

  init(apiVersion: String, secretPlaces: Set<[String]>) {
    self.apiVersion = apiVersion
    self.secretPlaces = secretPlaces
  }

  /// What stands around every body, and what is said by arguments of its own.
  private static let around: Set = [
    "id", "name", "type", "apiVersion", "systemData", "etag", "eTag", "location", "tags", "identity", "managedBy",
  ]

  /// What Azure alone says in bodies of nearly every type.
  private static let answered: Set = ["provisioningState", "peeringState", "resourceGuid", "etag", "eTag"]

  /// - Parameter known: what the body may hold; nil where that isn't known.
  mutating func body(_ live: Value, _ known: [BodySchema.Member]?) -> Value {
    let inside = (live.members ?? Members()).filter { name, _ in !Self.around.contains(name) }
    let shape = BodySchema.Shape.object(known?.filter { !Self.around.contains($0.name) })
    return kept(.object(Members(inside)), shape, at: Place()) ?? .object(Members())
  }

  /// The names of the members that lead to a value, those of a list's elements being the list's.
  private struct Place {
    var names: [String] = []
    var isInList = false

    func member(_ name: String) -> Place { Place(names: names + [name], isInList: isInList) }
    var element: Place { Place(names: names, isInList: true) }
  }

  /// What is left of a value; nil for nothing.
  private mutating func kept(_ value: Value, _ shape: BodySchema.Shape, at place: Place) -> Value? {
    if let members = value.members { return object(members, shape, at: place) }
    if let elements = value.elements {
      let inner = if case .list(let inner) = shape { inner } else { BodySchema.Shape.any }
      // A list is one argument: it is said as a whole or not at all.
      guard !elements.isEmpty, !holdsSecret(value, at: place) else { return nil }
      let found = elements.compactMap { kept($0, inner, at: place.element) }
      return found.count == elements.count ? .tuple(found) : nil
    }
    return value.isNull || value.stringValue?.isEmpty == true ? nil : value
  }

  private mutating func object(_ members: Members, _ shape: BodySchema.Shape, at place: Place) -> Value? {
    var found = Members()
    for (name, value) in members where !isSecret(name, value, in: place) {
      let inner: BodySchema.Shape
      switch shape {
      case .object(let known?):
        guard let member = known.first(where: { $0.name == name }), member.isThere(in: apiVersion), !member.isReadOnly,
          !member.isWriteOnly
        else { continue }
        inner = member.shape
      case .map(let element): inner = element
      case .any, .bool, .string, .number, .oneOf, .object, .list:
        if Self.answered.contains(name) { continue }
        inner = .any
      }
      found[name] = kept(value, inner, at: place.member(name))
    }
    if case .object(let known?) = shape, !place.isInList {
      for member in known where member.isRequired && member.isWriteOnly && member.isThere(in: apiVersion) {
        note(place.names + [member.name])
      }
    }
    return found.isEmpty ? nil : .object(found)
  }

  private mutating func note(_ path: [String]) {
    let secret = Value.unknown(.dynamic).marked(.sensitive)
    let whole = path.reversed().reduce(secret) { inner, name in .object(Members([(name, inner)])) }
    secrets = secrets.map { OpenBody().merged(whole, into: $0) } ?? whole
  }

  // MARK: Secrets

  private static let secretEndings = [
    "password", "secret", "token", "connectionstring", "accesskey", "accountkey", "apikey", "instrumentationkey",
    "primarykey", "privatekey", "secondarykey", "sharedkey", "credential",
  ]

  /// Whether a member is a secret to a kind of the type, or likely one by what it is called or looks like: of most types
  /// nobody knows it for certain.
  private func isSecret(_ name: String, _ value: Value, in place: Place) -> Bool {
    if secretPlaces.contains(place.member(name).names) { return true }
    guard let text = value.stringValue else { return false }
    let lower = name.lowercased()
    return Self.secretEndings.contains { lower.hasSuffix($0) }
      || ["AccountKey=", "SharedAccessKey=", "sig="].contains { text.contains($0) }
  }

  private func holdsSecret(_ value: Value, at place: Place) -> Bool {
    if let members = value.members {
      return members.contains { isSecret($0, $1, in: place) || holdsSecret($1, at: place.member($0)) }
    }
    return value.elements?.contains { holdsSecret($0, at: place) } ?? false
  }
}

extension AzureKind {
  /// Where the kinds of an ARM type have secrets in its bodies: the names of the members that lead there.
  fileprivate static func secretPlaces(in type: String) -> Set<[String]> {
    let kinds = all.filter { $0.mode == .managed && !$0.isOpen && $0.type.lowercased() == type.lowercased() }
    return Set(kinds.flatMap { secretPlaces(of: $0.arguments, in: []) })
  }

  private static func secretPlaces(of arguments: [Argument], in block: [String]) -> [[String]] {
    arguments.flatMap { argument -> [[String]] in
      guard case .body(let path, _) = argument.place else { return [] }
      let place = (path.isAbsolute ? [] : block) + path.names
      return argument.schema.isSensitive ? [place] : secretPlaces(of: argument.arguments, in: place)
    }
  }
}
