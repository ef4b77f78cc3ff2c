/// Header fields in the order they were added; names are compared without regard to case.
package struct HTTPHeaders: Sendable {
  package struct Field: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var fields: [Field]

  package init(_ fields: [Field] = []) {
    self.fields = fields
  }

  /// The value of the first field of a name. Setting replaces every field of that name; nil removes them.
  package subscript(name: String) -> String? {
    get { fields.first { $0.name.isEqualIgnoringASCIICase(to: name) }?.value }
    set {
      fields.removeAll { $0.name.isEqualIgnoringASCIICase(to: name) }
      if let newValue { fields.append(Field(name: name, value: newValue)) }
    }
  }

  /// Adds a field and keeps those that have the same name.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The values of every field of a name, in order.
  package func values(of name: String) -> [String] {
    fields.filter { $0.name.isEqualIgnoringASCIICase(to: name) }.map(\.value)
  }
}

extension HTTPHeaders: Hashable {
  package static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
    left.fields.count == right.fields.count
      && zip(left.fields, right.fields).allSatisfy {
        $0.name.isEqualIgnoringASCIICase(to: $1.name) && $0.value == $1.value
      }
  }

  package func hash(into hasher: inout Hasher) {
    for field in fields { hasher.combine(field.value) }
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }
}

// Only names are ever shown: values may be credentials.
extension HTTPHeaders: CustomStringConvertible, CustomReflectable {
  package var description: String {
    "[" + fields.map(\.name).joined(separator: ", ") + "]"
  }

  package var customMirror: Mirror { Mirror(reflecting: description) }
}

extension HTTPHeaders.Field: CustomStringConvertible, CustomReflectable {
  package var description: String { name }
  package var customMirror: Mirror { Mirror(reflecting: name) }
}

extension StringProtocol {
  /// Whether two texts are the same when the letters A–Z count as a–z; all else is compared byte by byte.
  @inlinable
  package func isEqualIgnoringASCIICase(to other: some StringProtocol) -> Bool {
    var others = other.utf8.makeIterator()
    for byte in utf8 where byte.asciiLowercased != others.next()?.asciiLowercased { return false }
    return others.next() == nil
  }

  /// The text with the letters A–Z made a–z, and all else as it is.
  package var asciiLowercased: String {
    String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
  }
}

extension UInt8 {
  @inlinable
  package var asciiLowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
