locals {
  xs = ["a", "b"]
  t1 = "a %{~ if true ~} b %{~ else ~} c %{~ endif ~} d"
  t2 = <<-EOT
    %{ for x in local.xs ~}
    - ${x}
    %{~ endfor }
    end
  EOT
  t3 = <<EOT
  %{ for i, x in local.xs }${i}=${~ x ~} ;
%{ endfor ~}
  last
EOT
  t4 = <<-EOT
		one
	  two
			three
  EOT
  t5 = <<-EOT
      a

    ${"x"}b
   	
      c
    EOT
  t6 = "${~ "x" ~} y ${~ 1 ~}  "
  t7 = <<-EOT
    ${join("\n", local.xs)}
      in
  EOT
  t8 = <<-EOT
    %{ if false }
    no
    %{ endif }
    $${x} %%{y} \n "q"
  EOT
}
output "t1" { value = local.t1 }
output "t2" { value = local.t2 }
output "t3" { value = local.t3 }
output "t4" { value = local.t4 }
output "t5" { value = local.t5 }
output "t6" { value = local.t6 }
output "t7" { value = local.t7 }
output "t8" { value = local.t8 }
