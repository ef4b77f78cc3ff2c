terraform {
  required_providers {
    own = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
locals {
  undeclared = provider::terraform::encode_expr(1)
  unknown    = provider::own::nope(1)
  incomplete = provider::encode_expr(1)
  namespace  = own::encode_expr(1)
  few        = provider::own::encode_expr()
  many       = provider::own::encode_expr(1, 2)
  null       = provider::own::encode_expr(null)
  text       = provider::own::encode_tfvars("x")
  name       = provider::own::encode_tfvars({ "a b" = 1 })
  digits     = provider::own::encode_tfvars({ "1a" = 1 })
  number     = provider::own::decode_tfvars(5)
  list       = provider::own::decode_tfvars([])
  reference  = provider::own::decode_tfvars("a = b")
  call       = provider::own::decode_tfvars("a = upper(\"x\")")
  block      = provider::own::decode_tfvars("a {}")
  lines      = provider::own::decode_tfvars("a\nb\nc = 1")
  tried      = try(provider::own::encode_tfvars("x"), 1)
}
