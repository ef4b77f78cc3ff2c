/// A line in which the first that came is the first to leave, at constant cost.
struct Queue<Element> {
  private var elements: [Element?] = []
  private var head = 0

  var isEmpty: Bool { head == elements.count }

  /// What waits, first to last.
  var all: [Element] { elements[head...].compactMap(\.self) }

  mutating func append(_ element: Element) {
    elements.append(element)
  }

  mutating func removeFirst() -> Element? {
    guard head < elements.count else { return nil }
    defer {
      elements[head] = nil
      head += 1
      if head * 2 > elements.count {
        elements.removeFirst(head)
        head = 0
      }
    }
    return elements[head]
  }

  /// Takes the first element out that fits.
  mutating func remove(where fits: (Element) -> Bool) -> Element? {
    guard let index = elements[head...].firstIndex(where: { $0.map(fits) ?? false }) else { return nil }
    return elements.remove(at: index)
  }
}
