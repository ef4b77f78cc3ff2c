variable "s" {
  sensitive = true
  default   = "x"
}
variable "o" {
  sensitive = true
  type      = object({ a = string, b = list(string) })
  default   = { a = "1", b = ["p", "q"] }
}
locals {
  m = { a = var.s, b = "open" }
  l = [var.s, "b"]
}
output "a" { value = issensitive(local.m) }
output "b" { value = issensitive(local.m.a) }
output "c" { value = issensitive(local.m.b) }
output "d" { value = nonsensitive(local.m.a) }
output "e" { value = nonsensitive(var.o) }
output "f" { value = nonsensitive(var.o.b[0]) }
output "g" { value = issensitive(var.o.b) }
output "h" { value = issensitive(keys(local.m)) }
output "i" { value = keys(local.m) }
output "j" { value = local.l[1] }
output "k" { value = issensitive([for x in local.l : x]) }
output "l" { value = [for x in local.l : issensitive(x)] }
output "m" { value = issensitive(toset(local.l)) }
output "n" { value = issensitive(tolist(local.l)[1]) }
output "o" { value = issensitive(merge(local.m, { a = 1 })) }
output "p" { value = merge(local.m, { a = 1 }) }
output "q" { value = issensitive(jsonencode(local.m)) }
output "r" { value = issensitive(length(local.l)) }
output "s" { value = issensitive({ for k, v in local.m : k => k }) }
output "t" { value = issensitive(nonsensitive(toset([var.s]))) }
output "u" { value = issensitive(sensitive([1])[0]) }
output "v" { value = issensitive("${var.s}" == "x") }
output "w" { value = issensitive(var.s == "x" ? 1 : 1) }
output "x" { value = issensitive(try(local.m.zz, "d")) }
output "y" { value = issensitive(can(var.s)) }
output "z" { value = can(var.s) }
