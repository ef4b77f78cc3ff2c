removed {
  from = terraform_data.a[0]
  lifecycle { destroy = false }
}
removed {
  from = module.m["x"].terraform_data.a
  lifecycle { destroy = false }
}
removed {
  from = module.m[0]
  lifecycle { destroy = false }
}
