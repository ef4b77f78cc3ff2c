/// What happens in one random scenario: a spec is applied, people meddle, the spec is edited and applied again, and
/// everything is destroyed; something disturbs one of these runs.
struct Scenario: Sendable, Hashable {
  let seed: UInt64
  var spec: Spec
  var edits: [Edit] = []
  var meddling: [Meddling] = []
  /// What was in the cloud before.
  var hasForeigners = false
  var faults: [Fault] = []
  var kill: Kill?
  /// The run that faults and kill disturb: 0 the first apply, 1 the second, 2 the destruction.
  var disturbedRun = 0
  /// What the durations of Azure are divided by; nil where operations are over at once.
  var speed: Double?
  var parallelism = 10

  /// A change of the spec between two runs; one of a block that isn't there changes nothing.
  enum Edit: Sendable, Hashable {
    case text(Int)
    case variant(Int)
    /// Another name in Azure.
    case rename(Int)
    /// Another name in the spec.
    case relabel(Int)
    case remove(Int)
    case add(Block)
    case repeated(Int, Block.Repetition)
    case ignoreText(Int)
  }

  /// What somebody does by hand between the runs.
  enum Meddling: Sendable, Hashable {
    case change(Int)
    case delete(Int)
    /// A resource that nobody's spec knows, in the group of that block.
    case add(Int)
  }

  /// What goes wrong with some requests of a run.
  struct Fault: Sendable, Hashable {
    enum Effect: Sendable, Hashable {
      case answer(status: Int, code: String, retryAfter: Int?)
      case drop
      case loseAnswer
      case failOperation
    }
    let method: String
    /// A part of the path.
    let path: String
    let skip: Int
    let times: Int
    let effect: Effect
  }

  /// The end of a run in the middle of it.
  struct Kill: Sendable, Hashable {
    /// How far into the run, in thousandths of the requests that it makes undisturbed.
    let permille: Int
    /// Whether the simulator still answered the request at which the run ended.
    let isAfterAnswer: Bool
  }

  var isDisturbed: Bool { !faults.isEmpty || kill != nil }

  /// Whether nothing goes wrong but what is over before a client has used up its retries: for lost connections those are
  /// two, for answers that ask for patience nine. A client that has had no answer yet takes a lost connection for a wrong
  /// address, which is why reads that get none don't count.
  var isPassing: Bool {
    guard kill == nil, !faults.isEmpty, faults.allSatisfy({ $0.method != "POST" }) else { return false }
    var answers = 0
    var losses = 0
    for fault in faults {
      switch fault.effect {
      case .answer(429, _, _), .answer(503, _, _), .answer(500, _, _), .answer(504, _, _),
        .answer(409, "AnotherOperationInProgress", _):
        answers += fault.times
      case .drop where fault.method != "GET", .loseAnswer where fault.method != "GET":
        losses += fault.times
      case .answer, .drop, .loseAnswer, .failOperation: return false
      }
    }
    return losses <= 2 && answers + losses <= 9
  }

  /// The spec after the edits.
  var edited: Spec { edits.reduce(spec) { $0.applying($1) } }
}

extension Spec {
  func applying(_ edit: Scenario.Edit) -> Spec {
    func changing(_ number: Int, _ change: (inout Block) -> Void) -> Spec {
      var copy = self
      guard let index = blocks.firstIndex(where: { $0.number == number }) else { return self }
      change(&copy.blocks[index])
      return copy
    }
    switch edit {
    case .text(let number): return changing(number) { $0.text = $0.text == "two" ? "three" : "two" }
    case .variant(let number):
      return changing(number) { block in
        block.variant += 1
        // Two of one name can't be there at the same time.
        if block.createsFirst, block.kind != .value { block.name += "v" }
      }
    case .rename(let number): return changing(number) { $0.name += "x" }
    case .relabel(let number): return changing(number) { $0.label += "x" }
    case .remove(let number): return removing(number)
    case .repeated(let number, let repetition): return changing(number) { $0.repetition = repetition }
    case .ignoreText(let number): return changing(number) { $0.ignoresText = true }
    case .add(let block):
      guard self[block.number] == nil, block.parents.allSatisfy({ self[$0] != nil }) else { return self }
      return Spec(blocks: blocks + [block])
    }
  }
}
