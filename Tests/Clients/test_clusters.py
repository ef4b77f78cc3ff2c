"""What managed clusters, agent pools, identities and roles do beyond being made, read, changed and deleted."""

import uuid

from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.containerservice import ContainerServiceClient
from azure.mgmt.msi import ManagedServiceIdentityClient

from clients import LOCATION, SUBSCRIPTION, ClientTests, group_id

CLUSTER = {
    "location": LOCATION, "identity": {"type": "SystemAssigned"}, "tags": {"a": "b"},
    "properties": {
        "dnsPrefix": "c", "oidcIssuerProfile": {"enabled": True},
        "agentPoolProfiles": [
            {"name": "default", "mode": "System", "count": 2, "vmSize": "Standard_D2s_v5"}],
    },
}


class Clusters(ClientTests):
    OPTIONS = ("--quota", "centralus:standardNCADSA100v4Family=48")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.aks = cls.client(ContainerServiceClient)
        cls.aks.managed_clusters.begin_create_or_update("rg", "c", CLUSTER).result()

    def test_what_a_cluster_brings(self):
        made = self.aks.managed_clusters.begin_create_or_update("rg", "made", CLUSTER).result()
        self.assertHolds(
            made, {
                "type": "Microsoft.ContainerService/ManagedClusters", "properties": {
                    "powerState": {"code": "Running"}, "nodeResourceGroup": f"MC_rg_made_{LOCATION}",
                    "agentPoolProfiles": [{"name": "default", "provisioningState": "Succeeded"}]}})
        self.assertTrue(made.properties.fqdn)
        self.assertTrue(made.properties.oidc_issuer_profile.issuer_url.endswith("/"))
        self.assertIn(f"MC_rg_made_{LOCATION}", [one.name for one in self.resources.resource_groups.list()])
        self.aks.managed_clusters.begin_delete("rg", "made").result()
        self.assertFalse(self.resources.resource_groups.check_existence(f"MC_rg_made_{LOCATION}"))

    def test_credentials(self):
        found = self.aks.managed_clusters.list_cluster_user_credentials("rg", "c").kubeconfigs[0]
        self.assertIn(b"kind: Config", bytes(found.value))


    def test_pools(self):
        pools = self.aks.agent_pools
        made = pools.begin_create_or_update("rg", "c", "gpu", {"properties": {
            "count": 2, "vmSize": "Standard_NC24ads_A100_v4", "mode": "User"}}).result()
        self.assertEqual(["default", "gpu"], [one.name for one in pools.list("rg", "c")])
        made.properties.count = 3
        self.assertRefused(400, "InsufficientVCPUQuota", pools.begin_create_or_update, "rg", "c", "gpu", made)
        self.assertRefused(400, "UnmarshalError", pools.begin_create_or_update, "rg", "c", "new",
                           {"properties": {"vmsize": "Standard_D2s_v5"}})
        pools.begin_delete("rg", "c", "gpu").result()


    def test_failed_operations_are_told(self):
        self.simulator.tell("faults", {"method": "PUT", "path": "agentpools/bad", "effect": "failOperation",
                                       "code": "AllocationFailed", "message": "No capacity."})
        body = {"properties": {"count": 1, "vmSize": "Standard_D2s_v5"}}
        poller = self.aks.agent_pools.begin_create_or_update("rg", "c", "bad", body)
        self.assertRefused(200, "AllocationFailed", poller.result)
        self.assertEqual("Failed", self.aks.agent_pools.get("rg", "c", "bad").properties.provisioning_state)
        poller = self.aks.agent_pools.begin_create_or_update("rg", "c", "bad", body)
        self.assertEqual("Succeeded", poller.result().properties.provisioning_state)
        self.aks.agent_pools.begin_delete("rg", "c", "bad").result()

    def test_power(self):
        self.aks.managed_clusters.begin_create_or_update("rg", "power", CLUSTER).result()
        self.aks.managed_clusters.begin_stop("rg", "power").result()
        stopped = self.aks.managed_clusters.get("rg", "power")
        self.assertEqual("Stopped", stopped.properties.power_state.code)
        self.assertRefused(409, "OperationNotAllowed", self.aks.managed_clusters.begin_create_or_update,
                           "rg", "power", CLUSTER)
        self.aks.managed_clusters.begin_start("rg", "power").result()
        self.aks.managed_clusters.begin_create_or_update("rg", "power", CLUSTER).result()


    def test_versions(self):
        clusters = self.aks.managed_clusters
        values = clusters.list_kubernetes_versions(LOCATION).values_property
        self.assertIn("1.34", [one.version for one in values])
        profile = clusters.get_upgrade_profile("rg", "c").properties
        self.assertEqual("1.34.2", profile.control_plane_profile.kubernetes_version)
        self.assertIn("1.35.1", [one.kubernetes_version for one in profile.control_plane_profile.upgrades])
        revisions = clusters.get_mesh_revision_profile(LOCATION, "istio").properties.mesh_revisions
        self.assertEqual("asm-1-26", revisions[0].revision)
        self.assertEqual(1, len(list(clusters.list_mesh_revision_profiles(LOCATION))))
        pools = self.aks.agent_pools
        self.assertEqual("1.34.2", pools.get_upgrade_profile("rg", "c", "default").properties.kubernetes_version)
        offered = pools.get_available_agent_pool_versions("rg", "c").properties.agent_pool_versions
        self.assertIn("1.33.5", [one.kubernetes_version for one in offered])


class Identities(ClientTests):
    def test_identities_and_credentials(self):
        msi = self.client(ManagedServiceIdentityClient)
        made = msi.user_assigned_identities.create_or_update("rg", "one", {"location": LOCATION})
        for text in (made.principal_id, made.client_id, made.tenant_id):
            uuid.UUID(text)
        credentials = msi.federated_identity_credentials
        body = {"issuer": "https://issuer/", "subject": "s", "audiences": ["api://AzureADTokenExchange"]}
        credentials.create_or_update("rg", "one", "credential", body)
        self.assertRefused(409, "Conflict", credentials.create_or_update, "rg", "one", "another", body)

    def test_roles(self):
        client = self.client(AuthorizationManagementClient)
        reader = next(iter(client.role_definitions.list(group_id(), filter="roleName eq 'Reader'")))
        self.assertEqual("acdd72a7-3385-48ef-bd42-f606fba81ae7", reader.name)
        body = {"role_definition_id": reader.id, "principal_id": str(uuid.uuid4()),
                "principal_type": "ServicePrincipal"}
        name = str(uuid.uuid4())
        self.assertEqual(group_id(), client.role_assignments.create(group_id(), name, body).scope)
        self.assertRefused(
            409, "RoleAssignmentExists", client.role_assignments.create, group_id(), str(uuid.uuid4()), body)
        found = client.role_assignments.list_for_scope(
            group_id(), filter=f"principalId eq '{body['principal_id']}'")
        self.assertEqual([name], [one.name for one in found])
        self.assertEqual([["*"]], [one.actions for one in client.permissions.list_for_resource_group("rg")])
        own = str(uuid.uuid4())
        role = client.role_definitions.create_or_update(
            f"/subscriptions/{SUBSCRIPTION}", own,
            {"role_name": "Own", "role_type": "CustomRole", "assignable_scopes": [f"/subscriptions/{SUBSCRIPTION}"],
             "permissions": [{"actions": ["Microsoft.Network/*/read"]}]})
        other = {**body, "role_definition_id": role.id}
        client.role_assignments.create(group_id(), str(uuid.uuid4()), other)
        self.assertRefused(400, "RoleDefinitionHasAssignments", client.role_definitions.delete,
                           f"/subscriptions/{SUBSCRIPTION}", own)
