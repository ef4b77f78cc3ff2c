import JSON

/// What `version -json` answers: the language's version under Terraform's key, our own under ours.
package enum VersionJSON {
  package static func text(version: String, language: String = languageVersion) -> String {
    let document: OrderedJSON = [
      "terraform_version": .string(language), "platform": .string(platform), "provider_selections": .object([]),
      "terraform_outdated": false, "armature_version": .string(version),
    ]
    return document.text
  }

  /// The platform of this build, as Terraform names it.
  private static var platform: String {
    #if os(macOS)
      let system = "darwin"
    #else
      let system = "linux"
    #endif
    #if arch(arm64)
      return "\(system)_arm64"
    #else
      return "\(system)_amd64"
    #endif
  }
}
