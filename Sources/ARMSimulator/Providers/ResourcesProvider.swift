import Values

/// Resource groups and template specs.
enum ResourcesProvider {
  static let types = [group, templateSpec, templateSpecVersion]

  private static let group: ResourceType = {
    var type = ResourceType(
      "Microsoft.Resources/resourceGroups",
      APIVersions(
        "2016-09-01", "2019-10-01", "2020-06-01", "2021-04-01", "2022-09-01", "2023-07-01", "2024-11-01",
        "2025-04-01"))
    type.schema = {
      Schema(
        """
        location: string required
        managedBy: string
        tags{}: string
        properties
          provisioningState: any readOnly
        """)
    }
    type.isValidName = { name in
      (1...90).contains(name.count) && !name.hasSuffix(".")
        && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.()".contains($0) }
    }
    type.hasSystemData = false
    type.delete = .asynchronous(.seconds(120), .location)
    type.hooks.checkDeletion = { group, _, _ throws(Refusal) in
      guard let owner = group.body["managedBy"]?.stringValue, !owner.isEmpty else { return }
      throw .denied("Microsoft.Resources/subscriptions/resourceGroups/delete", id: group.id, by: owner)
    }
    type.hooks.deletionAccepted = { group, cloud in
      for var inner in cloud.state.below(group.key) where inner.state != nil {
        inner.state = "Deleting"
        cloud.state[inner.key] = inner
      }
    }
    return type
  }()

  private static let templateSpecVersions = APIVersions("2021-05-01", "2022-02-01")

  private static let templateSpec: ResourceType = {
    var type = ResourceType("Microsoft.Resources/templateSpecs", templateSpecVersions)
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        properties
          description: string
          displayName: string
          metadata: any
          versions: any readOnly
        """)
    }
    type.isValidName = isValidTemplateSpecName
    type.hasState = false
    type.hooks.prepare = { draft, _ throws(Refusal) in
      draft.body.fill("properties", with: [:])
      for (name, limit) in [("description", 4096), ("displayName", 64)]
      where (draft.body["properties", name]?.stringValue?.count ?? 0) > limit {
        throw Refusal(
          400, "InvalidTemplateSpec", "The \(name) of a template spec can have \(limit) characters at most.",
          target: "properties." + name)
      }
    }
    type.hooks.shown = { spec, body, call, cloud in
      guard call.parameter("$expand")?.lowercased() == "versions" else { return body }
      var body = body
      body["properties", "versions"] = .object(
        Members(
          cloud.listed(below: spec.key).map { version in
            var summary: Value = [
              "timeCreated": .string(version.created.text()), "timeModified": .string(version.changed.text()),
            ]
            summary["description"] = version.body["properties", "description"]
            return (version.name, summary)
          }))
      return body
    }
    return type
  }()

  private static let templateSpecVersion: ResourceType = {
    var type = ResourceType("Microsoft.Resources/templateSpecs/versions", templateSpecVersions)
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        properties
          description: string
          linkedTemplates[]
            path: string required
            template: any required
          metadata: any
          mainTemplate: any
          uiFormDefinition: any
        """)
    }
    type.isValidName = isValidTemplateSpecName
    type.hasState = false
    type.isTracked = false
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      // The limit is documented as about two megabytes.
      guard draft.call.body.count <= 2 * 1024 * 1024 else {
        throw Refusal(
          400, "TemplateSpecTooLarge",
          "The size of the template spec content exceeds the maximum limit. The limit is '2097152' bytes.")
      }
      draft.body.fill("properties", with: [:])
      let location = cloud.state[draft.target.parentKey]?.body["location"]?.stringValue
      if let location, draft.body["location"]?.stringValue != location {
        throw Refusal(
          400, "InvalidTemplateSpec",
          "The location of a template spec version must be that of its template spec, '\(location)'.",
          target: "location")
      }
    }
    return type
  }()

  private static let isValidTemplateSpecName: @Sendable (String) -> Bool = { name in
    (1...90).contains(name.count) && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.()".contains($0) }
  }
}
