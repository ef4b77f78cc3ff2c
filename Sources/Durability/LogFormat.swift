/// The bytes of an append log: a signature, then for each record its length, its checksum and itself.
///
/// Length and checksum are four bytes each, least first; the checksum covers the length too, so that the zeros that a
/// file system may leave at the end after a crash are no record.
enum LogFormat {
  static let signature = Array("armlog1\n".utf8)
  static let recordBytesMax = 64 << 20
  static let headerBytes = 8

  static func append(_ record: [UInt8], to bytes: inout [UInt8]) {
    let length = littleEndian(UInt32(record.count))
    bytes += length
    bytes += littleEndian(checksum(length, record[...]))
    bytes += record
  }

  /// The records of a log, and how many bytes they and the signature take; what follows is no whole record.
  /// Nil for bytes that are no log.
  static func records(in bytes: [UInt8]) -> (records: [[UInt8]], validBytes: Int)? {
    guard bytes.starts(with: signature) else {
      // A crash may have cut the signature itself.
      return signature.starts(with: bytes) ? ([], 0) : nil
    }
    var records: [[UInt8]] = []
    var offset = signature.count
    while let record = record(in: bytes, at: offset) {
      offset += headerBytes + record.count
      records.append(Array(record))
    }
    return (records, offset)
  }

  /// The whole records that are found after bytes that are none. Empty ones are not looked for.
  static func recordsAfterDamage(in bytes: [UInt8], from start: Int) -> [[UInt8]] {
    var records: [[UInt8]] = []
    // Zeros are space that was set aside.
    let end = bytes.lastIndex { $0 != 0 } ?? 0
    var offset = start
    while offset < end {
      if let record = record(in: bytes, at: offset), !record.isEmpty {
        records.append(Array(record))
        offset += headerBytes + record.count
      } else {
        offset += 1
      }
    }
    return records
  }

  private static func record(in bytes: [UInt8], at offset: Int) -> ArraySlice<UInt8>? {
    let start = offset + headerBytes
    guard start <= bytes.count else { return nil }
    let length = Int(number(bytes[offset..<offset + 4]))
    guard length <= recordBytesMax, length <= bytes.count - start else { return nil }
    let record = bytes[start..<start + length]
    return checksum(Array(bytes[offset..<offset + 4]), record) == number(bytes[offset + 4..<start]) ? record : nil
  }

  private static func checksum(_ length: [UInt8], _ record: ArraySlice<UInt8>) -> UInt32 {
    var checksum = CRC32C()
    checksum.add(length)
    checksum.add(record)
    return checksum.value
  }

  private static func littleEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
