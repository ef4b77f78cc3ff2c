import HTTP
import TestWorld

/// A frame of HTTP/2 (RFC 9113, section 4.1), which may say of itself what isn't so.
struct HTTP2Frame {
  var type: UInt8
  var flags: UInt8
  var stream: UInt32
  var payload: [UInt8]
  /// What it says its length is, where that is not so.
  var claimedLength: Int?

  /// What a connection begins with.
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  static let settings = HTTP2Frame(type: 4, flags: 0, stream: 0, payload: [])

  var bytes: [UInt8] {
    let length = claimedLength ?? payload.count
    return bigEndian(length, 3) + [type, flags] + bigEndian(Int(stream), 4) + payload
  }

  /// A request: its headers, and its body where it has one.
  static func request(_ template: Template, stream: Int) -> [HTTP2Frame] {
    var block: [UInt8] = []
    let pseudo = [
      (":method", template.method.rawValue), (":scheme", "https"), (":path", template.target),
      (":authority", "localhost"),
    ]
    for (name, value) in pseudo + template.headers.fields.map({ ($0.name.lowercased(), $0.value) }) {
      // A literal that is not to be remembered (RFC 7541, section 6.2.2).
      block += [0] + string(name) + string(value)
    }
    let endsStream: UInt8 = template.body.isEmpty ? 1 : 0
    let headers = HTTP2Frame(type: 1, flags: 4 | endsStream, stream: UInt32(stream), payload: block)
    if template.body.isEmpty { return [headers] }
    return [headers, HTTP2Frame(type: 0, flags: 1, stream: UInt32(stream), payload: Array(template.body.utf8))]
  }

  /// A frame of any type, most of them with a payload of the right length.
  static func any(_ random: inout Seeded) -> HTTP2Frame {
    let type = UInt8.random(in: 0...11, using: &random)
    let length = [0: 8, 1: 20, 2: 5, 3: 4, 4: 6, 5: 12, 6: 8, 7: 8, 8: 4, 9: 20][Int(type)] ?? 3
    let payload = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    return HTTP2Frame(
      type: type, flags: UInt8.random(in: 0...9, using: &random), stream: UInt32.random(in: 0...7, using: &random),
      payload: payload)
  }

  mutating func spoil(_ random: inout Seeded) {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: type = UInt8.random(in: .min ... .max, using: &random)
    case 1: flags = UInt8.random(in: .min ... .max, using: &random)
    case 2: stream = UInt32.random(in: .min ... .max, using: &random)
    case 3: claimedLength = Int.random(in: 0..<1 << 24, using: &random)
    default: payload = Spoiling.bytes(payload, &random)
    }
  }

  /// A text as HPACK has it, without Huffman's code.
  private static func string(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
    var length: [UInt8] = [127]
    var rest = bytes.count - 127
    while rest >= 128 {
      length.append(UInt8(rest % 128) | 128)
      rest /= 128
    }
    return length + [UInt8(rest)] + bytes
  }

  private func bigEndian(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
