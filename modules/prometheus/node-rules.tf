# What the node dashboards ask for, from the node exporter's metrics: the recording rules that Azure Managed Prometheus
# puts on every cluster.

locals {
  node_rules = [
    {
      record     = "instance:node_num_cpu:sum"
      expression = <<-PROMQL
        count without (cpu, mode) (node_cpu_seconds_total{job="node", mode="idle"})
      PROMQL
    },
    {
      record     = "instance:node_cpu_utilisation:rate5m"
      expression = <<-PROMQL
        1 - avg without (cpu) (
          sum without (mode) (rate(node_cpu_seconds_total{job="node", mode=~"idle|iowait|steal"}[5m]))
        )
      PROMQL
    },
    {
      record     = "instance:node_load1_per_cpu:ratio"
      expression = <<-PROMQL
        node_load1{job="node"} / instance:node_num_cpu:sum{job="node"}
      PROMQL
    },
    {
      record     = "instance:node_memory_utilisation:ratio"
      expression = <<-PROMQL
        1 - (
          (
            node_memory_MemAvailable_bytes{job="node"}
            or
            (
              node_memory_Buffers_bytes{job="node"}
              + node_memory_Cached_bytes{job="node"}
              + node_memory_MemFree_bytes{job="node"}
              + node_memory_Slab_bytes{job="node"}
            )
          )
          / node_memory_MemTotal_bytes{job="node"}
        )
      PROMQL
    },
    {
      record     = "instance:node_vmstat_pgmajfault:rate5m"
      expression = <<-PROMQL
        rate(node_vmstat_pgmajfault{job="node"}[5m])
      PROMQL
    },
    {
      record     = "instance_device:node_disk_io_time_seconds:rate5m"
      expression = <<-PROMQL
        rate(node_disk_io_time_seconds_total{job="node", device!=""}[5m])
      PROMQL
    },
    {
      record     = "instance_device:node_disk_io_time_weighted_seconds:rate5m"
      expression = <<-PROMQL
        rate(node_disk_io_time_weighted_seconds_total{job="node", device!=""}[5m])
      PROMQL
    },
    {
      record     = "instance:node_network_receive_bytes_excluding_lo:rate5m"
      expression = <<-PROMQL
        sum without (device) (rate(node_network_receive_bytes_total{job="node", device!="lo"}[5m]))
      PROMQL
    },
    {
      record     = "instance:node_network_transmit_bytes_excluding_lo:rate5m"
      expression = <<-PROMQL
        sum without (device) (rate(node_network_transmit_bytes_total{job="node", device!="lo"}[5m]))
      PROMQL
    },
    {
      record     = "instance:node_network_receive_drop_excluding_lo:rate5m"
      expression = <<-PROMQL
        sum without (device) (rate(node_network_receive_drop_total{job="node", device!="lo"}[5m]))
      PROMQL
    },
    {
      record     = "instance:node_network_transmit_drop_excluding_lo:rate5m"
      expression = <<-PROMQL
        sum without (device) (rate(node_network_transmit_drop_total{job="node", device!="lo"}[5m]))
      PROMQL
    },
  ]
}
