module "a" { source = "./o" }
