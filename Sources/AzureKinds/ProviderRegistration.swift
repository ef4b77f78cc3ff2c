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
    Argument.block("feature", .set(), .optional, at: features) {
      Argument("name", .string, .required, at: "/name", as: .lastPart).compared(by: .ignoringCase)
        .described("The name of the feature.")
      Argument("registered", .bool, .required, at: "/properties/state", as: .isRegistered)
        .described("Whether it is to be registered.")
    }
    .described("A preview feature of the resource provider; others aren't touched.")
  }
  .ofType("Microsoft.Resources/providers")
  .satisfied(by: .registration(state: BodyPath("/registrationState")))
  .attaching(
    askedBy: "feature", at: "/subscriptions/{subscription}/providers/Microsoft.Features/providers/{name}/features",
    as: String(features.dropFirst()), apiVersion: resourceProviderFeatureRegistration.route.apiVersion
  )
  .taking(seconds: 90)
  .waiting(create: 120, update: 120)
  .checked(contradictions)

  /// A feature is registered or not.
  @Sendable private static func contradictions(_ registration: Value) -> [ArgumentProblem] {
    let names = (registration[member: "feature"]?.elements ?? []).compactMap { $0[member: "name"]?.stringValue }
    let counts = Dictionary(grouping: names) { $0.lowercased() }
    return counts.values.filter { $0.count > 1 }.map { $0[0] }.sorted { $0.precedesInUTF8($1) }.map { name in
      .combination(
        "feature", "Two `feature` blocks are about \(name), and say different things of it.", hint: "keep one of them")
    }
  }

  private static let features = "/+features"

  /// The namespace of the resource provider that has to be registered before a resource can be made; nil where every
  /// subscription has it, and for what isn't owned.
  package var namespace: String? {
    guard mode == .managed, ownership == .owned else { return nil }
    let namespace = (childType ?? route.type).prefix { $0 != "/" }
    return namespace == "Microsoft.Resources" ? nil : String(namespace)
  }
}

extension Codec {
  /// A feature's name, without the namespace that stands before it; only read.
  fileprivate static let lastPart = Codec(
    encode: { $0 }, decode: { .string($0.stringValue?.split(separator: "/").last.map(String.init) ?? "") })

  /// Whether a state says that a feature is registered; only read.
  fileprivate static let isRegistered = Codec(
    encode: { $0 }, decode: { .bool($0.stringValue?.lowercased() == "registered") })
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
