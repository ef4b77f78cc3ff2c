import ARM
import AzureProvider
import Configuration
import Crypto
import Diagnostics
import Durability
import Evaluation
import JSON
import Planning
import Reports
import Resources
import Values

/// A saved plan: the spec it was made from, the values of its variables, and a digest of every change in it.
///
/// It holds no sensitive value: of each sensitive variable there is a salted digest, and the value is taken again from
/// where it was taken for the plan. Applying it plans anew from the spec in it, and goes on only if the result is the
/// same.
struct PlanFile {
  private static let format = 1

  let environment: String
  let subscription: String
  let directory: String
  let isDestruction: Bool
  let adopted: [String]
  let replaced: [String]
  let targets: [String]
  let excluded: [String]
  let files: [String: [UInt8]]
  /// The text after `NAME=` for each variable that was given and isn't sensitive.
  let variables: [String: String]
  /// For each sensitive variable the digest of its value.
  let sensitive: [String: String]
  let salt: String
  /// One digest for each change, by address.
  let digests: [String: String]
  let text: String
  let json: String

  init(_ made: PlannedEnvironment, spec: LoadedSpec, isDestruction: Bool, text: String, json: String) {
    environment = made.session.environment
    subscription = made.session.connection.session.subscription
    directory = spec.directory
    self.isDestruction = isDestruction
    adopted = made.session.context.options.adopted.sorted()
    replaced = made.session.context.options.replaced.sorted()
    targets = made.session.context.options.targets.sorted()
    excluded = made.session.context.options.excluded.sorted()
    // Files of values may hold secrets, so that only their values go in, and of secret ones the digests.
    files = spec.files.recorded.filter { path, _ in !path.hasSuffix(".tfvars") && !path.hasSuffix(".tfvars.json") }
    let salt = HashKey.random()
    self.salt = salt
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
    digests = PlanDigest.of(made.plan, salt: salt)
    self.text = text
    self.json = json
  }

  // MARK: On disk

  /// Writes the file as a whole.
  func save(to path: String) throws(DiagnosticsError) {
    let texts = { (map: [String: String]) in Value.object(Members(map.map { ($0.key, Value.string($0.value)) })) }
    let value: Value = [
      "about": "A plan saved by armature. `armature show FILE` shows it, `armature apply FILE` carries it out.",
      "format": .number(Self.format),
      "version": .string(ArmatureVersion.current),
      "environment": .string(environment),
      "subscription": .string(subscription),
      "directory": .string(directory),
      "destroy": .bool(isDestruction),
      "adopt": .tuple(adopted.map { .string($0) }),
      "replace": .tuple(replaced.map { .string($0) }),
      "target": .tuple(targets.map { .string($0) }),
      "exclude": .tuple(excluded.map { .string($0) }),
      "files": .object(Members(files.map { ($0.key, .string(Hexadecimal.text($0.value))) })),
      "variables": texts(variables),
      "sensitive": texts(sensitive),
      "salt": .string(salt),
      "digests": texts(digests),
      "text": .string(text),
      "json": .string(json),
    ]
    let body = JSON.text(value)
    do throws(StorageError) {
      try AtomicFile.replace(path, Array("\(Self.magic)\(Hexadecimal.digest(body))\n".utf8) + body, mode: 0o600)
    } catch {
      throw DiagnosticsError(.error("The plan can't be saved", detail: error.message, hint: error.hint))
    }
  }

  private static let magic = "armature plan "

  /// Reads a saved plan; nil where the path is a directory, or nothing, or some other file.
  ///
  /// - Throws: where it is a saved plan that can't be used.
  static func open(_ path: String) throws(DiagnosticsError) -> PlanFile? {
    let bytes: [UInt8]
    do throws(StorageError) {
      guard let found = try AtomicFile.read(path) else { return nil }
      bytes = found
    } catch {
      // A directory is a spec, and what else can't be read is said where it is read as one.
      return nil
    }
    let head = Array(magic.utf8)
    guard bytes.starts(with: head), let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let body = Array(bytes[(newline + 1)...])
    guard String(decoding: bytes[head.count..<newline], as: UTF8.self) == Hexadecimal.digest(body),
      let value = try? JSON.parse(body)
    else {
      throw DiagnosticsError(
        .error(
          "Damaged plan", detail: "\(path) is not as it was saved: its checksum doesn't fit.",
          hint: "make the plan again"))
    }
    guard value[member: "format"]?.intValue == format,
      value[member: "version"]?.stringValue == ArmatureVersion.current
    else {
      throw DiagnosticsError(
        .error(
          "Plan of another version",
          detail: "\(path) was made by Armature v\(value[member: "version"]?.stringValue ?? "?"); this is "
            + "v\(ArmatureVersion.current).",
          hint: "make the plan again"))
    }
    return PlanFile(value)
  }

  private init(_ value: Value) {
    func text(_ name: String) -> String { value[member: name]?.stringValue ?? "" }
    func texts(_ name: String) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: (value[member: name]?.members ?? Members()).map { ($0, $1.stringValue ?? "") })
    }
    environment = text("environment")
    subscription = text("subscription")
    directory = text("directory")
    isDestruction = value[member: "destroy"]?.boolValue ?? false
    adopted = (value[member: "adopt"]?.elements ?? []).compactMap(\.stringValue)
    replaced = (value[member: "replace"]?.elements ?? []).compactMap(\.stringValue)
    targets = (value[member: "target"]?.elements ?? []).compactMap(\.stringValue)
    excluded = (value[member: "exclude"]?.elements ?? []).compactMap(\.stringValue)
    files = texts("files").mapValues(Hexadecimal.bytes)
    variables = texts("variables")
    sensitive = texts("sensitive")
    salt = text("salt")
    digests = texts("digests")
    self.text = text("text")
    json = text("json")
  }
}

/// Bytes as hexadecimal digits.
enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8(hexDigitValue($0)) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  static func digest(_ bytes: [UInt8]) -> String {
    text(SHA256.hash(data: bytes))
  }

  private static func hexDigitValue(_ byte: UInt8) -> Int {
    Character(Unicode.Scalar(byte)).hexDigitValue ?? 0
  }
}
