import Testing

@testable import Durability

@Suite("CRC32C")
struct CRC32CTests {
  // RFC 3720 appendix B.4, and the check value of the CRC catalogue.
  @Test(
    "the checksum is that of the standard",
    arguments: [
      (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E),
    ] as [([UInt8], UInt32)])
  func standard(bytes: [UInt8], expected: UInt32) {
    var checksum = CRC32C()
    checksum.add(bytes.prefix(5))
    checksum.add(bytes.dropFirst(5))
    #expect(checksum.value == expected)
  }
}
