import Resources
import Values

/// What holds between a server's arguments.
extension PostgreSQLServer {
  static func problems(with server: Value) -> [ArgumentProblem] {
    creationProblems(with: server) + administratorProblems(with: server) + networkProblems(with: server)
      + availabilityProblems(with: server) + capacityProblems(with: server) + Argument.identityProblems(with: server)
  }

  /// The way that the server begins; nil where it isn't known yet.
  private static func mode(of server: Value) -> String? {
    guard let mode = server[member: "create_mode"], !mode.isNull else { return "Default" }
    return mode.stringValue
  }

  private static func creationProblems(with server: Value) -> [ArgumentProblem] {
    guard let mode = mode(of: server) else { return [] }
    if mode == "Default" {
      return [
        ("sku_name", "A new server needs a machine.", "set `sku_name`, such as \"B_Standard_B1ms\""),
        ("version", "A new server needs a version of PostgreSQL.", "set `version`, such as \"17\""),
      ].compactMap { name, detail, hint in server.isGiven(name) ? nil : .missing(name, detail, hint: hint) }
    }
    var problems: [ArgumentProblem] = []
    if ["GeoRestore", "PointInTimeRestore", "Replica"].contains(mode), !server.isGiven("source_server_id") {
      problems.append(
        .missing("source_server_id", "With `create_mode = \"\(mode)\"` the server to begin as has to be said."))
    }
    if ["GeoRestore", "PointInTimeRestore"].contains(mode), !server.isGiven("point_in_time_restore_time_in_utc") {
      problems.append(
        .missing(
          "point_in_time_restore_time_in_utc",
          "With `create_mode = \"\(mode)\"` the time has to be said as of which the server begins."))
    }
    return problems
  }

  private static func administratorProblems(with server: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    if server.isSurelyGiven("administrator_password"), server.isSurelyGiven("administrator_password_wo") {
      problems.append(
        .combination(
          "administrator_password_wo",
          "`administrator_password` and `administrator_password_wo` are two forms of one thing.",
          hint: "keep `administrator_password_wo`"))
    }
    let authentication = server.block("authentication") ?? .null(.dynamic)
    guard server[member: "authentication"]?.isKnown ?? true else { return problems }
    let hasPasswords =
      authentication[member: "password_auth_enabled"].map { $0.isNull || $0.boolValue != false } ?? true
    if authentication.isFalse("password_auth_enabled"), authentication.isGiven("password_auth_enabled"),
      authentication.isFalse("active_directory_auth_enabled")
    {
      problems.append(
        .combination(
          "authentication", "Nobody could sign in: neither passwords nor Entra ID are enabled.",
          hint: "set `active_directory_auth_enabled = true`"))
    }
    if mode(of: server) == "Default", hasPasswords {
      if !server.isGiven("administrator_login") {
        problems.append(
          .missing(
            "administrator_login", "A new server on which passwords are enabled needs an administrator.",
            hint: "set it, or `password_auth_enabled = false` in `authentication`"))
      }
      if !server.isGiven("administrator_password"), !server.isGiven("administrator_password_wo") {
        problems.append(
          .missing(
            "administrator_password", "The administrator of a new server needs a password.",
            hint: "set `administrator_password_wo`, or `password_auth_enabled = false` in `authentication`"))
      }
    }
    return problems
  }

  private static func networkProblems(with server: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let isPrivate = server.isSurelyGiven("delegated_subnet_id")
    if isPrivate, !server.isGiven("private_dns_zone_id") {
      problems.append(
        .missing("private_dns_zone_id", "A server in a subnet needs a private DNS zone for its name."))
    }
    if !server.isGiven("delegated_subnet_id"), server[member: "private_dns_zone_id"]?.stringValue?.isEmpty == false {
      problems.append(
        .combination(
          "private_dns_zone_id", "Only a server in a subnet of its own has a private DNS zone.",
          hint: "set `delegated_subnet_id`, too"))
    }
    if isPrivate, server[member: "public_network_access_enabled"]?.boolValue == true {
      problems.append(
        .combination(
          "public_network_access_enabled", "A server in a subnet can't be reached from the internet.",
          hint: "set `public_network_access_enabled = false`"))
    }
    return problems
  }

  private static func availabilityProblems(with server: Value) -> [ArgumentProblem] {
    guard let availability = server.block("high_availability") else { return [] }
    var problems: [ArgumentProblem] = []
    let place = ValuePath.argument("high_availability").appending(.index(0))
    if server.text("sku_name")?.hasPrefix("B_") == true {
      problems.append(
        .combination(
          "high_availability", "A burstable machine has no standby.",
          hint: "set `sku_name` to one that begins with \"GP_\" or \"MO_\""))
    }
    let standby = availability.text("standby_availability_zone")
    if let standby, let zone = server.text("zone") {
      let mode = availability.text("mode")
      if mode == "ZoneRedundant", standby == zone {
        problems.append(
          .combination(
            place.appending(.member("standby_availability_zone")),
            "The standby is to be in another zone than the server, and both are \"\(zone)\"."))
      }
      if mode == "SameZone", standby != zone {
        problems.append(
          .combination(
            place.appending(.member("standby_availability_zone")),
            "With `mode = \"SameZone\"` the standby is in the server's zone, which is \"\(zone)\"."))
      }
    }
    return problems
  }
}
