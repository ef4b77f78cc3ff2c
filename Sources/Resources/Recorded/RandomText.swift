import Values

/// `random_string` and `random_password`: random characters of some classes.
///
/// A password is a secret: each time it is made, whoever uses it gets it, and nobody keeps it. `generation` says which
/// run made it.
enum RandomText {
  static let string = ResourceKind(
    recorded: "random_string", home: home(isSecret: false),
    [
      AttributeSchema("id", .string, .computed, "The same as `result`."),
      AttributeSchema("result", .string, .computed, "The text."),
    ] + arguments)

  static let password = ResourceKind(
    recorded: "random_password", home: home(isSecret: true),
    [
      AttributeSchema("id", .string, .computed, "Always `none`."),
      AttributeSchema("result", .string, .computed, "The password.").sensitive(),
      AttributeSchema("bcrypt_hash", .string, .computed, "A bcrypt hash of the password, of its first 72 bytes.")
        .sensitive(),
      AttributeSchema(
        "generation", .number, .computed,
        "The number of the run that made the password: another one with each new password, for a `_wo_version`."),
    ] + arguments)

  /// The classes in the order in which a text takes from them.
  private static let classes: [(name: String, characters: String, documentation: String)] = [
    ("numeric", "0123456789", "digits"),
    ("lower", "abcdefghijklmnopqrstuvwxyz", "lower-case letters"),
    ("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "upper-case letters"),
    ("special", "!@#$%&*()-_=+[]{}<>:?", "other characters"),
  ]

  private static let arguments: [AttributeSchema] =
    [
      AttributeSchema("length", .number, .required, "How many characters there are.").replacing().atLeast(1),
      .cause("keepers"),
      AttributeSchema("override_special", .string, .optional, "The other characters, in place of \(specialDefault).")
        .replacing(),
    ]
    + classes.flatMap { kind in
      let isOn = AttributeSchema(kind.name, .bool, .optional, "Whether there are \(kind.documentation) in it.")
        .defaulting(to: true).replacing()
      return [
        kind.name == "numeric" ? isOn.formerly("number") : isOn,
        AttributeSchema("min_\(kind.name)", .number, .optional, "How many \(kind.documentation) there are at least.")
          .defaulting(to: .number(0)).replacing().atLeast(0),
      ]
    }

  private static var specialDefault: String { "`\(classes[3].characters)`" }

  private static func home(isSecret: Bool) -> RecordHome {
    var home = RecordHome()
    home.isSecret = isSecret
    home.derived = { planned, source in
      var stream = source.stream
      guard let text = text(planned, &stream) else { return Members() }
      if !isSecret { return Members([("id", .string(text)), ("result", .string(text))]) }
      return Members([
        ("id", "none"), ("result", Value.string(text).marked(.sensitive)),
        // A text of the same form; the hash itself takes a while, and is made with the password.
        (
          "bcrypt_hash",
          Value.string("$2a$10$" + Base64URL.text(stream.bytes(42)).prefix(53)).marked(.sensitive)
        ),
      ])
    }
    if isSecret {
      home.bcryptHashes = ["bcrypt_hash": "result"]
    } else {
      home.importForm = "the text"
      home.imported = { id in
        if id.isEmpty { return nil }
        var members = Members([("id", .string(id)), ("result", .string(id)), ("length", .number(id.count))])
        for argument in arguments {
          if let value = argument.defaultValue { members[argument.name] = value }
        }
        return members
      }
    }
    home.problems = problems
    return home
  }

  /// Nil while an argument is unknown or out of its bounds.
  private static func text(_ planned: Members, _ stream: inout RandomStream) -> String? {
    guard let length = planned["length"]?.intValue, length >= 1, let override = planned["override_special"],
      override.isKnown
    else { return nil }
    var all: [Character] = []
    var drawn: [Character] = []
    for kind in classes {
      guard let isOn = planned[kind.name]?.boolValue, let fewest = planned["min_\(kind.name)"]?.intValue,
        fewest >= 0, fewest <= length
      else { return nil }
      let given = kind.name == "special" ? override.stringValue ?? "" : ""
      let characters = Array(given.isEmpty ? kind.characters : given)
      if isOn { all += characters }
      for _ in 0..<fewest { drawn.append(stream.element(of: characters)) }
    }
    guard drawn.count <= length, drawn.count == length || !all.isEmpty else { return nil }
    while drawn.count < length { drawn.append(stream.element(of: all)) }
    return String(stream.shuffled(drawn))
  }

  private static func problems(_ arguments: Value) -> [ArgumentProblem] {
    guard let length = arguments[member: "length"]?.intValue, length >= 1 else { return [] }
    let fewest = classes.compactMap { arguments[member: "min_\($0.name)"]?.intValue }.reduce(0) { $0 &+ max($1, 0) }
    if fewest > length {
      return [
        ArgumentProblem(
          at: ValuePath([.member("length")]), "Invalid combination of arguments",
          detail: "`length` is \(length), and the `min_` arguments ask for \(fewest) characters.",
          hint: "set `length` to \(fewest) or more")
      ]
    }
    let isEmpty = classes.allSatisfy { kind in
      arguments[member: kind.name].map { $0.isKnown && $0.boolValue == false } ?? false
    }
    guard isEmpty, fewest < length else { return [] }
    return [
      ArgumentProblem(
        at: ValuePath([.member("length")]), "Invalid combination of arguments",
        detail: "There is no class of characters that \(length) characters could be taken from.",
        hint: "leave out one of `numeric = false`, `lower = false`, `upper = false` and `special = false`")
    ]
  }
}
