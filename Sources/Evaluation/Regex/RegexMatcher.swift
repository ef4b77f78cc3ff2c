/// Runs a program over a text with all its ways at once, in the order of preference, so that no place is visited twice.
struct RegexMatcher {
  private let program: RegexProgram
  private let text: [Unicode.Scalar]
  private var current = Threads()
  private var next = Threads()
  private var pending: [Step] = []
  /// In which round an instruction was reached last.
  private var reached: [Int]
  private var round = 0
  private let effort: Effort?

  /// Ways through the program that wait for a scalar: each an instruction and the places noted so far.
  private struct Threads {
    var instructions: [Int] = []
    var places: [[Int]] = []

    mutating func removeAll() {
      instructions.removeAll(keepingCapacity: true)
      places.removeAll(keepingCapacity: true)
    }
  }

  private enum Step {
    case visit(Int)
    /// Puts back what a slot was before the way that has been followed.
    case restore(slot: Int, place: Int)
  }

  /// - Parameter effort: what all is counted in; the matcher stops where that is at its end.
  init(_ program: RegexProgram, _ text: [Unicode.Scalar], _ effort: Effort?) {
    self.program = program
    self.text = text
    self.effort = effort
    reached = Array(repeating: 0, count: program.instructions.count)
  }

  /// - Throws: that it takes too long.
  mutating func firstMatch(from start: Int) throws(RegexError) -> RegularExpression.Match? {
    var found: [Int]?
    var place = start
    current.removeAll()
    round += 1
    while true {
      if found == nil, !program.isAnchored || place == 0 {
        // After the ways that began further left.
        var places = Array(repeating: -1, count: program.slots)
        add(0, at: place, &places, toNext: false)
      }
      if current.instructions.isEmpty, found != nil || program.isAnchored { break }
      // Each way is looked at, and its places are copied.
      let steps = 10 * (1 + current.instructions.count) * (1 + program.slots / 8)
      if let effort, !effort.spend(steps) { throw RegexError("matching takes too long", []) }
      next.removeAll()
      round += 1
      threads: for (index, instruction) in current.instructions.enumerated() {
        switch program.instructions[instruction] {
        case .match:
          // The ways after this one are less preferred.
          found = current.places[index]
          break threads
        case let test where place < text.count && matches(test, text[place]):
          var places = current.places[index]
          add(instruction + 1, at: place + 1, &places, toNext: true)
        default: break
        }
      }
      swap(&current, &next)
      if place == text.count { break }
      place += 1
    }
    guard let found else { return nil }
    return stride(from: 0, to: found.count, by: 2).map { slot in
      found[slot] >= 0 && found[slot + 1] >= 0 ? found[slot]..<found[slot + 1] : nil
    }
  }

  private func matches(_ instruction: RegexProgram.Instruction, _ scalar: Unicode.Scalar) -> Bool {
    switch instruction {
    case .scalar(let wanted): scalar == wanted
    case .folded(let wanted): CaseFolding.folded(scalar) == wanted
    case .set(let index): program.sets[index].contains(scalar)
    default: false
    }
  }

  /// Follows a way to the instructions that wait for a scalar, the preferred ones first.
  private mutating func add(_ instruction: Int, at place: Int, _ places: inout [Int], toNext: Bool) {
    pending.append(.visit(instruction))
    while let step = pending.popLast() {
      guard case .visit(let instruction) = step else {
        if case .restore(let slot, let place) = step { places[slot] = place }
        continue
      }
      if reached[instruction] == round { continue }
      reached[instruction] = round
      switch program.instructions[instruction] {
      case .jump(let target): pending.append(.visit(target))
      case .split(let first, let second):
        pending.append(.visit(second))
        pending.append(.visit(first))
      case .save(let slot):
        pending.append(.restore(slot: slot, place: places[slot]))
        places[slot] = place
        pending.append(.visit(instruction + 1))
      case .assertion(let assertion):
        if assertion.holds(at: place, in: text) { pending.append(.visit(instruction + 1)) }
      case .scalar, .folded, .set, .match:
        if toNext {
          next.instructions.append(instruction)
          next.places.append(places)
        } else {
          current.instructions.append(instruction)
          current.places.append(places)
        }
      }
    }
  }
}
