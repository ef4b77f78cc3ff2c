import Diagnostics

/// One directory of configuration files, decoded, at one place of the tree of module calls.
///
/// It stands for every instance of its call: an instance is a scope, not a copy. Declarations are in the order of
/// their files (by name) and their places in them; names are unique within their kind.
package struct Module: Sendable {
  /// The names of the calls that lead here from the root; empty for the root.
  package internal(set) var path: [String]
  /// The directory of its files, as a path that opens from where the user stands.
  package let directory: String
  /// The directory as seen from the root module's: `.` for the root, `m`, `../shared`. What `path.module` answers.
  package let pathFromRoot: String

  package internal(set) var variables: [VariableDeclaration] = []
  package internal(set) var locals: [LocalDeclaration] = []
  /// Managed resources and data sources.
  package internal(set) var resources: [ResourceDeclaration] = []
  package internal(set) var calls: [ModuleCall] = []
  package internal(set) var outputs: [OutputDeclaration] = []
  package internal(set) var providers: [ProviderDeclaration] = []
  package internal(set) var moved: [MovedDeclaration] = []
  package internal(set) var removed: [RemovedDeclaration] = []
  package internal(set) var imports: [ImportDeclaration] = []
  package internal(set) var checks: [CheckDeclaration] = []
  package internal(set) var settings = TerraformSettings()
  /// Where in these lists what is asked for by name is.
  package internal(set) var places = DeclarationPlaces()
  /// The `armature` block; only the root may have one.
  package internal(set) var armature: ArmatureSettings?
  /// Whether all of it was read: where it was not, absence of a declaration proves nothing.
  package internal(set) var isComplete = true

  init(path: [String], directory: String, pathFromRoot: String) {
    self.path = path
    self.directory = directory
    self.pathFromRoot = pathFromRoot
  }
}

extension Module {
  package var isRoot: Bool { path.isEmpty }

  /// The module as messages name it: `the root module`, `module.network.module.subnets`.
  package var description: String {
    path.isEmpty ? "the root module" : path.map { "module.\($0)" }.joined(separator: ".")
  }

  package func variable(named name: String) -> VariableDeclaration? { places.variables[name].map { variables[$0] } }
  package func output(named name: String) -> OutputDeclaration? { places.outputs[name].map { outputs[$0] } }
  package func call(named name: String) -> ModuleCall? { places.calls[name].map { calls[$0] } }
  package func resource(_ name: ResourceName) -> ResourceDeclaration? { places.resources[name].map { resources[$0] } }
}

/// Where the declarations of a module are in the lists of their kinds, by their names: lists are too long to look through
/// for each.
package struct DeclarationPlaces: Sendable {
  package internal(set) var variables: [String: Int] = [:]
  package internal(set) var locals: [String: Int] = [:]
  package internal(set) var resources: [ResourceName: Int] = [:]
  package internal(set) var calls: [String: Int] = [:]
  package internal(set) var outputs: [String: Int] = [:]
  /// By name and alias.
  var providers: [String: Int] = [:]
  var checks: [String: Int] = [:]
}
