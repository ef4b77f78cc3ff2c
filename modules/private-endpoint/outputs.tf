output "id" {
  description = "Resource id of the endpoint."
  value       = azurerm_private_endpoint.this.id
}

output "private_ip_address" {
  description = "The address of the service in the network."
  value       = azurerm_private_endpoint.this.private_service_connection[0].private_ip_address
}
