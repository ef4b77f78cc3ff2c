import Resources
import Values

/// What is set in a subnet's body by a resource of its own. Its id is the subnet's, as azurerm has it.
extension AzureKind {
  /// A subnet's network security group.
  package static let subnetNetworkSecurityGroupAssociation = subnetAssociation(
    "azurerm_subnet_network_security_group_association", "network_security_group_id",
    at: "/properties/networkSecurityGroup", "The network security group.")

  /// A subnet's NAT gateway.
  package static let subnetNATGatewayAssociation = subnetAssociation(
    "azurerm_subnet_nat_gateway_association", "nat_gateway_id", at: "/properties/natGateway", "The NAT gateway.")

  /// A subnet's route table.
  package static let subnetRouteTableAssociation = subnetAssociation(
    "azurerm_subnet_route_table_association", "route_table_id", at: "/properties/routeTable", "The route table.")

  private static func subnetAssociation(_ name: String, _ argument: String, at path: String, _ text: String)
    -> AzureKind
  {
    AzureKind(name, at: "{subnet_id}", apiVersion: "2025-01-01") {
      Argument("subnet_id", .string, .required).compared(by: .resourceID)
        .described("The subnet.")
      Argument(argument, .string, .required, at: "/id").isResourceID().binding()
        .described(text)
    }
    .ofType("Microsoft.Network/virtualNetworks/subnets")
    .owning(path, of: "azurerm_subnet")
    .serialized(by: "{subnet_id}/../..", "{\(argument)}")
    .taking(seconds: 5)
    .neverUpdated()
  }
}
