import AzureKinds
import Configuration
import Diagnostics

extension AzurermVersion {
  /// The newest version that every module of a program allows.
  ///
  /// - Returns: with it, what is wrong with the constraints; where none fits all of them, the one to go on with.
  package static func required(by program: Program) -> (version: AzurermVersion, diagnostics: [Diagnostic]) {
    let requirements = program.requirements(ofProvider: "hashicorp/azurerm")
    if requirements.isEmpty { return (.usual, []) }
    if let version = newest(fitting: requirements) { return (version, []) }
    let unmet = requirements.filter { newest(fitting: [$0]) == nil }
    if unmet.isEmpty { return (.usual, [.conflictingVersions(requirements)]) }
    let latest = allCases.max() ?? .usual
    let first = Version(major: UInt(latest.rawValue))
    return (
      latest,
      unmet.map { requirement in
        let failing = requirement.constraint.terms.filter { !$0.allows(first) }
        return failing.allSatisfy { $0.wantsNewer(than: first) }
          ? .newerVersion(requirement, latest: latest) : .unsupportedVersion(requirement)
      }
    )
  }

  private static func newest(fitting requirements: [VersionRequirement]) -> AzurermVersion? {
    allCases.filter { requirements.map(\.constraint).allowRelease(ofMajor: UInt($0.rawValue)) }.max()
  }

  /// `azurerm 3.x, 4.x and 5.x`
  fileprivate static var known: String {
    let names = allCases.sorted().map { "\($0.rawValue).x" }
    return "azurerm \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")"
  }
}

extension Diagnostic {
  fileprivate static func unsupportedVersion(_ requirement: VersionRequirement) -> Diagnostic {
    .error(
      "Unsupported version of azurerm",
      detail: "\"\(requirement.constraint)\" allows none of the versions whose arguments and defaults are known here, "
        + "\(AzurermVersion.known): what the spec leaves out would mean something else.",
      at: requirement.range,
      hint: "go by azurerm's upgrade guides to a later version, and say it here, such as `~> 4.0`")
  }

  fileprivate static func newerVersion(_ requirement: VersionRequirement, latest: AzurermVersion) -> Diagnostic {
    .warning(
      "Newer version of azurerm wanted",
      detail: "The spec asks for azurerm \"\(requirement.constraint)\"; known here are \(AzurermVersion.known), so the "
        + "arguments and defaults of \(latest.rawValue).x count.",
      at: requirement.range)
  }

  fileprivate static func conflictingVersions(_ requirements: [VersionRequirement]) -> Diagnostic {
    let texts = requirements.map { "\"\($0.constraint)\"" }.joined(separator: ", ")
    return .error(
      "No version of azurerm fits",
      detail: "The modules' constraints on hashicorp/azurerm exclude each other: \(texts). The defaults of arguments "
        + "depend on the version, and it has to be one for all.",
      at: requirements.last?.range,
      labels: requirements.dropLast().map { Label("\"\($0.constraint)\" is demanded here", at: $0.range) },
      hint: "change the constraints so that one version fits all of them")
  }
}
