import Diagnostics
import Syntax

/// Checks what can be known of `moved`, `removed` and `import` blocks without evaluating anything; the rules are
/// Terraform's.
struct RefactoringValidator {
  private let module: Module
  private let program: Program
  private(set) var diagnostics: [Diagnostic] = []

  init(_ module: Module, in program: Program) {
    self.module = module
    self.program = program
    let moves = module.moved.filter { check($0) }
    checkDestinations(moves)
    checkCycles(moves)
    for removal in module.removed { check(removal) }
    checkImports()
  }

  // MARK: Moves

  /// Whether a move makes sense by itself.
  private mutating func check(_ move: MovedDeclaration) -> Bool {
    if move.from.description == move.to.description {
      diagnostics.append(.redundantMove(move))
      return false
    }
    if let from = move.from.resource, let to = move.to.resource, from.name.type != to.name.type,
      !canBecome(to.name.type, from.name.type)
    {
      diagnostics.append(.moveAcrossTypes(move, from: from.name.type, to: to.name.type))
      return false
    }
    // Which instances there are is known only when the counts are: only what names them all, or the only one, counts.
    if let range = declaration(of: move.from, wholeOnly: move.to.key == nil) {
      diagnostics.append(.movedStillExists(move, declared: range))
      return false
    }
    return true
  }

  /// Whether a resource of one kind may go on as one of another: azapi takes over what azurerm has, which is the same
  /// resource by its id, whatever kind describes it; and `terraform_data` what was a `null_resource`.
  private func canBecome(_ kind: String, _ earlier: String) -> Bool {
    switch kind {
    case "azapi_resource": earlier.hasPrefix("azurerm_")
    case "terraform_data": earlier == "null_resource"
    default: false
    }
  }

  private mutating func checkDestinations(_ moves: [MovedDeclaration]) {
    var byFrom: [String: MovedDeclaration] = [:]
    var byTo: [String: MovedDeclaration] = [:]
    for move in moves {
      if let other = byFrom[move.from.description], other.to.description != move.to.description {
        diagnostics.append(
          .ambiguousMove(
            move, after: other, "this statement instead declares that it moved to \(move.to).",
            "Each resource can move to only one destination resource."))
      }
      if let other = byTo[move.to.description], other.from.description != move.from.description {
        diagnostics.append(
          .ambiguousMove(
            move, after: other, "this statement instead declares that \(move.from) moved there.",
            "Each resource can have moved from only one source resource."))
      }
      if byFrom[move.from.description] == nil { byFrom[move.from.description] = move }
      if byTo[move.to.description] == nil { byTo[move.to.description] = move }
    }
  }

  private mutating func checkCycles(_ moves: [MovedDeclaration]) {
    let next = Dictionary(moves.map { ($0.from.description, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for move in moves where !seen.contains(move.from.description) {
      var chain: [MovedDeclaration] = []
      var current: MovedDeclaration? = move
      while let step = current, seen.insert(step.from.description).inserted {
        chain.append(step)
        current = next[step.to.description]
      }
      if let again = current, let start = chain.firstIndex(where: { $0.from.description == again.from.description }) {
        diagnostics.append(.cyclicMoves(Array(chain[start...])))
      }
    }
  }

  // MARK: Removals and imports

  private mutating func check(_ removal: RemovedDeclaration) {
    guard let range = declaration(of: removal.from, wholeOnly: false) else { return }
    diagnostics.append(.removedStillExists(removal, declared: range))
  }

  private mutating func checkImports() {
    var targets: [String: ImportDeclaration] = [:]
    for block in module.imports {
      guard case .traversal(let traversal) = block.to,
        let address: TargetAddress = try? TargetAddress(traversal)
      else { continue }
      if let other = targets[address.description] {
        diagnostics.append(.duplicateImport(address, block, other))
      } else {
        targets[address.description] = block
      }
    }
  }

  /// Where a block stands that still has what an address names; nil where none does, or where the address has a key
  /// and so may name an instance that there no longer is.
  ///
  /// - Parameter wholeOnly: whether the address without a key stands for all instances; if not, for the one without a
  ///   key, which a block with `count` or `for_each` doesn't have.
  private func declaration(of address: TargetAddress, wholeOnly: Bool) -> SourceRange? {
    guard address.modules.allSatisfy({ $0.key == nil }) else { return nil }
    guard let resource = address.resource else {
      let parents = address.modules.dropLast().map(\.name)
      guard let name = address.modules.last?.name, let call = scope(parents)?.call(named: name) else { return nil }
      return wholeOnly || !call.isRepeated ? call.headerRange : nil
    }
    guard resource.key == nil, let declared = scope(address.modules.map(\.name))?.resource(resource.name) else {
      return nil
    }
    return wholeOnly || (declared.count == nil && declared.forEach == nil) ? declared.headerRange : nil
  }

  private func scope(_ calls: [String]) -> Module? {
    calls.isEmpty ? module : program.modules.first { $0.path == module.path + calls }
  }
}

extension TargetAddress {
  /// The key at the end of the address.
  fileprivate var key: Key? { resource == nil ? modules.last?.key : resource?.key }
}

extension Diagnostic {
  fileprivate static func redundantMove(_ move: MovedDeclaration) -> Diagnostic {
    .error(
      "Redundant move statement",
      detail:
        "This statement declares a move from \(move.from) to the same address, which is the same as not declaring "
        + "this move at all.",
      at: move.range, hint: "remove the block")
  }

  fileprivate static func moveAcrossTypes(_ move: MovedDeclaration, from: String, to: String) -> Diagnostic {
    .error(
      "Unsupported `moved` across resource types",
      detail: "\(move.from) is of the kind \(from), and \(move.to) is of the kind \(to): what is live can't become "
        + "another kind by another address.",
      at: move.range,
      hint: "remove the block; if both kinds describe the same resource, its id alone makes it the same")
  }

  fileprivate static func movedStillExists(_ move: MovedDeclaration, declared: SourceRange) -> Diagnostic {
    let (noun, short): (String, String) =
      if move.from.resource == nil {
        ("module call", "call")
      } else {
        move.to.key == nil ? ("resource", "resource") : ("resource instance", "instance")
      }
    return .error(
      "Moved object still exists",
      detail: "This statement declares a move from \(move.from), but that \(noun) is still declared.\n\nChange your "
        + "configuration so that this \(short) will be declared as \(move.to) instead.",
      at: move.range, labels: [Label("still declared here", at: declared)], hint: "or remove the moved block")
  }

  fileprivate static func ambiguousMove(
    _ move: MovedDeclaration, after other: MovedDeclaration, _ contradiction: String, _ rule: String
  ) -> Diagnostic {
    .error(
      "Ambiguous move statements",
      detail: "Another statement declares that \(other.from) moved to \(other.to), but \(contradiction)\n\(rule)",
      at: move.range, labels: [Label("the other statement", at: other.range)], hint: "remove one of the two")
  }

  /// How many moves of a cycle are named; nobody follows a longer one by reading.
  private static let cycleMovesMax = 50

  fileprivate static func cyclicMoves(_ chain: [MovedDeclaration]) -> Diagnostic {
    let named = chain.prefix(cycleMovesMax)
    let rest = chain.count > named.count ? "\n  and \(chain.count - named.count) more" : ""
    return .error(
      "Cyclic dependency in move statements",
      detail: "The following chained move statements form a cycle, and so there is no final location to move objects "
        + "to:\n" + named.map { "  \($0.from) to \($0.to)" }.joined(separator: "\n") + rest,
      at: chain[0].range, labels: named.dropFirst().map { Label("also in the cycle", at: $0.range) },
      hint: "let the chain end at an address that is declared and that no other statement moves on")
  }

  fileprivate static func removedStillExists(_ removal: RemovedDeclaration, declared: SourceRange) -> Diagnostic {
    .error(
      removal.from.resource == nil ? "Removed module still exists" : "Removed resource still exists",
      detail:
        "This statement declares that \(removal.from) was removed, but it is still declared in configuration.",
      at: declared, labels: [Label("said to be removed here", at: removal.range)],
      hint: "remove one of the two blocks")
  }

  fileprivate static func duplicateImport(
    _ address: TargetAddress, _ block: ImportDeclaration, _ other: ImportDeclaration
  ) -> Diagnostic {
    .error(
      "Duplicate import configuration for \"\(address)\"",
      detail: "A resource can have only one import block, and \(address) has another one.", at: block.to.range,
      labels: [Label("the other block", at: other.range)], hint: "remove one of the two")
  }
}
