import Configuration
import JSON
import Resources
import Values

/// The reference of a kind for a terminal, for programs, and as a page of the documentation.
extension KindReference {
  /// For a terminal.
  package var text: String {
    var lines = [heading]
    lines += facts.map { "  \($0.name): \($0.value)" } + lossText.map { "  \($0)." }
    for (title, entries) in sections {
      lines += ["", "\(title):"]
      for entry in entries {
        lines.append("  \(entry.path)  \(entry.type), \(entry.presence)")
        lines += ([entry.schema.documentation] + entry.notes.map { $0 + "." }).filter { !$0.isEmpty }.map {
          "      \($0)"
        }
        if let place = entry.place { lines.append("      \(place)") }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line of a list of kinds.
  package var line: String {
    title + (remote.map { "  \($0.type) \($0.apiVersion)" } ?? (isOpen ? "  any type" : "  \(provider)"))
  }

  /// For programs.
  package var json: OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("name", .string(name)), ("mode", .string(mode == .data ? "data" : "managed")), ("provider", .string(provider)),
    ]
    if let remote {
      members += [("type", .string(remote.type)), ("api_version", .string(remote.apiVersion))]
    }
    if let route { members.append(("id", .string(route))) }
    if let ownedPath { members.append(("owned_path", .string(ownedPath))) }
    if !importForm.isEmpty { members.append(("import", .string(importForm))) }
    if !losses.isEmpty { members.append(("losses", .array(losses.map { .string($0) }))) }
    members.append(("attributes", .array(entries.map(\.json))))
    return .object(members)
  }

  /// As a page; `example` is HCL that uses it.
  package func page(example: String) -> String {
    var lines = ["# \(title)", "", heading + ".", ""]
    lines += lossText.flatMap { [$0 + ".", ""] }
    if !facts.isEmpty { lines += facts.map { "- \($0.name): `\($0.value)`" } + [""] }
    lines += ["## Example", "", "```hcl", example.trimmedAtEnd, "```"]
    for (title, entries) in sections {
      lines += ["", "## \(title)", "", "| name | type | | about |", "| --- | --- | --- | --- |"]
      lines += entries.map { entry in
        let about =
          ([entry.schema.documentation] + entry.notes.map { $0 + "." }
          + (entry.placeText.map { [$0] } ?? []))
          .filter { !$0.isEmpty }.joined(separator: " ")
        return "| `\(entry.path)` | \(entry.type) | \(entry.presence.escaped) | \(about.escaped) |"
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The page that lists all pages.
  package static func index(of kinds: [KindReference]) -> String {
    let rows = kinds.map { kind in
      "| <doc:\(kind.pageName)> | \(kind.remote.map { "`\($0.type)` \($0.apiVersion)" } ?? (kind.isOpen ? "any type" : kind.provider)) |"
    }
    return
      (["# Kinds", "", "Every kind of resource and of data source, with what Azure calls it.", ""]
      + ["| kind | in Azure, or its provider |", "| --- | --- |"] + rows).map { $0 + "\n" }.joined()
  }

  /// The name of its page, and of its example.
  package var pageName: String { title.split(separator: ".").joined(separator: "-") }

  private var heading: String {
    let what = mode == .data ? "data source" : "resource"
    if isOpen { return "A \(what) of \(provider) for any type of Azure" }
    guard let remote else { return "A \(what) of \(provider), kept in the environment record" }
    switch (mode, ownership) {
    case (.managed, .satisfied):
      return
        "A \(what) for \(remote.type) with api-version \(remote.apiVersion): made where it is missing, never removed"
    default: return "A \(what) for \(remote.type) with api-version \(remote.apiVersion)"
    }
  }

  /// What a deletion means, as sentences without their full stops.
  private var lossText: [String] { losses.map { "A deletion takes along \($0)" } }

  private var facts: [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    if let route { facts.append(("id", route)) }
    if let ownedPath { facts.append(("a path of another's body", ownedPath)) }
    if !importForm.isEmpty, importForm != route { facts.append(("imported by", importForm)) }
    return facts
  }

  private var sections: [(String, [Entry])] {
    [
      ("Arguments", entries.filter { $0.schema.isArgument }), ("Attributes", entries.filter { !$0.schema.isArgument }),
    ].filter { !$0.1.isEmpty }
  }
}

extension KindReference.Entry {
  /// Its place in a page, as code or as a sentence.
  fileprivate var placeText: String? { place.map { $0.hasPrefix("/") ? "`\($0)`" : $0 + "." } }

  fileprivate var json: OrderedJSON {
    var members: [(String, OrderedJSON)] = [("path", .string(path)), ("type", .string(type))]
    members += Self.presence(schema)
    if !former.isEmpty {
      let versions = former.map { former in
        OrderedJSON.object([("before", .string(former.before.first))] + Self.presence(former.schema))
      }
      members.append(("former", .array(versions)))
    }
    switch schema.replacement {
    case .never: break
    case .always: if schema.isArgument { members.append(("replaces", true)) }
    case .when(let reason, _): members.append(("replaces_when", .string(reason)))
    }
    if schema.rotation != nil, schema.isArgument { members.append(("rotates", true)) }
    if schema.isSensitive { members.append(("sensitive", true)) }
    if schema.isWriteOnly { members.append(("write_only", true)) }
    if !schema.rules.isEmpty { members.append(("rules", .array(schema.rules.map { .string($0.requirement) }))) }
    if !schema.formerNames.isEmpty {
      members.append(("former_names", .array(schema.formerNames.map { .string($0) })))
    }
    if let place { members.append(("arm", .string(place))) }
    if !schema.documentation.isEmpty { members.append(("description", .string(schema.documentation))) }
    return .object(members)
  }

  private static func presence(_ schema: AttributeSchema) -> [(String, OrderedJSON)] {
    let name =
      switch schema.presence {
      case .required: "required"
      case .optional: "optional"
      case .optionalComputed: "optional_computed"
      case .computed: "computed"
      }
    var members: [(String, OrderedJSON)] = [("presence", .string(name))]
    if let value = schema.defaultValue ?? schema.assumedValue { members.append(("default", .value(value))) }
    if let value = schema.createDefault { members.append(("default_on_create", .value(value))) }
    return members
  }
}

extension String {
  /// In a cell of a table.
  fileprivate var escaped: String { split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }

  fileprivate var trimmedAtEnd: String { String(reversed().drop(while: \.isNewline).reversed()) }
}
