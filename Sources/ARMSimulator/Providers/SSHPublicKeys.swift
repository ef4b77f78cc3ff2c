import Values

/// Public keys for signing in to machines by SSH, as Azure keeps them; it makes a pair where asked to, and doesn't
/// keep the private key (https://learn.microsoft.com/rest/api/compute/ssh-public-keys).
enum SSHPublicKeys {
  static let type: ResourceType = {
    var type = ResourceType(
      "Microsoft.Compute/sshPublicKeys",
      APIVersions(
        "2019-12-01", "2020-06-01", "2020-12-01", "2021-03-01", "2021-04-01", "2021-07-01", "2021-11-01", "2022-03-01",
        "2022-08-01", "2022-11-01", "2023-03-01", "2023-07-01", "2023-09-01", "2024-03-01", "2024-07-01", "2024-11-01",
        "2025-04-01", "2025-11-01", "2026-03-01"))
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        properties
          publicKey: string
        """)
    }
    type.hasState = false
    type.hasSystemData = false
    type.isValidName = NameRules.plain(1...128, others: "-_.()")
    type.hooks.prepare = { draft, _ throws(Refusal) in
      guard let key = draft.body["properties", "publicKey"]?.stringValue else { return }
      guard let bits = bits(of: key), bits >= 2048 else {
        throw Refusal(
          400, "InvalidParameter", "The public key must be in the format ssh-rsa and have 2048 bits or more.",
          target: "properties.publicKey")
      }
    }
    type.hooks.actions = ["generatekeypair": generateKeyPair]
    return type
  }()

  private static let generateKeyPair: @Sendable (StoredResource, Call, inout SimulatedCloud) throws(Refusal) -> Answer =
    {
      key, call, cloud throws(Refusal) in
      let format = call.body.isEmpty ? nil : try call.object()["encryptionType"]?.stringValue
      guard format.map({ $0.lowercased() == "rsa" }) ?? true else {
        throw Refusal(
          400, "InvalidParameter", "This simulator makes pairs of the encryptionType 'RSA' only.",
          target: "encryptionType")
      }
      guard key.body["properties", "publicKey"]?.stringValue == nil else {
        throw Refusal(
          409, "OperationNotAllowed",
          "The SSH public key '\(key.name)' has a public key; a pair can only be generated once for each.")
      }
      cloud.rewrite(key.key, at: call.now) { $0.body["properties", "publicKey"] = .string(TestPair.publicKey) }
      return Answer(
        200,
        [
          "id": .string(key.id), "publicKey": .string(TestPair.publicKey), "privateKey": .string(TestPair.privateKey),
        ])
    }

  /// How many bits the modulus of a key in the format ssh-rsa has (RFC 4253 §6.6); nil for any other text.
  private static func bits(of key: String) -> Int? {
    let words = key.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, words[0] == TestPair.format, var rest = Base64.bytes(words[1])?[...] else { return nil }
    var fields: [ArraySlice<UInt8>] = []
    while rest.count >= 4 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard length <= rest.count else { return nil }
      fields.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    guard fields.count == 3, rest.isEmpty, fields[0].elementsEqual(TestPair.format.utf8) else { return nil }
    let modulus = fields[2].drop { $0 == 0 }
    return modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
  }
}

/// The pair of keys that everybody gets who has one generated, of 3072 bits as Azure's are.
///
/// It was made for this file, is known to whoever reads it, and opens nothing: a simulated cloud has no machines.
/// That it is always the same keeps the cloud's answers a matter of nothing but the requests.
private enum TestPair {
  static let format = "ssh-rsa"

  /// As the public key is written into `authorized_keys`, with the comment that Azure gives its own.
  static let publicKey: String = {
    let fields: [[UInt8]] = [Array(format.utf8), [1, 0, 1], modulus]
    let blob = fields.flatMap { field in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: field.count >> $0) } + field
    }
    return "\(format) \(Base64.text(blob)) generated-by-azure"
  }()

  /// The integer that follows the headers of the private key and its version in DER: a zero byte, and 3072 bits.
  private static let modulus: [UInt8] = {
    let lines = privateKey.split(separator: "\n").dropFirst().dropLast()
    return Array((Base64.bytes(lines.joined()) ?? []).dropFirst(11).prefix(385))
  }()

  /// PKCS #1 (RFC 3447), as Azure gives it out.
  static let privateKey = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIG5AIBAAKCAYEAzwDp6GRgSaam2AARpmYHZl1AqKhA/1fINHG6faPW3p1hp4DS
    OHOZioCiSxx/XgKvy6qu+aPXs6NgwQm3tR57CxnuEOA+jLNhISltQxQAQH18ghAh
    LrxIZ+Ik6Guhzh7lf7dbG8RlfgwkcXXZJPx8S/bHFpUbV2K4OasWhMuKwi7PPGf0
    gAb/vT5shJ8eccdS4V4TK/vU7HFFHIJyKif8WH+YlVhy0A3gcjYwBC3hNiy8iViB
    ruBNHTFMz8eymBZh23N7sSpvJScBGdQkB5quBLAiohA9pyXxcx56uN866SnoKTEE
    Lzp4pnjV9VDiai/vPUCbWQIFPlxvoTBzPDkcx9619VbStKG5baouGNGclp89Fqdz
    PY6sHGGAklKD6EGX02bLMDitiPbMTuvg75rI7b5Z3ECdBCYxnwykK3mSjf62bV3j
    hW5goYZ1FBNm3vJxZvqla2ewqXp1fhNH/cHmN2QvKRCXIKvSnq1bXVada0xtae7s
    HmlTxsjtgbi9DooFAgMBAAECggGAAsSZXBvTfx31By22ZAo4jnGFcXvmepjwOrtL
    6hgsbFz1tv6tpkbtcQECqox0AOF6UPfe+m7qwyKBIwj/5YfFz20xAMAZi1oZXLnS
    wIiI7v5+kWKpKZh87glZGFPayF3OEHohhBUz4jlEAicNmJquXXmsSddZPpQ5sGkN
    ll2pD6r+kb6LchbQiUryD91CKUqoB2QcT4SWNp8ryb4jdqrYNfq8I0Buhe0EPk1j
    26UdaNMKUQUs9BYDEfaHIhQihY7EXrkpnKz8qqEE6pc3FFv2ZOnox0jUju6Fg/4L
    KRULgoJIe30ZTd2JO1RK6Ht3pOD5uJw6OeWy9vwzYhfmLutoi8ioFs2k0zxhcceO
    9b9iX3jx3jp4BLbbXfYm8YeN710grwn6VEyiVCLFZ0NEhdmJOO8CXuxAPbZlz990
    XcWE60SZKDmWBKBBDYMGmioR5RmFEDZYO83EdKC823NifASxdIiF0KYM83CM/eBc
    wNUDgkbUv3A44rEEXAjVBShwTyN1AoHBAOzgQcAqzIk24OPJ+XJnlmVL83VydYsX
    mm+rTg9lwIaR1grZ5HKwghBp811XrE33u5OHpqoRtEcuMVFFF5va/cknd52Lms6A
    lXuBqlOSDz2r6nnbvukarBMmDJ2nGByqaRurcZC7gzrBNizN4j8UptDGJ2UVBn9L
    JPpGNib0wgHc6RiEDH0Hi4LkkwctfJR3ZE/RNmwh0C+VLdNSB8J+LTLoEWyC7DP8
    VyQkjUgKhVGdeCOuV8Z2O9S283WEvSMM1wKBwQDft0ExxeOSx3VVdBwZ0Ak/Sl9R
    id2aCVcnzWWXArOswdjtrXWI4RX6+wxu91MG6HiH8r9JAi0gUnTzhmVqvFeDkvWp
    9ZZ8UdL669Qc+vbxvLFn0ovEqoGyH9N6Bp+fdg+bM8sU7zQDTGjYA2BrkKD0Gf6u
    fh1MGAxFwZanjwg1/5iz9uJdItxk0SyVnJL+NkGnc08DwH5/lZUfb/YbwqjJe1Uw
    wvOeP8ObPxpFeAIbJGK+OkC5KKKX2DeXgrzByIMCgcEA3UepZIEWzV/Muj6lnjAS
    mNJYvnCMScFk7ciThWLCdXOrBjwCYvlspzSyuZH7TmKMggcItHsRdCU8wPTQVzI+
    Pjl2TmBp31rTSasZmDQrtKrywZ98OnpGISU8R9IefjjbM5P25QOmVa7EkxpJri/2
    nbVee9kmVqe2BW6ti7q9ucvKnLJOkEYKF967Uss1Q+Q8eyuvsVftCWZMhspsoU4J
    nzKXhEzRpsamCQd0S8Y4QMPfxUVKjgVJYy79Q90aarHFAoHAEdpf+4bdSGNee7lO
    XMj7U++td6ZW5uoD6Is9pjVy/UBi/WSwUoIT7PmH3nsiRxTaOY8nsL3ZuBCcgKqj
    AUeSfE+IB04v+i/VdGzJep6UgmoahjyJJuKsgviDOeO5bVJQoIQbmsoUDodUfpiW
    Yz8heRlx957c26u3nwF58lk5wIVrPEFhgyk7CVigBDiAioTt7F0JWzVLYwce5Wlb
    7I82RQ3wmHmWU3SnOYZppE2VbXET6DZh3+TcRN3eYdrvEU/dAoHBALCs4LYzYnqz
    7EV2flZhJPboQmGXweqkPxoe5hxLYEeaeMk0Mp/SKi4ag/DiFvLtz9kCHIE8OytE
    Lcxq2EzPbnzchqOkHRQXwUMwLF8NGQ2VRMOWM1DuvFT7/NOV24bwFUR5vsbOnub3
    cunyqHt0WTnP/BkGIUduU4EhVtz2cASoJeG3jXXL6wfkBiXJhOCgQp5TXFQZbe4B
    zogE0U5bMyVJrtqhIdpZflhuSPU6Isq4wJ/tXgEA0OkQYC5fgkJROQ==
    -----END RSA PRIVATE KEY-----

    """
}
