import Diagnostics

/// The sizes of virtual machines that were in Azure's catalogue when this version was made: their letter case, and which
/// of them Azure has taken out of service since.
package enum VMSize {
  /// The name in the letter case of the catalogue; one that isn't there is left as it is.
  package static func canonicalName(of name: String) -> String { names[name.lowercased()] ?? name }

  package static func isKnown(_ name: String) -> Bool { names[name.lowercased()] != nil }

  /// A size that was probably meant.
  package static func suggestion(for name: String) -> String? {
    Diagnostics.suggestion(for: name, among: names.values.sorted())
  }

  /// What there is to say about a size that Azure has retired.
  package struct Retirement: Sendable, Hashable {
    package let summary = "VM size is retired"
    package let detail: String
    package let hint: String
  }

  /// Nil for sizes that are in service.
  package static func retirement(of name: String) -> Retirement? {
    guard let successors = successors[name.lowercased()] else { return nil }
    return Retirement(
      detail:
        "Azure has retired \(canonicalName(of: name)) with its series: no new node gets this size, and what has it is "
        + "stopped.",
      hint: "take \(successors.joined(separator: " or ")), which need quota of their own")
  }

  private static let successors: [String: [String]] = Dictionary(
    VMSizeTable.retired.flatMap { sizes, successors in
      VMSizeTable.expanded(sizes).map { ("standard_" + $0.lowercased(), successors.map { "Standard_" + $0 }) }
    }, uniquingKeysWith: { first, _ in first })

  /// By the name in lower case.
  private static let names: [String: String] = {
    let current = VMSizeTable.current.flatMap(VMSizeTable.expanded)
    let retired = VMSizeTable.retired.flatMap { VMSizeTable.expanded($0.sizes) }
    return Dictionary(
      (current + retired).map { ("standard_" + $0.lowercased(), "Standard_" + $0) },
      uniquingKeysWith: { first, _ in first })
  }()
}
