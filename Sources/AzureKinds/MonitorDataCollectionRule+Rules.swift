import Diagnostics
import Resources
import Values

/// What holds between the flows of a data collection rule and what the rule declares.
enum DataCollectionRuleRules {
  /// Streams of one's own begin so; all others are Azure's.
  static let ownPrefix = "Custom-"

  /// Azure's are named after tables, `Microsoft-Syslog`, or types, `Microsoft.Cache/redis:Metrics-Group-All`.
  static let streams = ValueRule(
    "must have only streams in it, such as \"Microsoft-Syslog\", or \"\(ownPrefix)\" with a name of one's own"
  ) { value in
    (value.elements ?? []).compactMap(\.stringValue).allSatisfy { stream in
      stream.hasPrefix("Microsoft-") || stream.hasPrefix("Microsoft.") && stream.contains(":")
        || stream.hasPrefix(ownPrefix)
    }
  }

  static func problems(with rule: Value) -> [ArgumentProblem] {
    unknownDestinations(in: rule) + undeclaredStreams(in: rule) + Argument.identityProblems(with: rule)
  }

  /// Each flow leads to destinations that the rule has, by their names.
  private static func unknownDestinations(in rule: Value) -> [ArgumentProblem] {
    guard let kinds = rule.block("destinations")?.members?.values, kinds.allSatisfy(\.isKnown),
      let names = names(of: kinds.flatMap { $0.elements ?? [] }, at: "name")
    else { return [] }
    return flows(of: rule).flatMap { path, flow in
      texts(of: flow, at: "destinations", path).filter { !names.contains($0.text) }.map { place, text in
        ArgumentProblem(
          at: place, "No such destination",
          detail: "The rule has no destination named \"\(text)\"; this is how each block in `destinations` is called.",
          hint: suggestion(for: text, among: names.sorted()).map { "did you mean \"\($0)\"?" })
      }
    }
  }

  /// Streams of one's own have columns, which the rule has to say.
  private static func undeclaredStreams(in rule: Value) -> [ArgumentProblem] {
    guard rule[member: "stream_declaration"]?.isKnown ?? true,
      let names = names(of: rule[member: "stream_declaration"]?.elements ?? [], at: "stream_name")
    else { return [] }
    let sources = (rule.block("data_sources")?.members ?? Members()).flatMap { name, blocks in
      let place = ValuePath.argument("data_sources").appending(.index(0)).appending(.member(name))
      return (blocks.elements ?? []).enumerated().map { (place.appending(.index($0)), $1) }
    }
    return (sources + flows(of: rule)).flatMap { path, element in
      texts(of: element, at: "streams", path)
    }
    .filter { $0.text.hasPrefix(ownPrefix) && !names.contains($0.text) }
    .map { place, text in
      ArgumentProblem(
        at: place, "Undeclared stream",
        detail: "\"\(text)\" is a stream of one's own, and no `stream_declaration` says what is in it.",
        hint: suggestion(for: text, among: names.sorted()).map { "did you mean \"\($0)\"?" }
          ?? "add a `stream_declaration` block with `stream_name = \"\(text)\"` and its columns")
    }
  }

  private static func flows(of rule: Value) -> [(ValuePath, Value)] {
    (rule[member: "data_flow"]?.elements ?? []).enumerated().map {
      (ValuePath.argument("data_flow").appending(.index($0)), $1)
    }
  }

  /// The texts of a list, each with its place.
  private static func texts(of element: Value, at name: String, _ path: ValuePath) -> [(place: ValuePath, text: String)]
  {
    (element[member: name]?.elements ?? []).enumerated().compactMap { index, text in
      text.stringValue.map { (path.appending(.member(name)).appending(.index(index)), $0) }
    }
  }

  /// What elements are called; nil where one of them, or its name, isn't known yet.
  private static func names(of elements: [Value], at name: String) -> Set<String>? {
    let names = elements.map { $0[member: name]?.stringValue }
    return names.contains(nil) ? nil : Set(names.compactMap { $0 })
  }
}
