import Diagnostics
import Evaluation
import JSON
import Syntax
import Values

/// The values that a user gives to the root module's variables, in the order in which they count.
///
/// From weak to strong: defaults, `TF_VAR_name`, `ARMATURE_VAR_name`, `terraform.tfvars`, `terraform.tfvars.json`,
/// `*.auto.tfvars` and `*.auto.tfvars.json` in the order of their names, then `-var` and `-var-file` in the order in
/// which they were written.
package struct VariableInputs: Sendable {
  /// What a user wrote on the command line.
  package enum Option: Sendable, Hashable {
    /// `-var "name=value"`.
    case assignment(String)
    /// `-var-file path`.
    case file(String)
  }

  /// A value and where it comes from.
  package struct Input: Sendable {
    package let value: Value
    package let origin: VariableOrigin
  }

  /// The strongest value of each variable that the root module declares and that somebody set.
  package let values: [String: Input]
  package let diagnostics: [Diagnostic]

  /// Collects the inputs of a root module.
  /// - Parameter environment: the process's environment variables.
  package static func collect(
    for root: Module, options: [Option], environment: [String: String], sources: SourceMap,
    fileSystem: any FileSystem = LocalFileSystem()
  ) -> VariableInputs {
    var collector = VariableCollector(root: root, sources: sources, fileSystem: fileSystem)
    for prefix in ["TF_VAR_", "ARMATURE_VAR_"] { collector.add(environment: environment, prefix: prefix) }
    collector.addFoundFiles()
    for option in options {
      switch option {
      case .assignment(let text): collector.add(assignment: text)
      case .file(let path): collector.add(file: path, isNamed: true)
      }
    }
    return VariableInputs(values: collector.values, diagnostics: collector.diagnostics)
  }

  /// Inputs for checking a configuration alone: every variable of the root module has some value, and nobody knows which.
  package static func unknown(for root: Module) -> VariableInputs {
    VariableInputs(
      values: Dictionary(
        uniqueKeysWithValues: root.variables.map {
          ($0.name, Input(value: .unknown($0.constraint.type.withoutOptional), origin: .absent))
        }),
      diagnostics: [])
  }

  /// The value that each variable of the root module has, and what is wrong or missing; validation rules not included.
  package func resolved(for root: Module) -> (values: [String: Value], diagnostics: [Diagnostic]) {
    var resolved: [String: Value] = [:]
    var diagnostics = self.diagnostics
    for variable in root.variables {
      let input = values[variable.name]
      if input == nil, variable.defaultValue == nil {
        // Where the value was written but could not be read, that has been reported.
        resolved[variable.name] = .unknown(variable.constraint.type.withoutOptional)
        diagnostics.append(.noValue(variable))
        continue
      }
      let (value, found) = variable.value(of: input?.value, origin: input?.origin ?? .absent)
      resolved[variable.name] = value
      diagnostics += found
    }
    return (resolved, diagnostics)
  }

  /// Where the value of a variable comes from.
  package func origin(of name: String) -> VariableOrigin {
    values[name]?.origin ?? .absent
  }
}

/// Puts values over each other, weak ones first.
private struct VariableCollector {
  let root: Module
  let sources: SourceMap
  let fileSystem: any FileSystem
  var values: [String: VariableInputs.Input] = [:]
  var diagnostics: [Diagnostic] = []
  private let declarations: [String: VariableDeclaration]

  init(root: Module, sources: SourceMap, fileSystem: any FileSystem) {
    self.root = root
    self.sources = sources
    self.fileSystem = fileSystem
    declarations = Dictionary(root.variables.map { ($0.name, $0) }) { first, _ in first }
  }

  mutating func add(environment: [String: String], prefix: String) {
    for name in declarations.keys.sorted() {
      guard let text = environment[prefix + name], let variable = declarations[name] else { continue }
      let origin = VariableOrigin.environment(prefix + name)
      add(text, to: variable, origin: origin, shown: prefix + name)
    }
  }

  mutating func add(assignment text: String) {
    guard let equals = text.firstIndex(of: "=") else {
      diagnostics.append(.malformedAssignment())
      return
    }
    let name = String(text[..<equals])
    let value = String(text[text.index(after: equals)...])
    // `-var "name = value"` is a common slip, which would otherwise be an undeclared variable called "name ".
    if name.last == " " || name.first == " " {
      diagnostics.append(.spacesInAssignment(name))
      return
    }
    guard let variable = declarations[name] else {
      if root.isComplete { diagnostics.append(.undeclaredOption(name, among: root.variables.map(\.name))) }
      return
    }
    add(value, to: variable, origin: .option, shown: "-var \(name)")
  }

  /// A value given as text: an expression if the variable's type is not a plain one.
  private mutating func add(_ text: String, to variable: VariableDeclaration, origin: VariableOrigin, shown: String) {
    switch variable.constraint.type {
    case .string, .number, .bool: break
    case .dynamic where !variable.hasExplicitType: break
    default:
      values[variable.name] = VariableInputs.Input(value: value(text, of: variable, shown: shown), origin: origin)
      return
    }
    values[variable.name] = VariableInputs.Input(value: .string(text.normalized), origin: origin)
  }

  /// The text does not become a source file, so that no snippet can ever show it.
  private mutating func value(_ text: String, of variable: VariableDeclaration, shown: String) -> Value {
    let (expression, found) = Parser.parseExpression(text, at: variable.headerRange)
    var problems = found
    if !found.hasErrors {
      let (value, evaluated) = StaticExpression.value(of: expression)
      if !evaluated.hasErrors { return value }
      problems += evaluated
    }
    diagnostics.append(.unreadableValue(variable, shown: shown, problems))
    return .unknown(variable.constraint.type.withoutOptional)
  }

  mutating func addFoundFiles() {
    let names: [String]
    do throws(FileError) {
      names = try fileSystem.names(in: root.directory).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      diagnostics.append(.error("Failed to read directory", detail: "\(root.directory): \(error.reason)."))
      return
    }
    let present = Set(names)
    for name in ["terraform.tfvars", "terraform.tfvars.json"] where present.contains(name) {
      add(file: FilePath.joined(root.directory, name), isNamed: false)
    }
    for name in names where name.hasSuffix(".auto.tfvars") || name.hasSuffix(".auto.tfvars.json") {
      if !name.hasPrefix(".") { add(file: FilePath.joined(root.directory, name), isNamed: false) }
    }
  }

  mutating func add(file path: String, isNamed: Bool) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try isNamed ? fileSystem.bytes(of: path) : fileSystem.bytes(found: path)
    } catch {
      diagnostics.append(.unreadableVariables(path, error))
      return
    }
    let file = sources.add(name: path, bytes: bytes, holdsValues: true)
    if path.hasSuffix(".json") {
      addJSON(bytes, file: file, path: path, isNamed: isNamed)
    } else {
      addBody(file: file, path: path, isNamed: isNamed)
    }
  }

  private mutating func addBody(file: FileID, path: String, isNamed: Bool) {
    let (body, found) = Parser.parse(file: file, in: sources)
    diagnostics += found
    for block in body.blocks { diagnostics.append(.blockInVariables(block)) }
    for argument in body.arguments {
      let (value, evaluated) = StaticExpression.value(of: argument.expression)
      diagnostics += evaluated
      let safe = evaluated.hasErrors ? Value.unknown(.dynamic) : value
      set(argument.name, safe, origin: .source(argument.expression.range), path: path)
    }
  }

  private mutating func addJSON(_ bytes: [UInt8], file: FileID, path: String, isNamed: Bool) {
    let whole = SourceRange(file: file, lower: 0, upper: min(bytes.count, 1))
    do throws(JSONError) {
      guard let members = try JSON.parse(bytes).members else {
        diagnostics.append(
          .error("Invalid variables file", detail: "The file \(path) must hold one JSON object.", at: whole))
        return
      }
      for (name, value) in members { set(name, value, origin: .source(whole), path: path) }
    } catch {
      diagnostics.append(.error("Invalid JSON", detail: "The file \(path) is not valid JSON: \(error).", at: whole))
    }
  }

  private mutating func set(_ name: String, _ value: Value, origin: VariableOrigin, path: String) {
    if declarations[name] != nil {
      values[name] = VariableInputs.Input(value: value, origin: origin)
    } else if root.isComplete {
      diagnostics.append(.undeclaredInFile(name, path: path, origin, among: root.variables.map(\.name)))
    }
  }
}
