resource "terraform_data" "a" {
  input = {
    set     = toset(["b", "a"])
    map     = tomap({ k = "v" })
    list    = tolist([1, 2])
    tuple   = [1, "x", true, null]
    empty   = []
    number  = 12345678901234567890
    small   = 1e-7
    text    = "e\u0301 <&> \u2028"
    nested  = { n = { deep = [{ a = 1 }, { b = 2 }] } }
    null    = null
  }
}
output "o" { value = terraform_data.a.output }
output "t" { value = [terraform_data.a.output.set == toset(["a", "b"])] }
