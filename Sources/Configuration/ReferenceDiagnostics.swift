import Diagnostics

extension Diagnostic {
  static func objectAccessedDirectly(_ root: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid reference",
      detail: "The \"\(root)\" object cannot be accessed directly. Instead, access one of its attributes.", at: range)
  }

  static func objectOperation(_ root: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid reference", detail: "The \"\(root)\" object does not support this operation.", at: range)
  }

  static func undeclaredName(_ name: String, at range: SourceRange) -> Diagnostic {
    .error("Invalid reference", detail: "There is nothing named \"\(name)\" here.", at: range)
  }

  static func resourceNameMissing(prefix: String, kind: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid reference",
      detail: """
        The "\(prefix)" object must be followed by two attribute names: the \(kind) type and the resource name.
        """,
      at: range)
  }

  /// A word that is neither a known root nor followed by a resource's name.
  static func bareName(_ root: String, at range: SourceRange) -> Diagnostic {
    let roots = ["count", "data", "each", "local", "module", "path", "self", "terraform", "var"]
    return .error(
      "Invalid reference",
      detail: """
        A reference to a resource type must be followed by at least one attribute access, specifying the resource name.
        """,
      at: range,
      hint: suggestion(for: root, among: roots).map { "did you mean `\($0)`?" }
        ?? "text needs quotes: `\"\(root)\"`; a value needs its prefix: `var.\(root)` or `local.\(root)`")
  }

  static func reservedSymbol(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Reserved symbol name",
      detail: """
        The symbol name "\(name)" is reserved for use in a future version of the language. If you are using a provider \
        that already uses this as a resource type name, add the prefix "resource." to force interpretation as a \
        resource type name.
        """,
      at: range)
  }

  static func ephemeralResource(at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid reference", detail: "Armature has no ephemeral resources, so nothing can refer to one.", at: range,
      hint: "mark a variable as `ephemeral` to keep its value out of plans")
  }

  static func countAttribute(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid \"count\" attribute",
      detail: """
        The "count" object does not have an attribute named "\(name)". The only supported attribute is count.index, \
        which is the index of each instance of a resource block that has the "count" argument set.
        """,
      at: range)
  }

  static func eachAttribute(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid \"each\" attribute",
      detail: """
        The "each" object does not have an attribute named "\(name)". The supported attributes are each.key and \
        each.value, the current key and value pair of the "for_each" attribute set.
        """,
      at: range)
  }

  static func pathAttribute(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid \"path\" attribute",
      detail: """
        The "path" object does not have an attribute named "\(name)".
        """,
      at: range,
      hint: suggestion(for: name, among: ["cwd", "module", "root"]).map { "did you mean `path.\($0)`?" }
        ?? "there are `path.cwd`, `path.module` and `path.root`")
  }

  static func terraformAttribute(_ name: String, at range: SourceRange) -> Diagnostic {
    .error(
      "Invalid \"terraform\" attribute",
      detail: """
        The "terraform" object does not have an attribute named "\(name)". The only supported attributes are \
        terraform.workspace, the name of the environment, and terraform.applying, a boolean which is true only \
        during apply.
        """,
      at: range,
      hint: suggestion(for: name, among: ["applying", "workspace"]).map { "did you mean `terraform.\($0)`?" })
  }
}
