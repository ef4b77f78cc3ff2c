import Configuration
import Resources
import Values

/// Something whose value was used: a resource as a whole, or one of its instances.
package struct Dependency: Hashable, Sendable {
  package let module: ModuleAddress
  package let resource: ResourceName
  /// Nil for all instances.
  package let key: InstanceKey?

  package init(module: ModuleAddress, resource: ResourceName, key: InstanceKey?) {
    self.module = module
    self.resource = resource
    self.key = key
  }
}

/// A value and what it was made of.
struct TrackedValue {
  let value: Value
  let dependencies: Set<Dependency>
}
