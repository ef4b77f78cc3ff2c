/// Something that is measured, under a name.
struct Benchmark: Sendable {
  /// How much of what one run does, for a rate beside its time.
  enum Work: Sendable {
    case bytes(Int)
    case operations(Int)
    case whole
  }

  let name: String
  /// What it measures, for `--list`.
  let summary: String
  private let prepare: @Sendable (_ runs: Int, _ warmUps: Int) throws -> (Work, Sample)

  /// Something in this process: `prepare` makes ready what a run needs, and that is not measured.
  init(_ name: String, _ summary: String, _ prepare: @escaping @Sendable () throws -> (Work, () throws -> Any)) {
    self.name = name
    self.summary = summary
    self.prepare = { runs, warmUps in
      let (work, body) = try prepare()
      for _ in 0..<warmUps { _ = try body() }
      // What a run makes is freed after the last one: no program parses or reads over what it has just freed.
      var results: [Any] = []
      return (work, Sample(times: try (0..<runs).map { _ in try measured(body, keeping: &results) }))
    }
  }

  /// A program: what is measured is the time from its start to its end, and the memory that it had.
  init(_ name: String, _ summary: String, program: @escaping @Sendable () throws -> ProgramRun) {
    self.name = name
    self.summary = summary
    prepare = { runs, warmUps in
      let run = try program()
      defer { run.cleanUp() }
      for _ in 0..<warmUps { _ = try run.outcome() }
      return (.whole, try run.sample(runs: runs))
    }
  }

  func measure(runs: Int, warmUps: Int) throws -> Measurement {
    let (work, sample) = try prepare(runs, warmUps)
    return Measurement(name: name, work: work, sample: sample)
  }
}

/// What came of a benchmark.
struct Measurement: Sendable {
  let name: String
  let work: Benchmark.Work
  let sample: Sample

  /// The rate or the memory that says more than the time.
  var note: String {
    switch work {
    case .bytes(let count): "\(rounded(Double(count) / sample.median / 1e6)) MB/s"
    case .operations(let count): "\(timeText(sample.median / Double(count))) each"
    case .whole: sample.peakMemory.map { "\(rounded(Double($0) / 1e6)) MB" } ?? ""
    }
  }
}
