# What the Kubernetes dashboards ask for, from cAdvisor and kube-state-metrics: the recording rules that Azure Managed
# Prometheus puts on every cluster. Those that differ by one word are written once.

locals {
  kubernetes_rules = concat(local.container_rules, local.request_rules, local.owner_rules, local.cluster_rules)

  # Containers, with the node that each runs on.
  container_rules = concat(
    [
      {
        record     = "node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate"
        expression = <<-PROMQL
          sum by (cluster, namespace, pod, container) (
            irate(container_cpu_usage_seconds_total{job="cadvisor", image!=""}[5m])
          ) * on (cluster, namespace, pod) group_left (node) topk by (cluster, namespace, pod) (
            1, max by (cluster, namespace, pod, node) (kube_pod_info{node!=""})
          )
        PROMQL
      },
    ],
    [
      for metric in ["working_set_bytes", "rss", "cache", "swap"] : {
        record     = "node_namespace_pod_container:container_memory_${metric}"
        expression = <<-PROMQL
          container_memory_${metric}{job="cadvisor", image!=""}
          * on (namespace, pod) group_left (node) topk by (namespace, pod) (
            1, max by (namespace, pod, node) (kube_pod_info{node!=""})
          )
        PROMQL
      }
    ],
  )

  # What pods that run or wait to run ask for and are held to: pod by pod, then by namespace.
  request_rules = flatten([
    for bound in ["requests", "limits"] : [
      for resource in ["memory", "cpu"] : [
        {
          record     = "cluster:namespace:pod_${resource}:active:kube_pod_container_resource_${bound}"
          expression = <<-PROMQL
            kube_pod_container_resource_${bound}{resource="${resource}", job="kube-state-metrics"}
            * on (namespace, pod, cluster) group_left () max by (namespace, pod, cluster) (
              kube_pod_status_phase{phase=~"Pending|Running"} == 1
            )
          PROMQL
        },
        {
          record     = "namespace_${resource}:kube_pod_container_resource_${bound}:sum"
          expression = <<-PROMQL
            sum by (namespace, cluster) (
              sum by (namespace, pod, cluster) (
                max by (namespace, pod, container, cluster) (
                  kube_pod_container_resource_${bound}{resource="${resource}", job="kube-state-metrics"}
                ) * on (namespace, pod, cluster) group_left () max by (namespace, pod, cluster) (
                  kube_pod_status_phase{phase=~"Pending|Running"} == 1
                )
              )
            )
          PROMQL
        },
      ]
    ]
  ])

  # The workload that each pod belongs to. A deployment owns its pods through a replica set, hence the further step.
  owner_rules = concat(
    [
      {
        record     = "namespace_workload_pod:kube_pod_owner:relabel"
        expression = <<-PROMQL
          max by (cluster, namespace, workload, pod) (
            label_replace(
              label_replace(
                kube_pod_owner{job="kube-state-metrics", owner_kind="ReplicaSet"},
                "replicaset", "$1", "owner_name", "(.*)"
              ) * on (replicaset, namespace) group_left (owner_name) topk by (replicaset, namespace) (
                1, max by (replicaset, namespace, owner_name) (kube_replicaset_owner{job="kube-state-metrics"})
              ),
              "workload", "$1", "owner_name", "(.*)"
            )
          )
        PROMQL
        labels     = { workload_type = "deployment" }
      },
    ],
    [
      for kind in ["DaemonSet", "StatefulSet", "Job"] : {
        record     = "namespace_workload_pod:kube_pod_owner:relabel"
        expression = <<-PROMQL
          max by (cluster, namespace, workload, pod) (
            label_replace(
              kube_pod_owner{job="kube-state-metrics", owner_kind="${kind}"},
              "workload", "$1", "owner_name", "(.*)"
            )
          )
        PROMQL
        labels     = { workload_type = lower(kind) }
      }
    ],
  )

  cluster_rules = [
    {
      record     = ":node_memory_MemAvailable_bytes:sum"
      expression = <<-PROMQL
        sum by (cluster) (
          node_memory_MemAvailable_bytes{job="node"}
          or
          (
            node_memory_Buffers_bytes{job="node"}
            + node_memory_Cached_bytes{job="node"}
            + node_memory_MemFree_bytes{job="node"}
            + node_memory_Slab_bytes{job="node"}
          )
        )
      PROMQL
    },
    {
      record     = "cluster:node_cpu:ratio_rate5m"
      expression = <<-PROMQL
        sum by (cluster) (rate(node_cpu_seconds_total{job="node", mode!="idle", mode!="iowait", mode!="steal"}[5m]))
        / count by (cluster) (sum by (cluster, instance, cpu) (node_cpu_seconds_total{job="node"}))
      PROMQL
    },
  ]
}
