import {
  for_each = "abc"
  to = terraform_data.a[each.key]
  id = "x"
}
resource "terraform_data" "a" { count = 2 }
