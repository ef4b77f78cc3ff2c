import Values

/// The differences that are there on purpose: the rows of the table in `Configuration.docc/Differences.md`, by name.
enum KnownDifference: String, CaseIterable {
  case ownWords
  case labelsAndHints
  case betterPlaces
  case allAtOnce
  case oneMistakeOneError
  case secrets
  case provisioners
  case partialPlans
  case remoteState

  /// The row that a difference comes under.
  static func explaining(
    _ difference: CaseDifference, in example: ConfigurationCase, _ expected: Value
  ) -> KnownDifference? {
    allCases.first { $0.explains(difference, in: example, expected) }
  }

  /// Summaries whose details are Armature's own.
  private static let reworded: Set = [
    "Argument definition required", "Check block assertion failed", "Configuration for import target does not exist",
    "Ephemeral value not allowed", "Error message refers to ephemeral values",
    "Error message refers to sensitive values", "Invalid block definition",
    "Invalid count argument", "Invalid for_each argument",
    "Invalid quoted type constraints", "Invalid single-argument block definition", "Invalid use of ephemeral value",
    "Instance cannot be destroyed", "Missing required provider configuration", "No value for required variable",
    "Output refers to sensitive values", "Quoted keywords are deprecated", "Quoted references are deprecated",
    "Resource instance keys not allowed",
    "Resource precondition failed",
    "Some objects will no longer be managed by Armature", "Unresolved resource instance address changes",
    "Trailing comma in object", "Unsupported Terraform Core version",
    "Unsupported attribute", "Value for undeclared variable",
  ]

  private func explains(_ difference: CaseDifference, in example: ConfigurationCase, _ expected: Value) -> Bool {
    let summary = (difference.diagnostic?[member: "summary"] ?? .null(.dynamic)).stringValue ?? ""
    switch self {
    case .ownWords: return difference.isDetail && Self.reworded.contains(summary)
    case .labelsAndHints:
      guard difference.isDetail, let text = difference.expected?.stringValue else { return false }
      let without = text.replacing(#/ Did you mean "[^"]*"\?/#, with: "")
        .replacing(#/ This variable can be declared with a variable "[^"]*" \{\} block\./#, with: "")
        .replacing(#/(var\.\w+) (?:declared|defined) at \S+:\d+,\d+(?:-[\d,]+)?/#) { String($0.output.1) }
        .replacing(#/ at \S+:\d+,\d+(-[\d,]+)?/#, with: "").replacing(#/\n\nThis was checked by the .*/#, with: "")
      return without == difference.found?.stringValue
    case .betterPlaces:
      let summaries = ["Cycle: ", "Missing required provider", "Value for undeclared variable"]
      return summaries.contains { summary.hasPrefix($0) } && !difference.isDetail
    case .allAtOnce:
      let isContradiction = ["e-moved-cycle", "e-removed-still-declared"].contains(example.name)
      if difference.path.first == "validate", isContradiction { return true }
      return expected[member: "init"] != nil && difference.expected == nil
        && ["Reference to undeclared resource", "Invalid reference"].contains(summary)
    case .oneMistakeOneError:
      return difference.found == nil
        && (difference.diagnostic?[member: "detail"] == "Unsuitable value: value must be known"
          || summary == "Incorrect JSON value type" && example.name == "json-syntax")
    case .secrets:
      return difference.found?.isNull != false && difference.diagnostic == nil
        && ["s-sensitive-toggle", "sensitive-parts", "json-whole", "unknown-shapes"].contains(example.name)
        && ["input", "closed", "value", "after"].contains(difference.path.last)
    case .provisioners: return difference.expected == nil && summary == "Provisioner is skipped"
    case .partialPlans:
      return example.name == "s-target-flag"
        && (difference.diagnostic?[member: "severity"] == "warning" || difference.path.last == "terraform_data.b")
    case .remoteState: return example.name == "e-data-block-builtin"
    }
  }
}
