module "i" {
  source = "../i"
  count  = 2
}
