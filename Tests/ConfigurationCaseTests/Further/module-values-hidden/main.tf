module "m" {
  source = "./m"
  size   = "large"
  number = "seven"
  key    = "b"
}
