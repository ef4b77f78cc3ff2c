import JSON
import Values

/// Plans of every shape and size, beside Terraform's where it is installed.
struct Comparison {
  /// One shape in one size.
  struct Row {
    let shape: Shape
    let size: Int
    let armature: Sample
    /// Nil where Terraform isn't installed, or isn't asked for this size.
    let terraform: ProgramRun.Outcome?
  }

  let shapes: [Shape]
  let sizes: [Int]
  let runs: Int
  /// Up to which size Terraform is run.
  let terraformMax: Int
  /// How long a plan of Terraform may take, in seconds.
  let limit: Double

  /// Measures row by row.
  func rows(_ show: (Row) -> Void) throws -> [Row] {
    let hasTerraform = ProgramRun.isInstalled("terraform")
    return try shapes.flatMap { shape in
      try sizes.map { size in
        let own = try ProgramRun.plan(shape, size: size)
        defer { own.cleanUp() }
        _ = try own.outcome()
        let row = Row(
          shape: shape, size: size, armature: try own.sample(runs: runs),
          terraform: hasTerraform && size <= terraformMax ? try terraform(shape, size) : nil)
        show(row)
        return row
      }
    }
  }

  /// The quickest of three short runs; of what takes a minute, one is enough.
  private func terraform(_ shape: Shape, _ size: Int) throws -> ProgramRun.Outcome {
    let run = try ProgramRun.terraformPlan(shape, size: size, limit: limit)
    defer { run.cleanUp() }
    var best = try run.outcome()
    for _ in 0..<2 {
      guard case .done(let seconds, _, _) = best, seconds < 20 else { break }
      let next = try run.outcome()
      if case .done(let other, _, _) = next, other < seconds { best = next }
    }
    return best
  }
}

extension Comparison.Row {
  static let head = """
    | shape | resources | Armature | processor | memory | Terraform | processor | times faster | less processor time |
    | --- | --: | --: | --: | --: | --: | --: | --: | --: |
    """

  /// A row of a table in Markdown.
  var markdown: String {
    let own = [
      "\(shape)", "\(size)", timeText(armature.median), armature.processor.map(timeText) ?? "",
      armature.peakMemory.map { "\(rounded(Double($0) / 1e6)) MB" } ?? "",
    ]
    return "| " + (own + terraformCells).joined(separator: " | ") + " |"
  }

  /// Terraform's times, and how many times as long they are.
  private var terraformCells: [String] {
    switch terraform {
    case .done(let seconds, let processor, _):
      [
        timeText(seconds), timeText(processor), rounded(seconds / armature.median),
        armature.processor.map { rounded(processor / $0) } ?? "",
      ]
    case .stopped(let seconds): ["over \(timeText(seconds))", "", "over \(rounded(seconds / armature.median))", ""]
    case nil: ["", "", "", ""]
    }
  }

  var json: OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("shape", .string("\(shape)")), ("resources", .number(size)), ("armature", armature.json),
    ]
    switch terraform {
    case .done(let seconds, let processor, let memory):
      members.append(
        (
          "terraform",
          ["seconds": seconds.json, "processor_seconds": processor.json, "peak_memory": .number(memory)]
        ))
    case .stopped(let seconds): members.append(("terraform", ["stopped_after": seconds.json]))
    case nil: break
    }
    return .object(members)
  }
}

extension Measurement {
  var json: OrderedJSON {
    var members: [(String, OrderedJSON)] = [("name", .string(name)), ("time", sample.json)]
    switch work {
    case .bytes(let count): members.append(("bytes", .number(count)))
    case .operations(let count): members.append(("operations", .number(count)))
    case .whole: break
    }
    return .object(members)
  }
}

extension Sample {
  var json: OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("median", median.json), ("spread", spread.json), ("seconds", .array(times.map(\.json))),
    ]
    if let processor { members.append(("processor_seconds", processor.json)) }
    if let peakMemory { members.append(("peak_memory", .number(peakMemory))) }
    return .object(members)
  }
}

extension Double {
  /// To a millionth of a millisecond.
  var json: OrderedJSON {
    .value(
      (Number((self * 1e9).rounded()).flatMap { Number.quotient($0, Number(1_000_000_000)) }).map(Value.number) ?? 0)
  }
}
