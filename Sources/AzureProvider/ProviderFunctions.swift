import AzureKinds
import Evaluation
import Resources
import Values

extension AzureProvider {
  /// The functions of the providers that people know the kinds from, by the addresses of these.
  package static let functions: [String: FunctionTable] = [
    "azure/azapi": FunctionTable([
      .buildID, .inTenant, .inManagementGroup, .inSubscription, .inResourceGroup, .onResource, .parseID, .camelCased,
      .uniqueString,
    ]),
    "hashicorp/azurerm": FunctionTable([.azurermNormal, .azurermParse]),
  ]
}

/// The functions that calls of `provider::azapi::` mean.
extension Function {
  /// The id of a resource by what it is in or beneath, its type and its name.
  fileprivate static let buildID = Function(
    "build_resource_id",
    [Parameter("parent_id", .string), Parameter("resource_type", .string), Parameter("name", .string)], result: .string
  ) { (arguments, _) throws(FunctionError) in
    .string(
      try id(
        of: try remote(arguments[1].stringValue ?? "", argument: 1), in: arguments[0].stringValue ?? "",
        called: arguments[2].stringValue ?? "", argument: 2))
  }

  fileprivate static let inTenant = nested("tenant_resource_id", in: []) { _ in "/" }

  fileprivate static let inManagementGroup = nested("management_group_resource_id", in: ["management_group_name"]) {
    "/providers/Microsoft.Management/managementGroups/\($0[0])"
  }

  fileprivate static let inSubscription = nested("subscription_resource_id", in: ["subscription_id"]) {
    "/subscriptions/\($0[0])"
  }

  fileprivate static let inResourceGroup = nested(
    "resource_group_resource_id", in: ["subscription_id", "resource_group_name"]
  ) { "/subscriptions/\($0[0])/resourceGroups/\($0[1])" }

  fileprivate static let onResource = nested("extension_resource_id", in: ["base_resource_id"]) { $0[0] }

  /// What an id consists of; nothing is an empty text.
  fileprivate static let parseID = Function(
    "parse_resource_id", [Parameter("resource_type", .string), Parameter("resource_id", .string)],
    resultType: { (_) throws(FunctionError) in .dynamic }
  ) { (arguments, _) throws(FunctionError) in
    let remote = try remote(arguments[0].stringValue ?? "", argument: 0)
    let id = arguments[1].stringValue ?? ""
    guard RemoteType.type(of: id)?.lowercased() == remote.type.lowercased() else {
      throw FunctionError(argument: 1, "must be the id of a \(remote.type); \"\(id)\" is none")
    }
    let names = ["id", "name", "parent_id", "subscription_id", "resource_group_name", "provider_namespace", "parts"]
    let found = AzureProvider.parts(of: id)
    var members = Members(
      names.map { name in (name, found[name].flatMap { $0.isNull ? nil : $0 } ?? .string("")) })
    members["type"] = .string(remote.type)
    let group = members["resource_group_name"]?.stringValue ?? ""
    members["resource_group_id"] = .string(
      group.isEmpty ? "" : "/subscriptions/\(members["subscription_id"]?.stringValue ?? "")/resourceGroups/\(group)")
    return .object(members)
  }

  /// The keys of all objects and maps as Azure writes names: `first_name` as `firstName`.
  fileprivate static let camelCased = Function(
    "snake2camel", [Parameter("input", .dynamic, allowsNull: true, unknowns: .inside, allowsDynamic: true)],
    resultType: { (_) throws(FunctionError) in .dynamic }
  ) { (arguments, _) throws(FunctionError) in
    arguments[0].transformed { _, part in
      switch part.unmarked {
      case .object(let members): .object(members.camelCased).marked(part.marks)
      case .map(let members, of: let type): .map(members.camelCased, of: type).marked(part.marks)
      default: part
      }
    }
  }

  /// What `uniqueString` of a template gives.
  fileprivate static let uniqueString = Function(
    "unique_string", [Parameter("base_string", .list(.string))], result: .string
  ) { (arguments, _) throws(FunctionError) in
    .string(UniqueString.text(of: (arguments[0].elements ?? []).compactMap(\.stringValue)))
  }

  // MARK: Ids

  /// A function for the id of a resource by the names of all that it lies beneath from a place on.
  private static func nested(
    _ name: String, in places: [String], _ base: @escaping @Sendable ([String]) -> String
  ) -> Function {
    let parameters = places + ["resource_type"]
    return Function(
      name, parameters.map { Parameter($0, .string) } + [Parameter("resource_names", .list(.string))], result: .string
    ) { (arguments, _) throws(FunctionError) in
      let texts = arguments.map { $0.stringValue ?? "" }
      let remote = try remote(texts[places.count], argument: places.count)
      let names = (arguments[places.count + 1].elements ?? []).map { $0.stringValue ?? "" }
      let types = remote.type.split(separator: "/").map(String.init)
      guard names.count == types.count - 1 else {
        throw FunctionError(
          argument: places.count + 1,
          "must have a name for each of the \(types.count - 1) types in \(remote.type); there are \(names.count)")
      }
      var id = base(texts)
      for (index, name) in names.enumerated() {
        let type = types.prefix(index + 2).joined(separator: "/")
        id = try Self.id(
          of: RemoteType(type: type, apiVersion: remote.apiVersion), in: id, called: name, argument: places.count + 1)
      }
      return .string(id)
    }
  }

  private static func id(
    of remote: RemoteType, in parent: String, called name: String, argument: Int
  ) throws(FunctionError) -> String {
    let route = ARMRoute(remote.routeTemplate, apiVersion: remote.apiVersion)
    guard let id = route.id({ $0 == "name" ? name : parent }) else {
      throw FunctionError(argument: argument, "a name and what it is in must not be empty")
    }
    return id
  }

  /// A type, with or without an api-version.
  private static func remote(_ text: String, argument: Int) throws(FunctionError) -> RemoteType {
    guard let remote = RemoteType(text: text.contains("@") ? text : "\(text)@2000-01-01") else {
      throw FunctionError(argument: argument, "must be a type, such as Microsoft.App/jobs; it is \"\(text)\"")
    }
    return remote
  }
}

extension Members {
  fileprivate var camelCased: Members {
    Members(
      map { name, value in
        let words = name.split(separator: "_", omittingEmptySubsequences: false).enumerated().map { index, word in
          index == 0 ? word.lowercased() : word.prefix(1).uppercased() + word.dropFirst().lowercased()
        }
        return (words.joined(), value)
      })
  }
}
