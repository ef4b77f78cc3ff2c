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
    }
  }

  package var isWritten: Bool {
    if case .named = source { false } else { true }
  }
}
