data "azurerm_lb" "example" {
  name                = "lb-example"
  resource_group_name = "rg-example"
}

data "azurerm_lb_rule" "example" {
  name            = "http"
  loadbalancer_id = data.azurerm_lb.example.id
}

output "port" {
  value = data.azurerm_lb_rule.example.frontend_port
}
