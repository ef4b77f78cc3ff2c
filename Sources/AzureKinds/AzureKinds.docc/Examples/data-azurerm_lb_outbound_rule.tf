data "azurerm_lb" "example" {
  name                = "lb-example"
  resource_group_name = "rg-example"
}

data "azurerm_lb_outbound_rule" "example" {
  name            = "out"
  loadbalancer_id = data.azurerm_lb.example.id
}

output "ports" {
  value = data.azurerm_lb_outbound_rule.example.allocated_outbound_ports
}
