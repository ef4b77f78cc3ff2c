locals {
  i = "id-${1}"
  m = { a = "ida", b = "idb" }
}
import {
  to = terraform_data.a
  id = local.i
}
import {
  for_each = local.m
  to       = terraform_data.b[each.key]
  id       = each.value
}
resource "terraform_data" "a" {}
resource "terraform_data" "b" { for_each = local.m }
