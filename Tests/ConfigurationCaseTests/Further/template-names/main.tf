output "a" { value = templatefile("t.tftpl", { "a-b" = 1, _c = 2, é = 3 }) }
