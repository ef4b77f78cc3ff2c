import ARM
import AzureProvider
import Configuration
import Diagnostics
import Planning
import Resources
import Values

/// A saved plan: the spec it was made from, the values of its variables, and digests of what it rests on and does.
///
/// It holds no sensitive value: of each sensitive variable there is a salted digest, and the value is taken again from
/// where it was taken for the plan; so it is with files that have a sensitive value in them. Applying it plans anew from
/// the spec in it, and goes on only if the result is the same.
struct PlanFile {
  let environment: String
  let subscription: String
  /// Whether it is for a simulated Azure.
  let isSimulated: Bool
  let directory: String
  let origin: EnvironmentRecord.Origin
  let isDestruction: Bool
  let adopted: [String]
  let replaced: [String]
  let targets: [String]
  let excluded: [String]
  /// When it was made, in seconds since 1970: what `plantimestamp` says.
  let time: Int
  /// The number of the run that had written the record, and what its store called that.
  let recordSerial: Int
  let recordVersion: String
  let files: [String: [UInt8]]
  /// The digests of the files that hold something sensitive, by path.
  let sensitiveFiles: [String: String]
  /// The text after `NAME=` for each variable that was given and isn't sensitive.
  let variables: [String: String]
  /// For each sensitive variable the digest of its value.
  let sensitive: [String: String]
  let salt: String
  /// What each change rests on and does, by address.
  let changes: [String: ChangeFingerprint]
  let text: String
  let json: String

  init(
    _ made: PlannedEnvironment, spec: LoadedSpec, isSimulated: Bool, isDestruction: Bool, text: String, json: String
  ) {
    let options = made.session.context.options
    environment = made.session.environment
    subscription = made.session.connection.session.subscription
    self.isSimulated = isSimulated
    directory = spec.directory
    origin = SpecOrigin.of(directory: spec.directory)
    self.isDestruction = isDestruction
    // What the plan takes over was shown with it: applying it asks nothing more.
    adopted = (options.adoptsAll ? made.takenOver.map { "\($0.address)" } : Array(options.adopted)).sorted()
    replaced = options.replaced.sorted()
    targets = options.targets.sorted()
    excluded = options.excluded.sorted()
    time = spec.time
    recordSerial = made.session.record.serial
    recordVersion = made.session.record.version
    let salt = HashKey.random()
    self.salt = salt
    // Files of values may hold secrets, so that only their values go in, and of secret ones the digests.
    let recorded = spec.files.recorded.filter { path, _ in !path.hasSuffix(".tfvars") && !path.hasSuffix(".tfvars.json")
    }
    let secrets = made.planner.sensitiveTexts.map { Array($0.utf8) }
    let secretPaths = Set(recorded.filter { _, bytes in secrets.contains { bytes.contains($0) } }.keys)
    files = recorded.filter { path, _ in !secretPaths.contains(path) }
    sensitiveFiles = recorded.filter { path, _ in secretPaths.contains(path) }
      .mapValues { PlanDigest.of($0, salt: salt) }
    var variables: [String: String] = [:]
    var sensitive: [String: String] = [:]
    for (name, input) in spec.inputs.values {
      guard let declaration = spec.program.root.variable(named: name) else { continue }
      if declaration.isSensitive || declaration.isEphemeral || input.value.hasSensitive {
        sensitive[name] = PlanDigest.of(input.value, salt: salt)
      } else {
        variables[name] = VariableText.of(input.value)
      }
    }
    self.variables = variables
    self.sensitive = sensitive
    changes = PlanDigest.of(made.plan, salt: salt)
    self.text = text
    self.json = json
  }

  /// Reads what ``encoded`` made.
  init(decoding value: Value) {
    func text(_ name: String) -> String { value[member: name]?.stringValue ?? "" }
    func texts(_ name: String) -> [String: String] { Self.texts(value[member: name]) }
    func list(_ name: String) -> [String] { (value[member: name]?.elements ?? []).compactMap(\.stringValue) }
    environment = text("environment")
    subscription = text("subscription")
    isSimulated = value[member: "simulated"]?.boolValue ?? false
    directory = text("directory")
    origin = EnvironmentRecord.Origin(repository: text("repository"), path: text("path"))
    isDestruction = value[member: "destroy"]?.boolValue ?? false
    adopted = list("adopt")
    replaced = list("replace")
    targets = list("target")
    excluded = list("exclude")
    time = value[member: "time"]?.intValue ?? 0
    recordSerial = value[member: "recordSerial"]?.intValue ?? 0
    recordVersion = text("recordVersion")
    files = texts("files").mapValues(Hexadecimal.bytes)
    sensitiveFiles = texts("sensitiveFiles")
    variables = texts("variables")
    sensitive = texts("sensitive")
    salt = text("salt")
    changes = Dictionary(
      uniqueKeysWithValues: (value[member: "changes"]?.members ?? Members()).map { address, change in
        (
          address,
          ChangeFingerprint(
            live: Self.texts(change[member: "live"]), planned: change[member: "planned"]?.stringValue ?? "")
        )
      })
    self.text = text("text")
    json = text("json")
  }

  private static func texts(_ value: Value?) -> [String: String] {
    Dictionary(uniqueKeysWithValues: (value?.members ?? Members()).map { ($0, $1.stringValue ?? "") })
  }

  /// The plan as a JSON object.
  var encoded: Value {
    func texts(_ map: [String: String]) -> Value { .object(Members(map.map { ($0.key, Value.string($0.value)) })) }
    func list(_ texts: [String]) -> Value { .tuple(texts.map { .string($0) }) }
    let members: [(String, Value)] = [
      ("environment", .string(environment)), ("subscription", .string(subscription)),
      ("simulated", .bool(isSimulated)), ("directory", .string(directory)),
      ("repository", .string(origin.repository)), ("path", .string(origin.path)), ("destroy", .bool(isDestruction)),
      ("adopt", list(adopted)), ("replace", list(replaced)), ("target", list(targets)), ("exclude", list(excluded)),
      ("time", .number(time)), ("recordSerial", .number(recordSerial)), ("recordVersion", .string(recordVersion)),
      ("files", texts(files.mapValues { Hexadecimal.text($0) })), ("sensitiveFiles", texts(sensitiveFiles)),
      ("variables", texts(variables)), ("sensitive", texts(sensitive)), ("salt", .string(salt)),
      (
        "changes",
        .object(
          Members(changes.map { ($0.key, ["live": texts($0.value.live), "planned": .string($0.value.planned)]) }))
      ),
      ("text", .string(text)), ("json", .string(json)),
    ]
    return .object(Members(members))
  }
}
