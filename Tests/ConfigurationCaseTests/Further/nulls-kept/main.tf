resource "terraform_data" "map" { input = tomap({ x = null, y = "a" }) }
resource "terraform_data" "typed" { input = tostring(null) }
output "o" { value = [terraform_data.map.output, terraform_data.typed.output] }
