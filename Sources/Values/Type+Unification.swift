extension Type {
  /// The type that values of all these types can be converted to, as the arms of a conditional must; nil if there is none.
  ///
  /// `dynamic` stands for a type that isn't known yet, and leaves the result open where it could change it.
  package static func unified(_ types: [Type]) -> Type? {
    guard let first = types.first else { return nil }
    if types.allSatisfy({ $0 == first }) { return first }
    var kinds = KindCounts()
    for type in types { kinds.count(type) }
    let all = types.count
    let hasDynamic = kinds.dynamics > 0
    if kinds.maps > 0, kinds.maps + kinds.dynamics == all {
      return unifiedCollections(types, hasDynamic, Type.map)
    }
    if kinds.maps > 0, kinds.maps + kinds.objects + kinds.dynamics == all {
      if let type = unifiedObjectsAsMaps(types) { return type }
    } else if kinds.lists > 0, kinds.lists + kinds.dynamics == all {
      return unifiedCollections(types, hasDynamic, Type.list)
    } else if kinds.lists > 0, kinds.lists + kinds.tuples + kinds.dynamics == all {
      if let type = unifiedTuplesAsLists(types) { return type }
    } else if kinds.sets > 0, kinds.sets + kinds.dynamics == all {
      return unifiedCollections(types, hasDynamic, Type.set)
    } else if kinds.objects > 0, kinds.objects + kinds.dynamics == all {
      return hasDynamic ? .dynamic : unifiedObjects(types)
    } else if kinds.tuples > 0, kinds.tuples + kinds.dynamics == all {
      return hasDynamic ? .dynamic : unifiedTuples(types)
    } else if kinds.objects > 0, kinds.tuples > 0 {
      return nil
    }
    return types.sortedByPreference().first { wanted in types.allSatisfy { $0.converts(to: wanted) } }
  }

  private static func unifiedCollections(_ types: [Type], _ hasDynamic: Bool, _ make: (Type) -> Type) -> Type? {
    hasDynamic ? .dynamic : unified(types.compactMap(\.elementType)).map(make)
  }

  private static func unifiedObjects(_ types: [Type]) -> Type? {
    let objects = types.compactMap(\.objectType)
    guard let names = objects.first?.names, objects.allSatisfy({ $0.names == names }) else {
      return unifiedObjectsToMap(objects)
    }
    var unifiedTypes: [Type] = []
    for index in names.indices {
      // What can't be unified for one attribute can't be for a map of all of them.
      guard let type = unified(objects.map { $0.types[index] }) else { return nil }
      unifiedTypes.append(type)
    }
    return .object(ObjectType(sortedNames: names, types: unifiedTypes))
  }

  private static func unifiedObjectsToMap(_ objects: [ObjectType]) -> Type? {
    guard let map = unified(objects.flatMap(\.types)).map(Type.map) else { return nil }
    return objects.allSatisfy { Type.object($0).converts(to: map) } ? map : nil
  }

  private static func unifiedTuples(_ types: [Type]) -> Type? {
    let tuples = types.compactMap(\.tupleTypes)
    guard let count = tuples.first?.count, tuples.allSatisfy({ $0.count == count }) else {
      return unifiedTuplesToList(tuples)
    }
    var unifiedTypes: [Type] = []
    for index in 0..<count {
      guard let type = unified(tuples.map { $0[index] }) else { return nil }
      unifiedTypes.append(type)
    }
    return .tuple(unifiedTypes)
  }

  private static func unifiedTuplesToList(_ tuples: [[Type]]) -> Type? {
    guard let list = unified(tuples.flatMap { $0 }).map(Type.list) else { return nil }
    return tuples.allSatisfy { Type.tuple($0).converts(to: list) } ? list : nil
  }

  /// Objects among maps are maps in disguise.
  private static func unifiedObjectsAsMaps(_ types: [Type]) -> Type? {
    let objects = types.compactMap(\.objectType).filter { !$0.names.isEmpty }
    let map = objects.isEmpty ? nil : unifiedObjectsToMap(objects)
    if !objects.isEmpty, map == nil { return nil }
    let result = unified(
      types.compactMap { type in
        guard let object = type.objectType else { return type }
        return object.names.isEmpty ? nil : map
      })
    if case .map = result { return result }
    return nil
  }

  /// Tuples among lists are lists in disguise.
  private static func unifiedTuplesAsLists(_ types: [Type]) -> Type? {
    let tuples = types.compactMap(\.tupleTypes).filter { !$0.isEmpty }
    let list = tuples.isEmpty ? nil : unifiedTuplesToList(tuples)
    if !tuples.isEmpty, list == nil { return nil }
    let result = unified(
      types.compactMap { type in
        guard let tuple = type.tupleTypes else { return type }
        return tuple.isEmpty ? nil : list
      })
    if case .list = result { return result }
    return nil
  }

  package var objectType: ObjectType? {
    if case .object(let object) = self { object } else { nil }
  }

  package var tupleTypes: [Type]? {
    if case .tuple(let types) = self { types } else { nil }
  }
}

/// How many types there are of each kind.
private struct KindCounts {
  var maps = 0
  var lists = 0
  var sets = 0
  var objects = 0
  var tuples = 0
  var dynamics = 0

  mutating func count(_ type: Type) {
    switch type {
    case .map: maps += 1
    case .list: lists += 1
    case .set: sets += 1
    case .object: objects += 1
    case .tuple: tuples += 1
    case .dynamic: dynamics += 1
    case .bool, .number, .string: break
    }
  }
}

extension [Type] {
  /// The types with those first that others should rather be converted to; otherwise in their order, each once.
  fileprivate func sortedByPreference() -> [Type] {
    var unique: [Type] = []
    for type in self where !unique.contains(type) { unique.append(type) }
    // The preference is partial, so insertion sort: each goes before the first that it is preferred to.
    var sorted: [Type] = []
    for type in unique {
      let place = sorted.firstIndex { type.preference(over: $0) > 0 } ?? sorted.count
      sorted.insert(type, at: place)
    }
    return sorted
  }
}

extension Type {
  /// Above zero if values of the other type should rather be converted to this one, below if the reverse, zero if neither.
  fileprivate func preference(over other: Type) -> Int {
    switch (self, other) {
    case (.dynamic, .dynamic): 0
    case (.dynamic, _): -1
    case (_, .dynamic): 1
    case (.string, .string): 0
    case (.string, .number), (.string, .bool): 1
    case (.number, .string), (.bool, .string): -1
    case (.list(let left), .list(let right)), (.set(let left), .set(let right)), (.map(let left), .map(let right)):
      left.preference(over: right)
    case (.tuple, .set), (.list, .set): 1
    case (.set, .tuple), (.set, .list): -1
    case (.list, .tuple), (.map, .object): 1
    case (.tuple, .list), (.object, .map): -1
    default: 0
    }
  }
}
