/// A value of HCL, and of JSON: a JSON object is an ``object(_:)``, an array a ``tuple(_:)``, `null` an untyped null.
///
/// Equality and hashing are structural (type, value and marks); the language's `==` is another matter.
/// Strings are in Unicode normal form C wherever the language made them.
package enum Value: Hashable, Sendable {
  /// The absence of a value of a type.
  case null(Type)
  /// A value that is not known yet.
  case unknown(Unknown)
  case bool(Bool)
  case number(Number)
  case string(String)
  /// Elements of one type; the type counts when there are none.
  case list([Value], of: Type)
  /// Elements of one type, each once, in the language's order for that type.
  case set([Value], of: Type)
  case map(Members, of: Type)
  case tuple([Value])
  case object(Members)
  /// A value with marks; the value inside is never itself ``marked(_:)``.
  case marked(Marked)
}

/// A value and the marks on it.
package struct Marked: Hashable, Sendable {
  private let box: Box

  package init(_ value: Value, _ marks: Marks) {
    if case .marked(let inner) = value {
      box = Box(inner.value, marks.union(inner.marks))
    } else {
      box = Box(value, marks)
    }
  }

  package var value: Value { box.value }
  package var marks: Marks { box.marks }

  package static func == (left: Marked, right: Marked) -> Bool {
    left.marks == right.marks && left.value == right.value
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(marks)
    hasher.combine(value)
  }

  /// Keeps ``Value`` small: an enum payload of its own kind must be behind a reference.
  private final class Box: Sendable {
    let value: Value
    let marks: Marks

    init(_ value: Value, _ marks: Marks) {
      self.value = value
      self.marks = marks
    }
  }
}

/// What is known about a value besides what it is; spreads to everything computed from it.
package struct Marks: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The same as `[]`, which costs a call into generic code and is too slow for every step of an evaluation.
  package static var none: Marks { Marks(rawValue: 0) }
  /// Never shown, logged or stored.
  package static let sensitive = Marks(rawValue: 1)
  /// Lives only during one run.
  package static let ephemeral = Marks(rawValue: 2)
  /// In the place of a secret that is kept nowhere: it may be reckoned with, and is never sent.
  package static let standIn = Marks(rawValue: 4)
}

extension Value {
  package static func number(_ integer: Int) -> Value { .number(Number(integer)) }

  /// The value without the marks on it; marks inside it stay.
  package var unmarked: Value {
    if case .marked(let marked) = self { marked.value } else { self }
  }

  /// The marks on the value itself.
  package var marks: Marks {
    if case .marked(let marked) = self { marked.marks } else { .none }
  }

  /// The value with further marks; with none it stays as it is.
  package func marked(_ marks: Marks) -> Value {
    marks.rawValue == 0 ? self : .marked(Marked(self, marks))
  }

  package var isNull: Bool {
    if case .null = unmarked { true } else { false }
  }

  /// Whether the value itself is known; what it holds may still not be.
  package var isKnown: Bool {
    if case .unknown = unmarked { false } else { true }
  }

  /// The members of an object or a map.
  package var members: Members? {
    switch unmarked {
    case .object(let members), .map(let members, of: _): members
    default: nil
    }
  }

  /// The elements of a list, set or tuple.
  package var elements: [Value]? {
    switch unmarked {
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): elements
    default: nil
    }
  }

  package var stringValue: String? {
    if case .string(let string) = unmarked { string } else { nil }
  }

  package var boolValue: Bool? {
    if case .bool(let bool) = unmarked { bool } else { nil }
  }

  package var numberValue: Number? {
    if case .number(let number) = unmarked { number } else { nil }
  }

  package var intValue: Int? { numberValue?.int }

  /// The member of an object or a map; nil where there is none or the value is something else.
  package subscript(member name: String) -> Value? {
    switch self {
    case .object(let members), .map(let members, of: _): members[name]
    case .marked(let marked): marked.value[member: name]
    default: nil
    }
  }

  /// The element of a list, set or tuple; nil where there is none or the value is something else.
  package subscript(index: Int) -> Value? {
    elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(Number(value)) }
  package init(arrayLiteral elements: Value...) { self = .tuple(elements) }
  package init(dictionaryLiteral elements: (String, Value)...) { self = .object(Members(elements)) }
}
