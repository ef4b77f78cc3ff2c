import ARM
import AzureKinds
import Evaluation
import Resources
import Values

/// The functions that calls of `provider::azurerm::` mean.
extension Function {
  /// What an id consists of; nothing is an empty text. Of what extends another resource, that is the scope, and all the
  /// rest of the id is told by that.
  static let azurermParse = Function(
    "parse_resource_id", [Parameter("id", .string)], resultType: { (_) throws(FunctionError) in .dynamic }
  ) { (arguments, _) throws(FunctionError) in
    let text = arguments[0].stringValue ?? ""
    let id: ResourceID
    do throws(ResourceIDError) {
      id = try ResourceID(text)
    } catch {
      throw FunctionError(argument: 0, "is no id of a resource: \(error.reason)")
    }
    let parts = text.split(separator: "/").map(String.init)
    let places = parts.indices.filter { $0.isMultiple(of: 2) && parts[$0].lowercased() == "providers" }
    let type = RemoteType.type(of: text)?.split(separator: "/").map(String.init) ?? []
    let isExtension = places.count > 1
    // The last type and name are told by themselves.
    let parents = (places.last.map { parts[($0 + 2)...] } ?? []).dropLast(2)
    let pairs = stride(from: parents.startIndex, to: parents.endIndex, by: 2).map {
      (parents[$0], Value.string(parents[$0 + 1]))
    }
    func own(_ text: String?) -> Value { .string(isExtension ? "" : text ?? "") }
    return .object(
      Members([
        ("full_resource_type", .string(type.joined(separator: "/"))),
        ("parent_resources", .map(Members(pairs), of: .string)),
        ("resource_group_name", own(id.resourceGroup)),
        ("resource_name", .string(id.name)),
        ("resource_provider", .string(type.first ?? "")),
        ("resource_scope", .string(isExtension ? "/" + parts.prefix(places.last ?? 0).joined(separator: "/") : "")),
        ("resource_type", .string(type.count > 1 ? type[type.count - 1] : "")),
        ("subscription_id", own(id.subscription)),
      ]))
  }

  /// An id with the words that aren't names in the case that Azure documents, as far as their types are known here.
  static let azurermNormal = Function("normalise_resource_id", [Parameter("id", .string)], result: .string) {
    (arguments, _) throws(FunctionError) in
    .string(normal(arguments[0].stringValue ?? ""))
  }

  private static func normal(_ id: String) -> String {
    var parts = id.split(separator: "/").map(String.init)
    // Where the namespace and the types stand that were read since the last `providers`.
    var type: [Int] = []
    var index = 0
    while index < parts.count {
      let word = ["subscriptions", "resourceGroups", "providers"].first { $0.lowercased() == parts[index].lowercased() }
      if let word, type.isEmpty || word == "providers" {
        parts[index] = word
        type = word == "providers" && index + 1 < parts.count ? [index + 1] : []
      } else {
        type.append(index)
        let known = BodySchemas.schema(of: type.map { parts[$0] }.joined(separator: "/"))?.type.split(separator: "/")
        for (place, word) in zip(type, known ?? []) { parts[place] = String(word) }
      }
      index += 2
    }
    return "/" + parts.joined(separator: "/")
  }
}
