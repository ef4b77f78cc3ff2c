#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

extension String {
  /// Whether this string comes before `other` in the order of their UTF-8 bytes, which is the order of map keys and
  /// object attributes.
  package func precedesInUTF8(_ other: String) -> Bool {
    var left = self
    var right = other
    return left.withUTF8 { left in
      right.withUTF8 { right in
        let shared = min(left.count, right.count)
        guard shared > 0, let one = left.baseAddress, let two = right.baseAddress else {
          return right.count > 0 && left.count == 0
        }
        let order = memcmp(one, two, shared)
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }
}

extension Array {
  /// The elements in the order of the UTF-8 bytes of a text of each; those with the same text stay as they are.
  package func sortedInUTF8(by text: (Element) -> String) -> [Element] {
    map(text).orderInUTF8.map { self[$0] }
  }
}

extension [String] {
  /// The indices in the order of the texts' UTF-8 bytes, of equal texts only the last.
  var latestInUTF8: [Int] {
    let order = orderInUTF8
    return order.indices.compactMap { place in
      place + 1 == order.count || self[order[place]] != self[order[place + 1]] ? order[place] : nil
    }
  }

  /// The indices in the order of the texts' UTF-8 bytes, those of equal texts in their own.
  fileprivate var orderInUTF8: [Int] {
    // Most texts differ in their first bytes: these are compared as numbers, without a look at the texts.
    var places = indices.map { (prefix: self[$0].prefixInUTF8, index: $0) }
    places.sort { left, right in
      left.prefix != right.prefix ? left.prefix < right.prefix : self[left.index].precedesInUTF8(self[right.index])
    }
    return places.map(\.index)
  }
}

extension String {
  /// The first eight UTF-8 bytes as a number with the first as its highest, and zeros where there are none.
  fileprivate var prefixInUTF8: UInt64 {
    utf8.prefix(8).enumerated().reduce(0) { $0 | UInt64($1.element) << (56 - 8 * $1.offset) }
  }
}
