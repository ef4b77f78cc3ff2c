import Diagnostics
import Durability
import JSON
import Values

/// Saved plans on disk: a line with a digest of the rest, and JSON.
extension PlanFile {
  private static let format = 2
  private static let magic = "armature plan "

  /// Writes the file as a whole.
  func save(to path: String) throws(DiagnosticsError) {
    var members: [(String, Value)] = [
      ("about", "A plan saved by armature. `armature show FILE` shows it, `armature apply FILE` carries it out."),
      ("format", .number(Self.format)), ("version", .string(ArmatureVersion.current)),
    ]
    members += (encoded.members ?? Members()).map { ($0, $1) }
    let body = JSON.text(.object(Members(members)))
    do throws(StorageError) {
      try AtomicFile.replace(path, Array("\(Self.magic)\(Hexadecimal.digest(body))\n".utf8) + body, mode: 0o600)
    } catch {
      throw DiagnosticsError(.error("The plan can't be saved", detail: error.message, hint: error.hint))
    }
  }

  /// Reads a saved plan; nil where the path is a directory, or nothing.
  ///
  /// - Throws: what is wrong with a file that isn't a plan, or is one that can't be used.
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
    guard bytes.starts(with: head) else { throw DiagnosticsError(notAPlan(path, bytes)) }
    let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    let body = Array(bytes[newline...].dropFirst())
    guard String(decoding: bytes[head.count..<newline], as: UTF8.self) == Hexadecimal.digest(body),
      let value = try? JSON.parse(body)
    else { throw DiagnosticsError(damaged(path)) }
    guard value[member: "format"]?.intValue == format,
      value[member: "version"]?.stringValue == ArmatureVersion.current
    else {
      throw DiagnosticsError(
        .error(
          "Plan of another version",
          detail: "\(path) was made by Armature v\(value[member: "version"]?.stringValue ?? "?"); this is "
            + "v\(ArmatureVersion.current).",
          hint: "make the plan again with `armature plan --out \(path)`, or apply it with the version that made it"))
    }
    return PlanFile(decoding: value)
  }

  static func saysItAll(_ path: String) -> Diagnostic {
    .error(
      "A saved plan says it all",
      detail: "\(path) is a saved plan, and applying it does exactly what is in it: --destroy, --adopt, --replace, "
        + "--target and the like are for making another.",
      hint: "leave them out, or give them to `armature plan --out \(path)`")
  }

  private static func damaged(_ path: String) -> Diagnostic {
    .error(
      "Damaged plan", detail: "\(path) is not as it was saved: its checksum doesn't fit.",
      hint: "make the plan again with `armature plan --out \(path)`")
  }

  private static func notAPlan(_ path: String, _ bytes: [UInt8]) -> Diagnostic {
    // The beginning alone may be damaged: what follows still says what it was.
    if bytes.prefix(256).contains(Array("A plan saved by armature.".utf8)) { return damaged(path) }
    let kind =
      bytes.isEmpty
      ? "an empty file"
      // Terraform's plans are zip archives.
      : bytes.starts(with: Array("PK\u{3}\u{4}".utf8))
        ? "a zip archive, as Terraform's plans are"
        : path.hasSuffix(".tf") || path.hasSuffix(".tf.json") ? "a file of a spec" : "a file of another kind"
    return .error(
      "Not a saved plan", detail: "\(path) is \(kind), and not what `armature plan --out` saves.",
      hint: path.hasSuffix(".tf") || path.hasSuffix(".tf.json")
        ? "name the directory that the file is in" : "save one with `armature plan --out FILE`")
  }
}
