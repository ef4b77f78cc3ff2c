import Resources
import Values

/// The bodies of template specs that hold records, with words for people who have only the portal.
enum RecordBodies {
  /// The tag of a group that was made for records and for nothing else.
  static let groupTag = "armature-records"

  static func group(region: String) -> Value {
    [
      "location": .string(region),
      "tags": .object(
        Members([(groupTag, Value.string("Made by Armature for the records of its environments."))])),
    ]
  }

  /// The template spec of an environment; `newest` is the version that counts.
  static func spec(_ environment: String, region: String, tags: Value? = nil, newest: RecordVersion? = nil) -> Value {
    spec(
      region: region, tags: tags, title: "Armature: \(environment)",
      "What the environment '\(environment)' owns, kept by Armature. Its newest version is the one that counts, by its "
        + "number; the list is in metadata.armature of its main template. A version whose name begins with 'claim' says "
        + "that a run is under way. Nothing is deployed by it, and it holds no secrets.",
      metadata: newest.map { [RecordListing.newestTag: .string("\($0)")] } ?? .object(Members()))
  }

  /// A template spec for a part of an environment's record.
  static func part(_ environment: String, region: String) -> Value {
    spec(
      region: region, title: "Armature: part of \(environment)",
      "A part of the list of what the environment '\(environment)' owns, which is too long for one template spec. The "
        + "template spec '\(environment)' names the versions that count. Nothing is deployed by it.",
      metadata: .object(Members()))
  }

  private static func spec(
    region: String, tags: Value? = nil, title: String, _ description: String, metadata: Value
  ) -> Value {
    [
      "location": .string(region),
      "tags": tags ?? .object(Members()),
      "properties": [
        "displayName": .string(String(title.prefix(64))), "description": .string(description),
        "metadata": ["armature": metadata],
      ],
    ]
  }

  /// A version of a template spec: a template that deploys nothing.
  static func version(_ content: Value, region: String, _ description: String) -> Value {
    [
      "location": .string(region),
      "properties": [
        "description": .string(description),
        "mainTemplate": [
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "resources": [],
          "metadata": ["armature": content],
        ],
      ],
    ]
  }

  /// What ``version(_:region:_:)`` was made of.
  static func content(_ body: Value) -> Value {
    body[member: "properties"]?[member: "mainTemplate"]?[member: "metadata"]?[member: "armature"] ?? .null(.dynamic)
  }

  static func claim(_ claim: Claim) -> Value {
    [
      "about": .string(
        "A run of Armature is changing this environment. The claim counts for expirySeconds after it was last written."),
      "run": .string(claim.run),
      "holder": .string(claim.holder),
      "expirySeconds": .number(Int(claim.expiry.components.seconds)),
    ]
  }

  /// The claim that a version is, with the times that the store gives it; nil where it isn't one.
  static func standingClaim(_ body: Value) -> StandingClaim? {
    let content = content(body)
    let system = body[member: "systemData"]
    guard let run = content[member: "run"]?.stringValue, let expiry = content[member: "expirySeconds"]?.intValue,
      let since = (system?[member: "createdAt"]?.stringValue).flatMap({ StoreTime($0) }),
      let renewed = (system?[member: "lastModifiedAt"]?.stringValue).flatMap({ StoreTime($0) })
    else { return nil }
    return StandingClaim(
      Claim(run: run, holder: content[member: "holder"]?.stringValue ?? "somebody", expiry: .seconds(expiry)),
      author: system?[member: "createdBy"]?.stringValue ?? "", since: since, renewed: renewed)
  }
}
