import CryptoExtras
import Evaluation
import Foundation
import Testing
import Values

/// Functions whose results no case can hold: they depend on the time, on chance, or on a key.
@Suite("Functions of time, chance and keys")
struct FreshFunctionsTests {
  private func call(_ name: String, _ arguments: [Value], isFinal: Bool = true) throws -> Value {
    var context = FunctionContext(workingDirectory: "/spec", now: { 1_700_000_000 })
    context.isFinal = isFinal
    // The salt that the text CCCCCCCCCCCCCCCCCCCCC. stands for.
    context.randomBytes = { count in (0..<count).map { [0x10, 0x41, 0x04][$0 % 3] } }
    return try #require(FunctionTable.standard[name]).call(arguments, in: context)
  }

  @Test("while planning there is no value yet", arguments: ["timestamp", "uuid", "bcrypt"])
  func planning(_ name: String) throws {
    let value = try call(name, name == "bcrypt" ? ["x"] : [], isFinal: false)
    #expect(value == .unknown(.string, Refinement(isNotNull: true)))
  }

  @Test("the time and a number drawn at random have their forms")
  func forms() throws {
    #expect(try call("timestamp", []) == "2023-11-14T22:13:20Z")
    #expect(try call("plantimestamp", [], isFinal: false) == "2023-11-14T22:13:20Z")
    #expect(try call("uuid", []) == "10410410-4104-4041-8410-410410410410")
  }

  // The hashes come from the test suite of crypt_blowfish, by Solar Designer.
  @Test(
    "bcrypt hashes as others do",
    arguments: [
      ("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
      ("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
    ])
  func bcrypt(_ password: String, _ hash: String) throws {
    #expect(try call("bcrypt", [.string(password), 5]) == .string(hash))
  }

  @Test("bcrypt refuses what it can't do")
  func bcryptLimits() {
    for arguments: [Value] in [["x", 17], ["x", 4, 5], [.string(String(repeating: "x", count: 73)), 4]] {
      #expect(throws: FunctionError.self) { try call("bcrypt", arguments) }
    }
  }

  @Test("a text encrypted for a key is decrypted with it, in both forms of the key")
  func rsa() throws {
    let key = try _RSA.Encryption.PrivateKey(keySize: .bits2048)
    let ciphertext = try key.publicKey.encrypt(Data("geheim".utf8), padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
    for form in [key.pemRepresentation, key.pkcs8PEMRepresentation] {
      #expect(try call("rsadecrypt", [.string(ciphertext.base64EncodedString()), .string(form)]) == "geheim")
      #expect(throws: FunctionError.self) { try call("rsadecrypt", ["AAAA", .string(form)]) }
    }
    let mistakes: [([Value], Int)] = [
      (["x", "y"], 0), (["AAAA", "y"], 1), (["AAAA", "-----BEGIN RSA PRIVATE KEY-----"], 1),
    ]
    for (arguments, place) in mistakes {
      #expect { try call("rsadecrypt", arguments) } throws: { ($0 as? FunctionError)?.argument == place }
    }
  }

  // What Terraform 1.11.4 writes.
  @Test(
    "short texts are compressed to the same bytes",
    arguments: [
      ("hello hello hello", "H4sIAAAAAAAA/8pIzcnJV0AiAQAAAP//AQAA//+AiPnlEQAAAA=="),
      ("", "H4sIAAAAAAAA/wAAAP//AQAA//8AAAAAAAAAAA=="),
    ])
  func gzip(_ text: String, _ compressed: String) throws {
    #expect(try call("base64gzip", [.string(text)]) == .string(compressed))
  }

  @Test("what is compressed unpacks to what it was")
  func unpacked() throws {
    var generator = SeededGenerator(state: 7)
    let words = (0..<40).map { "word\($0)é" }
    for length in [1, 2, 3, 258, 259, 600, 20_000] {
      let text =
        length < 300
        ? String(repeating: "a", count: length)
        : (0..<length / 6).map { _ in words[Int(generator.next() % 40)] }.joined(separator: length == 600 ? "" : " ")
      let compressed = try #require(try call("base64gzip", [.string(text)]).stringValue)
      #expect(try unpack(#require(Data(base64Encoded: compressed))) == text)
    }
  }

  /// What gzip makes of a file.
  private func unpack(_ bytes: Data) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("armature-\(UUID().uuidString).gz")
    try bytes.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self)
  }
}

/// Numbers that are the same in every run (SplitMix64).
private struct SeededGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
