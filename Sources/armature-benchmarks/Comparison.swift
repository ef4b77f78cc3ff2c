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
        let row = try row(shape, size, besideTerraform: hasTerraform && size <= terraformMax)
        show(row)
        return row
      }
    }
  }

  /// The two programs take turns, so that neither has the better moments of the machine for itself.
  private func row(_ shape: Shape, _ size: Int, besideTerraform: Bool) throws -> Row {
    let own = try ProgramRun.plan(shape, size: size)
    defer { own.cleanUp() }
    let other = besideTerraform ? try ProgramRun.terraformPlan(shape, size: size, limit: limit) : nil
    defer { other?.cleanUp() }
    let rounds = 5
    var samples: [Sample] = []
    var outcomes: [ProgramRun.Outcome] = []
    for _ in 0..<rounds {
      // The first run after another program's finds nothing of its own in the caches.
      _ = try own.outcome()
      samples.append(try own.sample(runs: (runs + rounds - 1) / rounds))
      // Of what takes that long, one is enough.
      if let other, outcomes.allSatisfy({ $0.seconds < 5 }) { outcomes.append(try other.outcome()) }
    }
    outcomes.sort { $0.seconds < $1.seconds }
    return Row(
      shape: shape, size: size, armature: Sample(joining: samples),
      terraform: outcomes.isEmpty ? nil : outcomes[outcomes.count / 2])
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
