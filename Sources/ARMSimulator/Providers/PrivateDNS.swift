import Values

/// Private DNS zones, their links to virtual networks and their records.
enum PrivateDNS {
  static let types = [zone, link, startOfAuthority, address]

  private static let zoneType = "Microsoft.Network/privateDnsZones"
  private static let versions = APIVersions("2018-09-01", "2020-01-01", "2020-06-01", "2024-06-01")

  private static let zone: ResourceType = {
    var type = ResourceType(zoneType, versions)
    type.schema = { zoneSchema }
    type.location = .global
    type.etag = .conditional
    type.hasSystemData = false
    type.create = .asynchronous(.seconds(30), .both)
    type.update = .asynchronous(.seconds(10), .both)
    type.delete = .asynchronous(.seconds(30), .both)
    type.isValidName = { name in
      let labels = name.split(separator: ".", omittingEmptySubsequences: false)
      return name.count <= 253 && (2...34).contains(labels.count)
        && labels.allSatisfy { label in
          (1...63).contains(label.count)
            && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        }
    }
    type.hooks.prepare = { draft, _ throws(Refusal) in
      draft.body.fill("tags", with: [:])
      let defaults: [(String, Value)] = [
        ("maxNumberOfRecordSets", 25_000), ("maxNumberOfVirtualNetworkLinks", 1000),
        ("maxNumberOfVirtualNetworkLinksWithRegistration", 100),
        ("internalId", .string(Base64.text(Array(draft.uid.utf8)))),
      ]
      for (member, value) in defaults { draft.body.fill("properties", member, with: value) }
    }
    type.hooks.completed = { zone, cloud in
      cloud.place(
        id: zone.id + "/SOA/@", type: startOfAuthority.name,
        body: [
          "properties": [
            "ttl": 3600, "fqdn": .string(zone.name + "."), "isAutoRegistered": false,
            "soaRecord": [
              "host": "azureprivatedns.net", "email": "azureprivatedns-host.microsoft.com", "serialNumber": 1,
              "refreshTime": 3600, "retryTime": 300, "expireTime": 2_419_200, "minimumTtl": 10,
            ],
          ]
        ], at: cloud.now)
    }
    type.hooks.checkDeletion = { zone, _, cloud throws(Refusal) in
      let links = links(of: zone.key, cloud)
      guard !links.isEmpty else { return }
      throw Refusal(
        409, "CannotDeleteResource",
        "Cannot delete resource while nested resources exist. Some existing nested resource IDs include: "
          + links.map { "'\($0.id)'" }.joined(separator: ", ")
          + ". Please delete all nested resources before deleting this resource.")
    }
    type.hooks.shown = { zone, body, _, cloud in
      var body = body
      let links = links(of: zone.key, cloud)
      let registering = links.filter { $0.body["properties", "registrationEnabled"] == true }
      body["properties", "numberOfRecordSets"] = .number(cloud.state.below(zone.key).count - links.count)
      body["properties", "numberOfVirtualNetworkLinks"] = .number(links.count)
      body["properties", "numberOfVirtualNetworkLinksWithRegistration"] = .number(registering.count)
      return body
    }
    return type
  }()

  private static func links(of zone: String, _ cloud: SimulatedCloud) -> [StoredResource] {
    cloud.state.below(zone).filter { $0.type == link.name }
  }

  private static let link: ResourceType = {
    var type = ResourceType(zoneType + "/virtualNetworkLinks", versions)
    type.schema = { linkSchema }
    type.location = .global
    type.isTracked = false
    type.etag = .conditional
    type.hasSystemData = false
    type.create = .asynchronous(.seconds(40), .both)
    type.update = .asynchronous(.seconds(20), .both)
    type.delete = .asynchronous(.seconds(40), .both)
    type.isValidName = { name in
      (1...80).contains(name.count)
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
    type.immutable = [["properties", "virtualNetwork", "id"]]
    type.hooks.busy = { target, _, cloud in
      guard !cloud.state.runningOperations(onOrBelow: target.parentKey).isEmpty else { return nil }
      return Refusal(
        409, "Conflict", "Another operation on the private DNS zone is in progress. Please try again later.")
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let network = draft.body["properties", "virtualNetwork", "id"]?.stringValue ?? ""
      guard let found = cloud.state[ResourceIDs.key(network)], found.type == NetworkProvider.networkType else {
        throw Refusal(
          404, "VirtualNetworkNotFound", "The virtual network '\(network)' could not be found.",
          target: "properties.virtualNetwork.id")
      }
      let others = links(of: draft.target.parentKey, cloud).filter { $0.key != draft.key }
      if let other = others.first(where: { linked in
        linked.body["properties", "virtualNetwork", "id"]?.stringValue.map(ResourceIDs.key) == found.key
      }) {
        throw Refusal(
          409, "Conflict",
          "A virtual network link for the virtual network '\(found.id)' exists already: '\(other.name)'.")
      }
      draft.body.fill("tags", with: [:])
      draft.body.fill("properties", "registrationEnabled", with: false)
      draft.body.fill("properties", "resolutionPolicy", with: "Default")
      draft.body["properties", "virtualNetwork", "id"] = .string(found.id)
      draft.body["properties", "virtualNetworkLinkState"] = "InProgress"
    }
    type.hooks.completed = { link, _ in link.body["properties", "virtualNetworkLinkState"] = "Completed" }
    return type
  }()

  // MARK: - Records

  private static func record(_ name: String, _ member: String) -> ResourceType {
    var type = ResourceType(zoneType + "/" + name, versions)
    type.schema = {
      Schema(
        """
        etag: any readOnly
        properties
          ttl: int 0...2147483647
          metadata{}: string
          fqdn: any readOnly
          isAutoRegistered: any readOnly
          \(member): any
        """)
    }
    type.location = .none
    type.isTracked = false
    type.etag = .conditional
    type.hasState = false
    type.hasSystemData = false
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let zone = cloud.state[draft.target.parentKey]?.name ?? ""
      let name = draft.target.name
      draft.body.fill("properties", "ttl", with: 3600)
      draft.body["properties", "fqdn"] = .string(name == "@" ? zone + "." : "\(name).\(zone).")
      draft.body["properties", "isAutoRegistered"] = false
    }
    return type
  }

  private static let address = record("A", "aRecords")

  private static let startOfAuthority: ResourceType = {
    var type = record("SOA", "soaRecord")
    type.onlyName = "@"
    return type
  }()

  // MARK: - Bodies, after Azure's published types of api-version 2024-06-01

  private static let zoneSchema = Schema(
    """
    etag: string
    location: string
    properties: any readOnly
    tags{}: string
    """)

  private static let linkSchema = Schema(
    """
    etag: string
    location: string
    properties
      provisioningState: any readOnly
      registrationEnabled: bool
      resolutionPolicy: Default|NxDomainRedirect
      virtualNetwork
        id: string
      virtualNetworkLinkState: any readOnly
    tags{}: string
    """)
}
