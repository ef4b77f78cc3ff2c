import ARMSimulator
import Testing

@Suite("Moments as ARM writes them")
struct TimestampTests {
  @Test(
    "dates of the Gregorian calendar",
    arguments: [
      (0, "1970-01-01T00:00:00.0000000Z"), (951_782_400_000, "2000-02-29T00:00:00.0000000Z"),
      (1_795_255_200_123, "2026-11-21T10:00:00.1230000Z"), (-1, "1969-12-31T23:59:59.9990000Z"),
      (4_107_542_399_999, "2100-02-28T23:59:59.9990000Z"),
    ])
  func text(milliseconds: Int64, expected: String) {
    #expect(Timestamp(milliseconds: milliseconds).text() == expected)
  }
}
