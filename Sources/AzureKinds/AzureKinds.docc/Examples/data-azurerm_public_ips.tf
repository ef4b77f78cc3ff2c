data "azurerm_public_ips" "example" {
  resource_group_name = "rg-example"
  attachment_status   = "Unattached"
}

output "free_addresses" {
  value = data.azurerm_public_ips.example.public_ips[*].ip_address
}
