variable "v" {
  type = object({
    a = optional(string, "da")
    b = optional(object({
      c = optional(number, 5)
      d = optional(list(object({ e = optional(bool, true), f = string })), [{ f = "x" }])
    }), {})
    g = optional(map(object({ h = optional(string) })))
    i = optional(any)
    j = optional(set(number), [3, 1, 1])
    k = optional(tuple([string, number]), ["1", "2"])
  })
  default = {}
}
output "o" { value = var.v }
output "p" { value = var.v.b.d[0].e }
