resource "random_id" "example" {
  byte_length = 4
  prefix      = "st"
}

resource "azurerm_resource_group" "example" {
  name     = "rg-${random_id.example.hex}"
  location = "westeurope"
}
