#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ProgramRun {
  /// A plan of Armature against a simulated Azure, whose start is part of it.
  static func plan(_ shape: Shape, size: Int) throws -> ProgramRun {
    setenv("ARMATURE_SIMULATE_SPEED", "instant", 1)
    return ProgramRun(
      arguments: [try sibling("armature"), "plan", "--simulate"], directory: try directory(shape.files(size: size)),
      leftovers: [".armature"])
  }

  static func validation(_ shape: Shape, size: Int) throws -> ProgramRun {
    ProgramRun(arguments: [try sibling("armature"), "validate"], directory: try directory(shape.files(size: size)))
  }

  /// A plan of Terraform, after an `init` that is not measured: it is done once for a directory, and Armature has none.
  static func terraformPlan(_ shape: Shape, size: Int, limit: Double) throws -> ProgramRun {
    setenv("CHECKPOINT_DISABLE", "1", 1)
    let directory = try directory(shape.files(size: size))
    _ = try ProgramRun(arguments: ["terraform", "init", "-input=false"], directory: directory).outcome()
    return ProgramRun(arguments: ["terraform", "plan", "-input=false"], directory: directory, limit: limit)
  }
}

extension Benchmark {
  /// What the program takes, for each shape and size.
  static func program(sizes: [Int]) -> [Benchmark] {
    sizes.flatMap { size in
      Shape.allCases.flatMap { shape in
        [
          Benchmark(
            "validate-\(shape)-\(size)", "`armature validate` of \(size) resources",
            program: {
              try .validation(shape, size: size)
            }),
          Benchmark(
            "plan-\(shape)-\(size)", "`armature plan --simulate` of \(size) resources",
            program: {
              try .plan(shape, size: size)
            }),
        ]
      }
    }
  }
}
