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

  @Test(
    "times as clients write them",
    arguments: [
      ("2026-11-21T10:00:00.1234567Z", 1_795_255_200_123), ("2026-11-21T10:00:00", 1_795_255_200_000),
      ("2026-11-21T11:30:00.5+01:30", 1_795_255_200_500), ("1969-12-31T23:59:59.999Z", -1),
      ("2000-02-29T00:00:00z", 951_782_400_000),
    ])
  func reading(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(
    "anything else is no time",
    arguments: ["", "2026-11-21", "2026-13-21T10:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T10:00:00Z "])
  func others(text: String) {
    #expect(Timestamp(text) == nil)
  }
}
