import Resources
import Values

extension AzureKind {
  /// An application gateway: takes in HTTP requests and passes them on by host, path and rules.
  ///
  /// Its parts call each other by name; in the body they do so by id. A part that somebody else made, such as an ingress
  /// controller, is drift.
  package static let applicationGateway = AzureKind(
    "azurerm_application_gateway",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/applicationGateways/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the gateway.")
    Argument.resourceGroupName
    Argument.location
    Argument("zones", .set(.string), .optional, at: "/zones").replacing()
      .described("The availability zones that the gateway is in.")
    Argument.identity(types: "UserAssigned")
    Argument.block("sku", .single, .required, at: "/properties/sku") {
      Argument("name", .string, .required, at: "/name")
        .oneOf(
          "Basic", "Standard_Small", "Standard_Medium", "Standard_Large", "Standard_v2", "WAF_Medium", "WAF_Large",
          "WAF_v2"
        )
        .described("The SKU.")
      Argument("tier", .string, .required, at: "/tier").oneOf("Basic", "Standard", "Standard_v2", "WAF", "WAF_v2")
        .described("The tier; for the second version it is called as the SKU is.")
      Argument("capacity", .number, .optional, at: "/capacity").between(1...125)
        .described("How many instances there are, unless their number follows the traffic.")
    }
    .described("What the gateway can do and carry.")
    Argument.block("autoscale_configuration", .single, .optional, at: "/properties/autoscaleConfiguration") {
      Argument("min_capacity", .number, .required, at: "/minCapacity").between(0...100)
        .described("How many instances there are at least.")
      Argument("max_capacity", .number, .optional, at: "/maxCapacity").between(2...125)
        .described("How many instances there are at most.")
    }
    .described("Lets the number of instances follow the traffic.")
    Argument.block(
      "gateway_ip_configuration", .list(min: 1, max: 2), .required, at: "/properties/gatewayIPConfigurations"
    ) {
      Argument.partName
      Argument("subnet_id", .string, .required, at: "/properties/subnet/id").isResourceID()
        .described("The subnet that the instances are in; nothing else may be.")
    }
    .named(by: "name").binding()
    .described("Where the gateway's own instances are.")
    Argument.block(
      "frontend_ip_configuration", .list(min: 1), .required, at: "/properties/frontendIPConfigurations"
    ) {
      Argument.partName
      Argument("subnet_id", .string, .optional, at: "/properties/subnet/id").isResourceID()
        .described("The subnet that a private address is in.")
      Argument("private_ip_address", .string, .optionalComputed, at: "/properties/privateIPAddress").isIPAddress()
        .described("The private address.")
      Argument("public_ip_address_id", .string, .optional, at: "/properties/publicIPAddress/id")
        .isResourceID()
        .described("The public address.")
      Argument(
        "private_ip_address_allocation", .string, .optionalWithDefault(.string("Dynamic")),
        at: "/properties/privateIPAllocationMethod"
      )
      .oneOf("Dynamic", "Static")
      .described("Whether Azure chooses the private address.")
      Argument.part(
        "private_link_configuration", .optional, "privateLinkConfiguration", in: "privateLinkConfigurations",
        "the private link that leads to it")
    }
    .named(by: "name").binding()
    .described("An address at which the gateway is reached.")
    Argument.block("frontend_port", .set(min: 1), .required, at: "/properties/frontendPorts") {
      Argument.partName
      Argument("port", .number, .required, at: "/properties/port").isPort()
        .described("The port.")
    }
    .named(by: "name")
    .described("A port at which the gateway is reached.")
    ApplicationGatewayBackends.all
    ApplicationGatewayRouting.all
    ApplicationGatewaySecurity.all
    Argument.block("global", .single, .optional, at: "/properties/globalConfiguration") {
      Argument("request_buffering_enabled", .bool, .required, at: "/enableRequestBuffering")
        .described("Whether a request is passed on once all of it is there.")
      Argument("response_buffering_enabled", .bool, .required, at: "/enableResponseBuffering")
        .described("Whether a response is passed on once all of it is there.")
    }
    .described("How the gateway passes things on.")
    Argument("http2_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/enableHttp2")
      .formerly("enable_http2")
      .described("Whether clients may speak HTTP/2.")
    Argument("fips_enabled", .bool, .optional, at: "/properties/enableFips")
      .described("Whether cryptography keeps to FIPS 140-2.")
    Argument.block("private_link_configuration", .set(), .optional, at: "/properties/privateLinkConfigurations") {
      Argument.partName
      Argument.block("ip_configuration", .list(min: 1), .required, at: "/properties/ipConfigurations") {
        Argument("name", .string, .required, at: "/name")
          .described("The name of the address.")
        Argument("subnet_id", .string, .required, at: "/properties/subnet/id").isResourceID()
          .described("The subnet that it is in.")
        Argument("private_ip_address", .string, .optionalComputed, at: "/properties/privateIPAddress").isIPAddress()
          .described("The address.")
        Argument("private_ip_address_allocation", .string, .required, at: "/properties/privateIPAllocationMethod")
          .oneOf("Dynamic", "Static")
          .described("Whether Azure chooses the address.")
        Argument("primary", .bool, .required, at: "/properties/primary")
          .described("Whether it is the first of several.")
      }
      .described("An address that connections come from.")
    }
    .named(by: "name")
    .described("Lets private endpoints lead to the gateway.")
    Argument.customErrors(at: "/properties/customErrorConfigurations")
    Argument.block("private_endpoint_connection", .set(), .computed, at: "/properties/privateEndpointConnections") {
      Argument("name", .string, .computed, at: "/name")
        .described("The name of the connection.")
      Argument("id", .string, .computed, at: "/id")
        .described("The id of the connection.")
    }
    .described("The private endpoints that lead to the gateway.")
    Argument.tags
  }
  .stripping(
    "/properties/provisioningState", "/properties/resourceGuid", "/properties/operationalState",
    "/properties/privateEndpointConnections", "/properties/defaultPredefinedSslPolicy",
    "/properties/backendAddressPools/*/properties/backendIPConfigurations",
    "/properties/sslCertificates/*/properties/publicCertData",
    "/properties/trustedClientCertificates/*/properties/validatedCertData",
    "/properties/trustedClientCertificates/*/properties/clientCertIssuerDN",
    "/properties/urlPathMaps/*/properties/pathRules/*/etag",
    "/properties/urlPathMaps/*/properties/pathRules/*/type",
    "/properties/urlPathMaps/*/properties/pathRules/*/properties/provisioningState",
    "/properties/privateLinkConfigurations/*/properties/ipConfigurations/*/etag",
    "/properties/privateLinkConfigurations/*/properties/ipConfigurations/*/type",
    "/properties/privateLinkConfigurations/*/properties/ipConfigurations/*/properties/provisioningState"
  )
  .stripping(
    ApplicationGatewayRules.lists.flatMap {
      ["/properties/\($0)/*/etag", "/properties/\($0)/*/type", "/properties/\($0)/*/properties/provisioningState"]
    }
  )
  .stripping(Argument.identityReadOnly)
  .serialized(by: "{id}")
  .withETags()
  .listed()
  .taking(seconds: 480)
  .waiting(create: 90, update: 90, delete: 90)
  .inferring { arguments, _ in ApplicationGatewaySecurity.completed(ApplicationGatewayRouting.completed(arguments)) }
  .checked { ApplicationGatewayRules.problems(with: $0) }
}

/// Arguments that many parts of a gateway have.
extension Argument {
  static let partName = [
    Argument("name", .string, .required, at: "/name")
      .matching("must not be empty") { !$0.isEmpty }
      .described("The name that other parts call it by."),
    Argument("id", .string, .computed, at: "/id").changing(with: "name")
      .described("Its id."),
  ]

  /// Another part of the gateway, called by its name; its id follows from that.
  static func part(_ name: String, _ presence: Presence, _ member: String, in list: String, _ text: String)
    -> [Argument]
  {
    [
      Argument("\(name)_name", .string, presence, at: "/properties/\(member)/id", as: .name(below: "{id}/\(list)"))
        .described("The name of \(text)."),
      Argument("\(name)_id", .string, .computed, at: "/properties/\(member)/id").changing(with: "\(name)_name")
        .described("The id of \(text)."),
    ]
  }

  /// Pages of one's own in the place of Azure's.
  static func customErrors(at path: String) -> Argument {
    .block("custom_error_configuration", .list(), .optional, at: path) {
      Argument("status_code", .string, .required, at: "/statusCode")
        .oneOf([400, 403, 404, 405, 408, 500, 502, 503, 504].map { "HttpStatus\($0)" })
        .described("The answer that the page is for.")
      Argument("custom_error_page_url", .string, .required, at: "/customErrorPageUrl")
        .described("The URL of the page.")
      Argument("id", .string, .computed, at: "/id")
        .described("Its id.")
    }
    .described("A page of one's own in the place of Azure's.")
  }
}
