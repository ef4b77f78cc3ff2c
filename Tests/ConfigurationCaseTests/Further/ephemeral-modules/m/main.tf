variable "w" { ephemeral = true }
output "y" {
  value     = { given = var.w, own = 1 }
  ephemeral = true
}
output "z" { value = ephemeralasnull(var.w) == null }
