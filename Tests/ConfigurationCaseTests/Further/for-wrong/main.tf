resource "terraform_data" "a" { count = 2 }
output "a" { value = [for x in 1 : x] }
output "b" { value = { for x in ["a", "a"] : x => 1 } }
output "c" { value = { for x in [null] : x => 1 } }
output "d" { value = { for x in [[]] : x => 1 } }
output "e" { value = [for x in null : x] }
output "f" { value = [for x in ["a"] : x if "y"] }
output "g" { value = [for x in ["a"] : x if null] }
output "h" { value = [for k, k in {} : k] }
output "i" { value = { for x in ["a"] : x => x.y } }
output "j" { value = [for x in terraform_data.a : x.id if x.id == "q"] }
output "k" { value = { for x in terraform_data.a : x.id => 1 } }
output "l" { value = { for x in ["a"] : (x) => x... if 1 } }
output "m" { value = [for x in "abc" : x] }
output "n" { value = [for x in { a = 1 } : each.key] }
output "o" { value = { for x in ["a"] : { a = 1 } => 1 } }
