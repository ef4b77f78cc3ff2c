/// What `--target` and `--exclude` name: a resource instance, all instances of a resource, or everything in a module; a
/// module without a key is all of its instances.
package struct AddressPattern: Sendable, Hashable {
  private let steps: [ModuleAddress.Step]
  /// Nil for everything in the module.
  private let resource: InstanceAddress?

  /// Reads a pattern; nil for any other text.
  package init?(_ text: String) {
    if let address = InstanceAddress(text) {
      steps = address.module.steps
      resource = address
      return
    }
    var scanner = AddressScanner(text)
    var steps: [ModuleAddress.Step] = []
    repeat {
      guard scanner.take("module."), let name = scanner.word(), let key = scanner.key() else { return nil }
      steps.append(ModuleAddress.Step(name, key))
    } while scanner.take(".")
    guard scanner.isAtEnd else { return nil }
    self.steps = steps
    resource = nil
  }

  /// Whether the pattern names an instance. What waits for its deletion goes by the address of its successor, too.
  package func matches(_ address: InstanceAddress) -> Bool {
    guard address.module.steps.count >= steps.count else { return false }
    for (step, wanted) in zip(address.module.steps, steps) {
      guard step.name == wanted.name, wanted.key == .none || wanted.key == step.key else { return false }
    }
    guard let resource else { return true }
    return address.module.steps.count == steps.count && resource.mode == address.mode && resource.type == address.type
      && resource.name == address.name && (resource.key == .none || resource.key == address.key)
      && (resource.deposed == nil || resource.deposed == address.deposed)
  }
}
