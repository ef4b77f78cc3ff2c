import Configuration
import Crypto
import Values

/// Which instance of a repeated resource or module is meant.
package enum InstanceKey: Hashable, Sendable {
  /// The only instance of something that has neither `count` nor `for_each`.
  case none
  /// An instance made by `count`.
  case index(Int)
  /// An instance made by `for_each`.
  case name(String)
}

extension InstanceKey: Comparable {
  /// Numbers by size, then names by their bytes.
  package static func < (left: InstanceKey, right: InstanceKey) -> Bool {
    switch (left, right) {
    case (.index(let a), .index(let b)): a < b
    case (.name(let a), .name(let b)): a.precedesInUTF8(b)
    case (.none, .none): false
    case (.none, _): true
    case (_, .none): false
    case (.index, .name): true
    case (.name, .index): false
    }
  }
}

extension InstanceKey: CustomStringConvertible {
  /// The key as it stands in an address: nothing, `[0]` or `["name"]`.
  package var description: String {
    switch self {
    case .none: ""
    case .index(let index): "[\(index)]"
    case .name(let name): "[\(quoted(name))]"
    }
  }
}

/// A module instance: the calls that lead to it from the root.
package struct ModuleAddress: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    package let name: String
    package let key: InstanceKey

    package init(_ name: String, _ key: InstanceKey = .none) {
      self.name = name
      self.key = key
    }
  }

  package let steps: [Step]

  package init(_ steps: [Step] = []) {
    self.steps = steps
  }

  package static let root = ModuleAddress()

  package func child(_ name: String, _ key: InstanceKey = .none) -> ModuleAddress {
    ModuleAddress(steps + [Step(name, key)])
  }
}

extension ModuleAddress: CustomStringConvertible {
  /// `module.pools["gpu"].module.child`; empty for the root.
  package var description: String {
    steps.map { "module.\($0.name)\($0.key)" }.joined(separator: ".")
  }
}

extension ModuleAddress: Comparable {
  /// The order of Terraform's plans: a module before those in it, by the names and keys of calls.
  package static func < (left: ModuleAddress, right: ModuleAddress) -> Bool {
    for (a, b) in zip(left.steps, right.steps) where a != b {
      return a.name != b.name ? a.name.precedesInUTF8(b.name) : a.key < b.key
    }
    return left.steps.count < right.steps.count
  }
}

/// One instance of a resource or data source: `module.pools["gpu"].azurerm_kubernetes_cluster_node_pool.this[0]`.
package struct InstanceAddress: Hashable, Sendable {
  package let module: ModuleAddress
  package let mode: ResourceMode
  package let type: String
  package let name: String
  package let key: InstanceKey
  /// What tells a resource apart whose successor has its address already, while it waits for its deletion; nil for
  /// everything else.
  package let deposed: String?

  package init(
    module: ModuleAddress = .root, mode: ResourceMode = .managed, type: String, name: String, key: InstanceKey = .none,
    deposed: String? = nil
  ) {
    self.module = module
    self.mode = mode
    self.type = type
    self.name = name
    self.key = key
    self.deposed = deposed
  }

  /// The address under which the resource with this id waits for its deletion while its successor has this one.
  package func deposing(id: String) -> InstanceAddress {
    // The same resource has the same key in every run, and two under one address have two.
    let digest = SHA256.hash(data: Array(id.lowercased().utf8)).prefix(4)
    let digits = Array("0123456789abcdef".utf8)
    let key = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return with(deposed: String(decoding: key, as: UTF8.self))
  }

  /// The address of the successor; of what isn't deposed its own.
  package var current: InstanceAddress { deposed == nil ? self : with(deposed: nil) }

  private func with(deposed: String?) -> InstanceAddress {
    InstanceAddress(module: module, mode: mode, type: type, name: name, key: key, deposed: deposed)
  }

  /// The address without its instance key.
  package var resource: String {
    let prefix = module.steps.isEmpty ? "" : module.description + "."
    return prefix + (mode == .data ? "data." : "") + type + "." + name
  }
}

extension InstanceAddress: CustomStringConvertible {
  package var description: String { resource + key.description + (deposed.map { " (deposed \($0))" } ?? "") }
}

extension InstanceAddress: Comparable {
  /// The order of Terraform's plans: by module, then data before managed, then type, name and key.
  package static func < (left: InstanceAddress, right: InstanceAddress) -> Bool {
    if left.module != right.module { return left.module < right.module }
    if left.mode != right.mode { return left.mode == .data }
    if left.type != right.type { return left.type.precedesInUTF8(right.type) }
    if left.name != right.name { return left.name.precedesInUTF8(right.name) }
    if left.key != right.key { return left.key < right.key }
    return (left.deposed ?? "").precedesInUTF8(right.deposed ?? "")
  }
}

extension InstanceAddress {
  /// Reads an address as ``description`` writes it; nil for any other text.
  package init?(_ text: String) {
    var scanner = AddressScanner(text)
    var steps: [ModuleAddress.Step] = []
    guard var word = scanner.word() else { return nil }
    while word == "module" {
      guard scanner.take("."), let name = scanner.word(), let key = scanner.key(), scanner.take("."),
        let next = scanner.word()
      else { return nil }
      steps.append(ModuleAddress.Step(name, key))
      word = next
    }
    var mode = ResourceMode.managed
    if word == "data" {
      guard scanner.take("."), let next = scanner.word() else { return nil }
      mode = .data
      word = next
    }
    guard scanner.take("."), let name = scanner.word(), let key = scanner.key() else { return nil }
    var deposed: String?
    if scanner.take(" (deposed ") {
      guard let word = scanner.word(), scanner.take(")") else { return nil }
      deposed = word
    }
    guard scanner.isAtEnd else { return nil }
    self.init(module: ModuleAddress(steps), mode: mode, type: word, name: name, key: key, deposed: deposed)
  }
}

/// Reads the parts of an address.
struct AddressScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  /// Takes a text if it stands here.
  mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  mutating func word() -> String? {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
        position += 1
      default:
        return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
      }
    }
    return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
  }

  /// The key in brackets, or none where no bracket stands; nil where what stands in the brackets is no key.
  mutating func key() -> InstanceKey? {
    guard take("[") else { return InstanceKey.none }
    if take("\"") {
      var name: [UInt8] = []
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
        name.append(bytes[position])
        position += 1
      }
      return take("\"") && take("]") ? .name(String(decoding: name, as: UTF8.self)) : nil
    }
    guard let digits = word(), let index = Int(digits), take("]") else { return nil }
    return .index(index)
  }
}

/// A string in quotes, with quotes and backslashes escaped.
private func quoted(_ text: String) -> String {
  var result = "\""
  for character in text {
    if character == "\"" || character == "\\" { result.append("\\") }
    result.append(character)
  }
  return result + "\""
}
