import ARM
import Diagnostics
import Resources

/// One thing that the command line names to be taken over.
struct ImportTarget {
  /// The address that it is to have; nil where it may have any.
  let address: InstanceAddress?
  /// The id as it was written.
  let id: String

  /// Reads the words of a command line: ids, `ADDRESS=ID`, and an address and an id as two words, as Terraform has it.
  static func read(_ words: [String]) throws(DiagnosticsError) -> [ImportTarget] {
    var targets: [ImportTarget] = []
    var problems: [Diagnostic] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if !word.contains("/"), InstanceAddress(word) != nil, let id = rest.first {
        rest.removeFirst()
        targets.append(ImportTarget(address: InstanceAddress(word), id: id))
      } else if let equals = separator(in: word) {
        let id = String(word[word.index(after: equals)...])
        guard let address = InstanceAddress(String(word[..<equals])) else {
          problems.append(ImportDiagnostics.invalidAddress(String(word[..<equals]), of: id))
          continue
        }
        targets.append(ImportTarget(address: address, id: id))
      } else {
        targets.append(ImportTarget(address: nil, id: word))
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
    return targets
  }

  /// The `=` between an address and an id; one in a key or in a query is none.
  private static func separator(in word: String) -> String.Index? {
    guard let first = word.first, first.isLetter, !word.contains("://") || !word.hasPrefix("http") else { return nil }
    let start = word.lastIndex(of: "]").map { word.index(after: $0) } ?? word.startIndex
    return word[start...].firstIndex(of: "=") ?? word.firstIndex(of: "=")
  }

  /// The api-version that stands behind the id, as Terraform has it for `azapi_resource`; nil where none does.
  var apiVersion: String? {
    guard let query = id.firstIndex(of: "?") else { return nil }
    return id[query...].dropFirst().split(separator: "&").first { $0.hasPrefix("api-version=") }.map {
      String($0.dropFirst("api-version=".count))
    }
  }

  /// The id, spelt as ARM documents it, and its type; of an association both of its ids.
  var resourceID: (text: String, type: String) {
    get throws(ResourceIDError) {
      // An address of the portal has its query before the id.
      let text = id.contains("://") ? id[...] : id.prefix { $0 != "?" }
      let sides = text.split(separator: "|", maxSplits: 1)
      let first = try ResourceID(pasted: String(sides.first ?? ""))
      guard sides.count > 1, sides[1].hasPrefix("/") else { return (first.normalized.path, first.type) }
      let second = try ResourceID(pasted: String(sides[1]))
      return ("\(first.normalized.path)|\(second.normalized.path)", first.type)
    }
  }
}
