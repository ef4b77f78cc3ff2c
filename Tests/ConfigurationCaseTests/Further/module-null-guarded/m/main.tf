variable "settings" {
  type    = object({ name = string, sizes = list(number) })
  default = null
}
variable "on" {
  type    = bool
  default = false
}
locals {
  wanted = var.settings != null
  name   = var.on ? var.settings.name : "none"
}
resource "terraform_data" "counted" {
  count = local.wanted ? 1 : 0
  input = var.settings.name
}
resource "terraform_data" "each" {
  for_each = local.wanted ? { only = var.settings.sizes } : {}
  input    = "${var.settings.name}-${each.value[0]}"
}
output "name" {
  value = local.wanted ? var.settings.name : local.name
}
