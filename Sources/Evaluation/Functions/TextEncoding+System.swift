#if canImport(Glibc)
  import Glibc
#endif

/// Encodings that the C library knows: those with several bytes a character, and those that don't start with ASCII.
extension TextEncoding {
  /// IANA's name in lower case and its aliases; the name that messages show; the C library's name of what comes nearest
  /// to what Terraform takes it for. They differ in a few rare characters.
  static let systemEncodings: [(names: String, name: String, systemName: String)] = [
    ("ibm037 cp037 ebcdic-cp-us ebcdic-cp-ca ebcdic-cp-wt ebcdic-cp-nl csibm037", "IBM037", "IBM037"),
    ("ibm1047 ibm-1047", "IBM1047", "IBM1047"),
    ("ibm01140 ccsid01140 cp01140 ebcdic-us-37+euro csibm01140", "IBM01140", "IBM1140"),
    ("shift_jis ms_kanji csshiftjis", "Shift_JIS", "CP932"),
    (
      "extended_unix_code_packed_format_for_japanese cseucpkdfmtjapanese euc-jp",
      "Extended_UNIX_Code_Packed_Format_for_Japanese", "EUC-JP"
    ),
    ("iso-2022-jp csiso2022jp", "ISO-2022-JP", "ISO-2022-JP"),
    ("euc-kr cseuckr", "EUC-KR", "UHC"),
    ("gbk cp936 ms936 windows-936 csgbk", "GBK", "GBK"),
    ("gb18030 csgb18030", "GB18030", "GB18030"),
    ("big5 csbig5", "Big5", "BIG5-HKSCS"),
  ]

  /// Bytes of one encoding in another; nil if they mean nothing in the first or have no form in the second, or if the
  /// C library lacks one of them.
  static func converted(_ bytes: [UInt8], from source: String, to target: String) -> [UInt8]? {
    #if canImport(Glibc)
      guard let converter = iconv_open(target, source), Int(bitPattern: converter) != -1 else { return nil }
      defer { iconv_close(converter) }
      var input = bytes.map { CChar(bitPattern: $0) }
      // The longest form of a character takes eight bytes, shifts between sets included.
      var output = [CChar](repeating: 0, count: bytes.count * 8 + 16)
      let capacity = output.count
      // What C writes as (size_t) -1.
      let failure = size_t.max
      let rest: Int? = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          var from = input.baseAddress
          var to = output.baseAddress
          var (inputLeft, outputLeft) = (input.count, output.count)
          guard iconv(converter, &from, &inputLeft, &to, &outputLeft) != failure, inputLeft == 0,
            // Back to the state that a text begins in.
            iconv(converter, nil, nil, &to, &outputLeft) != failure
          else { return nil }
          return outputLeft
        }
      }
      return rest.map { output[..<(capacity - $0)].map { UInt8(bitPattern: $0) } }
    #else
      return nil
    #endif
  }

  /// Whether the C library has an encoding.
  static func hasSystemEncoding(_ name: String) -> Bool { converted([], from: "UTF-8", to: name) != nil }
}
