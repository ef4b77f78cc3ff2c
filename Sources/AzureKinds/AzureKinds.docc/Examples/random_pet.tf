resource "random_pet" "example" {
  prefix  = "aks"
  keepers = { region = "westeurope" }
}
