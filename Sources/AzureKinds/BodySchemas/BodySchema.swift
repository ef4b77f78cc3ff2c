/// What the bodies of one type may hold, over the api-versions that are known.
///
/// It is read from a text with a line for each member, indented beneath what it is in: `name`, then `[]` for a list or `{}`
/// for a map of what follows, `!` for required, `-` for read-only, `+` for write-only, `~` for what people write and no
/// api-version has; after a colon its shape, and after ` @` the first api-version that has it. Shapes are `any`, `object`,
/// `bool`, `string`, `int`, with bounds (`int(1..5)`, of a string those of its length) and a string with a `/pattern/`;
/// `"A"|"B"`, with `|*` if there may be others; `%name` for a table of members that stands further below; and none for
/// members in the lines beneath. A line that is only `%name` stands for the members of such a table.
package struct BodySchema: Sendable {
  /// As it is written: `Microsoft.Network/natGateways`.
  package let type: String
  /// In their order.
  package let apiVersions: [String]
  let members: [Member]

  struct Member: Sendable {
    let name: String
    let shape: Shape
    var isRequired = false
    var isReadOnly = false
    var isWriteOnly = false
    var isNowhere = false
    /// The first api-version that has it, where the earliest known one doesn't.
    var since: String?

    func isThere(in apiVersion: String) -> Bool { !isNowhere && since.map { $0 <= apiVersion } ?? true }
  }

  indirect enum Shape: Sendable {
    case any
    case bool
    case string(length: Bounds, pattern: String?)
    case number(Bounds)
    /// One of these; if `isOpen`, others may come.
    case oneOf([String], isOpen: Bool)
    /// With nil, an object with any members.
    case object([Member]?)
    case list(Shape)
    case map(Shape)
  }

  struct Bounds: Sendable {
    var min: Int?
    var max: Int?
  }
}

extension BodySchema {
  /// What Azure answers and doesn't take: `/properties/pools/*/state`.
  var readOnlyPaths: [String] {
    func paths(_ members: [Member], _ place: String) -> [String] {
      members.flatMap { member -> [String] in
        let path = "\(place)/\(member.name)"
        return member.isReadOnly ? [path] : inside(member.shape, path)
      }
    }
    func inside(_ shape: Shape, _ path: String) -> [String] {
      switch shape {
      case .object(let members): paths(members ?? [], path)
      case .list(let inner), .map(let inner): inside(inner, path + "/*")
      case .any, .bool, .string, .number, .oneOf: []
      }
    }
    return paths(members, "")
  }

  /// Reads one type: its lines, and those of the shared tables of the text that it is in.
  init?(_ lines: [Substring], tables: [Substring: [Substring]]) {
    guard let header = lines.first?.split(separator: " "), let type = header.first else { return nil }
    self.type = String(type)
    apiVersions = header.dropFirst().map(String.init)
    var reader = Reader(lines: lines.dropFirst(), tables: tables)
    members = reader.members(deeperThan: 0)
  }

  private struct Reader {
    var lines: ArraySlice<Substring>
    let tables: [Substring: [Substring]]

    mutating func members(deeperThan depth: Int) -> [Member] {
      var members: [Member] = []
      while let line = lines.first {
        let indentation = line.prefix { $0 == " " }.count
        guard indentation > depth else { break }
        lines = lines.dropFirst()
        let text = line.dropFirst(indentation)
        if text.first == "%" {
          members += table(text)
        } else {
          members.append(member(text, at: indentation))
        }
      }
      return members
    }

    private func table(_ name: Substring) -> [Member] {
      var reader = Reader(lines: (tables[name.dropFirst()] ?? [])[...], tables: tables)
      return reader.members(deeperThan: 0)
    }

    private mutating func member(_ line: Substring, at depth: Int) -> Member {
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      var name = line[..<colon]
      var text = line[colon...].dropFirst().drop { $0 == " " }
      var since: String?
      if let at = text.lastIndex(of: "@"), at == text.startIndex || text[..<at].last == " " {
        since = String(text[at...].dropFirst())
        text = text[..<at]
        while text.last == " " { text = text.dropLast() }
      }
      func takes(_ mark: Character) -> Bool {
        guard name.last == mark else { return false }
        name = name.dropLast()
        return true
      }
      let isNowhere = takes("~")
      let isWriteOnly = takes("+")
      let isReadOnly = takes("-")
      let isRequired = takes("!")
      var wrappers: [Substring] = []
      while name.hasSuffix("[]") || name.hasSuffix("{}") {
        wrappers.append(name.suffix(2))
        name = name.dropLast(2)
      }
      let inner = text.isEmpty ? .object(members(deeperThan: depth)) : shape(text)
      return Member(
        name: String(name), shape: wrappers.reduce(inner) { $1 == "[]" ? .list($0) : .map($0) },
        isRequired: isRequired, isReadOnly: isReadOnly, isWriteOnly: isWriteOnly, isNowhere: isNowhere, since: since)
    }

    private func shape(_ text: Substring) -> Shape {
      if text.first == "%" { return .object(table(text)) }
      if text.first == "\"" {
        let values = text.split(separator: "|").filter { $0 != "*" }.map { String($0.dropFirst().dropLast()) }
        return .oneOf(values, isOpen: text.hasSuffix("|*"))
      }
      let name = text.prefix { $0 != "(" && $0 != " " }
      var rest = text[name.endIndex...]
      var bounds = Bounds()
      if rest.first == "(", let end = rest.firstIndex(of: ")") {
        let sides = rest[rest.startIndex..<end].dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        bounds = Bounds(min: sides.first.flatMap { Int($0) }, max: sides.last.flatMap { Int($0) })
        rest = rest[end...].dropFirst()
      }
      rest = rest.drop { $0 == " " }
      let pattern = rest.first == "/" ? String(rest.dropFirst().dropLast()) : nil
      switch name {
      case "bool": return .bool
      case "string": return .string(length: bounds, pattern: pattern)
      case "int": return .number(bounds)
      case "object": return .object(nil)
      default: return .any
      }
    }
  }
}
