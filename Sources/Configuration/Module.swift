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

  package func variable(named name: String) -> VariableDeclaration? { variables.first { $0.name == name } }
  package func output(named name: String) -> OutputDeclaration? { outputs.first { $0.name == name } }
  package func call(named name: String) -> ModuleCall? { calls.first { $0.name == name } }

  package func resource(_ mode: ResourceMode, type: String, name: String) -> ResourceDeclaration? {
    resources.first { $0.mode == mode && $0.type == type && $0.name == name }
  }
}
