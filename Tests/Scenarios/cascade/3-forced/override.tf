# A cluster's DNS prefix can't be changed in place.
module "aks" {
  dns_prefix = "ai"
}
