import Values

/// The form of the record in a template spec: JSON that explains itself to people without the tool.
extension EnvironmentRecord {
  /// Goes up when the form changes in a way that older readers would misread.
  package static let formatVersion = 1

  /// Why a text is not a record.
  package enum CodingError: Error, Sendable, Hashable {
    /// A newer program wrote it.
    case newerFormat(Int)
    case malformed(String)
  }

  /// The record as a JSON object.
  package var encoded: Value {
    let sorted = sortedEntries
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.address, $0) })
    return [
      "about": .string(
        "What the environment '\(environment)' owns, as Armature last applied it. It holds no secrets: 'hashes' are "
          + "keyed digests of arguments. 'dependencies' are places in 'entries'. Removing it loses the memory of what "
          + "was removed from the spec since."),
      "formatVersion": .number(Self.formatVersion),
      "environment": .string(environment),
      "origin": ["repository": .string(origin.repository), "path": .string(origin.path)],
      "serial": .number(serial),
      "run": [
        "id": .string(run.id), "created": .number(run.created), "changed": .number(run.changed),
        "deleted": .number(run.deleted),
      ],
      "hashKey": .string(hashKey),
      "entries": .tuple(sorted.map { $0.encoded(places: places) }),
      "outputs": .object(Members(outputs.map { ($0.key, KeptValue.encoded($0.value)) })),
    ]
  }

  /// Reads what ``encoded`` wrote.
  package init(decoding value: Value) throws(CodingError) {
    let version = value[member: "formatVersion"]?.intValue ?? 0
    if version > Self.formatVersion { throw .newerFormat(version) }
    guard let environment = value[member: "environment"]?.stringValue,
      let hashKey = value[member: "hashKey"]?.stringValue, let items = value[member: "entries"]?.elements
    else { throw .malformed("it lacks environment, hashKey or entries") }
    var addresses: [InstanceAddress] = []
    for item in items {
      guard let address = item[member: "address"]?.stringValue.flatMap({ InstanceAddress($0) }) else {
        throw .malformed("an entry has no address")
      }
      addresses.append(address)
    }
    var entries: [InstanceAddress: Entry] = [:]
    for (item, address) in zip(items, addresses) {
      entries[address] = try Entry(decoding: item, address: address, addresses: addresses)
    }
    var outputs: [String: Value] = [:]
    for (name, output) in value[member: "outputs"]?.members ?? Members() {
      outputs[name] = KeptValue.decoded(output)
    }
    self.init(
      environment: environment,
      origin: Origin(
        repository: value[member: "origin"]?[member: "repository"]?.stringValue ?? "",
        path: value[member: "origin"]?[member: "path"]?.stringValue ?? ""),
      serial: value[member: "serial"]?.intValue ?? 0, hashKey: hashKey, entries: entries, outputs: outputs)
    run = Run(decoding: value[member: "run"] ?? .null(.dynamic))
  }
}

extension EnvironmentRecord.Run {
  fileprivate init(decoding value: Value) {
    self.init(id: value[member: "id"]?.stringValue ?? "")
    created = value[member: "created"]?.intValue ?? 0
    changed = value[member: "changed"]?.intValue ?? 0
    deleted = value[member: "deleted"]?.intValue ?? 0
  }
}

extension EnvironmentRecord.Entry {
  fileprivate func encoded(places: [InstanceAddress: Int]) -> Value {
    var members: [(String, Value)] = [
      ("address", .string(address.description)),
      ("kind", .string(kind)),
      ("revision", .number(revision)),
      ("id", .string(id)),
      ("provider", .string(providerName)),
      ("state", .string(state.rawValue)),
      ("dependencies", .tuple(dependencies.compactMap { places[$0] }.sorted().map { .number($0) })),
      ("hashes", .object(Members(hashes.map { ($0.key, .string($0.value)) }))),
    ]
    if let remote {
      members.append(("type", .string(remote.type)))
      members.append(("apiVersion", .string(remote.apiVersion)))
    }
    if createBeforeDestroy { members.append(("createBeforeDestroy", true)) }
    if !sensitivePaths.isEmpty { members.append(("sensitive", .tuple(sensitivePaths.map { .string($0) }))) }
    if let kept { members.append(("values", KeptValue.encoded(kept))) }
    if deletion != Deletion() { members.append(("deletion", deletion.encoded)) }
    return .object(Members(members))
  }

  fileprivate init(decoding item: Value, address: InstanceAddress, addresses: [InstanceAddress])
    throws(EnvironmentRecord.CodingError)
  {
    guard let kind = item[member: "kind"]?.stringValue, let id = item[member: "id"]?.stringValue,
      let state = item[member: "state"]?.stringValue.flatMap(State.init(rawValue:))
    else { throw .malformed("the entry of \(address) lacks kind, id or state") }
    var remote: RemoteType?
    if let type = item[member: "type"]?.stringValue, let version = item[member: "apiVersion"]?.stringValue {
      remote = RemoteType(type: type, apiVersion: version)
    }
    let places = (item[member: "dependencies"]?.elements ?? []).compactMap(\.intValue)
    self.init(
      address: address, kind: kind, revision: item[member: "revision"]?.intValue ?? 1, remote: remote, id: id,
      providerName: item[member: "provider"]?.stringValue ?? "", state: state,
      dependencies: places.filter(addresses.indices.contains).map { addresses[$0] },
      createBeforeDestroy: item[member: "createBeforeDestroy"]?.boolValue ?? false,
      hashes: Dictionary(
        uniqueKeysWithValues: (item[member: "hashes"]?.members ?? Members()).map { ($0, $1.stringValue ?? "") }),
      sensitivePaths: (item[member: "sensitive"]?.elements ?? []).compactMap(\.stringValue),
      kept: item[member: "values"].map(KeptValue.decoded))
    deletion = item[member: "deletion"].map(Deletion.init(decoding:)) ?? Deletion()
  }
}

extension EnvironmentRecord.Entry.Deletion {
  fileprivate var encoded: Value {
    var members: [(String, Value)] = []
    if let limit { members.append(("timeoutSeconds", .number(Int(limit.components.seconds)))) }
    if !arguments.isEmpty { members.append(("arguments", KeptValue.encoded(.object(arguments)))) }
    return .object(Members(members))
  }

  fileprivate init(decoding item: Value) {
    limit = item[member: "timeoutSeconds"]?.intValue.map { .seconds($0) }
    arguments = item[member: "arguments"].map(KeptValue.decoded)?.members ?? Members()
  }
}
