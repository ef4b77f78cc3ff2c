import Resources
import Values

/// The cluster's network, service mesh and ingress.
extension KubernetesCluster {
  static let network: [Argument] = [
    .block("network_profile", .single, .optionalComputed, at: "/properties/networkProfile") {
      Argument("network_plugin", .string, .required, at: "/networkPlugin").oneOf("azure", "kubenet", "none")
        .replacing(when: "it isn't from `kubenet` to `azure`") { old, new in
          !(old.stringValue == "kubenet" && new.stringValue == "azure")
        }
        .described("How pods get addresses.")
      Argument("network_plugin_mode", .string, .optional, at: "/networkPluginMode").oneOf("overlay")
        .replacing(when: "it isn't set to `overlay`") { _, new in new.stringValue != "overlay" }
        .described("Whether pods have addresses of a network of their own.")
      Argument("network_policy", .string, .optionalComputed, at: "/networkPolicy")
        .oneOf("none", "azure", "calico", "cilium")
        .replacing(when: "there was another policy, except for a change to `cilium`") { old, new in
          !old.isNull && old.stringValue != "none" && new.stringValue != "cilium"
        }
        .described("What enforces network policies.")
      Argument("network_data_plane", .string, .optionalWithDefault(.string("azure")), at: "/networkDataplane")
        .formerly("ebpf_data_plane").oneOf("azure", "cilium")
        .replacing(when: "it isn't set to `cilium`") { _, new in new.stringValue != "cilium" }
        .described("What moves packets.")
      Argument("network_mode", .string, .optionalComputed, at: "/networkMode").oneOf("bridge", "transparent")
        .replacing()
        .described("How pods on one node reach each other.")
      Argument("dns_service_ip", .string, .optionalComputed, at: "/dnsServiceIP").replacing()
        .matching("must be an IPv4 address") { IPv4Range.address($0) != nil }
        .described("The address of the cluster's DNS service.")
      Argument("service_cidr", .string, .optionalComputed, at: "/serviceCidr").replacing()
        .matching("must be a range of IPv4 addresses, such as `10.0.0.0/16`") { IPv4Range($0) != nil }
        .described("The addresses of services.")
      Argument("docker_bridge_cidr", .string, .optional)
        .retired("Nodes run containerd, which has no Docker bridge: Azure takes no `docker_bridge_cidr` any more.")
        .read(at: "/dockerBridgeCidr", as: .same)
        .described("The addresses of the Docker bridge, of which there is none any more.")
      Argument("service_cidrs", .list(.string), .optionalComputed, at: "/serviceCidrs").replacing().isRanges()
        .described("The addresses of services, one range for each IP version.")
      Argument("pod_cidr", .string, .optionalComputed, at: "/podCidr").replacing()
        .matching("must be a range of IPv4 addresses, such as `10.244.0.0/16`") { IPv4Range($0) != nil }
        .described("The addresses of pods.")
      Argument("pod_cidrs", .list(.string), .optionalComputed, at: "/podCidrs").replacing().isRanges()
        .described("The addresses of pods, one range for each IP version.")
      Argument("ip_versions", .list(.string), .optionalComputed, at: "/ipFamilies").replacing()
        .following(.only(["IPv4", "IPv6"]))
        .described("The IP versions: `IPv4`, `IPv6`.")
      Argument("load_balancer_sku", .string, .optionalWithDefault(.string("standard")), at: "/loadBalancerSku")
        .compared(by: .ignoringCase).oneOf("standard", "basic").replacing()
        .described("The kind of load balancer.")
      Argument("outbound_type", .string, .optionalWithDefault(.string("loadBalancer")), at: "/outboundType")
        .oneOf("loadBalancer", "userDefinedRouting", "managedNATGateway", "userAssignedNATGateway", "none")
        .described("How nodes reach the internet.")
      loadBalancer
      natGateway
      Argument.block("advanced_networking", .single, .optional, at: "/advancedNetworking") {
        Argument(
          "observability_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/observability/enabled"
        )
        .described("Whether network traffic is observed.")
        Argument("security_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/security/enabled")
          .described("Whether network policies know host names and protocols.")
      }
      .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
      .described("Container network services.")
    }
    .staying()
    .described("The network of nodes, pods and services."),
    .block("http_proxy_config", .single, .optional, at: "/properties/httpProxyConfig") {
      Argument("http_proxy", .string, .optional, at: "/httpProxy")
        .described("The proxy for HTTP.")
      Argument("https_proxy", .string, .optional, at: "/httpsProxy")
        .described("The proxy for HTTPS.")
      Argument("no_proxy", .set(.string), .optional, at: "/noProxy")
        .described("What is reached without a proxy.")
      Argument("trusted_ca", .string, .optional, at: "/trustedCa").sensitive()
        .described("A further certificate authority, PEM in base64.")
    }
    .staying()
    .described("The proxy by which nodes reach the internet."),
  ]

  private static let loadBalancer = Argument.block(
    "load_balancer_profile", .single, .optionalComputed, at: "/loadBalancerProfile"
  ) {
    Argument("managed_outbound_ip_count", .number, .optionalComputed, at: "/managedOutboundIPs/count").between(1...100)
      .described("How many outbound addresses AKS makes.")
    Argument("managed_outbound_ipv6_count", .number, .optionalComputed, at: "/managedOutboundIPs/countIPv6")
      .between(0...100)
      .described("How many outbound IPv6 addresses AKS makes.")
    Argument(
      "outbound_ip_address_ids", .set(.string), .optional, at: "/outboundIPs/publicIPs", as: .wrapped(in: "id")
    )
    .isResourceID()
    .described("Outbound addresses of one's own.")
    Argument(
      "outbound_ip_prefix_ids", .set(.string), .optional, at: "/outboundIPPrefixes/publicIPPrefixes",
      as: .wrapped(in: "id")
    )
    .isResourceID()
    .described("Prefixes of outbound addresses of one's own.")
    Argument("outbound_ports_allocated", .number, .optionalWithDefault(0), at: "/allocatedOutboundPorts")
      .between(0...64_000)
      .described("How many outbound ports each node has; 0 leaves it to Azure.")
    Argument("idle_timeout_in_minutes", .number, .optionalWithDefault(30), at: "/idleTimeoutInMinutes").between(4...100)
      .described("How long an idle connection is kept.")
    Argument("backend_pool_type", .string, .optionalWithDefault("NodeIPConfiguration"), at: "/backendPoolType")
      .compared(by: .ignoringCase).oneOf("NodeIPConfiguration", "NodeIP")
      .described("How nodes belong to the load balancer.")
    Argument(
      "effective_outbound_ips", .set(.string), .computed, at: "/effectiveOutboundIPs", as: .wrapped(in: "id")
    )
    .described("The outbound addresses in use.")
  }
  .staying()
  .described("The load balancer's outbound side.")

  private static let natGateway = Argument.block(
    "nat_gateway_profile", .single, .optionalComputed, at: "/natGatewayProfile"
  ) {
    Argument("managed_outbound_ip_count", .number, .optionalComputed, at: "/managedOutboundIPProfile/count")
      .between(1...16)
      .described("How many outbound addresses AKS makes.")
    Argument("idle_timeout_in_minutes", .number, .optionalWithDefault(4), at: "/idleTimeoutInMinutes").between(4...120)
      .described("How long an idle connection is kept.")
    Argument(
      "effective_outbound_ips", .set(.string), .computed, at: "/effectiveOutboundIPs", as: .wrapped(in: "id")
    )
    .described("The outbound addresses in use.")
  }
  .staying()
  .described("The NAT gateway's outbound side.")

  static let meshAndIngress: [Argument] = [
    .block("service_mesh_profile", .single, .optional, at: "/properties/serviceMeshProfile") {
      Argument("mode", .string, .required, at: "/mode").oneOf("Istio")
        .described("The mesh.")
      Argument("revisions", .list(.string), .required, at: "/istio/revisions")
        .following(
          ValueRule("must have only revisions in it, such as \"asm-1-28\"") { value in
            (value.elements ?? []).compactMap(\.stringValue).allSatisfy { text in
              let parts = text.split(separator: "-", omittingEmptySubsequences: false)
              return parts.count == 3 && parts[0] == "asm" && parts.dropFirst().allSatisfy { Int($0) != nil }
            }
          }
        )
        .described("The mesh's revisions, such as `asm-1-28`; two during a canary upgrade.")
      Argument(
        "internal_ingress_gateway_enabled", .bool, .optionalWithDefault(.bool(false)),
        at: "/istio/components/ingressGateways[mode=Internal]/enabled"
      )
      .described("Whether a gateway takes traffic from the virtual network.")
      Argument(
        "external_ingress_gateway_enabled", .bool, .optionalWithDefault(.bool(false)),
        at: "/istio/components/ingressGateways[mode=External]/enabled"
      )
      .described("Whether a gateway takes traffic from the internet.")
      Argument.block("certificate_authority", .single, .optional, at: "/istio/certificateAuthority/plugin") {
        Argument("key_vault_id", .string, .required, at: "/keyVaultId").isResourceID()
          .described("The vault that keeps them.")
        Argument("root_cert_object_name", .string, .required, at: "/rootCertObjectName")
          .described("The root certificate's name there.")
        Argument("cert_chain_object_name", .string, .required, at: "/certChainObjectName")
          .described("The certificate chain's name there.")
        Argument("cert_object_name", .string, .required, at: "/certObjectName")
          .described("The certificate's name there.")
        Argument("key_object_name", .string, .required, at: "/keyObjectName")
          .described("The key's name there.")
      }
      .described("A certificate authority of one's own.")
    }
    .marked(by: "/mode", is: .string("Istio"), absent: .string("Disabled"))
    .described("The Istio service mesh."),
    .block("ingress_profile", .single, .optional, at: "") {
      Argument.block("gateway_api", .single, .optional, at: "/properties/ingressProfile/gatewayAPI") {
        Argument("installation", .string, .required, at: "/installation").oneOf("Disabled", "Standard")
          .described("Which definitions AKS installs and keeps up to date.")
      }
      .described("The Gateway API; needs the service mesh, or another implementation.")
    }
    .marked(
      by: "/properties/ingressProfile/gatewayAPI/installation", is: .string("Standard"), absent: .string("Disabled")
    )
    .described("How traffic comes in. azurerm has no such argument yet."),
    .block("web_app_routing", .single, .optional, at: "/properties/ingressProfile/webAppRouting") {
      Argument("dns_zone_ids", .list(.string), .required, at: "/dnsZoneResourceIds")
        .formerly("dns_zone_id", as: .onlyElement).compared(by: .unordered(ignoringCase: true))
        .described("The DNS zones that host names are written to; may be empty.")
      Argument(
        "default_nginx_controller", .string, .optionalWithDefault(.string("AnnotationControlled")),
        at: "/nginx/defaultIngressControllerType"
      )
      .oneOf("AnnotationControlled", "External", "Internal", "None")
      .described("What the default ingress controller is for.")
      Argument.addonIdentity("web_app_routing_identity", at: "/identity")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("The application routing add-on."),
  ]
}
