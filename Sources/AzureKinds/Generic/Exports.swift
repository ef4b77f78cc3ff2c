import Resources
import Values

/// What `output` gives out of Azure's answers.
package enum Exports {
  /// The parts that `response_export_values` names: of a list an object that has the paths in it, of an object each name
  /// with what its expression finds; without it, `otherwise`.
  package static func value(of answer: Value, by exports: Value?, otherwise: Value) -> Value {
    guard let exports, !exports.isNull else { return otherwise }
    if let paths = exports.elements {
      let names = paths.compactMap(\.stringValue)
      if names.contains("*") { return answer }
      return names.reduce(.object(Members())) { found, path in
        let steps = path.split(separator: ".").map(String.init)[...]
        guard let value = steps.reduce(answer, { $0?[member: $1] }) else { return found }
        return placing(value, at: steps, in: found)
      }
    }
    return .object(
      (exports.members ?? Members()).map { _, expression in
        guard let text = expression.stringValue, let query = try? JMESPath(text) else { return .null(.dynamic) }
        return query.value(of: answer)
      })
  }

  /// As above for a resource: without exports, what is read-only in the answer.
  static func value(of body: Value, by exports: Value?, id: String, isEmptyByDefault: Bool) -> Value {
    var answer = body.members ?? Members()
    // It was put there for us.
    answer["apiVersion"] = nil
    return value(
      of: .object(answer), by: exports,
      otherwise: isEmptyByDefault ? .object(Members()) : readOnly(of: answer, id: id))
  }

  private static func readOnly(of answer: Members, id: String) -> Value {
    guard let type = RemoteType.type(of: id), let schema = BodySchemas.schema(of: type) else { return .object(answer) }
    let paths = schema.readOnlyPaths.filter { !$0.contains("*") }.map {
      $0.split(separator: "/").map(String.init)[...]
    }
    return paths.reduce(.object(Members())) { found, path in
      guard let value = path.reduce(Value.object(answer), { $0?[member: $1] }), !value.isNull else { return found }
      return placing(value, at: path, in: found)
    }
  }

  private static func placing(_ value: Value, at path: ArraySlice<String>, in object: Value) -> Value {
    guard let name = path.first else { return value }
    var members = object.members ?? Members()
    members[name] = placing(value, at: path.dropFirst(), in: members[name] ?? .object(Members()))
    return .object(members)
  }

  /// What is wrong with the exports that an argument asks for.
  static func problems(with exports: Value?, at argument: String) -> [ArgumentProblem] {
    guard let exports, exports.isKnown, !exports.isNull else { return [] }
    if let paths = exports.elements {
      return paths.enumerated().compactMap { index, path in
        guard path.isKnown else { return nil }
        let place = ValuePath([.member(argument), .index(index)])
        guard let text = path.stringValue else { return notText(at: place) }
        let isPath =
          text == "*"
          || !text.isEmpty
            && text.split(separator: ".", omittingEmptySubsequences: false)
              .allSatisfy { !$0.isEmpty && String($0).isMadeOfLettersDigits(and: "_-@$") }
        return isPath
          ? nil
          : ArgumentProblem(
            at: place, "Invalid path",
            detail: "\"\(text)\" is not a path of names with dots between them, and not `*`.",
            hint: "an expression needs a name for what it finds: \(argument) = { NAME = \"\(text)\" }")
      }
    }
    guard let members = exports.members else { return [notText(at: .argument(argument))] }
    return members.compactMap { name, expression in
      guard expression.isKnown else { return nil }
      let place = ValuePath([.member(argument), .member(name)])
      guard let text = expression.stringValue else { return notText(at: place) }
      do throws(JMESPathError) {
        _ = try JMESPath(text)
        return nil
      } catch {
        return ArgumentProblem(
          at: place, "Invalid JMESPath expression", detail: "\"\(text)\": \(error.reason).", hint: error.hint)
      }
    }
  }

  private static func notText(at place: ValuePath) -> ArgumentProblem {
    ArgumentProblem(
      at: place, "Invalid exports",
      detail: "What is to be given out is a list of paths, or an object of names with JMESPath expressions.")
  }
}
