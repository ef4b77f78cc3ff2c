module "one" {
  source = "./m"
  text   = [1]
  needed = "a"
}
module "none" {
  source = "./m"
  text   = "b"
  needed = null
}
