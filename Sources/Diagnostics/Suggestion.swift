/// The candidate that `name` was most likely meant to be: the nearest by edit distance, if that is less than 3 and
/// less than half of the name's length; among equally near ones the first.
package func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  // No name is this long, and the time grows with the square of the length.
  guard name.utf8.count <= 200 else { return nil }
  let wanted = Array(name.utf8)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where abs(candidate.utf8.count - wanted.count) < 3 && candidate != name {
    let distance = editDistance(wanted, Array(candidate.utf8))
    if distance < 3, distance * 2 <= max(name.utf8.count, 2), distance < best?.distance ?? .max {
      best = (candidate, distance)
    }
  }
  return best?.candidate
}

/// How many bytes have to be inserted, deleted or replaced to turn `a` into `b`; 3 where it is 3 or more.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var previous = Array(0...b.count)
  for (i, byte) in a.enumerated() {
    var current = [i + 1]
    current.reserveCapacity(b.count + 1)
    for (j, other) in b.enumerated() {
      current.append(Swift.min(previous[j] + (byte == other ? 0 : 1), previous[j + 1] + 1, current[j] + 1))
    }
    previous = current
    if previous.allSatisfy({ $0 > 2 }) { return 3 }
  }
  return Swift.min(previous[b.count], 3)
}
