moved {
  from = terraform_data.a
  to   = terraform_data.c
}
removed {
  from = terraform_data.c
  lifecycle { destroy = false }
}
removed {
  from = terraform_data.b
  lifecycle { destroy = true }
}
