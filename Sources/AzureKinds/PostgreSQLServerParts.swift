import Configuration
import Resources
import Values

/// What is on a PostgreSQL flexible server.
extension AzureKind {
  /// A database.
  package static let postgreSQLDatabase = onPostgreSQLServer("azurerm_postgresql_flexible_server_database", "databases")
  {
    Argument("name", .string, .required)
      .matching("must be 1 to 63 letters, digits, '_' and '-', and begin with a letter or '_'") { name in
        (1...63).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "_-")
          && (name.first?.isLetter == true || name.hasPrefix("_"))
      }
      .described("The name of the database.")
    Argument("charset", .string, .optionalWithDefault(.string("UTF8")), at: "/properties/charset").replacing()
      .matching("must begin with a letter and have only letters, digits and `_`") { text in
        text.first?.isLetter == true && text.isMadeOfLettersDigits(and: "_")
      }
      .compared(by: .ignoringCase)
      .described("How texts are encoded.")
    Argument("collation", .string, .optionalWithDefault(.string("en_US.utf8")), at: "/properties/collation").replacing()
      .matching("must begin with a letter or `-` and have only letters, digits, `_`, `-`, `.` and spaces") { text in
        text.first.map { $0.isLetter || $0 == "-" } == true && text.isMadeOfLettersDigits(and: "_-. ")
      }
      .compared(by: .ignoringCase)
      .described("How texts are sorted.")
  }
  .neverUpdated()
  .losing("the tables in it")
  .innate { body in
    ["azure_maintenance", "azure_sys", "postgres"].contains(body[member: "name"]?.stringValue ?? "")
  }

  /// A setting. Every server has all of them: this one is set, and goes back to its default with the environment.
  package static let postgreSQLConfiguration = onPostgreSQLServer(
    "azurerm_postgresql_flexible_server_configuration", "configurations"
  ) {
    Argument("name", .string, .required)
      .matching("must be the name of a setting of PostgreSQL, such as `max_connections`") { name in
        !name.isEmpty && name.isMadeOfLettersDigits(and: "-_.")
      }
      .described("The setting.")
    Argument("value", .string, .required, at: "/properties/value").compared(by: .settingList)
      .described("What it is set to; a list, such as that of `azure.extensions`, with commas.")
  }
  .stripping(
    [
      "source", "description", "defaultValue", "dataType", "allowedValues", "isDynamicConfig", "isReadOnly",
      "isConfigPendingRestart", "unit", "documentationLink",
    ].map { "/properties/\($0)" }
  )
  .always(sending: .string("user-override"), at: "/properties/source")
  .takingEffect(
    by: "restart", while: "/properties/isConfigPendingRestart",
    unlessSwitchedOffBy: "postgresql_flexible_server.restart_server_on_configuration_value_change"
  )
  .innate { body in
    body[member: "properties"]?[member: "source"]?.stringValue?.lowercased() != "user-override"
  }
  .checked { PostgreSQLSettings.problems(with: $0) }
  .preset(
    Preset(
      parent: "azurerm_postgresql_flexible_server", absence: { PostgreSQLSettings.absence(of: $0) },
      problems: { PostgreSQLSettings.problems(with: $0, live: $1) })
  ) { body in
    guard var properties = body[member: "properties"]?.members, var members = body.members else { return body }
    properties["value"] = properties["defaultValue"]
    members["properties"] = .object(properties)
    return .object(members)
  }

  /// A firewall rule: which addresses reach the server.
  package static let postgreSQLFirewallRule = onPostgreSQLServer(
    "azurerm_postgresql_flexible_server_firewall_rule", "firewallRules"
  ) {
    Argument("name", .string, .required)
      .matching("must be 1 to 80 letters, digits, '_' and '-', begin with a letter or digit and not end with '-'") {
        (1...80).contains($0.utf8.count) && $0.isMadeOfLettersDigits(and: "_-") && $0.beginsWithLetterOrDigit
          && !$0.hasSuffix("-")
      }
      .described("The name of the rule.")
    Argument("start_ip_address", .string, .required, at: "/properties/startIpAddress")
      .matching("must be an IPv4 address") { IPv4Range.address($0) != nil }
      .described("The first address; `0.0.0.0`, if it is the last one, too, stands for Azure's own services.")
    Argument("end_ip_address", .string, .required, at: "/properties/endIpAddress")
      .matching("must be an IPv4 address") { IPv4Range.address($0) != nil }
      .described("The last address.")
  }
  .checked { arguments in
    guard let start = arguments.text("start_ip_address"), let end = arguments.text("end_ip_address"),
      let first = IPv4Range.address(start), let last = IPv4Range.address(end), first > last
    else { return [] }
    return [.combination("end_ip_address", "The range ends at \(end), before it begins at \(start).")]
  }

  /// An administrator of Entra ID: a user, a group or an identity.
  package static let postgreSQLAdministrator = AzureKind(
    "azurerm_postgresql_flexible_server_active_directory_administrator",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.DBforPostgreSQL/flexibleServers/{server_name}/administrators/{object_id}",
    apiVersion: PostgreSQLServer.apiVersion
  ) {
    Argument.resourceGroupName
    Argument("server_name", .string, .required)
      .described("The name of the server.")
    administratorObject
    administratorPrincipal
  }
  .serialized(by: "{id}/../..")
  .listed()
  .taking(seconds: 60)
  .neverUpdated()

  /// An administrator of a server that is known by its id.
  static let postgreSQLAdministratorData = AzureKind(
    "azurerm_postgresql_flexible_server_active_directory_administrator", .data,
    at: "{server_id}/administrators/{object_id}", apiVersion: PostgreSQLServer.apiVersion
  ) {
    Argument("server_id", .string, .required)
      .described("The server.")
    administratorObject
    administratorPrincipal.map { $0.answered(except: []) }
  }
  .ofType("Microsoft.DBforPostgreSQL/flexibleServers/administrators")

  private static let administratorObject = Argument("object_id", .string, .required)
    .matching("must be a GUID", isGUID)
    .described("The object id of the user, the group or the identity's service principal.")

  private static let administratorPrincipal = [
    Argument("tenant_id", .string, .required, at: "/properties/tenantId").replacing().compared(by: .ignoringCase)
      .matching("must be a GUID", isGUID)
      .described("The tenant."),
    Argument("principal_name", .string, .required, at: "/properties/principalName").replacing()
      .matching("must not be empty") { !$0.isEmpty }
      .described("The name, which is that of the role in PostgreSQL."),
    Argument("principal_type", .string, .required, at: "/properties/principalType").replacing()
      .oneOf("Group", "ServicePrincipal", "User")
      .described("What it is."),
  ]

  private static func onPostgreSQLServer(
    _ name: String, _ type: String, @ArgumentBuilder _ arguments: @escaping @Sendable () -> [Argument]
  ) -> AzureKind {
    AzureKind(name, at: "{server_id}/\(type)/{name}", apiVersion: PostgreSQLServer.apiVersion) {
      arguments()
      Argument("server_id", .string, .required).compared(by: .resourceID)
        .described("The server.")
    }
    .ofType("Microsoft.DBforPostgreSQL/flexibleServers/\(type)")
    .serialized(by: "{server_id}")
    .taking(seconds: 30)
  }

  @Sendable private static func isGUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
