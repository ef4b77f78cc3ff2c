import ARM
import Resources
import Values

extension TemplateSpecRecordStore {
  package func history(environment: String) async throws(ProviderFailure) -> [RecordedRun] {
    do throws(ARMError) {
      let versions = try await session.client.list("\(specID(environment))/versions", apiVersion: Self.apiVersion)
      let runs = versions.compactMap { version -> (order: RecordVersion?, run: RecordedRun)? in
        let name = version[member: "name"]?.stringValue ?? ""
        guard RecordNames.claimant(name) == nil else { return nil }
        let order = RecordVersion(name)
        let system = version[member: "systemData"]
        let description = version[member: "properties"]?[member: "description"]?.stringValue ?? ""
        return (
          order,
          RecordedRun(
            serial: order?.serial, version: name, time: system?[member: "lastModifiedAt"]?.stringValue ?? "",
            author: system?[member: "lastModifiedBy"]?.stringValue ?? "",
            summary: order == nil ? "Not written by Armature: version \(name). \(description)" : description)
        )
      }
      // What isn't ours stands first: it has no place among the runs.
      return runs.sorted {
        switch ($0.order, $1.order) {
        case (let left?, let right?): left < right
        case (nil, nil): $0.run.version.precedesInUTF8($1.run.version)
        case (nil, _?): true
        case (_?, nil): false
        }
      }.map(\.run)
    } catch {
      if error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" { return [] }
      throw failure(error, doing: "read")
    }
  }
}
