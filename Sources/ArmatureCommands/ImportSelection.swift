import Configuration
import Importing
import Resources

/// What is to be taken over, and what isn't.
struct ImportSelection {
  /// What the spec has a block for: ids by address.
  var described: [InstanceAddress: String] = [:]
  /// What gets a block.
  var written: [ImportedResource] = []
  /// What stays as it is, each with the reason.
  var leftOut: [(subject: String, reason: String)] = []
  /// What lies beneath something that is taken over and isn't itself.
  var beneath: [String] = []
  /// What the environment has already.
  var present: [InstanceAddress] = []
  /// What the spec has in its root module, where it can be referred to.
  var existing: [DescribedResource] = []

  var isEmpty: Bool { described.isEmpty && written.isEmpty }

  /// The HCL of what gets a block.
  func text(in session: EnvironmentSession, preamble: SpecWriter.Preamble? = nil) -> String {
    var writer = SpecWriter(
      written, existing: existing, variables: Set(session.program.root.variables.map(\.name)), preamble: preamble)
    return writer.text()
  }
}
