import ARM
import AzureKinds
import Resources
import Values

/// Looks at resources: at few by themselves, at many of one parent in one list.
extension AzureProvider {
  /// One resource that is read, and the requests that it answers: of what is nothing but paths of its body, too.
  private struct Reading {
    let id: String
    let kind: AzureKind
    /// How it is asked for.
    let settings: ReadSettings
    var requests: [Int] = []
    /// Whether one of them may be looked for in a list.
    var mayBeListed = false

    /// The path of the list that shows it, nil where there is none.
    var list: String? {
      guard mayBeListed, settings.headers.isEmpty, settings.query.isEmpty, kind.list != nil,
        let end = id.lastIndex(of: "/")
      else { return nil }
      return String(id[..<end])
    }
  }

  /// What is read in one way, whatever it is read for.
  private struct Place: Hashable {
    let path: String
    let apiVersion: String
    let settings: ReadSettings

    init(_ path: String, _ kind: AzureKind, _ settings: ReadSettings = ReadSettings()) {
      self.path = path.lowercased()
      apiVersion = kind.route.apiVersion
      self.settings = settings
    }
  }

  private typealias Outcome = Result<Observation.Live?, ARMError>

  package func observe(_ requests: [ObservationRequest], listing: Set<ObservationRequest>) async -> [Observation] {
    var observations = [Observation](repeating: .absent, count: requests.count)
    guard let session else { return observations }
    var placements: [Int: Placement] = [:]
    var owners: Set<Int> = []
    var readings: [Place: Reading] = [:]
    // The first way of its own that a resource is read in, by the usual one.
    var special: [Place: Place] = [:]
    for (index, request) in requests.enumerated() {
      guard let declaration = declaration(named: request.kind, id: request.id, apiVersion: request.apiVersion),
        declaration.ownership != .recorded
      else { continue }
      if declaration.membersOwned != nil { owners.insert(index) }
      do throws(ARMError) {
        let placement = declaration.place?.isAll == true ? try placement(of: request.id, declaration) : nil
        placements[index] = placement
        let kind = placement?.owner ?? declaration
        let id = placement?.ownerID ?? request.id
        let place = Place(id, kind, request.settings)
        readings[place, default: Reading(id: id, kind: kind, settings: request.settings)].requests.append(index)
        if listing.contains(request) { readings[place]?.mayBeListed = true }
        if !request.settings.isUsual { special[Place(id, kind)] = special[Place(id, kind)] ?? place }
      } catch {
        observations[index] = .unreadable(ProviderFailure(error))
      }
    }
    // What is read in a way of its own anyway answers those that have no wish, too.
    for (usual, place) in special {
      guard let plain = readings.removeValue(forKey: usual), var reading = readings[place] else { continue }
      reading.requests = (reading.requests + plain.requests).sorted()
      reading.mayBeListed = reading.mayBeListed || plain.mayBeListed
      readings[place] = reading
    }
    // In the order of the requests, so that the same plan asks the same way.
    let ordered = readings.values.sorted { ($0.requests.first ?? 0) < ($1.requests.first ?? 0) }
    let lists = Dictionary(grouping: ordered) { reading in reading.list.map { Place($0, reading.kind) } }
    await withTaskGroup(of: [(Reading, Outcome)].self) { tasks in
      for reading in ordered {
        let group = reading.list.flatMap { lists[Place($0, reading.kind)] } ?? []
        if group.count < 2 {
          tasks.addTask { [(reading, await Self.look(at: reading, session))] }
        } else if group.first?.requests == reading.requests {
          tasks.addTask { await Self.look(at: group, session) }
        }
      }
      for await outcomes in tasks {
        for (reading, outcome) in outcomes {
          for index in reading.requests {
            observations[index] = observation(outcome, placements[index], isOwner: owners.contains(index))
          }
        }
      }
    }
    return observations
  }

  private func observation(_ outcome: Outcome, _ placement: Placement?, isOwner: Bool) -> Observation {
    switch outcome {
    case .failure(let error): return .unreadable(ProviderFailure(error))
    case .success(let live):
      // What a path is in may have failed: it is planned as a repair itself.
      if isOwner { return live.map { .present(Observation.Live(id: $0.id, body: $0.body)) } ?? .absent }
      let found = placement.map { placement in live.flatMap(placement.live) } ?? live
      return found.map { .present($0) } ?? .absent
    }
  }

  private static func look(at reading: Reading, _ session: AzureSession) async -> Outcome {
    do throws(ARMError) {
      return .success(try await session.reading(by: reading.settings).settled(reading.id, reading.kind))
    } catch {
      return .failure(error)
    }
  }

  /// Looks at several resources that one list shows. Those that it doesn't show, or as changing, are asked themselves, and
  /// so are all if the list can't be read: why not, each tells for itself.
  private static func look(at readings: [Reading], _ session: AzureSession) async -> [(Reading, Outcome)] {
    guard let first = readings.first, let list = first.list else { return [] }
    let query = first.kind.list?.filter.map { [ARMRequest.QueryItem("$filter", $0)] } ?? []
    // A list of much that is not ours costs more than it spares.
    let listed = try? await session.client.list(
      list, apiVersion: first.kind.route.apiVersion, query: query, pagesMax: readings.count - 1)
    let bodies = Dictionary(
      (listed ?? []).compactMap { body in body[member: "id"]?.stringValue.map { ($0.lowercased(), body) } },
      uniquingKeysWith: { first, _ in first })
    return await withTaskGroup(of: (Reading, Outcome).self) { tasks in
      for reading in readings {
        if let body = bodies[reading.id.lowercased()] {
          var live = session.observed(body, id: reading.id, reading.kind)
          live.isListed = true
          if live.condition != .changing {
            tasks.addTask { [live] in (reading, .success(live)) }
            continue
          }
        }
        tasks.addTask { (reading, await look(at: reading, session)) }
      }
      return await tasks.reduce(into: []) { $0.append($1) }
    }
  }
}
