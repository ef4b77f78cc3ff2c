/// The rules of Kubernetes for the keys and values of labels and taints.
enum KubernetesName {
  /// What is wrong with a key, as the rest of a sentence; nil where nothing is.
  static func fault(inKey key: String) -> String? {
    let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.last ?? ""
    if name.isEmpty { return "has no name" }
    if let fault = fault(inValue: name) { return fault }
    guard parts.count > 1 else { return nil }
    let isDomain =
      (1...253).contains(parts[0].utf8.count)
      && parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        !label.isEmpty && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
      }
    return isDomain ? nil : "must have a domain in lower case before the slash"
  }

  /// What is wrong with a value; an empty one is right.
  static func fault(inValue value: String) -> String? {
    let bytes = Array(value.utf8)
    if bytes.count > 63 { return "is longer than 63 characters" }
    func isEdge(_ byte: UInt8) -> Bool { isLower(byte) || isDigit(byte) || isLower(byte | 0x20) && byte < 0x60 }
    let isRight =
      bytes.allSatisfy { isEdge($0) || "-_.".utf8.contains($0) } && bytes.first.map(isEdge) != false
      && bytes.last.map(isEdge) != false
    return isRight
      ? nil : "must be letters, digits, '-', '_' and '.', with a letter or digit at its beginning and end"
  }

  private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
