internal import Crypto
internal import SwiftASN1

/// A way to encrypt with a password that only PKCS #12 files have (RFC 7292, appendices B and C). Windows still writes it.
///
/// No library for Swift has it any more, which is right for all but reading what is there. RC4 is left out: no tool writes
/// it unasked.
struct PKCS12Encryption {
  private enum Cipher {
    case tripleDES(keys: Int)
    case rc2(keyBytes: Int)
  }

  private let cipher: Cipher
  private let salt: [UInt8]
  private let rounds: Int

  /// - Parameters:
  ///   - type: what an algorithm identifier names.
  ///   - parameters: those of the identifier.
  /// - Returns: nil for another algorithm.
  init?(_ type: ASN1ObjectIdentifier, _ parameters: ASN1Node) throws {
    let components = type.oidComponents
    guard components.count == 8, components.starts(with: [1, 2, 840, 113549, 1, 12, 1]) else { return nil }
    switch components[7] {
    case 3: cipher = .tripleDES(keys: 3)
    case 4: cipher = .tripleDES(keys: 2)
    case 5: cipher = .rc2(keyBytes: 16)
    case 6: cipher = .rc2(keyBytes: 5)
    default: return nil
    }
    guard parameters.children.count == 2 else { throw PKCS12.Failure.damaged }
    salt = Array(try ASN1OctetString(berEncoded: parameters.children[0]).bytes)
    rounds = try Int(berEncoded: parameters.children[1])
    guard PKCS12.rounds.contains(rounds), !salt.isEmpty else { throw PKCS12.Failure.damaged }
  }

  /// - Returns: nil if the password is wrong.
  func decrypted(_ bytes: ArraySlice<UInt8>, password: String) -> [UInt8]? {
    // Who has no password may mean an empty one, or none at all.
    let spelled = password.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let passwords = password.isEmpty ? [[0, 0], []] : [spelled + [0, 0]]
    return passwords.lazy.compactMap { password in decrypted(bytes, password) }.first
  }

  private func decrypted(_ bytes: ArraySlice<UInt8>, _ password: [UInt8]) -> [UInt8]? {
    let vector = derived(.vector, from: password, count: 8)
    switch cipher {
    case .tripleDES(let keys):
      let key = derived(.key, from: password, count: keys * 8)
      return TripleDES(key: keys == 3 ? key : key + key[..<8]).decrypted(bytes, vector: vector)
    case .rc2(let keyBytes):
      return RC2(key: derived(.key, from: password, count: keyBytes)).decrypted(bytes, vector: vector)
    }
  }

  /// What bytes are derived for (RFC 7292 §B.3).
  private enum Purpose: UInt8 {
    case key = 1
    case vector = 2
  }

  /// Bytes that follow from a password (RFC 7292 §B.2), with SHA-1.
  private func derived(_ purpose: Purpose, from password: [UInt8], count: Int) -> [UInt8] {
    let blockBytes = Insecure.SHA1.blockByteCount
    func repeated(_ bytes: [UInt8]) -> [UInt8] {
      let length = (bytes.count + blockBytes - 1) / blockBytes * blockBytes
      return (0..<length).map { bytes[$0 % bytes.count] }
    }
    var input = repeated(salt) + repeated(password)
    var output: [UInt8] = []
    while true {
      var hash = Array(
        Insecure.SHA1.hash(data: [UInt8](repeating: purpose.rawValue, count: blockBytes) + input))
      for _ in 1..<rounds { hash = Array(Insecure.SHA1.hash(data: hash)) }
      output += hash
      if output.count >= count { return Array(output[..<count]) }
      // Each block of the input grows by the hash, repeated to the length of a block, and one.
      for start in stride(from: 0, to: input.count, by: blockBytes) {
        var carry = 1
        for index in (0..<blockBytes).reversed() {
          carry += Int(input[start + index]) + Int(hash[index % hash.count])
          input[start + index] = UInt8(truncatingIfNeeded: carry)
          carry >>= 8
        }
      }
    }
  }
}

/// A cipher of blocks of 64 bits, as numbers in network byte order.
protocol BlockCipher {
  func decrypted(_ block: UInt64) -> UInt64
}

extension BlockCipher {
  /// What was encrypted in CBC mode with the padding of PKCS #7.
  ///
  /// - Returns: nil if the key is wrong, or it was something else.
  func decrypted(_ bytes: ArraySlice<UInt8>, vector: [UInt8]) -> [UInt8]? {
    guard vector.count == 8, !bytes.isEmpty, bytes.count % 8 == 0 else { return nil }
    func block(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    var last = block(vector)
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 8) {
      let encrypted = block(bytes[start..<start + 8])
      let decrypted = decrypted(encrypted) ^ last
      last = encrypted
      for shift in stride(from: 56, through: 0, by: -8) { plain.append(UInt8(truncatingIfNeeded: decrypted >> shift)) }
    }
    guard let padding = plain.last.map(Int.init), (1...8).contains(padding),
      plain.suffix(padding).allSatisfy({ $0 == padding })
    else { return nil }
    return Array(plain.dropLast(padding))
  }
}
