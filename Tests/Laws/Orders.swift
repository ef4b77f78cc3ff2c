import ArgumentParser
import LawScenarios

struct Orders: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "two",
    abstract: "All orders of the steps of two runs at once, on both sides of what claims can promise.",
    discussion: "Ends with 1 if law L6 doesn't hold where it is promised.")

  func run() throws {
    let clock = ContinuousClock()
    var isBroken = false
    for (listLag, side) in [(Duration.seconds(1), "below"), (.seconds(30), "above")] {
      let start = clock.now
      var (count, share) = (0, 0.0)
      var ends: [String: Int] = [:]
      for order in TwoRuns.StepOrders(listLag: listLag, settle: .seconds(2)) {
        count += 1
        share += order.share
        let isPromised = side == "below"
        if !order.isLawful(listLagIsBelowSettle: isPromised) {
          isBroken = isBroken || isPromised
          print("\(isPromised ? "L6 broken" : "not kept, beyond what is promised"): \(order.choices): \(order.outcome)")
        }
        let end = (try? order.outcome.get())?.summary ?? "failed"
        ends[end, default: 0] += 1
      }
      print("list lag \(side) the settle time: \(count) orders, \(share) of all, in \(clock.now - start)")
      for (end, count) in ends.sorted(by: { $0.key < $1.key }) { print("\(count): \(end)") }
    }
    if isBroken { throw ExitCode(1) }
  }
}
