/// The time since it was started, by a clock of any kind.
struct Stopwatch: Sendable {
  private let read: @Sendable () -> Duration

  init(_ clock: any Clock<Duration>) {
    self = Stopwatch.started(clock)
  }

  private init(reading read: @escaping @Sendable () -> Duration) {
    self.read = read
  }

  private static func started(_ clock: some Clock<Duration>) -> Stopwatch {
    let start = clock.now
    return Stopwatch { start.duration(to: clock.now) }
  }

  var elapsed: Duration { read() }
}
