terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
locals {
  value = {
    number = 1.5
    text   = "a\n\"$${x}\" %%{y} \u0001 é"
    null   = null
    list   = tolist(["a", "b"])
    set    = toset([3, 1])
    none   = []
    empty  = {}
    nested = [{ a = 1 }, { b = [{ c = true }] }]
    "a b"  = { long_name = 1, s = "x" }
  }
}
resource "terraform_data" "a" {}
output "expression" {
  value = provider::terraform::encode_expr(local.value)
}
output "variables" {
  value = provider::terraform::encode_tfvars({ number = 1, object = { a = "x" }, list = [1, [2]] })
}
output "back" {
  value = provider::terraform::decode_tfvars(<<-EOT
    a = 1 + 1
    b = ["x", { c = null }]
  EOT
  )
}
output "around" {
  value = provider::terraform::decode_tfvars(provider::terraform::encode_tfvars({ v = local.value })).v.nested
}
output "unknown" {
  value = provider::terraform::encode_expr([terraform_data.a.id]) == "x"
}
output "later" {
  value = provider::terraform::encode_tfvars({ a = terraform_data.a.id })
}
