import Diagnostics
import NodeClaims
import Resources
import Values

/// The claim that a block's arguments say, and where in them each part stands.
struct ClaimArguments {
  /// With nothing in the place of what isn't known yet.
  private(set) var claim = NodeClaim()
  /// What isn't known yet, or couldn't be read.
  private(set) var unknown: Set<NodeClaim.Piece> = []
  /// What is wrong with how the claim is said.
  private(set) var problems: [ArgumentProblem] = []
  /// The document, where there is one that can be read.
  private var document: NodeClaimDocument?
  private let arguments: Value

  init(_ arguments: Value) {
    self.arguments = arguments
    if !arguments.isKnown { unknown = Self.all }
    readManifest()
    readNames()
    readBlocks()
  }

  private static let all: Set<NodeClaim.Piece> = [.name, .labels, .annotations, .requirements, .taints, .storage]

  /// An argument; nil where nothing is said.
  private func given(_ name: String) -> Value? {
    arguments[member: name].flatMap { $0.isNull ? nil : $0.unmarkedDeep }
  }

  private mutating func readManifest() {
    guard let manifest = given("manifest") else { return }
    guard let text = manifest.stringValue else {
      unknown = Self.all
      return
    }
    func problem(_ detail: String, hint: String? = nil) -> ArgumentProblem {
      ArgumentProblem(at: .argument("manifest"), "Invalid manifest", detail: detail, hint: hint)
    }
    for name in ["requirement", "taint", "resources"] where given(name)?.elements?.isEmpty == false {
      problems.append(
        ArgumentProblem(
          at: .argument(name), "Invalid combination of arguments",
          detail: "The manifest says it all but for what `name`, `labels` and `annotations` override: there can be no "
            + "`\(name)` block beside it."))
    }
    do throws(NodeClaimDocument.SyntaxError) {
      let documents = try NodeClaimDocument.read(Array(text.utf8))
      guard let first = documents.first, documents.count == 1 else {
        unknown = Self.all
        problems.append(
          problem(
            "`manifest` must hold one NodeClaim, and it holds \(documents.count).",
            hint: "split a file of several at its `---` lines, and make one resource of each with for_each"))
        return
      }
      document = first
      claim = first.claim
      if first.problems.contains(where: { $0.severity == .error }) { unknown = Self.all }
    } catch {
      unknown = Self.all
      problems.append(
        problem("Line \(error.place.line), column \(error.place.column) of the document is no YAML: \(error.problem)."))
    }
  }

  private mutating func readNames() {
    if let name = given("name") {
      claim.name = name.stringValue ?? ""
      if name.isKnown { unknown.remove(.name) } else { unknown.insert(.name) }
    }
    if let labels = given("labels") {
      if !labels.isWhollyKnown { unknown.insert(.labels) }
      claim.labels.merge(Self.texts(labels)) { $1 }
    }
    if let annotations = given("annotations") {
      if !annotations.isWhollyKnown { unknown.insert(.annotations) }
      claim.annotations.merge(Self.texts(annotations)) { $1 }
    }
  }

  private mutating func readBlocks() {
    guard given("manifest") == nil else { return }
    func elements(_ name: String, _ piece: NodeClaim.Piece) -> [Value] {
      let value = given(name)
      if value?.isWhollyKnown == false { unknown.insert(piece) }
      return value?.elements ?? []
    }
    claim.requirements = elements("requirement", .requirements).map { block in
      NodeClaim.Requirement(
        key: block[member: "key"]?.stringValue ?? "", comparison: block[member: "operator"]?.stringValue ?? "",
        values: (block[member: "values"]?.elements ?? []).compactMap(\.stringValue))
    }
    claim.taints = elements("taint", .taints).map { block in
      NodeClaim.Taint(
        key: block[member: "key"]?.stringValue ?? "", value: block[member: "value"]?.stringValue ?? "",
        effect: block[member: "effect"]?.stringValue ?? "")
    }
    claim.storage = elements("resources", .storage).first?[member: "requests"]?[member: "storage"]?.stringValue
  }

  private static func texts(_ value: Value) -> [String: String] {
    Dictionary(
      (value.members ?? Members()).compactMap { name, value in value.stringValue.map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  // MARK: Places

  /// A problem of the claim, where the arguments say what it is about.
  func problem(_ problem: NodeClaimProblem) -> ArgumentProblem {
    let path = path(of: problem.part)
    var detail = problem.detail
    if path == .argument("manifest"), let place = document?.place(of: problem.part) {
      detail += " (Line \(place.line) of the document.)"
    }
    return ArgumentProblem(problem.severity, at: path, problem.summary, detail: detail, hint: problem.hint)
  }

  /// What the document says and isn't overridden.
  var documentProblems: [ArgumentProblem] { (document?.problems ?? []).map(problem) }

  private func path(of part: NodeClaim.Part) -> ValuePath {
    func member(_ argument: String, _ key: String) -> ValuePath? {
      given(argument)?[member: key].map { _ in ValuePath([.member(argument), .member(key)]) }
    }
    switch part {
    // The document's own name is filled in where the block has none.
    case .name where given("name") != nil && claim.name != document?.claim.name: return .argument("name")
    case .label(let key): if let path = member("labels", key) { return path }
    case .annotation(let key): if let path = member("annotations", key) { return path }
    case .labels where given("labels") != nil: return .argument("labels")
    default: break
    }
    if given("manifest") != nil { return .argument("manifest") }
    switch part {
    case .name: return .argument("name")
    case .labels, .label: return .argument("labels")
    case .annotation: return .argument("annotations")
    case .requirements: return .argument("requirement")
    case .requirement(let index): return ValuePath([.member("requirement"), .index(index)])
    case .taint(let index): return ValuePath([.member("taint"), .index(index)])
    case .storage: return .argument("resources")
    case .claim, .creationTime, .startupTaints, .member: return ValuePath()
    }
  }
}
