variable "value" {}
output "echo" { value = "m ${var.value}" }
