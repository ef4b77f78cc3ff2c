import Values

/// Shows the change of a value as Terraform's plans do: a symbol before each line, parts indented, what stays folded.
struct ValueDiffText {
  let style: TextStyle
  /// The columns of the terminal; nil for a pipe, where nothing is cut.
  let width: Int?

  /// What the place of a value asks for.
  private struct Place {
    /// How deep the line stands that the value ends.
    var depth: Int
    /// The columns that the name before the value takes.
    var nameColumns = 0
    /// Whether ` -> null` is left out, since what holds the value says it.
    var isInDeletion = false
    /// Whether parts that stay are shown.
    var showsUnchanged = false

    func inner(isInDeletion: Bool, nameColumns: Int = 0) -> Place {
      Place(
        depth: depth + 1, nameColumns: nameColumns, isInDeletion: self.isInDeletion || isInDeletion,
        showsUnchanged: showsUnchanged)
    }
  }

  /// The names whose values are shown although they stay: they say what a resource is.
  private static func isImportant(_ name: String) -> Bool { name == "id" || name == "name" || name == "tags" }

  /// How lines begin at the first depths, by what happens to what they show, in the order of the actions.
  private let beginnings: [[String]]

  init(style: TextStyle = TextStyle(), width: Int? = nil) {
    self.style = style
    self.width = width
    beginnings = ValueDiff.Action.allCases.map { action in
      let symbol = Self.symbol(action, style)
      return (0..<8).map { Self.margin($0) + symbol }
    }
  }

  /// The value with all its parts, from after the `=` on; the first line ends one at `depth`.
  func value(_ diff: ValueDiff, depth: Int, nameColumns: Int = 0) -> String {
    var text = TextBuffer()
    append(diff, Place(depth: depth, nameColumns: nameColumns), to: &text)
    return text.string
  }

  /// Adds the body of a resource in braces to a text.
  func appendBody(_ diff: ValueDiff, to text: inout TextBuffer) {
    append(diff, Place(depth: 0), to: &text)
  }

  /// The sign before a line, four columns wide.
  func symbol(_ action: ValueDiff.Action) -> String { Self.symbol(action, style) }

  private static func symbol(_ action: ValueDiff.Action, _ style: TextStyle) -> String {
    switch action {
    case .none: "    "
    case .create: "  \(style("+", .green)) "
    case .update: "  \(style("~", .yellow)) "
    case .delete: "  \(style("-", .red)) "
    }
  }

  // MARK: Shapes

  // Texts are added to one that grows: a plan has hundreds of thousands of lines, and each is made of many pieces.

  private func append(_ diff: ValueDiff, _ place: Place, to text: inout TextBuffer) {
    switch diff.shape {
    case .scalar(let before, let after): appendScalar(diff, before, after, place, to: &text)
    case .sensitive: text += "(sensitive value)" + ending(diff, place)
    case .unknown(let before):
      guard let before else {
        text += "(known after apply)"
        if diff.action == .delete || diff.forcesReplacement { text += ending(diff, place) }
        return
      }
      var old = place
      old.isInDeletion = true
      append(before, old, to: &text)
      text += arrow + "(known after apply)" + forces(diff)
    case .reshaped(let before, let after):
      var old = place
      old.isInDeletion = true
      append(before, old, to: &text)
      text += arrow
      append(after, place, to: &text)
      text += forces(diff)
    case .object(let members): appendTable(diff, members, place, unit: "attribute", to: &text)
    case .map(let members): appendTable(diff, members, place, unit: "element", to: &text)
    case .list(let elements): appendSequence(diff, elements, place, showsNeighbours: true, to: &text)
    case .set(let elements): appendSequence(diff, elements, place, showsNeighbours: false, to: &text)
    case .block(let attributes, let blocks): appendBlock(diff, attributes, blocks, place, to: &text)
    }
  }

  private func appendBlock(
    _ diff: ValueDiff, _ attributes: [ValueDiff.Member], _ blocks: [(name: String, elements: [ValueDiff])],
    _ place: Place, to text: inout TextBuffer
  ) {
    text += opening("{", diff)
    // Names in a schema are identifiers.
    var columns = 0
    for attribute in attributes { columns = max(columns, attribute.name.utf8.count) }
    var hidden = 0
    for member in attributes {
      var inner = place.inner(isInDeletion: false, nameColumns: columns)
      if Self.isImportant(member.name) {
        inner.showsUnchanged = true
      } else if member.diff.action == .none, !place.showsUnchanged {
        hidden += 1
        continue
      }
      appendLine(member.diff, member.name, columns: columns, " = ", inner, to: &text)
    }
    text += folded(hidden, "attribute", place)
    var hiddenBlocks = 0
    for (name, elements) in blocks {
      let shown = elements.filter { $0.action != .none || place.showsUnchanged }
      hiddenBlocks += elements.count - shown.count
      if shown.isEmpty { continue }
      if !attributes.isEmpty || text.hasSuffix("}\n") { text += "\n" }
      for element in shown {
        let inner = place.inner(isInDeletion: false, nameColumns: name.count)
        appendLine(element, name, columns: 0, " ", inner, to: &text)
      }
    }
    if hiddenBlocks > 0 { text += "\n" + folded(hiddenBlocks, "block", place) }
    text += Self.margin(place.depth)
    text += "    }"
  }

  private func appendTable(
    _ diff: ValueDiff, _ members: [ValueDiff.Member], _ place: Place, unit: String, to text: inout TextBuffer
  ) {
    if members.isEmpty {
      text += "{}" + ending(diff, place)
      return
    }
    let names = members.map { unit == "element" ? HCLText.quoted($0.name) : HCLText.name($0.name) }
    let columns = names.map(\.columnCount).max() ?? 0
    text += opening("{", diff)
    var hidden = 0
    for (name, member) in zip(names, members) {
      var inner = place.inner(isInDeletion: diff.action == .delete, nameColumns: columns)
      if unit == "attribute", Self.isImportant(member.name) { inner.showsUnchanged = true }
      if member.diff.action == .none, !inner.showsUnchanged, diff.action != .none {
        hidden += 1
        continue
      }
      appendLine(member.diff, name, columns: columns, " = ", inner, to: &text)
    }
    text += folded(hidden, unit, place)
    text += Self.margin(place.depth)
    text += "    }"
    text += nullSuffix(diff, place)
  }

  private func appendSequence(
    _ diff: ValueDiff, _ elements: [ValueDiff], _ place: Place, showsNeighbours: Bool, to text: inout TextBuffer
  ) {
    if elements.isEmpty {
      text += "[]" + ending(diff, place)
      return
    }
    text += opening("[", diff)
    // An element that goes leaves no null behind.
    let inner = place.inner(isInDeletion: true)
    var hidden = 0
    for (index, element) in elements.enumerated() {
      // What stands beside a change shows where in the list it is.
      let isBesideChange =
        showsNeighbours
        && ((index > 0 && elements[index - 1].action != .none)
          || (index + 1 < elements.count && elements[index + 1].action != .none))
      if element.action == .none, !place.showsUnchanged, diff.action != .none, !isBesideChange {
        hidden += 1
        continue
      }
      text += folded(hidden, "element", place)
      hidden = 0
      text += beginning(element.action, inner.depth)
      append(element, inner, to: &text)
      text += ",\n"
    }
    text += folded(hidden, "element", place)
    text += Self.margin(place.depth)
    text += "    ]"
    text += nullSuffix(diff, place)
  }

  // MARK: Scalars

  private func appendScalar(
    _ diff: ValueDiff, _ before: Value?, _ after: Value?, _ place: Place, to text: inout TextBuffer
  ) {
    switch diff.action {
    case .none, .create, .delete:
      append(diff.action == .delete ? before : after ?? before, place, to: &text)
      if diff.action == .delete || diff.forcesReplacement { text += ending(diff, place) }
    case .update:
      if let lines = changedLines(before, after, place) {
        text += lines
      } else {
        let (old, new) = shortened(before, after, place)
        text += oneLine(old) + arrow + oneLine(new)
      }
      text += forces(diff)
    }
  }

  private func append(_ value: Value?, _ place: Place, to text: inout TextBuffer) {
    guard let value else { return text += style("null", .dim) }
    guard let string = value.stringValue else { return text += HCLText.text(value) }
    if width == nil, HCLText.isPlain(string) { return HCLText.append(plain: string, to: &text) }
    if HCLText.isMultiline(string) { return text += heredoc(lines(of: string).map { ($0, .none) }, place) }
    HCLText.append(
      quoted: width.map { string.cutInside(to: room(in: $0, place, share: 1)) } ?? string, to: &text)
  }

  private func oneLine(_ value: Value) -> String {
    value.isNull ? style("null", .dim) : value.stringValue.map(HCLText.quoted) ?? HCLText.text(value)
  }

  private func changedLines(_ before: Value?, _ after: Value?, _ place: Place) -> String? {
    guard let old = before?.stringValue, let new = after?.stringValue,
      HCLText.isMultiline(old) || HCLText.isMultiline(new)
    else { return nil }
    let (oldLines, newLines) = (lines(of: old), lines(of: new))
    guard oldLines != newLines else { return nil }
    let pairs = ElementAlignment.pairs(
      oldLines.map { .string(String($0)) }, newLines.map { .string(String($0)) }, joinsChanged: false)
    return heredoc(
      pairs.map { old, new in
        let action: ValueDiff.Action = old == nil ? .create : new == nil ? .delete : .none
        return (Substring((new ?? old)?.value.stringValue ?? ""), action)
      }, place)
  }

  private func lines(of string: String) -> [Substring] {
    let lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    return string.hasSuffix("\n") ? Array(lines.dropLast()) : lines
  }

  private func heredoc(_ lines: [(text: Substring, action: ValueDiff.Action)], _ place: Place) -> String {
    let word = HCLText.delimiter(for: lines.map(\.text))
    let body = lines.map { "\(Self.margin(place.depth + 1))\(symbol($0.action))\($0.text)\n" }.joined()
    return "<<-\(word)\n\(body)\(Self.margin(place.depth))    \(word)"
  }

  /// Two values that fit side by side into a terminal's line: of long strings what differs is shown.
  private func shortened(_ before: Value?, _ after: Value?, _ place: Place) -> (Value, Value) {
    let (before, after) = (before ?? .null(.dynamic), after ?? .null(.dynamic))
    guard let width, let old = before.stringValue, let new = after.stringValue else { return (before, after) }
    let room = room(in: width, place, share: 2)
    if old.count <= room, new.count <= room { return (before, after) }
    // A few characters of what they have in common help to find the place.
    let common = max(old.commonPrefixCount(with: new) - 8, 0)
    func piece(_ string: String) -> Value {
      .string(common == 0 ? string.cutInside(to: room) : "…" + String(string.dropFirst(common)).cutInside(to: room - 1))
    }
    return (piece(old), piece(new))
  }

  /// The columns that a terminal's line has left for each of `share` strings, but never less than for a few words.
  private func room(in width: Int, _ place: Place, share: Int) -> Int {
    let used = 4 * place.depth + 4 + place.nameColumns + 3 + 2 * share + 4 * (share - 1)
    return max((width - used) / share, 20)
  }

  // MARK: Pieces

  /// A line that begins with a name, which may be followed by blanks up to a column.
  private func appendLine(
    _ diff: ValueDiff, _ name: String, columns: Int, _ sign: String, _ place: Place, to text: inout TextBuffer
  ) {
    text += beginning(diff.action, place.depth)
    text += name
    let missing = columns - name.columnCount
    if missing > 0 { text += Self.blanks(missing) }
    text += sign
    append(diff, place, to: &text)
    text += "\n"
  }

  private static func margin(_ depth: Int) -> String { blanks(4 * depth) }

  private static func blanks(_ count: Int) -> String {
    count < someBlanks.count ? someBlanks[count] : String(repeating: " ", count: count)
  }

  private static let someBlanks = (0..<64).map {
    String(decoding: [UInt8](repeating: UInt8(ascii: " "), count: $0), as: UTF8.self)
  }

  /// The margin of a line, and its sign.
  private func beginning(_ action: ValueDiff.Action, _ depth: Int) -> String {
    let common = beginnings[action.rawValue]
    return depth < common.count ? common[depth] : Self.margin(depth) + symbol(action)
  }

  private var arrow: String { " \(style("->", .yellow)) " }

  private func ending(_ diff: ValueDiff, _ place: Place) -> String {
    nullSuffix(diff, place) + forces(diff)
  }

  private func nullSuffix(_ diff: ValueDiff, _ place: Place) -> String {
    diff.action == .delete && !place.isInDeletion ? style(" -> null", .dim) : ""
  }

  private func opening(_ bracket: String, _ diff: ValueDiff) -> String {
    bracket + forces(diff) + "\n"
  }

  private func forces(_ diff: ValueDiff) -> String {
    diff.forcesReplacement ? " " + style("# forces replacement", .red) : ""
  }

  private func folded(_ count: Int, _ unit: String, _ place: Place) -> String {
    guard count > 0 else { return "" }
    let plural = count == 1 ? "" : "s"
    return Self.margin(place.depth + 1) + "    " + style("# (\(count) unchanged \(unit)\(plural) hidden)", .dim) + "\n"
  }
}
