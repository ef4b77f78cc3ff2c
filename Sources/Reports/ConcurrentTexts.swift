internal import Dispatch
private import Synchronization

/// The texts of elements in their order, joined into a few, which all processors make together where there are many.
func concurrentTexts<Element: Sendable>(
  of elements: ArraySlice<Element>, _ text: @Sendable (ArraySlice<Element>) -> TextBuffer
) -> [TextBuffer] {
  // Below this, making it takes less time than having it made: what all of them refer to is counted by one processor at a
  // time.
  if elements.count <= 2000 { return [text(elements)] }
  let size = 500
  let count = (elements.count + size - 1) / size
  let parts = Mutex([TextBuffer](repeating: TextBuffer(), count: count))
  DispatchQueue.concurrentPerform(iterations: count) { part in
    let start = elements.startIndex + part * size
    let text = text(elements[start..<min(start + size, elements.endIndex)])
    parts.withLock { $0[part] = text }
  }
  return parts.withLock { $0 }
}
