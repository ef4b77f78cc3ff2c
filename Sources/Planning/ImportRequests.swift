import Configuration
import Diagnostics
import Evaluation
import Resources
import Syntax
import Values

/// A live resource that an `import` block, or the user, says to take over.
struct ImportRequest: Hashable {
  let id: String
  let range: SourceRange

  /// Whether an id is that of what is asked for. An association's has a bar in it, too.
  func names(_ other: String) -> Bool {
    [String(id.prefix { $0 != "?" }), Self.resourceID(in: id)].contains { $0.lowercased() == other.lowercased() }
  }

  /// An id without what Terraform has behind that of some kinds: the api-version of what may be of any type, the scope of
  /// a role, the tenant of its assignment.
  static func resourceID(in text: String) -> String { String(text.prefix { $0 != "?" && $0 != "|" }) }
}

extension ProgramEvaluator {
  /// What the root module's `import` blocks ask for, by address; blocks whose values aren't known yet are left out.
  func importRequests() -> [InstanceAddress: ImportRequest] {
    var requests: [InstanceAddress: ImportRequest] = [:]
    untargetedImports = []
    for block in program.root.imports {
      let repeats: Repeat
      if let forEach = block.forEach {
        let result = evaluator(scope(root)).value(of: forEach)
        for diagnostic in result.diagnostics { report(diagnostic) }
        repeats = self.repeats(
          importsForEach: result.value, at: forEach.range, hasFailed: result.diagnostics.hasErrors)
      } else {
        repeats = .once
      }
      for repetition in repeats.repetitions {
        let evaluator = evaluator(scope(root, repetition: repetition))
        let id = importID(block.id, by: evaluator)
        guard let address = address(of: block.to, by: evaluator), !id.diagnostics.hasErrors else { continue }
        if instance(at: address) == nil {
          // After another error nobody knows which instances there are.
          if diagnostics.hasErrors { continue }
          guard collectsUntargeted, let text = id.value.stringValue, !id.value.hasSensitive else {
            report(PlanningDiagnostics.importWithoutTarget(address, at: block.to.range))
            continue
          }
          untargetedImports.append((address, ImportRequest(id: text, range: block.range)))
        } else if let text = id.value.stringValue, !text.isEmpty, !id.value.hasSensitive {
          requests[address] = ImportRequest(id: text, range: block.range)
        } else {
          report(PlanningDiagnostics.invalidImportID(id.value, at: block.id.range))
        }
      }
    }
    return requests
  }

  /// Checks what can be known of `import` blocks without looking at Azure.
  func validateImports() {
    for block in program.root.imports {
      if let forEach = block.forEach {
        let result = evaluator(scope(root)).value(of: forEach)
        for diagnostic in result.diagnostics { report(diagnostic) }
        _ = repeats(importsForEach: result.value, at: forEach.range, hasFailed: result.diagnostics.hasErrors)
      }
      let id = importID(block.id, by: evaluator(scope(root)))
      guard id.value.isKnown, !id.diagnostics.hasErrors, id.value.stringValue?.isEmpty != false else { continue }
      report(PlanningDiagnostics.invalidImportID(id.value, at: block.id.range))
    }
  }

  /// The id that a block says, and what was reported about it.
  private func importID(
    _ expression: Expression, by evaluator: Evaluator
  ) -> (value: Value, diagnostics: [Diagnostic]) {
    var id = evaluator.value(of: expression)
    if !id.diagnostics.hasErrors {
      do throws(ConversionError) {
        id.value = try id.value.converted(to: .string)
      } catch {
        id.diagnostics.append(
          .error("Incorrect value type", detail: "Invalid expression value: \(error).", at: expression.range))
      }
    }
    for diagnostic in id.diagnostics { report(diagnostic) }
    return id
  }

  /// The rules of an import's `for_each`, which takes every collection.
  private func repeats(importsForEach value: Value, at range: SourceRange, hasFailed: Bool) -> Repeat {
    switch value.unmarked {
    case .null: return .forEach([])
    case .list(let elements, of: _), .tuple(let elements):
      return .forEach(elements.enumerated().map { (key: .number($0), value: $1.marked(value.marks)) })
    case .bool, .number, .string:
      report(
        .error("Invalid for_each argument", detail: "The \"for_each\" expression must be a collection.", at: range))
      return .unknown(isCount: false)
    default:
      return repeats(forEach: value.unmarked, at: range, hasFailed: hasFailed)
    }
  }

  /// The address that an import's target names, its last key perhaps computed.
  private func address(of target: Expression, by evaluator: Evaluator) -> InstanceAddress? {
    switch target {
    case .traversal(let traversal):
      guard let address: TargetAddress = try? TargetAddress(traversal), let resource = address.resource else {
        return nil
      }
      return InstanceAddress(
        module: ModuleAddress(
          address.modules.map { ModuleAddress.Step($0.name, $0.key.map(InstanceKey.init) ?? .none) }),
        mode: resource.name.mode, type: resource.name.type, name: resource.name.name,
        key: resource.key.map(InstanceKey.init) ?? .none)
    case .index(let index):
      guard let base = address(of: index.collection, by: evaluator) else { return nil }
      let key = evaluator.value(of: index.key)
      for diagnostic in key.diagnostics { report(diagnostic) }
      let instance: InstanceKey? =
        key.value.stringValue.map { .name($0) } ?? key.value.intValue.map { .index($0) }
      return instance.map {
        InstanceAddress(module: base.module, mode: base.mode, type: base.type, name: base.name, key: $0)
      }
    case .relative(.index(let index), let steps):
      // `module.a[each.key].type.name`: once the key is known it is an address like any other.
      guard case .traversal(let traversal) = index.collection else { return nil }
      let key = evaluator.value(of: index.key)
      for diagnostic in key.diagnostics { report(diagnostic) }
      guard key.value.isWhollyKnown, !key.diagnostics.hasErrors else { return nil }
      return address(
        of: .traversal(
          Traversal(
            root: traversal.root, rootRange: traversal.rootRange,
            steps: traversal.steps + [.index(key.value.unmarked, index.key.range)] + steps)),
        by: evaluator)
    default: return nil
    }
  }
}
