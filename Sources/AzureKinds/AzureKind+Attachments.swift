import Resources
import Values

extension AzureKind {
  /// A document of its own that is read along with a resource and written along with it: it shows in the resource's body
  /// as a member, whose name begins with `+`.
  package struct Attachment: Sendable {
    package enum Source: Sendable {
      /// A child, by the end of its id: `SOA/@`.
      case child(String)
      /// All children of a type, as a list: `privateDnsZoneGroups`.
      case children(String)
      /// What the first element of a list in the body names; it is only read.
      case named(BodyPath)
      /// Those beside it that the elements of a block name by their `name`, as a list, where they are: the arguments of
      /// the route stand in braces. It is only read.
      case asked(ARMRoute, block: String)
    }

    package let member: String
    package let source: Source
    package let apiVersion: String
  }

  package func attaching(child path: String, as member: String, apiVersion: String? = nil) -> AzureKind {
    attaching(.child(path), as: member, apiVersion)
  }

  package func attaching(children type: String, as member: String, apiVersion: String? = nil) -> AzureKind {
    attaching(.children(type), as: member, apiVersion)
  }

  package func attaching(namedAt path: String, as member: String, apiVersion: String? = nil) -> AzureKind {
    attaching(.named(BodyPath(path)), as: member, apiVersion)
  }

  package func attaching(askedBy block: String, at template: String, as member: String, apiVersion: String) -> AzureKind
  {
    attaching(.asked(ARMRoute(template, apiVersion: apiVersion), block: block), as: member, apiVersion)
  }

  private func attaching(_ source: Attachment.Source, as member: String, _ apiVersion: String?) -> AzureKind {
    attaching(Attachment(member: member, source: source, apiVersion: apiVersion ?? route.apiVersion))
  }
}

extension AzureKind.Attachment {
  /// The document for people: `SOA/@`.
  package var label: String {
    switch source {
    case .child(let path): path
    case .children(let type): type
    case .named(let path): "\(path.names.last ?? "")[0]"
    case .asked(let route, _): route.type
    }
  }

  package var isWritten: Bool {
    switch source {
    case .child, .children: true
    case .named, .asked: false
    }
  }
}

extension AzureKind {
  /// How a resource is asked for by its arguments: with what they have read along with it.
  var asking: (@Sendable (_ arguments: Value) -> ReadSettings)? {
    let asked = attachments.compactMap { attachment -> (member: String, block: String)? in
      if case .asked(_, let block) = attachment.source { (attachment.member, block) } else { nil }
    }
    if asked.isEmpty { return nil }
    return { arguments in
      var settings = ReadSettings()
      for (member, block) in asked {
        let names = (arguments[member: block]?.elements ?? []).compactMap { $0[member: "name"]?.stringValue }
        if !names.isEmpty { settings.along[member] = names.sorted() }
      }
      return settings
    }
  }
}
