import Diagnostics
import Syntax
import Values

/// One evaluation of one expression: the names bound on the way down, and the mistakes found so far.
struct Evaluation {
  /// A mistake, and whether it is one of naming: those are never forgiven, wherever the expression stands.
  struct Finding {
    var diagnostic: Diagnostic
    let isReference: Bool
  }

  let evaluator: Evaluator
  var findings: [Finding] = []
  /// What `for` expressions around have bound, the innermost last.
  var bindings: [(name: String, value: Value)] = []
  /// The elements that the splats around are at, the innermost last.
  var elements: [Value] = []
  /// How often `for` expressions and directives have gone through their bodies.
  private(set) var iterations = 0

  /// Loops in loops soon take longer than anyone waits; no real configuration comes near to this.
  private static let iterationsMax = 2_000_000
  private static let stepsOfIteration = 200

  /// What functions see of the world, the work done so far included.
  private(set) lazy var context: FunctionContext = {
    var context = evaluator.context
    context.effort = effort
    return context
  }()

  /// The work done so far, beside ``context``: a copy of all that costs more than most of what is counted.
  var effort: Effort {
    mutating get {
      if let begun { return begun }
      let effort = evaluator.context.effort ?? Effort()
      begun = effort
      return effort
    }
  }
  /// Nil as long as there was no loop and no call.
  private var begun: Effort?

  /// Whether loops were stopped because there was no end of them.
  var isExhausted: Bool { iterations > Self.iterationsMax || begun?.isExhausted ?? false }

  /// Takes note of a loop that is about to begin; false, with a finding at the first one that is too much.
  mutating func begin(_ count: Int, at range: SourceRange) -> Bool {
    if isExhausted { return false }
    iterations += count
    effort.spend(count * Self.stepsOfIteration)
    if isExhausted {
      report(
        .error(
          "Too many iterations",
          detail: "The loops of one expression may go through \(Self.iterationsMax) elements altogether.", at: range))
    }
    return !isExhausted
  }

  init(by evaluator: Evaluator) {
    self.evaluator = evaluator
  }

  /// What was found, each once: a splat finds the same mistake in every element.
  var diagnostics: [Diagnostic] {
    var seen = Set<Diagnostic>()
    return findings.map(\.diagnostic).filter { seen.insert($0).inserted }
  }

  /// The value of an expression; unknown where there is none, and then ``findings`` says why.
  ///
  /// Each case is a call of its own: the frames of this recursion must stay small, also without optimisation.
  mutating func value(of expression: Expression) -> Value {
    switch expression {
    case .literal(let value, _): value
    case .template(let template): value(of: template)
    case .traversal(let traversal): value(of: traversal)
    case .relative, .index: value(ofAccess: expression)
    case .splat(let splat): value(of: splat)
    case .element: elements.last ?? .unknown(.dynamic)
    case .call(let call): value(of: call)
    case .conditional(let conditional): value(of: conditional)
    case .unary(let unary): value(of: unary)
    case .binary: value(ofChain: expression)
    case .tuple(let elements, _): tuple(of: elements)
    case .object(let items, _): object(of: items)
    case .for(let loop): value(of: loop)
    case .parenthesized(let inner, _): value(of: inner)
    // The parser has reported it.
    case .invalid: .unknown(.dynamic)
    }
  }

  /// The value of an expression, and whether anything was wrong with it.
  mutating func checked(_ expression: Expression) -> (value: Value, isValid: Bool) {
    let count = findings.count
    let value = value(of: expression)
    return (value, !findings[count...].hasErrors)
  }

  /// The value of an expression whose mistakes may not matter: they are handed back, except for those of naming.
  mutating func attempt(_ expression: Expression) -> Attempt {
    attempt { $0.value(of: expression) }
  }

  /// What `body` makes, with its forgivable mistakes handed back.
  mutating func attempt(_ body: (inout Evaluation) -> Value) -> Attempt {
    let count = findings.count
    let value = body(&self)
    let found = findings[count...]
    findings.removeSubrange(count...)
    findings += found.filter(\.isReference)
    return Attempt(
      value: value, failures: found.filter { !$0.isReference }, hasErrors: found.hasErrors,
      hasReferenceErrors: found.contains(where: \.isReference))
  }

  /// What came of an expression that may fail.
  struct Attempt {
    let value: Value
    let failures: [Finding]
    let hasErrors: Bool
    let hasReferenceErrors: Bool
  }

  mutating func report(_ diagnostic: Diagnostic) {
    findings.append(Finding(diagnostic: diagnostic, isReference: false))
  }

  /// Reports what was thrown, and gives the value that stands for the missing one.
  mutating func unknown(because error: DiagnosticsError) -> Value {
    for diagnostic in error.diagnostics { report(diagnostic) }
    return .unknown(.dynamic)
  }

  /// Runs `body` with names bound.
  mutating func binding<Result>(
    _ key: Name?, _ keyValue: Value, _ name: Name, _ value: Value, _ body: (inout Evaluation) -> Result
  ) -> Result {
    let count = bindings.count
    if let key { bindings.append((key.text, keyValue)) }
    bindings.append((name.text, value))
    defer { bindings.removeSubrange(count...) }
    return body(&self)
  }

  // MARK: - References

  private mutating func value(of traversal: Traversal) -> Value {
    do throws(DiagnosticsError) {
      let resolution = try resolve(traversal)
      return steps(traversal.steps[min(resolution.steps, traversal.steps.count)...], into: resolution.value)
    } catch {
      findings += error.diagnostics.map { Finding(diagnostic: $0, isReference: true) }
      return .unknown(.dynamic)
    }
  }

  private func resolve(_ traversal: Traversal) throws(DiagnosticsError) -> Resolution {
    for binding in bindings.reversed() where binding.name == traversal.root {
      return Resolution(binding.value, steps: 0)
    }
    return try evaluator.scope.resolve(traversal)
  }

  /// The part of a value that steps lead to.
  mutating func steps(_ steps: some Sequence<TraversalStep>, into value: Value) -> Value {
    var value = value
    do throws(DiagnosticsError) {
      for step in steps {
        switch step {
        case .attribute(let name, let range): value = try value.attribute(name, at: range)
        case .index(let key, let range): value = try value.element(at: key, range: range)
        }
      }
      return value
    } catch {
      return unknown(because: error)
    }
  }

  /// Attributes and indices of something that is not a plain name. Long chains are walked, not recursed into.
  private mutating func value(ofAccess expression: Expression) -> Value {
    var links: [Expression] = []
    var source = expression
    walk: while true {
      switch source {
      case .relative(let inner, _):
        links.append(source)
        source = inner
      case .index(let index):
        links.append(source)
        source = index.collection
      default: break walk
      }
    }
    var value: Value
    if case .traversal(let traversal) = source, !traversal.steps.isEmpty, case .index(let index)? = links.last {
      value = element(of: traversal, at: index)
      links.removeLast()
    } else {
      value = self.value(of: source)
    }
    for link in links.reversed() {
      switch link {
      case .relative(_, let steps): value = self.steps(steps, into: value)
      case .index(let index):
        let key = self.value(of: index.key)
        value = element(of: value, at: key, range: index.bracketRange)
      default: break
      }
    }
    return value
  }

  /// The element of what a reference stands for at a computed key. A key that is known is taken as if it were written
  /// out: the scope need not gather all instances of a resource then, for each instance of another.
  private mutating func element(of traversal: Traversal, at index: Index) -> Value {
    let count = findings.count
    let key = value(of: index.key)
    if findings.count == count, key.isKnown, !key.isNull, key.marks == .none {
      let step = TraversalStep.index(key, index.bracketRange)
      return value(
        of: Traversal(root: traversal.root, rootRange: traversal.rootRange, steps: traversal.steps + [step]))
    }
    // What is wrong with the collection comes first.
    let found = findings[count...]
    findings.removeSubrange(count...)
    let collection = value(of: traversal)
    findings += found
    return element(of: collection, at: key, range: index.bracketRange)
  }

  private mutating func element(of collection: Value, at key: Value, range: SourceRange) -> Value {
    do throws(DiagnosticsError) {
      return try collection.element(at: key, range: range)
    } catch {
      return unknown(because: error)
    }
  }
}

extension Sequence<Evaluation.Finding> {
  var hasErrors: Bool {
    contains { $0.diagnostic.severity == .error }
  }
}
