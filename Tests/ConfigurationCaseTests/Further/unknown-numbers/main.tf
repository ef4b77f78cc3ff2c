resource "terraform_data" "a" {}
locals {
  unknown = terraform_data.a.id
  later   = terraform_data.a.id == "x"
  set     = toset([local.unknown, "a"])
  one     = local.later ? 1 : 2
}
output "at_least" {
  value = [length(local.set) > 0, length(local.set) >= 1, length(local.set) < 3, length(local.set) == 3]
}
output "length" {
  value = [length(local.unknown) >= 0, length("ab-${local.unknown}") < 3, length(local.unknown) == -1]
}
output "arms" {
  value = [local.one > 0, local.one >= 1, local.one <= 2, local.one < 3, 3 == local.one, local.one + 1 > 0]
}
output "same" {
  value = local.later ? 1 : 1
}
output "null" {
  value = (local.later ? null : null) == null
}
output "collections" {
  value = [
    length(local.later ? tolist(["a"]) : tolist(["b"])), length(local.later ? toset(["a"]) : toset(["b", "c"])) > 0,
    length(local.later ? tolist(["a"]) : tolist(["b", "c"])) > 2, length(setunion(local.set, ["b"])) > 3,
    length(sort(tolist([local.unknown, "a"]))), length(tolist(local.set)) > 0, length(setproduct(["a"], local.set)) >= 0,
  ]
}
output "converted" {
  value = [tonumber(local.one) == null, tostring(local.unknown) == null, length(split(",", local.unknown)) < 0]
}
resource "terraform_data" "counted" {
  count = length(local.set) > 0 ? 1 : 0
}
