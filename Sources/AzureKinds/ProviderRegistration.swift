import Configuration
import Resources
import Values

extension AzureKind {
  /// A resource provider that is registered in the subscription, which takes a minute or two. It belongs to the
  /// subscription, so it stays when the environment goes.
  package static let resourceProviderRegistration = AzureKind(
    "azurerm_resource_provider_registration", at: "/subscriptions/{subscription}/providers/{name}",
    apiVersion: "2022-09-01"
  ) {
    Argument.namespace("name").compared(by: .ignoringCase)
      .described("The namespace of the resource provider, such as `Microsoft.ContainerService`.")
  }
  .ofType("Microsoft.Resources/providers")
  .satisfied(by: .registration(state: BodyPath("/registrationState")))
  .taking(seconds: 90)
  .waiting(create: 120, update: 120)

  /// The namespace of the resource provider that has to be registered before a resource can be made; nil where every
  /// subscription has it, and for what isn't owned.
  package var namespace: String? {
    guard mode == .managed, ownership == .owned else { return nil }
    let namespace = (childType ?? route.type).prefix { $0 != "/" }
    return namespace == "Microsoft.Resources" ? nil : String(namespace)
  }
}

extension Argument {
  /// The namespace of a resource provider.
  static func namespace(_ name: String) -> Argument {
    Argument(name, .string, .required)
      .matching("must be a resource provider's namespace, such as `Microsoft.ContainerService`") { name in
        name.contains(".") && name.isMadeOfLettersDigits(and: ".")
      }
  }
}
