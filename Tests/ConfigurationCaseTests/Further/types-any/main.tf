variable "a" {
  type    = map(any)
  default = { a = 1, b = "x" }
}
variable "b" {
  type    = list(any)
  default = [1, "x", true]
}
variable "c" {
  type    = tuple([any, string])
  default = [{ a = 1 }, 5]
}
variable "d" {
  type    = set(any)
  default = ["b", "a", 1]
}
variable "e" {
  type    = object({ x = any })
  default = { x = [1, "2"], y = 5 }
}
variable "f" {
  type    = map(object({ x = any }))
  default = { p = { x = 1 }, q = { x = "s" } }
}
variable "g" {
  default = { p = { x = 1 }, q = { x = "s" } }
}
output "o" { value = [var.a, var.b, var.c, var.d, var.e, var.f, var.g] }
