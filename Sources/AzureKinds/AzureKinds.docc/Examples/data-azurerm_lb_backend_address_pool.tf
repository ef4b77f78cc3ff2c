data "azurerm_lb" "example" {
  name                = "lb-example"
  resource_group_name = "rg-example"
}

data "azurerm_lb_backend_address_pool" "example" {
  name            = "machines"
  loadbalancer_id = data.azurerm_lb.example.id
}

output "id" {
  value = data.azurerm_lb_backend_address_pool.example.id
}
