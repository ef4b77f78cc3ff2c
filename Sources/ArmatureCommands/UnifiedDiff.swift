/// The difference of two texts, as `diff -u` writes it.
enum UnifiedDiff {
  private enum Edit {
    case keep, remove, insert
  }

  private static let context = 3

  /// The difference; empty if there is none.
  static func text(from old: [UInt8], to new: [UInt8], name: String) -> String {
    let edits = edits(lines(old), lines(new))
    var result = ""
    var oldLine = 1
    var newLine = 1
    var index = 0
    while let first = edits[index...].firstIndex(where: { $0.edit != .keep }) {
      let start = max(index, first - context)
      oldLine += start - index
      newLine += start - index
      var end = first
      // Changes with little between them share a hunk.
      var next: Int? = first
      while let change = next, change - end <= 2 * context {
        end = change + 1
        next = edits[end...].firstIndex { $0.edit != .keep }
      }
      end = min(end + context, edits.count)
      let hunk = edits[start..<end]
      let oldCount = hunk.count { $0.edit != .insert }
      let newCount = hunk.count { $0.edit != .remove }
      result += "@@ -\(span(oldLine, oldCount)) +\(span(newLine, newCount)) @@\n"
      for (edit, line) in hunk {
        result += (edit == .keep ? " " : edit == .remove ? "-" : "+") + line
        if !line.utf8.elementsEqual("".utf8), line.utf8.last != UInt8(ascii: "\n") {
          result += "\n\\ No newline at end of file\n"
        }
      }
      oldLine += oldCount
      newLine += newCount
      index = end
    }
    return result.isEmpty ? "" : "--- old/\(name)\n+++ new/\(name)\n" + result
  }

  private static func span(_ line: Int, _ count: Int) -> String {
    count == 1 ? "\(line)" : "\(count == 0 ? line - 1 : line),\(count)"
  }

  private static func edits(_ old: [[UInt8]], _ new: [[UInt8]]) -> [(edit: Edit, line: String)] {
    var removed = Set<Int>()
    var inserted = Set<Int>()
    if old.count == new.count {
      // The formatter changes lines where they stand; to search for others that are like them would take as long as
      // the square of how many there are.
      removed = Set(old.indices.filter { old[$0] != new[$0] })
      inserted = removed
    } else {
      for change in new.difference(from: old) {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
      }
    }
    var result: [(edit: Edit, line: String)] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < old.count || newIndex < new.count {
      if removed.contains(oldIndex) {
        result.append((.remove, String(decoding: old[oldIndex], as: UTF8.self)))
        oldIndex += 1
      } else if inserted.contains(newIndex) {
        result.append((.insert, String(decoding: new[newIndex], as: UTF8.self)))
        newIndex += 1
      } else {
        result.append((.keep, String(decoding: old[oldIndex], as: UTF8.self)))
        oldIndex += 1
        newIndex += 1
      }
    }
    return result
  }

  /// The lines with their ends.
  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") || index == bytes.count - 1 {
      lines.append(Array(bytes[start...index]))
      start = index + 1
    }
    return lines
  }
}
