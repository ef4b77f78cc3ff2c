import Synchronization

/// The number of a file in a ``SourceMap``.
package struct FileID: Hashable, Sendable, Comparable {
  package let index: UInt32

  package init(index: UInt32) {
    self.index = index
  }

  package static func < (left: FileID, right: FileID) -> Bool {
    left.index < right.index
  }
}

/// A half-open span of bytes in one source file.
package struct SourceRange: Hashable, Sendable {
  package let file: FileID
  /// Offset of the first byte, from 0.
  package let lower: UInt32
  /// Offset just past the last byte; equal to `lower` for a place between two bytes.
  package let upper: UInt32

  package init(file: FileID, lower: Int, upper: Int) {
    precondition(lower <= upper, "a source range does not end before it starts")
    self.file = file
    self.lower = UInt32(clamping: lower)
    self.upper = UInt32(clamping: upper)
  }

  /// The smallest range that covers this one and `other`, which lies in the same file.
  package func joined(with other: SourceRange) -> SourceRange {
    precondition(file == other.file, "only ranges of one file can be joined")
    return SourceRange(file: file, lower: Int(min(lower, other.lower)), upper: Int(max(upper, other.upper)))
  }

  /// The empty range at the end of this one.
  package var end: SourceRange {
    SourceRange(file: file, lower: Int(upper), upper: Int(upper))
  }
}

/// A place in a file as people and Terraform's JSON name it.
package struct SourcePosition: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 1, counted in grapheme clusters.
  package let column: Int
  /// From 0.
  package let byte: Int
}

/// The text of one source file and where its lines start.
package struct SourceFile: Sendable {
  /// The path as it is shown to people: relative to where the user stands where that is possible.
  package let name: String
  package let bytes: [UInt8]
  /// Whether it gives variables their values: its text is never shown then.
  package let holdsValues: Bool
  private let lineStarts: [Int]

  package init(name: String, bytes: [UInt8], holdsValues: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.holdsValues = holdsValues
    // A byte order mark is no part of the first line.
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The position of a byte offset; an offset past the end is the end.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineNumber(at: offset)
    let prefix = String(decoding: bytes[min(lineStarts[line - 1], offset)..<offset], as: UTF8.self)
    return SourcePosition(line: line, column: prefix.count + 1, byte: offset)
  }

  /// The number of the line (from 1) that a byte offset is in.
  package func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// How many lines the file has; at least 1.
  package var lineCount: Int { lineStarts.count }

  /// The text of a line (from 1) without its line ending; empty past the end.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > lineStarts[number - 1], bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[lineStarts[number - 1]..<end], as: UTF8.self)
  }

  /// The text of a range of this file.
  package func text(lower: Int, upper: Int) -> String {
    String(decoding: bytes[min(lower, bytes.count)..<min(upper, bytes.count)], as: UTF8.self)
  }
}

/// Every source file that a run has read, by number.
///
/// Syntax trees and diagnostics keep ``SourceRange``s of a few bytes; line, column and text are looked up here when
/// something is shown. Files are only ever added.
package final class SourceMap: Sendable {
  private let files = Mutex<[SourceFile]>([])

  package init() {}

  /// Adds a file and returns its number.
  ///
  /// - Parameter holdsValues: whether the file gives variables their values, which may be secret.
  @discardableResult
  package func add(name: String, bytes: [UInt8], holdsValues: Bool = false) -> FileID {
    let file = SourceFile(name: name, bytes: bytes, holdsValues: holdsValues)
    return files.withLock { files in
      files.append(file)
      return FileID(index: UInt32(files.count - 1))
    }
  }

  package subscript(id: FileID) -> SourceFile {
    files.withLock { $0[Int(id.index)] }
  }

  /// Every file so far, in the order they were added.
  package var all: [SourceFile] { files.withLock { $0 } }

  /// The text of a range.
  package func text(of range: SourceRange) -> String {
    self[range.file].text(lower: Int(range.lower), upper: Int(range.upper))
  }

  /// Where a range starts, as `file:line`.
  package func place(of range: SourceRange) -> String {
    let file = self[range.file]
    return "\(file.name):\(file.lineNumber(at: Int(range.lower)))"
  }
}
