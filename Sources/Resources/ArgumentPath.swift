import Values

extension ValuePath {
  /// The path that ``text`` writes so; nil for what is none. Indices are read, elements of sets are not.
  package init?(text: String) {
    var steps: [Step] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "[" {
        if rest.hasPrefix("[\"") {
          guard let end = rest.firstRange(of: "\"]") else { return nil }
          steps.append(.member(String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound])))
          rest = rest[end.upperBound...]
        } else {
          guard let end = rest.firstIndex(of: "]"), let index = Int(rest[rest.index(after: rest.startIndex)..<end])
          else {
            return nil
          }
          steps.append(.index(index))
          rest = rest[rest.index(after: end)...]
        }
      } else {
        if first == "." { rest = rest.dropFirst() }
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        steps.append(.member(String(name)))
        rest = rest.dropFirst(name.count)
      }
    }
    self.init(steps)
  }

  /// The path as a spec would write it: `default_node_pool[0].min_count`.
  package var text: String {
    var result = ""
    for step in steps {
      switch step {
      case .member(let name):
        let isName = name.utf8.allSatisfy {
          switch $0 {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
          default: false
          }
        }
        result += isName ? (result.isEmpty ? name : ".\(name)") : "[\"\(name)\"]"
      case .index(let index): result += "[\(index)]"
      case .element: result += "[]"
      }
    }
    return result
  }
}
