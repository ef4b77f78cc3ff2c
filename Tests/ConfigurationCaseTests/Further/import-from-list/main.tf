import {
  for_each = ["a", "b"]
  to       = terraform_data.a[each.value]
  id       = each.value
}
resource "terraform_data" "a" { for_each = toset(["a", "b"]) }
