resource "azurerm_virtual_network" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  address_space       = var.address_space
  tags                = var.tags
}

resource "azurerm_subnet" "this" {
  for_each = var.subnets

  name                 = each.key
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [each.value.address_prefix]

  dynamic "delegation" {
    for_each = each.value.delegation[*]

    content {
      name = "delegation"

      service_delegation {
        name = delegation.value
      }
    }
  }
}

resource "azurerm_public_ip" "nat" {
  count = local.has_nat_gateway ? 1 : 0

  name                = "${var.name}-nat"
  resource_group_name = var.resource_group_name
  location            = var.location
  allocation_method   = "Static"
  zones               = var.zone == null ? null : [var.zone]
  tags                = var.tags
}

resource "azurerm_nat_gateway" "this" {
  count = local.has_nat_gateway ? 1 : 0

  name                = "${var.name}-nat"
  resource_group_name = var.resource_group_name
  location            = var.location
  zones               = var.zone == null ? null : [var.zone]
  tags                = var.tags
}

resource "azurerm_nat_gateway_public_ip_association" "this" {
  count = local.has_nat_gateway ? 1 : 0

  nat_gateway_id       = azurerm_nat_gateway.this[0].id
  public_ip_address_id = azurerm_public_ip.nat[0].id
}

resource "azurerm_subnet_nat_gateway_association" "this" {
  for_each = local.natted_subnets

  subnet_id      = azurerm_subnet.this[each.key].id
  nat_gateway_id = azurerm_nat_gateway.this[0].id

  # Whoever gets an address from this output may count on it to be the one that traffic leaves from.
  depends_on = [azurerm_nat_gateway_public_ip_association.this]
}

locals {
  natted_subnets  = { for name, subnet in var.subnets : name => subnet if subnet.nat_gateway }
  has_nat_gateway = length(local.natted_subnets) > 0
}
