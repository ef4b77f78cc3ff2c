import ARM
import AzureKinds
import Resources
import Values

/// A resource that was found other than it was applied.
package struct ChangedResource: Sendable {
  package enum Finding: Sendable, Hashable {
    /// Values at these paths of its attributes are others.
    case changed([ValuePath])
    case gone
    /// Its last operation failed.
    case failed
  }

  let id: String
  let kind: ResourceKind
  /// Its attributes as they are live.
  let attributes: Value
  let finding: Finding

  package init(id: String, kind: ResourceKind, attributes: Value, finding: Finding) {
    self.id = id
    self.kind = kind
    self.attributes = attributes
    self.finding = finding
  }
}

/// What Azure's activity log says of who changed resources.
package struct ForeignWrites: Sendable {
  /// For each resource the writes, newest first, none where the log has nothing of them; nil where it couldn't be read.
  package fileprivate(set) var answers: [[ForeignWrite]?]
  /// Why it couldn't be read.
  package fileprivate(set) var failure: ARMError?
}

extension AzureProvider {
  /// How long is waited for the log, which nothing depends on.
  private static let logLimit = Duration.seconds(60)

  /// Asks who changed resources, once for each resource group, and for each resource that is in none.
  ///
  /// - Parameters:
  ///   - start: When the last run of the environment began to write, which had found everything as it was applied or made it
  ///     so: RFC 3339 in UTC.
  ///   - run: The correlation id of that run.
  package func foreignWrites(to resources: [ChangedResource], since start: String, besides run: String) async
    -> ForeignWrites
  {
    var found = ForeignWrites(answers: resources.map { _ in nil })
    guard let client = session?.client.limited(to: Self.logLimit) else { return found }
    let trails = resources.map { ChangeTrail($0, declaration(of: $0.kind, id: $0.id, apiVersion: nil)) }
    var questions: [LogQuestion: [Int]] = [:]
    for (index, trail) in trails.enumerated() {
      // What belongs to the tenant is in no subscription's log.
      guard let question = LogQuestion(about: trail.id) else { continue }
      questions[question, default: []].append(index)
    }
    for (question, indices) in questions.sorted(by: { $0.key < $1.key }) {
      do throws(ARMError) {
        let events = EventIndex(
          try await client.activity(of: question.scope, subscription: question.subscription, since: start))
        for index in indices { found.answers[index] = trails[index].writes(in: events, besides: run) }
      } catch {
        found.failure = found.failure ?? error
      }
    }
    return found
  }
}

/// What one call of the activity log asks for.
private struct LogQuestion: Hashable, Comparable {
  let subscription: String
  let scope: ARMClient.ActivityScope
  private let text: String

  init?(about id: String) {
    guard let id = try? ResourceID(id), let subscription = id.subscription else { return nil }
    self.subscription = subscription.lowercased()
    scope = id.resourceGroup.map { .group($0.lowercased()) } ?? .resource(id.path)
    text = (id.resourceGroup ?? id.path).lowercased()
  }

  static func < (left: LogQuestion, right: LogQuestion) -> Bool {
    (left.subscription, left.text) < (right.subscription, right.text)
  }
}
