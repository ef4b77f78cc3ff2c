module "i" {
  source = "../i"
}
