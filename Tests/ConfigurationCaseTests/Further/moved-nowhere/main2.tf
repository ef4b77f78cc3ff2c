moved {
  from = module.a
  to   = module.b
}
moved {
  from = module.b.module.i[1]
  to   = module.c
}
module "b" { source = "./o1" }
module "c" { source = "./i" }
