locals {
  b = "$${nope}"
  c = "$${x}"
}
output "b" { value = templatestring(local.b, { name = "x" }) }
output "c" { value = templatestring("x", {}) }
output "e" { value = templatestring(local.c, []) }
output "g" { value = templatestring(local.c, { "1x" = 1 }) }
output "h" { value = templatestring(upper(local.c), { x = 1 }) }
output "j" { value = templatestring([local.c][0], { x = 1 }) }
output "k" { value = templatestring(true ? local.c : "", { x = 1 }) }
