data "armature_environment" "network" {
  name = "network"
}

output "subnet_id" {
  value = data.armature_environment.network.outputs.subnet_id
}
