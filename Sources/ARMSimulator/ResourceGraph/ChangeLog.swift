import Values

/// How resources became what they are, as Resource Graph's table of changes tells it.
struct ChangeLog: Sendable {
  enum Kind: String, Sendable {
    case create = "Create"
    case update = "Update"
    case delete = "Delete"
  }

  /// Whose a change is: the one behind a request, and what that asked for.
  struct Author: Sendable, Hashable {
    let actor: ActivityLog.Actor
    let operation: String
    let correlation: String
  }

  /// What became of one member.
  struct Part: Sendable, Hashable {
    let path: String
    /// As text; nil where there was nothing.
    let before: String?
    let after: String?
    /// Whether the cloud made it so by itself.
    let isSystem: Bool
  }

  struct Entry: Sendable, Hashable {
    /// The order of the changes, without gaps.
    let number: Int
    let time: Timestamp
    /// The id of the resource.
    let resource: String
    let type: String
    let location: String
    let kind: Kind
    /// Nil for what the cloud does by itself.
    let author: Author?
    let parts: [Part]
  }

  /// Azure keeps changes for so long.
  static let retention = Duration.seconds(14 * 86_400)
  /// At most so many are kept, and a tenth more before the oldest are dropped.
  private static let entriesMax = 50_000

  /// Oldest first.
  private(set) var entries: [Entry] = []
  /// How many the store hasn't seen.
  private var newCount = 0

  /// What the store hasn't seen.
  var news: ArraySlice<Entry> { entries.suffix(newCount) }

  mutating func forgetNews() { newCount = 0 }

  /// Adds a change of a resource.
  mutating func append(
    _ kind: Kind, of id: String, type: String, location: String, at time: Timestamp, by author: Author?, _ parts: [Part]
  ) {
    put(
      Entry(
        number: entries.last.map { $0.number + 1 } ?? 0, time: time, resource: id, type: type, location: location,
        kind: kind, author: author, parts: parts))
    newCount += 1
    guard entries.count > Self.entriesMax + Self.entriesMax / 10 else { return }
    entries.removeFirst(entries.count - Self.entriesMax)
    newCount = min(newCount, entries.count)
  }

  /// Takes an entry over from the store.
  mutating func put(_ entry: Entry) {
    // A log that was rewritten meanwhile has some of them twice.
    if let last = entries.last, entry.number <= last.number { return }
    entries.append(entry)
  }
}

extension ChangeLog.Part {
  /// What differs between two values, by path and in order of the paths' members.
  static func differences(_ before: Value?, _ after: Value?, at path: String, isSystem: Bool) -> [ChangeLog.Part] {
    if before == after { return [] }
    if before?.members != nil || after?.members != nil, before?.isContainer ?? true, after?.isContainer ?? true {
      let (old, new) = (before?.members ?? Members(), after?.members ?? Members())
      return Set(old.keys + new.keys).sorted().flatMap { name in
        differences(old[name], new[name], at: "\(path).\(name)", isSystem: isSystem)
      }
    }
    if before?.elements != nil || after?.elements != nil, before?.isContainer ?? true, after?.isContainer ?? true {
      let (old, new) = (before?.elements ?? [], after?.elements ?? [])
      return (0..<max(old.count, new.count)).flatMap { index in
        differences(
          index < old.count ? old[index] : nil, index < new.count ? new[index] : nil, at: "\(path)[\(index)]",
          isSystem: isSystem)
      }
    }
    let texts = [before, after].map { $0.flatMap { $0.isNull ? nil : QueryBinder.text($0, .dynamic) } }
    if texts[0] == texts[1] { return [] }
    // Nobody asks for a state: the cloud says it of itself.
    let isState = path == "properties.provisioningState"
    return [ChangeLog.Part(path: path, before: texts[0], after: texts[1], isSystem: isSystem || isState)]
  }
}

extension Value {
  /// Whether it is an object, an array, or nothing.
  fileprivate var isContainer: Bool { members != nil || elements != nil || isNull }
}
