removed {
  from = terraform_data.a
  provisioner "local-exec" {
    command = "true"
  }
}
removed {
  from = module.m
  provisioner "local-exec" {
    when    = destroy
    command = "true"
  }
}
