import LawScenarios
import Testing

/// Law L6: two runs at once end as some serial order or as a clear refusal, as long as lists lag by less than the settle
/// time. Each order lets one run go for some requests, then the other, and then both or one of them to its end: 217 orders
/// below the settle time and half as many above.
@Suite struct TwoRunsTests {
  /// What a run may be refused for: each says what to do.
  private static let refusals: Set<String?> = [
    nil, "Another run is under way", "The plan is out of date", "The resource was changed by someone else",
    "Resource already exists", "Another run changed the environment at the same time",
  ]

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
      let told = "order \(order): \(outcome)"
      #expect(outcome.refusals.contains(nil), "\(told)")
      #expect(outcome.refusals.allSatisfy(Self.refusals.contains), "\(told)")
      #expect(outcome.claimsLeft == 0, "\(told)")
      let isSerial =
        outcome.isSettled && outcome.owned == ["azurerm_resource_group.a", "terraform_data.\(outcome.tag ?? "")"]
      // A request that was under way for longer than a claim lasts is the one case where both did something, and one
      // of them says so.
      #expect(isSerial || (order.last == .max && outcome.refusals != [nil, nil]), "\(told)")
    }
  }

  @Test(
    "where lists lag by more than the settle time both may run, and what either recorded is kept", arguments: [0, 1])
  func aboveTheSettleTime(half: Int) throws {
    for order in Self.orders[half...].enumerated().filter({ $0.offset % 4 == 0 }).map(\.element) {
      let outcome = try TwoRuns.run(order, listLag: .seconds(30), settle: .seconds(2))
      let told = "order \(order): \(outcome)"
      #expect(outcome.refusals.allSatisfy(Self.refusals.contains), "\(told)")
      #expect(outcome.claimsLeft == 0, "\(told)")
      #expect(outcome.owned.contains("azurerm_resource_group.a"), "\(told)")
      if outcome.refusals == [nil, nil], !outcome.isSettled {
        #expect(
          outcome.owned == ["azurerm_resource_group.a", "terraform_data.first", "terraform_data.second"], "\(told)")
      }
    }
  }
}
