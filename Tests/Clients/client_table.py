"""The types of resources that the SDK's clients are judged by: what is sent, what is changed, what Azure hasn't.

In texts, `{name}` is a resource's own name and `{guid}` is its own, too; `{group}` and `{subscription}` say where it
is; `{other.id}` and `{other.name}` are those of the row `other`, which it needs.
"""

from dataclasses import dataclass, field

from azure.mgmt.alertsmanagement import AlertsManagementClient
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.containerregistry import ContainerRegistryManagementClient
from azure.mgmt.containerservice import ContainerServiceClient
from azure.mgmt.dashboard import DashboardManagementClient
from azure.mgmt.loganalytics import LogAnalyticsManagementClient
from azure.mgmt.monitor import MonitorManagementClient
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.postgresqlflexibleservers import PostgreSQLManagementClient
from azure.mgmt.privatedns import PrivateDnsManagementClient
from azure.mgmt.resource.locks import ManagementLockClient
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.mgmt.resource.templatespecs import TemplateSpecsClient
from azure.mgmt.storage import StorageManagementClient

from clients import LOCATION

SUBSCRIPTION = "/subscriptions/{subscription}"
GROUP = SUBSCRIPTION + "/resourceGroups/{group}"
TAGS = {"team": "vision"}
NEW_TAGS = {"tags": {"team": "speech"}}

# Why Azure hasn't an operation; the tests hold the simulator to that, too.
NO_PRECONDITIONS = "its API has no preconditions, and ignores `If-Match`"
AT_ONCE = "its API has nothing to wait for"
FIXED = "its API has no update, as nothing about it can be changed"


@dataclass(frozen=True)
class Row:
    """A type of resource as one client of the SDK handles it."""

    client: type
    # The attribute of the client with the operations.
    operations: str
    # The SDK's model of a body, that body as it is on the wire, and what an update changes in it.
    model: str
    body: dict
    change: dict = field(default_factory=lambda: NEW_TAGS)
    # The operations by name. A PATCH is an update, too; it has a model of its own, and may be able to change less.
    create: str = "begin_create_or_update"
    read: str = "get"
    delete: str = "begin_delete"
    patch: str = None
    patch_model: str = None
    patch_change: dict = None
    # The lists that it is in, each with its arguments.
    lists: tuple = (("list", "{group}"),)
    # The arguments before the name, the name, and what every operation gets besides.
    scope: tuple = ("{group}",)
    name: str = "{name}"
    options: dict = field(default_factory=dict)
    # Rows whose resources have to be there.
    needs: tuple = ()
    # What Azure answers otherwise than it was sent it; None for secrets, which it keeps to itself.
    shown: dict = field(default_factory=dict)
    # The paths at which Azure answers otherwise than its published API, and so the SDK's model, says: with members that
    # that doesn't know, or values that it doesn't list.
    unknown: frozenset = frozenset()
    # The code of the error for one that isn't there.
    missing: str = "ResourceNotFound"
    # Columns of the table that Azure hasn't, and why.
    without: dict = field(default_factory=dict)

    @property
    def package(self):
        # The module, but for its inner ones and for that of the package that has the name already.
        parts = [part for part in self.client.__module__.split(".") if not part.startswith("_")]
        return "-".join(parts).removesuffix("-resources")

    def reason(self, column):
        """Why Azure hasn't what a column is about; None where it has."""
        if column == "poll" and not (self.create + self.delete).count("begin_"):
            return AT_ONCE
        return self.without.get(column)


def network(operations, model, properties, parent=None, **more):
    """A row of Microsoft.Network: a part of its parent's document, or a resource with tags and a PATCH for them."""
    if parent:
        scope = ("{group}", "{%s.name}" % parent)
        return Row(NetworkManagementClient, operations, model, {"properties": properties}, scope=scope, **{
            "needs": (parent,), "lists": (("list", *scope),), **more})
    body = {"location": LOCATION, "tags": TAGS, **more.pop("top", {}), "properties": properties}
    return Row(NetworkManagementClient, operations, model, body, **{
        "lists": (("list", "{group}"), ("list_all",)), "patch": "update_tags", "patch_model": "TagsObject", **more})


def own(kind, part):
    """The id of a part of the resource itself."""
    return {"id": GROUP + "/providers/Microsoft.Network/" + kind + "/{name}/" + part}


STANDARD_ADDRESS = {"sku": {"name": "Standard"}}

ROWS = (
    Row(ResourceManagementClient, "resource_groups", "ResourceGroup", {"location": LOCATION, "tags": TAGS},
        create="create_or_update", patch="update", patch_model="ResourceGroupPatchable", scope=(), lists=(("list",),),
        missing="ResourceGroupNotFound", without={"412": NO_PRECONDITIONS}),
    Row(ResourceManagementClient, "resources", "GenericResource", {
        "location": LOCATION, "tags": TAGS, "properties": {"disableBgpRoutePropagation": True}},
        create="begin_create_or_update_by_id", read="get_by_id", delete="begin_delete_by_id",
        patch="begin_update_by_id", patch_model="GenericResource",
        lists=(("list",), ("list_by_resource_group", "{group}")), scope=(),
        name=GROUP + "/providers/Microsoft.Network/routeTables/{name}", options={"api_version": "2025-01-01"},
        # The model has what all resources have; the rest is their providers'.
        unknown=frozenset({"etag"})),
    Row(ManagementLockClient, "management_locks", "ManagementLockObject", {
        "properties": {"level": "CanNotDelete", "notes": "Keep it."}},
        change={"properties": {"notes": "Keep it still."}}, create="create_or_update_at_resource_group_level",
        read="get_at_resource_group_level", delete="delete_at_resource_group_level",
        lists=(("list_at_resource_group_level", "{group}"), ("list_at_subscription_level",)),
        without={"412": NO_PRECONDITIONS}),
    Row(TemplateSpecsClient, "template_specs", "TemplateSpec", {
        "location": LOCATION, "tags": TAGS, "properties": {
            "displayName": "A spec", "description": "Of an environment"}},
        create="create_or_update", delete="delete", patch="update", patch_model="TemplateSpecUpdateModel",
        lists=(("list_by_resource_group", "{group}"), ("list_by_subscription",)), without={"412": NO_PRECONDITIONS}),

    Row(ContainerServiceClient, "managed_clusters", "ManagedCluster", {
        "location": LOCATION, "tags": TAGS, "identity": {"type": "SystemAssigned"},
        "sku": {"name": "Base", "tier": "Free"}, "properties": {
            "dnsPrefix": "{name}", "kubernetesVersion": "1.34", "oidcIssuerProfile": {"enabled": True},
            "securityProfile": {"workloadIdentity": {"enabled": True}}, "disableLocalAccounts": False,
            "autoUpgradeProfile": {"upgradeChannel": "patch", "nodeOSUpgradeChannel": "NodeImage"},
            "networkProfile": {"networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium",
                               "networkPolicy": "cilium", "podCidr": "10.244.0.0/16", "serviceCidr": "10.0.0.0/16",
                               "dnsServiceIP": "10.0.0.10", "loadBalancerSku": "standard"},
            "agentPoolProfiles": [{
                "name": "default", "mode": "System", "count": 2, "vmSize": "Standard_D4s_v5", "osType": "Linux",
                "type": "VirtualMachineScaleSets", "enableAutoScaling": True, "minCount": 1, "maxCount": 3}]}},
        change={"sku": {"tier": "Standard"}, **NEW_TAGS}, patch="begin_update_tags", patch_model="TagsObject",
        patch_change=NEW_TAGS, lists=(("list",), ("list_by_resource_group", "{group}"))),
    Row(ContainerServiceClient, "agent_pools", "AgentPool", {"properties": {
        "count": 1, "vmSize": "Standard_NC24ads_A100_v4", "mode": "User", "osType": "Linux", "maxPods": 50,
        "nodeLabels": {"gpu": "a100"}, "nodeTaints": ["sku=gpu:NoSchedule"], "tags": TAGS,
        "upgradeSettings": {"maxSurge": "10%"}, "gpuProfile": {"driver": "Install"}}},
        change={"properties": {"count": 2, "nodeLabels": {"gpu": "a100-80"}}},
        scope=("{group}", "{managed_clusters.name}"),
        lists=(("list", "{group}", "{managed_clusters.name}"),), needs=("managed_clusters",), missing="NotFound"),
    Row(ContainerServiceClient, "maintenance_configurations", "MaintenanceConfiguration", {"properties": {
        "maintenanceWindow": {"schedule": {"weekly": {"intervalWeeks": 1, "dayOfWeek": "Monday"}}, "durationHours": 4,
                              "utcOffset": "+00:00", "startTime": "00:00"}}},
        change={"properties": {"maintenanceWindow": {"durationHours": 8}}}, create="create_or_update", delete="delete",
        scope=("{group}", "{managed_clusters.name}"), name="aksManagedAutoUpgradeSchedule",
        lists=(("list_by_managed_cluster", "{group}", "{managed_clusters.name}"),), needs=("managed_clusters",),
        without={"412": NO_PRECONDITIONS}),

    network("virtual_networks", "VirtualNetwork", {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "dhcpOptions": {"dnsServers": ["10.0.0.4"]},
        "subnets": [{"name": "nodes", "properties": {"addressPrefix": "10.0.0.0/24"}}]},
        change={"properties": {"dhcpOptions": {"dnsServers": ["10.0.0.4", "10.0.0.5"]}}}, patch_change=NEW_TAGS),
    network("subnets", "Subnet", {
        "addressPrefix": "10.0.1.0/24", "privateEndpointNetworkPolicies": "Disabled",
        "serviceEndpoints": [{"service": "Microsoft.Storage"}]},
        parent="virtual_networks", change={"properties": {"privateEndpointNetworkPolicies": "Enabled"}}),
    network("public_ip_addresses", "PublicIPAddress", {
        "publicIPAllocationMethod": "Static", "publicIPAddressVersion": "IPv4", "idleTimeoutInMinutes": 10,
        "dnsSettings": {"domainNameLabel": "label-{name}"}},
        top=STANDARD_ADDRESS, change={"properties": {"idleTimeoutInMinutes": 20}}, patch_change=NEW_TAGS),
    network("nat_gateways", "NatGateway", {
        "idleTimeoutInMinutes": 10, "publicIpAddresses": [{"id": "{public_ip_addresses.id}"}]},
        top={**STANDARD_ADDRESS, "zones": ["1"]}, change={"properties": {"idleTimeoutInMinutes": 20}},
        patch_change=NEW_TAGS, needs=("public_ip_addresses",), unknown=frozenset({"sku.tier"})),
    network("network_security_groups", "NetworkSecurityGroup", {"securityRules": [{"name": "https", "properties": {
        "protocol": "Tcp", "access": "Allow", "direction": "Inbound", "priority": 100, "sourcePortRange": "*",
        "destinationPortRange": "443", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*"}}]}),
    network("security_rules", "SecurityRule", {
        "protocol": "Tcp", "access": "Deny", "direction": "Outbound", "priority": 200, "sourcePortRange": "*",
        "destinationPortRanges": ["25", "465"], "sourceAddressPrefix": "*", "destinationAddressPrefix": "Internet",
        "description": "No mail"},
        parent="network_security_groups", change={"properties": {"access": "Allow"}}),
    network("route_tables", "RouteTable", {"disableBgpRoutePropagation": True, "routes": [{
        "name": "out", "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}}]},
        change={"properties": {"disableBgpRoutePropagation": False}}, patch_change=NEW_TAGS),
    network("routes", "Route", {
        "addressPrefix": "10.1.0.0/16", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.0.4"},
        parent="route_tables", change={"properties": {"nextHopIpAddress": "10.0.0.5"}}),
    network("private_endpoints", "PrivateEndpoint", {
        "subnet": {"id": "{subnets.id}"}, "privateLinkServiceConnections": [{"name": "c", "properties": {
            "privateLinkServiceId": "{storage_accounts.id}", "groupIds": ["blob"]}}]},
        patch=None, lists=(("list", "{group}"), ("list_by_subscription",)), needs=("subnets", "storage_accounts"),
        unknown=frozenset({"properties.resourceGuid", "properties.isIPv6EnabledPrivateEndpoint"})),
    network("private_dns_zone_groups", "PrivateDnsZoneGroup", {"privateDnsZoneConfigs": [
        {"name": "blob", "properties": {"privateDnsZoneId": "{private_zones.id}"}}]},
        parent="private_endpoints", lists=(("list", "{private_endpoints.name}", "{group}"),),
        change={"properties": {"privateDnsZoneConfigs": [
            {"name": "other", "properties": {"privateDnsZoneId": "{private_zones.id}"}}]}},
        needs=("private_endpoints", "private_zones"),
        unknown=frozenset({"type", "properties.privateDnsZoneConfigs[].id"})),
    network("load_balancers", "LoadBalancer", {
        "frontendIPConfigurations": [{"name": "f", "properties": {
            "publicIPAddress": {"id": "{public_ip_addresses.id}"}}}],
        "backendAddressPools": [{"name": "b"}],
        "probes": [{"name": "p", "properties": {
            "protocol": "Tcp", "port": 80, "intervalInSeconds": 5, "numberOfProbes": 2}}],
        "loadBalancingRules": [{"name": "r", "properties": {
            "frontendIPConfiguration": own("loadBalancers", "frontendIPConfigurations/f"),
            "backendAddressPool": own("loadBalancers", "backendAddressPools/b"),
            "probe": own("loadBalancers", "probes/p"), "protocol": "Tcp", "frontendPort": 80, "backendPort": 80}}]},
        top=STANDARD_ADDRESS, needs=("public_ip_addresses",)),
    network("application_gateways", "ApplicationGateway", {
        "sku": {"name": "Standard_v2", "tier": "Standard_v2", "capacity": 2},
        "gatewayIPConfigurations": [{"name": "ip", "properties": {"subnet": {"id": "{subnets.id}"}}}],
        "frontendIPConfigurations": [{"name": "f", "properties": {"subnet": {"id": "{subnets.id}"}}}],
        "frontendPorts": [{"name": "p80", "properties": {"port": 80}}],
        "backendAddressPools": [{"name": "b", "properties": {"backendAddresses": [{"fqdn": "example.org"}]}}],
        "backendHttpSettingsCollection": [{"name": "s", "properties": {"port": 80, "protocol": "Http"}}],
        "httpListeners": [{"name": "l", "properties": {
            "frontendIPConfiguration": own("applicationGateways", "frontendIPConfigurations/f"),
            "frontendPort": own("applicationGateways", "frontendPorts/p80"), "protocol": "Http"}}],
        "requestRoutingRules": [{"name": "r", "properties": {
            "ruleType": "Basic", "priority": 1, "httpListener": own("applicationGateways", "httpListeners/l"),
            "backendAddressPool": own("applicationGateways", "backendAddressPools/b"),
            "backendHttpSettings": own("applicationGateways", "backendHttpSettingsCollection/s")}}]},
        change={"properties": {"sku": {"capacity": 3}}}, patch_change=NEW_TAGS, needs=("subnets",),
        shown={"properties": {"operationalState": "Running"}}),

    Row(StorageManagementClient, "storage_accounts", "StorageAccountCreateParameters", {
        "location": LOCATION, "tags": TAGS, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "properties": {
            "accessTier": "Hot", "supportsHttpsTrafficOnly": True, "minimumTlsVersion": "TLS1_2",
            "allowBlobPublicAccess": False, "allowSharedKeyAccess": True,
            "networkAcls": {"bypass": "AzureServices", "defaultAction": "Deny",
                            "ipRules": [{"value": "198.51.100.7", "action": "Allow"}]}}},
        change={"properties": {"accessTier": "Cool"}, **NEW_TAGS}, create="begin_create", read="get_properties",
        delete="delete", patch="update", patch_model="StorageAccountUpdateParameters",
        lists=(("list",), ("list_by_resource_group", "{group}")), without={"412": NO_PRECONDITIONS}),
    Row(StorageManagementClient, "blob_containers", "BlobContainer", {
        "properties": {"publicAccess": "None", "metadata": {"team": "vision"}}},
        change={"properties": {"metadata": {"team": "speech"}}}, create="create", delete="delete", patch="update",
        patch_model="BlobContainer", scope=("{group}", "{storage_accounts.name}"),
        lists=(("list", "{group}", "{storage_accounts.name}"),), needs=("storage_accounts",),
        without={"412": NO_PRECONDITIONS}),

    Row(ManagedServiceIdentityClient, "user_assigned_identities", "Identity", {"location": LOCATION, "tags": TAGS},
        create="create_or_update", delete="delete", patch="update", patch_model="IdentityUpdate",
        lists=(("list_by_resource_group", "{group}"), ("list_by_subscription",)), without={"412": NO_PRECONDITIONS}),
    Row(ManagedServiceIdentityClient, "federated_identity_credentials", "FederatedIdentityCredential", {"properties": {
        "issuer": "https://issuer.example.org/", "subject": "system:serviceaccount:default:{name}",
        "audiences": ["api://AzureADTokenExchange"]}},
        change={"properties": {"issuer": "https://other.example.org/"}}, create="create_or_update", delete="delete",
        scope=("{group}", "{user_assigned_identities.name}"),
        lists=(("list", "{group}", "{user_assigned_identities.name}"),), needs=("user_assigned_identities",),
        without={"412": NO_PRECONDITIONS}),

    Row(AuthorizationManagementClient, "role_assignments", "RoleAssignmentCreateParameters", {"properties": {
        "roleDefinitionId":
            SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        "principalId": "{guid}", "principalType": "ServicePrincipal", "description": "For the nodes"}},
        change={"properties": {"description": "For the pods"}}, create="create", delete="delete", scope=(GROUP,),
        name="{guid}", lists=(("list_for_scope", GROUP), ("list_for_resource_group", "{group}"),
                              ("list_for_subscription",)),
        missing="RoleAssignmentNotFound", without={"412": NO_PRECONDITIONS}),
    Row(AuthorizationManagementClient, "role_definitions", "RoleDefinition", {"properties": {
        "roleName": "Own {name}", "description": "Reads networks", "type": "CustomRole",
        "assignableScopes": [SUBSCRIPTION], "permissions": [{
            "actions": ["Microsoft.Network/*/read"], "notActions": [], "dataActions": [], "notDataActions": []}]}},
        change={"properties": {"description": "Reads what networks there are"}}, create="create_or_update",
        delete="delete", scope=(SUBSCRIPTION,), name="{guid}", lists=(("list", SUBSCRIPTION),),
        missing="RoleDefinitionDoesNotExist", without={"412": NO_PRECONDITIONS}),

    Row(MonitorManagementClient, "azure_monitor_workspaces", "AzureMonitorWorkspaceResource", {
        "location": LOCATION, "tags": TAGS, "properties": {"publicNetworkAccess": "Enabled"}},
        create="create", patch="update", patch_model="AzureMonitorWorkspaceResourceForUpdate",
        lists=(("list_by_resource_group", "{group}"), ("list_by_subscription",)), without={"412": NO_PRECONDITIONS}),
    Row(MonitorManagementClient, "data_collection_endpoints", "DataCollectionEndpointResource", {
        "location": LOCATION, "tags": TAGS, "kind": "Linux", "properties": {
            "description": "Metrics", "networkAcls": {"publicNetworkAccess": "Enabled"}}},
        change={"properties": {"description": "Logs"}}, create="create", delete="delete", patch="update",
        patch_model="ResourceForUpdate", patch_change=NEW_TAGS,
        lists=(("list_by_resource_group", "{group}"), ("list_by_subscription",)), without={"412": NO_PRECONDITIONS}),
    Row(MonitorManagementClient, "data_collection_rules", "DataCollectionRuleResource", {
        "location": LOCATION, "tags": TAGS, "kind": "Linux", "properties": {
            "description": "Prometheus", "dataCollectionEndpointId": "{data_collection_endpoints.id}",
            "dataSources": {"prometheusForwarder": [{
                "name": "p", "streams": ["Microsoft-PrometheusMetrics"], "labelIncludeFilter": {}}]},
            "destinations": {"monitoringAccounts": [{
                "name": "a", "accountResourceId": "{azure_monitor_workspaces.id}"}]},
            "dataFlows": [{"streams": ["Microsoft-PrometheusMetrics"], "destinations": ["a"]}]}},
        change={"properties": {"description": "Metrics"}}, create="create", delete="delete", patch="update",
        patch_model="ResourceForUpdate", patch_change=NEW_TAGS,
        lists=(("list_by_resource_group", "{group}"), ("list_by_subscription",)),
        needs=("azure_monitor_workspaces", "data_collection_endpoints"), without={"412": NO_PRECONDITIONS}),
    Row(MonitorManagementClient, "data_collection_rule_associations",
        "DataCollectionRuleAssociationProxyOnlyResource",
        {"properties": {"description": "Metrics", "dataCollectionRuleId": "{data_collection_rules.id}"}},
        change={"properties": {"description": "Prometheus"}}, create="create", delete="delete",
        scope=("{managed_clusters.id}",), lists=(
            ("list_by_resource", "{managed_clusters.id}"), ("list_by_rule", "{group}", "{data_collection_rules.name}")),
        needs=("managed_clusters", "data_collection_rules"), without={"412": NO_PRECONDITIONS}),
    Row(AlertsManagementClient, "prometheus_rule_groups", "PrometheusRuleGroupResource", {
        "location": LOCATION, "tags": TAGS, "properties": {
            "description": "Nodes", "enabled": True, "interval": "PT1M", "clusterName": "c",
            "scopes": ["{azure_monitor_workspaces.id}"], "rules": [
                {"record": "node:cpu:sum", "expression": "sum(node_cpu)", "labels": {"workload": "x"}, "enabled": True},
                {"alert": "Down", "expression": "up == 0", "for": "PT5M", "severity": 2,
                 "annotations": {"summary": "It is down"},
                 "resolveConfiguration": {"autoResolved": True, "timeToResolve": "PT10M"}}]}},
        change={"properties": {"interval": "PT2M"}}, create="create_or_update", delete="delete", patch="update",
        patch_model="PrometheusRuleGroupResourcePatch", patch_change={**NEW_TAGS, "properties": {"enabled": False}},
        lists=(("list_by_resource_group", "{group}"), ("list_by_subscription",)), needs=("azure_monitor_workspaces",),
        without={"412": NO_PRECONDITIONS}),

    Row(PostgreSQLManagementClient, "servers", "Server", {
        "location": LOCATION, "tags": TAGS, "sku": {"name": "Standard_D2ds_v5", "tier": "GeneralPurpose"},
        "properties": {
            "version": "16", "administratorLogin": "psqladmin", "administratorLoginPassword": "Secret-Secret-1",
            "storage": {"storageSizeGB": 32, "autoGrow": "Enabled"}, "backup": {"backupRetentionDays": 14},
            "authConfig": {"activeDirectoryAuth": "Enabled", "passwordAuth": "Enabled"}}},
        change={"properties": {"storage": {"storageSizeGB": 64}}}, patch="begin_update", patch_model="ServerForPatch",
        lists=(("list_by_resource_group", "{group}"), ("list_by_subscription",)),
        shown={"location": "Central US", "properties": {"administratorLoginPassword": None}},
        unknown=frozenset({"properties.storage.type"}),
        without={"412": NO_PRECONDITIONS}),
    Row(PostgreSQLManagementClient, "databases", "Database", {
        "properties": {"charset": "UTF8", "collation": "en_US.utf8"}},
        create="begin_create", scope=("{group}", "{servers.name}"), needs=("servers",),
        lists=(("list_by_server", "{group}", "{servers.name}"),), without={
            "update": FIXED, "412": NO_PRECONDITIONS}),
    Row(PostgreSQLManagementClient, "firewall_rules", "FirewallRule", {
        "properties": {"startIpAddress": "198.51.100.1", "endIpAddress": "198.51.100.9"}},
        change={"properties": {"endIpAddress": "198.51.100.20"}}, scope=("{group}", "{servers.name}"),
        lists=(("list_by_server", "{group}", "{servers.name}"),), needs=("servers",),
        without={"412": NO_PRECONDITIONS}),
    Row(PostgreSQLManagementClient, "administrators_microsoft_entra", "AdministratorMicrosoftEntraAdd", {
        "properties": {"principalName": "people", "principalType": "Group",
                       "tenantId": "22222222-2222-2222-2222-222222222222"}},
        change={"properties": {"principalName": "operators"}}, scope=("{group}", "{servers.name}"), name="{guid}",
        lists=(("list_by_server", "{group}", "{servers.name}"),), needs=("servers",),
        without={"412": NO_PRECONDITIONS}),

    Row(ContainerRegistryManagementClient, "registries", "Registry", {
        "location": LOCATION, "tags": TAGS, "sku": {"name": "Premium"}, "properties": {
            "adminUserEnabled": False, "publicNetworkAccess": "Enabled", "zoneRedundancy": "Enabled",
            "policies": {"retentionPolicy": {"days": 14, "status": "enabled"}}}},
        change={"properties": {"adminUserEnabled": True}, **NEW_TAGS}, create="begin_create", patch="begin_update",
        patch_model="RegistryUpdateParameters", name="registry{name}",
        lists=(("list",), ("list_by_resource_group", "{group}")), without={"412": NO_PRECONDITIONS}),
    Row(ContainerRegistryManagementClient, "replications", "Replication", {
        "location": "eastus", "tags": TAGS, "properties": {"regionEndpointEnabled": True}},
        create="begin_create", patch="begin_update", patch_model="ReplicationUpdateParameters",
        scope=("{group}", "{registries.name}"), name="eastus", lists=(("list", "{group}", "{registries.name}"),),
        needs=("registries",), without={"412": NO_PRECONDITIONS}),

    Row(PrivateDnsManagementClient, "private_zones", "PrivateZone", {"location": "global", "tags": TAGS},
        patch="begin_update", patch_model="PrivateZone", name="{name}.example.org",
        lists=(("list",), ("list_by_resource_group", "{group}"))),
    Row(PrivateDnsManagementClient, "virtual_network_links", "VirtualNetworkLink", {
        "location": "global", "tags": TAGS, "properties": {
            "virtualNetwork": {"id": "{virtual_networks.id}"}, "registrationEnabled": False,
            "resolutionPolicy": "Default"}},
        change={"properties": {"registrationEnabled": True}}, patch="begin_update", patch_model="VirtualNetworkLink",
        scope=("{group}", "{private_zones.name}"), lists=(("list", "{group}", "{private_zones.name}"),),
        needs=("private_zones", "virtual_networks")),
    Row(PrivateDnsManagementClient, "record_sets", "RecordSet", {"properties": {
        "ttl": 300, "metadata": {"team": "vision"}, "aRecords": [{"ipv4Address": "10.0.0.4"}]}},
        change={"properties": {"ttl": 600}}, create="create_or_update", delete="delete", patch="update",
        patch_model="RecordSet", scope=("{group}", "{private_zones.name}", "A"),
        lists=(("list_by_type", "{group}", "{private_zones.name}", "A"),), needs=("private_zones",)),

    Row(LogAnalyticsManagementClient, "workspaces", "Workspace", {
        "location": LOCATION, "tags": TAGS, "properties": {"sku": {"name": "PerGB2018"}, "retentionInDays": 60}},
        change={"properties": {"retentionInDays": 90}}, patch="update", patch_model="WorkspacePatch",
        lists=(("list",), ("list_by_resource_group", "{group}")), without={"412": NO_PRECONDITIONS},
        unknown=frozenset({"properties.features.legacy", "properties.features.searchVersion"})),
    Row(DashboardManagementClient, "grafana", "ManagedGrafana", {
        "location": LOCATION, "tags": TAGS, "sku": {"name": "Standard"}, "identity": {"type": "SystemAssigned"},
        "properties": {"grafanaMajorVersion": "12", "apiKey": "Disabled", "publicNetworkAccess": "Enabled",
                       "grafanaIntegrations": {"azureMonitorWorkspaceIntegrations": [
                           {"azureMonitorWorkspaceResourceId": "{azure_monitor_workspaces.id}"}]}}},
        change={"properties": {"apiKey": "Enabled"}}, create="begin_create", patch="begin_update",
        patch_model="ManagedGrafanaUpdateParameters", lists=(("list",), ("list_by_resource_group", "{group}")),
        needs=("azure_monitor_workspaces",), without={"412": NO_PRECONDITIONS}),
)
