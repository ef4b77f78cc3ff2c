import Diagnostics

/// A NodeClaim as a YAML or JSON document says it, with the places of its parts.
package struct NodeClaimDocument: Sendable {
  package let claim: NodeClaim
  /// What is wrong with the document; with an error among it, the claim isn't wholly read.
  package let problems: [NodeClaimProblem]
  private let places: [NodeClaim.Part: DocumentPlace]
  /// Where the document begins.
  private let start: DocumentPlace

  fileprivate init(
    claim: NodeClaim, problems: [NodeClaimProblem], places: [NodeClaim.Part: DocumentPlace], start: DocumentPlace
  ) {
    self.claim = claim
    self.problems = problems
    self.places = places
    self.start = start
  }

  /// Where a part is written, or what it would be a part of.
  package func place(of part: NodeClaim.Part) -> DocumentPlace {
    if let place = places[part] { return place }
    let around: NodeClaim.Part =
      switch part {
      case .label: .labels
      case .requirement: .requirements
      default: .claim
      }
    return places[around] ?? start
  }

  /// Why a text has no documents.
  package struct SyntaxError: Error, Sendable {
    package let problem: String
    package let place: DocumentPlace
  }

  /// Every claim of a text: YAML documents, JSON values one after another, lists of claims.
  package static func read(_ text: some Collection<UInt8>) throws(SyntaxError) -> [NodeClaimDocument] {
    do throws(DocumentSyntaxError) {
      var claims: [NodeClaimDocument] = []
      for part in DocumentParts.split(Array(text)) {
        var reader = DocumentReader(part.bytes, firstLine: part.firstLine)
        for document in try reader.documents() where !document.isNull { claims += self.claims(in: document) }
      }
      return claims
    } catch {
      throw SyntaxError(problem: error.problem, place: error.place)
    }
  }

  private static func claims(in node: DocumentNode) -> [NodeClaimDocument] {
    if let elements = node.elements { return elements.flatMap { claims(in: $0) } }
    let kind = node["kind"]?.scalarText
    if kind == "List" || kind == "NodeClaimList", let items = node["items"]?.elements {
      return items.flatMap { claims(in: $0) }
    }
    var reader = ClaimReader(node)
    return [reader.document()]
  }
}

/// Cuts a text into what libyaml takes: it wants `---` between documents, which JSON doesn't have.
enum DocumentParts {
  static func split(_ bytes: [UInt8]) -> [(bytes: ArraySlice<UInt8>, firstLine: Int)] {
    let isSpace: (UInt8) -> Bool = { " \t\r\n".utf8.contains($0) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), bytes[first] == UInt8(ascii: "{") else {
      return [(bytes[...], 1)]
    }
    var parts: [(bytes: ArraySlice<UInt8>, firstLine: Int)] = []
    var (start, line, depth, inText, isEscaped) = (bytes.startIndex, 1, 0, false, false)
    var startLine = 1
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      if inText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte
          == UInt8(ascii: "\"")
        {
          inText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inText = true
      case UInt8(ascii: "{"):
        // Something else between the values is for libyaml to complain of.
        if depth == 0, !parts.isEmpty, bytes[start..<index].allSatisfy(isSpace) { (start, startLine) = (index, line) }
        depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        guard depth == 0 else { continue }
        parts.append((bytes[start...index], startLine))
        (start, startLine) = (index + 1, line)
      default: break
      }
    }
    if bytes[start...].contains(where: { !isSpace($0) }) { parts.append((bytes[start...], startLine)) }
    return parts
  }
}

/// Reads one claim out of a node, and notes places and mistakes.
private struct ClaimReader {
  private let root: DocumentNode
  private var claim = NodeClaim()
  private var problems: [NodeClaimProblem] = []
  private var places: [NodeClaim.Part: DocumentPlace] = [:]

  init(_ root: DocumentNode) {
    self.root = root
    places[.claim] = root.place
  }

  mutating func document() -> NodeClaimDocument {
    if checkKind() {
      readMetadata()
      readSpec()
    }
    return NodeClaimDocument(claim: claim, problems: problems, places: places, start: root.place)
  }

  /// - Parameter node: where it is; the part is noted to stand there.
  private mutating func complain(
    _ part: NodeClaim.Part, at node: DocumentNode?, as severity: Diagnostic.Severity = .error, _ summary: String,
    _ detail: String, hint: String? = nil
  ) {
    if let node { places[part] = node.place }
    problems.append(NodeClaimProblem(severity, at: part, summary, detail, hint: hint))
  }

  private mutating func checkKind() -> Bool {
    let kind = root["kind"]
    let group = root["apiVersion"]?.scalarText?.split(separator: "/").first ?? ""
    if kind?.scalarText == "NodeClaim", group == "karpenter.sh" { return true }
    // So that what is said is said of something with a name.
    claim.name = root["metadata"]?["name"]?.scalarText ?? ""
    guard let text = kind?.scalarText else {
      complain(
        .claim, at: nil, "Not a NodeClaim",
        "The document has no `kind`: a claim has the kind NodeClaim of karpenter.sh/v1.")
      return false
    }
    let isOld = text == "Machine" && group == "karpenter.sh"
    let found = "It is of the kind \(text)" + (group.isEmpty ? "" : " of \(group)")
    complain(
      .claim, at: kind, "Not a NodeClaim",
      text == "NodeClaim"
        ? "The claim has no `apiVersion` of karpenter.sh, such as karpenter.sh/v1."
        : "\(found), and only NodeClaims of karpenter.sh can be made agent pools.",
      hint: isOld ? "machines have become NodeClaims: write `kind: NodeClaim` and `apiVersion: karpenter.sh/v1`" : nil)
    return false
  }

  // MARK: Metadata

  private mutating func readMetadata() {
    guard let metadata = root["metadata"] else { return }
    places[.labels] = metadata.place
    if let name = metadata["name"] {
      places[.name] = name.place
      if let text = name.text {
        claim.name = text
      } else {
        complain(.name, at: name, "Invalid name of a node claim", "`name` must be a text; a number needs quotes.")
      }
    } else if let generated = metadata["generateName"] {
      places[.name] = generated.place
      claim.isNameGenerated = true
    }
    if let labels = metadata["labels"] {
      places[.labels] = labels.place
      claim.labels = texts(labels, named: "labels") { .label($0) }
    }
    if let annotations = metadata["annotations"] {
      claim.annotations = texts(annotations, named: "annotations") { .annotation($0) }
    }
    if let time = metadata["creationTimestamp"] {
      places[.creationTime] = time.place
      claim.creationTime = time.scalarText ?? ""
    }
  }

  /// A mapping of texts.
  private mutating func texts(
    _ node: DocumentNode, named name: String, part: (String) -> NodeClaim.Part
  ) -> [String: String] {
    guard let members = node.members else {
      complain(.claim, at: node, "Invalid \(name)", "`\(name)` must be a mapping of names to texts.")
      return [:]
    }
    var texts: [String: String] = [:]
    for (key, value) in members {
      let key = key.scalarText ?? ""
      places[part(key)] = value.place
      if value.isNull {
        texts[key] = ""
      } else if let text = value.text {
        texts[key] = text
      } else {
        complain(
          part(key), at: value, "Invalid \(name)",
          "The value of `\(key)` must be a text" + (value.scalarText.map { "; put \($0) in quotes." } ?? "."))
      }
    }
    return texts
  }

  // MARK: Spec

  private static let members = [
    "nodeClassRef", "requirements", "resources", "taints", "startupTaints", "expireAfter", "terminationGracePeriod",
    "kubelet",
  ]

  private mutating func readSpec() {
    guard let spec = root["spec"] else {
      return complain(.claim, at: nil, "Node claim without a spec", "The claim has no `spec`.")
    }
    places[.requirements] = spec.place
    places[.storage] = spec.place
    for (key, _) in spec.members ?? [] {
      guard let name = key.scalarText, !Self.members.contains(name) else { continue }
      complain(
        .member(name), at: key, as: .warning, "Unknown member",
        "The spec of a NodeClaim has no member `\(name)`; it has no effect.",
        hint: suggestion(for: name, among: Self.members).map { "did you mean `\($0)`?" })
    }
    if let requirements = spec["requirements"] { readRequirements(requirements) }
    claim.taints = taints(spec["taints"], named: "taints")
    if let startup = spec["startupTaints"] {
      places[.startupTaints] = startup.place
      claim.startupTaintCount = startup.elements?.count ?? 0
    }
    readStorage(spec["resources"])
  }

  private mutating func readRequirements(_ node: DocumentNode) {
    places[.requirements] = node.place
    guard let elements = node.elements else {
      return complain(.requirements, at: node, "Invalid requirements", "`requirements` must be a list.")
    }
    for (index, element) in elements.enumerated() {
      places[.requirement(index)] = element.place
      var values: [String] = []
      for value in element["values"]?.elements ?? [] {
        if let text = value.text {
          values.append(text)
        } else {
          complain(
            .requirement(index), at: value, "Invalid requirement",
            "Each of `values` must be a text" + (value.scalarText.map { "; put \($0) in quotes." } ?? "."))
        }
      }
      claim.requirements.append(
        NodeClaim.Requirement(
          key: element["key"]?.scalarText ?? "", comparison: element["operator"]?.scalarText ?? "", values: values))
    }
  }

  private mutating func taints(_ node: DocumentNode?, named name: String) -> [NodeClaim.Taint] {
    guard let node else { return [] }
    guard let elements = node.elements else {
      complain(.claim, at: node, "Invalid taints", "`\(name)` must be a list.")
      return []
    }
    return elements.enumerated().map { index, element in
      places[.taint(index)] = element.place
      return NodeClaim.Taint(
        key: element["key"]?.scalarText ?? "", value: element["value"]?.scalarText ?? "",
        effect: element["effect"]?.scalarText ?? "")
    }
  }

  private mutating func readStorage(_ resources: DocumentNode?) {
    guard let resources else { return }
    places[.storage] = resources.place
    guard let requests = resources["requests"] else { return }
    places[.storage] = requests.place
    guard let storage = requests["storage"] else { return }
    places[.storage] = storage.place
    // A number without a unit is bytes.
    claim.storage = storage.scalarText ?? ""
  }
}
