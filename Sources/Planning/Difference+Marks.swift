import Resources
import Values

extension Difference {
  /// The difference with what has become sensitive since it was applied, or no longer is: for a value that lives in the
  /// record that is a change, since the record keeps no secrets.
  func noting(markingSince entry: EnvironmentRecord.Entry, of instance: ResourceInstance) -> Difference {
    let marked = Set(SensitivePaths.of(instance.kind.schema, arguments: instance.arguments))
    let roots = marked.symmetricDifference(entry.sensitivePaths).map { $0.prefix { $0 != "." && $0 != "[" } }
    let further = Set(roots).sorted().compactMap { root -> Change? in
      let path = ValuePath([.member(String(root))])
      guard let value = planned[path], !changes.contains(where: { $0.path == path }) else { return nil }
      return Change(path: path, old: value, new: value, forcesReplacement: false, cause: .spec)
    }
    return further.isEmpty ? self : Difference(planned: planned, changes: changes + further)
  }
}
