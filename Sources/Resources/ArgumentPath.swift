import Values

extension ValuePath {
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
