import Configuration
import Diagnostics
import Resources
import Values

/// What it takes to make Azure what the spec says: one change for each resource instance, in the order of addresses.
package struct Plan: Sendable {
  package let environment: String
  package let changes: [InstanceChange]
  /// The root module's outputs, by name in byte order.
  package let outputs: [OutputChange]
  /// What was found to differ from what was last applied.
  package let drift: [InstanceDrift]
  package let checks: [CheckResult]
  package let warnings: [Diagnostic]
  /// What the spec asks for and this plan leaves out, since only a part was asked for; in the order of addresses.
  package let undone: [UndoneChange]
  /// The ids of what isn't registered in the subscription and has to be before something is made, sorted.
  package let registrations: [String]

  package init(
    environment: String, changes: [InstanceChange], outputs: [OutputChange], drift: [InstanceDrift],
    checks: [CheckResult], warnings: [Diagnostic], undone: [UndoneChange] = [], registrations: [String] = []
  ) {
    self.registrations = registrations
    self.undone = undone
    self.environment = environment
    self.changes = changes
    self.outputs = outputs
    self.drift = drift
    self.checks = checks
    self.warnings = warnings
  }

  /// Whether applying it would do anything, be it only to outputs.
  package var isEmpty: Bool {
    changes.allSatisfy { $0.action == .none && $0.reasons.isEmpty } && outputs.allSatisfy { !$0.isChange }
  }

  /// How many resources are taken over that were live already.
  package var importCount: Int { changes.count { $0.reasons.contains(.adopted) } }

  /// How many resources are added, changed and destroyed; a replacement counts as one added and one destroyed.
  package var summary: (add: Int, change: Int, destroy: Int) {
    var summary = (add: 0, change: 0, destroy: 0)
    for change in changes where change.address.mode == .managed {
      switch change.action {
      case .create: summary.add += 1
      case .update: summary.change += 1
      case .delete: summary.destroy += 1
      case .replace:
        summary.add += 1
        summary.destroy += 1
      case .none, .read, .forget: break
      }
    }
    return summary
  }
}

extension [InstanceChange] {
  /// The addresses of the record that are others now.
  package var moves: [(from: InstanceAddress, to: InstanceAddress)] {
    compactMap { change in change.previousAddress.map { ($0, change.address) } }
  }
}

/// A change that a part of a plan leaves out.
package struct UndoneChange: Sendable {
  package let address: InstanceAddress
  package let action: InstanceChange.Action

  package init(address: InstanceAddress, action: InstanceChange.Action) {
    self.address = address
    self.action = action
  }
}

/// What happens to one resource instance. By reference, since a plan has many, and each is long to copy.
package final class InstanceChange: Sendable {
  package enum Action: Sendable, Hashable {
    case none
    case create
    case update
    /// Deleted and created again; `createFirst` in the other order.
    case replace(createFirst: Bool)
    case delete
    /// A data source that can be read only once other changes are made.
    case read
    /// No longer owned, and left as it is.
    case forget
  }

  package let address: InstanceAddress
  package let kind: ResourceKind
  package let action: Action
  /// Why, the first being the one that decides.
  package let reasons: [Reason]
  /// The id; nil while it is not known.
  package let id: String?
  /// The id of what is deleted, where that is another.
  package let priorID: String?
  /// What is live; null if nothing is. Sensitive parts carry their mark.
  package let before: Value
  /// What is to be live; null if nothing is. Unknown where Azure has yet to say.
  package let after: Value
  /// The single arguments that change.
  package let differences: [Difference.Change]
  /// What has to be there before it.
  package let dependencies: [InstanceAddress]
  /// What few changes have, apart from the rest.
  private let rare: Rare?
  /// Where the block stands that it comes from; nil if the spec no longer has one.
  package let declaration: SourceRange?
  /// Where arguments are written.
  package let sources: [ValuePath: SourceRange]

  package init(
    address: InstanceAddress, previousAddress: InstanceAddress? = nil, kind: ResourceKind, action: Action,
    reasons: [Reason] = [], id: String?, priorID: String? = nil, before: Value, after: Value,
    differences: [Difference.Change] = [], dependencies: [InstanceAddress] = [],
    named: NamedResources = NamedResources(), standIn: StandIn? = nil, declaration: SourceRange? = nil,
    sources: [ValuePath: SourceRange] = [:]
  ) {
    self.address = address
    self.kind = kind
    self.action = action
    self.reasons = reasons
    self.id = id
    self.priorID = priorID
    self.before = before
    self.after = after
    self.differences = differences
    self.dependencies = dependencies
    rare =
      previousAddress == nil && standIn == nil && named.isEmpty
      ? nil : Rare(previousAddress: previousAddress, named: named, standIn: standIn)
    self.declaration = declaration
    self.sources = sources
  }

  private final class Rare: Sendable {
    let previousAddress: InstanceAddress?
    let named: NamedResources
    let standIn: StandIn?

    init(previousAddress: InstanceAddress?, named: NamedResources, standIn: StandIn?) {
      self.previousAddress = previousAddress
      self.named = named
      self.standIn = standIn
    }
  }

  /// Where the record has it, if its address is another now.
  package var previousAddress: InstanceAddress? { rare?.previousAddress }
  /// What is live names these, which go or may go too.
  package var named: NamedResources { rare?.named ?? NamedResources() }
  /// What stands in while it, or a part of it, is made anew; nil where nothing has to.
  package var standIn: StandIn? { rare?.standIn }

  /// The same change, naming these.
  package func naming(_ named: NamedResources) -> InstanceChange {
    InstanceChange(
      address: address, previousAddress: previousAddress, kind: kind, action: action, reasons: reasons, id: id,
      priorID: priorID, before: before, after: after, differences: differences, dependencies: dependencies,
      named: named, standIn: standIn, declaration: declaration, sources: sources)
  }

  /// What it names, or is taken along by, that is made anew or goes: in the order of addresses.
  package var causes: [InstanceAddress] {
    let parents = reasons.compactMap { reason -> InstanceAddress? in
      switch reason {
      case .parent(let address), .bound(let address): address
      default: nil
      }
    }
    return Set(parents + differences.flatMap(\.replaced)).sorted()
  }

  /// Whether it becomes this environment's only now: by being taken over, or since no run has noted that it made it.
  package var isTakenUp: Bool {
    reasons.contains { [.adopted, .interrupted, .incomplete].contains($0) || $0.isFailedCreation }
  }

  /// Whether what is live failed in Azure.
  package var isRepair: Bool {
    reasons.contains { if case .failed = $0 { true } else { $0.isFailedCreation } }
  }

  /// What of the user's goes with what is live, each with its article; empty where nothing is deleted.
  package var losses: [String] {
    switch action {
    case .delete, .replace: kind.losses
    case .none, .create, .update, .read, .forget: []
    }
  }

  /// The paths that force a replacement.
  package var replacementPaths: [ValuePath] { differences.filter(\.forcesReplacement).map(\.path) }
}

/// What a live resource names among what goes, which has to wait for it: a hint, since Azure also lists what rests on a
/// resource.
package struct NamedResources: Sendable {
  /// Named in arguments.
  package var inArguments: [InstanceAddress] = []
  /// Named anywhere else in what Azure answers.
  package var elsewhere: [InstanceAddress] = []

  package var isEmpty: Bool { inArguments.isEmpty && elsewhere.isEmpty }

  package init() {}
}

/// Why a change is planned.
package enum Reason: Sendable, Hashable {
  /// The spec has it and Azure doesn't.
  case new
  /// It was applied once and is gone from Azure.
  case vanished
  /// Its last operation in Azure failed.
  case failed(String)
  /// The last run made it, and Azure says that it failed.
  case creationFailed(String)
  /// Arguments differ; each difference has its own cause.
  case differences
  /// These arguments can't be changed in place.
  case forcedBy([ValuePath])
  /// What it lives beneath is replaced or deleted.
  case parent(InstanceAddress)
  /// What can't go while this is there is replaced.
  case bound(to: InstanceAddress)
  /// The user asked for it.
  case requested
  /// What `replace_triggered_by` names changes.
  case triggered(InstanceAddress)
  /// It is a secret that is kept nowhere, and this needs it.
  case needed(by: InstanceAddress)
  /// The spec no longer has the block.
  case removed
  /// A `removed` block says that it stays in Azure and is no longer ours.
  case released
  /// `count` no longer reaches this instance.
  case countShrunk
  /// `for_each` no longer has this key.
  case keyRemoved
  /// The spec has the block, and its instances have keys of another sort now, or none.
  case repeatedOtherwise
  /// The spec has the block, and the module that it stands in has no such instance.
  case moduleRemoved
  /// A `moved` block gave it an address that the spec doesn't have.
  case movedNowhere
  /// Its successor has its address already, and it is still there.
  case deposed
  /// Another address has the same resource.
  case same(as: InstanceAddress)
  /// Everything is destroyed.
  case destruction
  /// It has another address now and is the same.
  case moved(from: InstanceAddress)
  /// It was there already and is taken over.
  case adopted
  /// A run was stopped before it could note what became of it; it is there.
  case interrupted
  /// A run failed while it made it, and it is there all the same.
  case incomplete
  /// A run meant to make it, and somebody else did.
  case foreign
  /// A run was stopped while something stood in for it.
  case unfinishedRotation

  package var isFailedCreation: Bool { if case .creationFailed = self { true } else { false } }
}

/// What happens to one output of the root module.
package struct OutputChange: Sendable {
  package let name: String
  package let before: Value?
  package let after: Value?
  package let isSensitive: Bool
  package let declaration: SourceRange?

  package init(name: String, before: Value?, after: Value?, isSensitive: Bool, declaration: SourceRange?) {
    self.name = name
    self.before = before
    self.after = after
    self.isSensitive = isSensitive
    self.declaration = declaration
  }

  package var isChange: Bool {
    // A sensitive output is not in the record, so what it was is not known and not compared.
    isSensitive ? false : before != after
  }
}

/// What differs from what was last applied to one resource.
package struct InstanceDrift: Sendable {
  package enum Finding: Sendable {
    /// It is gone.
    case deleted
    /// Arguments that were set have other values.
    case changed([Difference.Change])
    /// Its last operation failed.
    case failed(String)
  }

  package let address: InstanceAddress
  package let kind: ResourceKind
  package let id: String
  package let finding: Finding
  package let before: Value
  package let declaration: SourceRange?
  package let sources: [ValuePath: SourceRange]

  package init(
    address: InstanceAddress, kind: ResourceKind, id: String, finding: Finding, before: Value,
    declaration: SourceRange?, sources: [ValuePath: SourceRange]
  ) {
    self.address = address
    self.kind = kind
    self.id = id
    self.finding = finding
    self.before = before
    self.declaration = declaration
    self.sources = sources
  }
}
