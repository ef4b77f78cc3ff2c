moved {
  from = terraform_data.a
  to   = terraform_data.b
}
moved {
  from = terraform_data.b
  to   = terraform_data.c
}
moved {
  from = terraform_data.c
  to   = terraform_data.d[0]
}
moved {
  from = terraform_data.d[0]
  to   = terraform_data.e["k"]
}
resource "terraform_data" "e" {
  for_each = toset(["k"])
  input    = 2
}
