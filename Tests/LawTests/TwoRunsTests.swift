import LawScenarios
import Testing

/// Law L6: two runs at once end as some serial order or as a clear refusal, as long as lists lag by less than the settle
/// time. Each order lets one run go for some requests, then the other, and then both or one of them to its end: 217 orders
/// below the settle time and half as many above.
@Suite struct TwoRunsTests {
  /// About as many requests as a run makes.
  private static let requests = 1...36

  /// Every place to change over once, with the other run going to its end or both going on together, and every fourth
  /// place to change back.
  private static let orders: [TwoRuns.Order] =
    [[]]
    + requests.flatMap { first in
      [[first], [first, .max]] + stride(from: first + 1 + first % 4, to: first + 16, by: 4).map { [first, $0] }
    }

  @Test("two runs at once end as one after the other, or one is refused", arguments: [0, 1, 2, 3])
  func belowTheSettleTime(quarter: Int) throws {
    for order in Self.orders[quarter...].enumerated().filter({ $0.offset % 4 == 0 }).map(\.element) {
      let outcome = try TwoRuns.run(order, listLag: .seconds(1), settle: .seconds(2))
      #expect(outcome.isOrderly(hadLongRequest: order.last == .max), "order \(order): \(outcome)")
    }
  }

  @Test(
    "where lists lag by more than the settle time both may run, and what either recorded is kept", arguments: [0, 1])
  func aboveTheSettleTime(half: Int) throws {
    for order in Self.orders[half...].enumerated().filter({ $0.offset % 4 == 0 }).map(\.element) {
      let outcome = try TwoRuns.run(order, listLag: .seconds(30), settle: .seconds(2))
      #expect(outcome.isToldAndKept, "order \(order): \(outcome)")
    }
  }

  /// The part of all orders of whole steps in which both plan first, then claim the environment, then renew their claims;
  /// `armature-laws two` goes through all.
  @Test("two runs keep law L6 in all orders of their steps from their claims on", arguments: [1, 30])
  func allOrdersOfSteps(listLagSeconds: Int) {
    let beginning = [0, 1, 0, 1, 0, 1]
    var share = 0.0
    for order in TwoRuns.StepOrders(listLag: .seconds(listLagSeconds), settle: .seconds(2), after: beginning) {
      share += order.share
      #expect(order.isLawful(listLagIsBelowSettle: listLagSeconds == 1), "\(order.choices): \(order.outcome)")
    }
    #expect(share == Double(sign: .plus, exponent: -beginning.count, significand: 1))
  }
}
