import AzureKinds

/// The blocks to add to a spec for what has to be registered, as a user would write them.
enum RegistrationBlocks {
  static func provider(_ namespace: String) -> String {
    "resource \"\(AzureKind.resourceProviderRegistration.name)\" \"\(label(namespace))\" { name = \"\(namespace)\" }"
  }

  static func feature(_ name: String, of namespace: String) -> String {
    """
    resource "\(AzureKind.resourceProviderFeatureRegistration.name)" "\(label(name))" {
      name          = "\(name)"
      provider_name = "\(namespace)"
    }
    """
  }

  private static func label(_ name: String) -> String {
    name.lowercased().map { $0 == "." ? "_" : String($0) }.joined()
  }
}
