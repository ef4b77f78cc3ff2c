import Resources
import Values

/// What a template spec says of its versions: those of a record, the claims, and what isn't ours.
struct RecordListing {
  /// Tells the newest version at once, where the list of versions lags behind.
  static let newestTag = "newest"

  let region: String
  /// The template spec's tags, which are the user's.
  let tags: Value?
  private(set) var versions: Set<RecordVersion> = []
  private(set) var claimants: [String] = []
  /// What was written last, as the template spec itself says.
  let newest: RecordVersion?

  init(_ body: Value) {
    region = body[member: "location"]?.stringValue ?? ""
    tags = body[member: "tags"]
    let properties = body[member: "properties"]
    newest = properties?[member: "metadata"]?[member: "armature"]?[member: Self.newestTag]?.stringValue
      .flatMap { RecordVersion($0) }
    for name in properties?[member: "versions"]?.members?.keys ?? [] {
      if let version = RecordVersion(name) {
        versions.insert(version)
      } else if let run = RecordNames.claimant(name) {
        claimants.append(run)
      }
    }
  }

  /// The versions there may be, the newest first; those of one number stand together. They were written by runs that
  /// could not see each other.
  var generations: [[RecordVersion]] {
    let all = versions.union(newest.map { [$0] } ?? [])
    return Dictionary(grouping: all, by: \.serial).sorted { $0.key > $1.key }.map { $0.value.sorted() }
  }
}
