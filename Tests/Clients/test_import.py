"""A world that the SDK makes, and `armature import`, which takes it over: the plan afterwards is empty."""

import os
import pathlib
import subprocess
import tempfile

from azure.mgmt.containerservice import ContainerServiceClient
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.network import NetworkManagementClient

from clients import LOCATION, REPOSITORY, SUBSCRIPTION, ClientTests, group_id

RULE = {"protocol": "Tcp", "access": "Allow", "direction": "Inbound", "priority": 100, "sourcePortRange": "*",
        "destinationPortRange": "443", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*"}


class Imports(ClientTests):
    ANY_TOKEN = True

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def armature(self, *arguments):
        return subprocess.run(
            [REPOSITORY / ".build" / "debug" / "armature", *arguments], cwd=self.folder, text=True, capture_output=True,
            env={**os.environ, "ARMATURE_ARM_ENDPOINT": self.simulator.url})

    def test_group(self):
        network = self.client(NetworkManagementClient)
        guard = network.network_security_groups.begin_create_or_update(
            "rg", "guard", {"location": LOCATION, "properties": {
                "securityRules": [{"name": "https", "properties": RULE}]}}).result()
        address = network.public_ip_addresses.begin_create_or_update(
            "rg", "ip", {"location": LOCATION, "sku": {"name": "Standard"},
                         "properties": {"publicIPAllocationMethod": "Static"}}).result()
        gateway = network.nat_gateways.begin_create_or_update(
            "rg", "nat", {"location": LOCATION, "sku": {"name": "Standard"},
                          "properties": {"publicIpAddresses": [{"id": address.id}]}}).result()
        network.virtual_networks.begin_create_or_update(
            "rg", "net", {"location": LOCATION, "tags": {"team": "vision"}, "properties": {
                "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                "subnets": [{"name": "nodes", "properties": {
                    "addressPrefix": "10.0.0.0/20", "networkSecurityGroup": {"id": guard.id},
                    "natGateway": {"id": gateway.id}}}]}}).result()
        identities = self.client(ManagedServiceIdentityClient)
        identities.user_assigned_identities.create_or_update("rg", "id-pods", {"location": LOCATION})
        clusters = self.client(ContainerServiceClient)
        cluster = clusters.managed_clusters.begin_create_or_update(
            "rg", "aks", {"location": LOCATION, "identity": {"type": "SystemAssigned"}, "properties": {
                "dnsPrefix": "aks", "oidcIssuerProfile": {"enabled": True},
                "agentPoolProfiles": [{"name": "system", "mode": "System", "count": 2, "vmSize": "Standard_D2s_v5"}]}}
        ).result()
        clusters.agent_pools.begin_create_or_update(
            "rg", "aks", "gpu", {"properties": {
                "count": 1, "vmSize": "Standard_NC24ads_A100_v4", "mode": "User",
                "nodeTaints": ["sku=gpu:NoSchedule"]}}).result()
        identities.federated_identity_credentials.create_or_update(
            "rg", "id-pods", "pods", {"properties": {
                "issuer": cluster.properties.oidc_issuer_profile.issuer_url,
                "subject": "system:serviceaccount:default:pods", "audiences": ["api://AzureADTokenExchange"]}})

        cloud = ["--simulate", "--subscription", SUBSCRIPTION]
        done = self.armature("import", *cloud, "--auto-approve", ".", "--resource-group", "rg")
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        text = (self.folder / "imported.tf").read_text()
        plan = self.armature("plan", *cloud, "--detailed-exitcode")
        self.assertEqual(0, plan.returncode, plan.stdout + plan.stderr + text)
        for arguments in (["fmt", "-check"], ["validate"]):
            checked = self.armature(*arguments)
            self.assertEqual(0, checked.returncode, checked.stdout + checked.stderr)
        for expected in (
                "azurerm_kubernetes_cluster.aks.oidc_issuer_url", "azurerm_network_security_group.guard.id",
                "azurerm_nat_gateway.nat.id", "azurerm_public_ip.ip.id", "azurerm_virtual_network.net.name",
                "azurerm_user_assigned_identity.id_pods.id", "azurerm_resource_group.rg.location"):
            self.assertIn(expected, text)
        for absent in ("ignore_changes", "azapi_", group_id()):
            self.assertNotIn(absent, text)
