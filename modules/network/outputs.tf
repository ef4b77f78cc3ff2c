output "id" {
  description = "Resource id of the network."
  value       = azurerm_virtual_network.this.id
}

output "subnet_ids" {
  description = "Resource ids of the subnets, by name. One with a NAT gateway is there once traffic can leave it."
  value       = { for name, subnet in azurerm_subnet.this : name => subnet.id }

  depends_on = [azurerm_subnet_nat_gateway_association.this]
}

output "outbound_ip_address" {
  description = "The address that traffic leaves from; null without a NAT gateway."
  value       = one(azurerm_public_ip.nat[*].ip_address)
}
