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
  private static let important: Set<String> = ["id", "name", "tags"]

  init(style: TextStyle = TextStyle(), width: Int? = nil) {
    self.style = style
    self.width = width
  }

  /// The value with all its parts, from after the `=` on; the first line ends one at `depth`.
  func value(_ diff: ValueDiff, depth: Int, nameColumns: Int = 0) -> String {
    value(diff, Place(depth: depth, nameColumns: nameColumns))
  }

  /// The body of a resource in braces.
  func body(_ diff: ValueDiff, depth: Int) -> String {
    value(diff, Place(depth: depth))
  }

  /// The sign before a line, four columns wide.
  func symbol(_ action: ValueDiff.Action) -> String {
    switch action {
    case .none: "    "
    case .create: "  \(style("+", .green)) "
    case .update: "  \(style("~", .yellow)) "
    case .delete: "  \(style("-", .red)) "
    }
  }

  // MARK: Shapes

  private func value(_ diff: ValueDiff, _ place: Place) -> String {
    switch diff.shape {
    case .scalar(let before, let after): return scalar(diff, before, after, place)
    case .sensitive: return "(sensitive value)" + ending(diff, place)
    case .unknown(let before):
      guard let before else { return "(known after apply)" + ending(diff, place) }
      var old = place
      old.isInDeletion = true
      return value(before, old) + arrow + "(known after apply)" + forces(diff)
    case .reshaped(let before, let after):
      var old = place
      old.isInDeletion = true
      return value(before, old) + arrow + value(after, place) + forces(diff)
    case .object(let members): return table(diff, members, place, unit: "attribute")
    case .map(let members): return table(diff, members, place, unit: "element")
    case .list(let elements): return sequence(diff, elements, place, showsNeighbours: true)
    case .set(let elements): return sequence(diff, elements, place, showsNeighbours: false)
    case .block(let attributes, let blocks): return block(diff, attributes, blocks, place)
    }
  }

  private func block(
    _ diff: ValueDiff, _ attributes: [ValueDiff.Member], _ blocks: [(name: String, elements: [ValueDiff])],
    _ place: Place
  ) -> String {
    var text = "{\(forces(diff))\n"
    let columns = attributes.map { HCLText.name($0.name).columnCount }.max() ?? 0
    var hidden = 0
    for member in attributes {
      var inner = place.inner(isInDeletion: false, nameColumns: columns)
      if Self.important.contains(member.name) {
        inner.showsUnchanged = true
      } else if member.diff.action == .none, !place.showsUnchanged {
        hidden += 1
        continue
      }
      text += line(member.diff, "\(HCLText.name(member.name).padded(to: columns)) = ", inner)
    }
    text += folded(hidden, "attribute", place)
    var hiddenBlocks = 0
    for (name, elements) in blocks {
      let shown = elements.filter { $0.action != .none || place.showsUnchanged }
      hiddenBlocks += elements.count - shown.count
      if shown.isEmpty { continue }
      if !attributes.isEmpty || text.hasSuffix("}\n") { text += "\n" }
      for element in shown {
        text += line(element, "\(name) ", place.inner(isInDeletion: false, nameColumns: name.count))
      }
    }
    if hiddenBlocks > 0 { text += "\n" + folded(hiddenBlocks, "block", place) }
    return text + margin(place.depth) + "    }"
  }

  private func table(_ diff: ValueDiff, _ members: [ValueDiff.Member], _ place: Place, unit: String) -> String {
    if members.isEmpty { return "{}" + ending(diff, place) }
    let names = members.map { unit == "element" ? HCLText.quoted($0.name) : HCLText.name($0.name) }
    let columns = names.map(\.columnCount).max() ?? 0
    var text = "{\(forces(diff))\n"
    var hidden = 0
    for (name, member) in zip(names, members) {
      var inner = place.inner(isInDeletion: diff.action == .delete, nameColumns: columns)
      if unit == "attribute", Self.important.contains(member.name) { inner.showsUnchanged = true }
      if member.diff.action == .none, !inner.showsUnchanged, diff.action != .none {
        hidden += 1
        continue
      }
      text += line(member.diff, "\(name.padded(to: columns)) = ", inner)
    }
    text += folded(hidden, unit, place)
    return text + margin(place.depth) + "    }" + nullSuffix(diff, place)
  }

  private func sequence(_ diff: ValueDiff, _ elements: [ValueDiff], _ place: Place, showsNeighbours: Bool) -> String {
    if elements.isEmpty { return "[]" + ending(diff, place) }
    var text = "[\(forces(diff))\n"
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
      text += margin(inner.depth) + symbol(element.action) + value(element, inner) + ",\n"
    }
    text += folded(hidden, "element", place)
    return text + margin(place.depth) + "    ]" + nullSuffix(diff, place)
  }

  // MARK: Scalars

  private func scalar(_ diff: ValueDiff, _ before: Value?, _ after: Value?, _ place: Place) -> String {
    switch diff.action {
    case .none, .create: return text(after ?? before, place) + ending(diff, place)
    case .delete: return text(before, place) + ending(diff, place)
    case .update:
      if let lines = changedLines(before, after, place) { return lines + forces(diff) }
      let (old, new) = shortened(before, after, place)
      return oneLine(old) + arrow + oneLine(new) + forces(diff)
    }
  }

  private func text(_ value: Value?, _ place: Place) -> String {
    guard let value else { return style("null", .dim) }
    guard let string = value.stringValue else { return HCLText.text(value) }
    if HCLText.isMultiline(string) { return heredoc(lines(of: string).map { ($0, .none) }, place) }
    guard let width else { return HCLText.quoted(string) }
    return HCLText.quoted(string.cutInside(to: room(in: width, place, share: 1)))
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
    let body = lines.map { "\(margin(place.depth + 1))\(symbol($0.action))\($0.text)\n" }.joined()
    return "<<-\(word)\n\(body)\(margin(place.depth))    \(word)"
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

  private func line(_ diff: ValueDiff, _ lead: String, _ place: Place) -> String {
    margin(place.depth) + symbol(diff.action) + lead + value(diff, place) + "\n"
  }

  private func margin(_ depth: Int) -> String { String(repeating: " ", count: 4 * depth) }

  private var arrow: String { " \(style("->", .yellow)) " }

  private func ending(_ diff: ValueDiff, _ place: Place) -> String {
    nullSuffix(diff, place) + forces(diff)
  }

  private func nullSuffix(_ diff: ValueDiff, _ place: Place) -> String {
    diff.action == .delete && !place.isInDeletion ? style(" -> null", .dim) : ""
  }

  private func forces(_ diff: ValueDiff) -> String {
    diff.forcesReplacement ? " " + style("# forces replacement", .red) : ""
  }

  private func folded(_ count: Int, _ unit: String, _ place: Place) -> String {
    guard count > 0 else { return "" }
    let plural = count == 1 ? "" : "s"
    return margin(place.depth + 1) + "    " + style("# (\(count) unchanged \(unit)\(plural) hidden)", .dim) + "\n"
  }
}
