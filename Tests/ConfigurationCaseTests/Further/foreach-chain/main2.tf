resource "terraform_data" "a" {
  for_each = { for k in ["y", "z"] : k => upper(k) }
  input    = "${each.key}-${each.value}"
}
resource "terraform_data" "b" {
  for_each = terraform_data.a
  input    = each.value.output
}
resource "terraform_data" "c" {
  for_each         = toset(keys(terraform_data.b))
  triggers_replace = [terraform_data.b[each.key].id]
}
output "p" { value = values(terraform_data.a)[*].output }
