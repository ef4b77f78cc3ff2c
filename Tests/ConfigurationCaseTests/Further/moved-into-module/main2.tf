module "m" { source = "./m" }
moved {
  from = terraform_data.a
  to   = module.m.terraform_data.b
}
resource "terraform_data" "c" {
  for_each = { zero = 0, one = 1 }
  input    = each.value
}
moved {
  from = terraform_data.c[0]
  to   = terraform_data.c["zero"]
}
moved {
  from = terraform_data.c[1]
  to   = terraform_data.c["one"]
}
resource "terraform_data" "single" {
  count = 2
  input = "s"
}
