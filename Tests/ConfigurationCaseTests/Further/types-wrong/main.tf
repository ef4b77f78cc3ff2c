variable "a" { type = optional(string) }
variable "b" { type = object({ x = optional() }) }
variable "c" { type = object({ x = optional(string, 1, 2) }) }
variable "d" { type = object({ x = optional(number, "x") }) }
variable "e" { type = object({ x = optional(object({ y = string }), {}) }) }
variable "f" { type = object({ x = optional(string, local.x) }) }
variable "g" { type = list(optional(string)) }
variable "h" { type = object({ x = string, x = number }) }
variable "i" { type = object({ "x" = string, y-z = number, 1 = string }) }
variable "j" { type = object(string) }
variable "k" { type = tuple(string) }
variable "l" { type = list(string, number) }
variable "m" { type = list() }
variable "n" { type = "string" }
variable "o" { type = "list" }
variable "p" { type = list }
variable "q" { type = map }
variable "r" { type = foo(string) }
variable "s" { type = string() }
variable "t" { type = object({ x = var.y }) }
variable "u" { type = null }
variable "v" { type = 1 }
variable "w" { type = any() }
variable "x" { type = set }
variable "y" { type = "map" }
variable "z" { type = list("string") }
