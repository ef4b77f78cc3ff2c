"""Storage, PostgreSQL, registries, workspaces, Grafana, monitoring and template specs."""

from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.containerregistry import ContainerRegistryManagementClient
from azure.mgmt.dashboard import DashboardManagementClient
from azure.mgmt.loganalytics import LogAnalyticsManagementClient
from azure.mgmt.monitor import MonitorManagementClient
from azure.mgmt.postgresqlflexibleservers import PostgreSQLManagementClient
from azure.mgmt.resource.templatespecs import TemplateSpecsClient
from azure.mgmt.storage import StorageManagementClient

from clients import LOCATION, ClientTests, group_id


class Storage(ClientTests):
    BODY = {"location": LOCATION, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}

    def test_accounts_and_containers(self):
        client = self.client(StorageManagementClient)
        accounts, containers = client.storage_accounts, client.blob_containers
        self.assertTrue(accounts.check_name_availability({"name": "one123", "type": "x"}).name_available)
        made = accounts.begin_create("rg", "one123", self.BODY).result()
        self.assertHolds(made, {
            "name": "one123", "kind": "StorageV2", "sku": {"name": "Standard_LRS", "tier": "Standard"}, "properties": {
                "provisioningState": "Succeeded", "minimumTlsVersion": "TLS1_2", "accessTier": "Hot",
                "supportsHttpsTrafficOnly": True, "allowBlobPublicAccess": False}})
        self.assertEqual("https://one123.blob.core.windows.net/", made.properties.primary_endpoints.blob)
        self.assertFalse(accounts.check_name_availability({"name": "one123", "type": "x"}).name_available)
        self.resources.resource_groups.create_or_update("rg2", {"location": LOCATION})
        self.assertRefused(409, "StorageAccountAlreadyTaken", accounts.begin_create, "rg2", "one123", self.BODY)
        self.assertEqual({"a": "b"}, accounts.update("rg", "one123", {"tags": {"a": "b"}}).tags)
        self.assertRefused(
            409, "StorageAccountTypeConversionNotAllowed", accounts.update, "rg", "one123",
            {"sku": {"name": "Standard_ZRS"}})
        keys = accounts.list_keys("rg", "one123").keys_property
        self.assertEqual(["key1", "key2"], [one.key_name for one in keys])
        again = accounts.regenerate_key("rg", "one123", {"keyName": "key1"}).keys_property
        self.assertEqual(keys[1].value, again[1].value)
        self.assertRefused(400, "InvalidResourceName", accounts.begin_create, "rg", "UPPER", self.BODY)
        service = client.blob_services.set_service_properties(
            "rg", "one123", {"properties": {"isVersioningEnabled": True}})
        self.assertTrue(service.blob_service_properties.is_versioning_enabled)
        box = containers.create("rg", "one123", "box", {"properties": {"metadata": {"a": "b"}}})
        self.assertHolds(box, {"name": "box"})
        self.assertEqual("None", containers.get("rg", "one123", "box").container_properties.public_access)
        self.assertRefused(409, "PublicAccessNotPermitted", containers.create, "rg", "one123", "open",
                           {"properties": {"publicAccess": "Blob"}})
        self.assertEqual(["box"], [one.name for one in containers.list("rg", "one123")])
        containers.delete("rg", "one123", "box")
        self.assertMissing(containers.get, "rg", "one123", "box")
        accounts.delete("rg", "one123")
        self.assertMissing(accounts.get_properties, "rg", "one123")


class PostgreSQL(ClientTests):
    def test_servers(self):
        client = self.client(PostgreSQLManagementClient)
        body = {"location": LOCATION, "sku": {"name": "Standard_B1ms", "tier": "Burstable"}, "properties": {
            "version": "15", "administratorLogin": "psqladmin", "administratorLoginPassword": "Secret-Secret-1",
            "storage": {"storageSizeGB": 32}, "authConfig": {"activeDirectoryAuth": "Enabled"}}}
        made = client.servers.begin_create_or_update("rg", "server", body).result()
        self.assertHolds(made, {
            "name": "server", "location": "Central US", "properties": {
                "state": "Ready", "version": "15", "administratorLogin": "psqladmin",
                "fullyQualifiedDomainName": "server.postgres.database.azure.com"}})
        self.assertIsNone(made.properties.administrator_login_password)
        bad = {**body, "properties": {**body["properties"], "administratorLogin": "admin"}}
        self.assertRefused(400, "InvalidParameterValue", client.servers.begin_create_or_update, "rg", "two", bad)
        grown = client.servers.begin_update("rg", "server", {"properties": {"storage": {"storageSizeGB": 64}}}).result()
        self.assertEqual(64, grown.properties.storage.storage_size_gb)
        self.assertRefused(400, "InvalidParameterValue", client.servers.begin_update, "rg", "server",
                           {"properties": {"storage": {"storageSizeGB": 32}}})
        client.databases.begin_create("rg", "server", "mlflow", {"properties": {}}).result()
        found = client.databases.get("rg", "server", "mlflow")
        self.assertHolds(found, {"properties": {"charset": "UTF8", "collation": "en_US.utf8"}})
        self.assertIn("postgres", [one.name for one in client.databases.list_by_server("rg", "server")])
        client.configurations.begin_put(
            "rg", "server", "max_connections", {"properties": {"value": "200", "source": "user-override"}}).result()
        setting = client.configurations.get("rg", "server", "max_connections")
        self.assertHolds(setting, {"properties": {
            "value": "200", "source": "user-override", "isConfigPendingRestart": True}})
        self.assertRefused(400, "InvalidParameterValue", client.configurations.begin_put, "rg", "server",
                           "max_connections", {"properties": {"value": "7"}})
        rule = {"properties": {"startIpAddress": "0.0.0.0", "endIpAddress": "0.0.0.0"}}
        client.firewall_rules.begin_create_or_update("rg", "server", "azure", rule).result()
        self.assertRefused(
            400, "InvalidParameter", client.firewall_rules.begin_create_or_update, "rg", "server", "bad",
            {"properties": {"startIpAddress": "1.2.3", "endIpAddress": "1.2.3.4"}})
        self.assertEqual(["azure"], [one.name for one in client.firewall_rules.list_by_server("rg", "server")])
        admin = "33333333-3333-3333-3333-333333333333"
        client.administrators_microsoft_entra.begin_create_or_update(
            "rg", "server", admin, {"properties": {"principalName": "p", "principalType": "User"}}).result()
        self.assertEqual(
            [admin], [one.name for one in client.administrators_microsoft_entra.list_by_server("rg", "server")])
        client.databases.begin_delete("rg", "server", "mlflow").result()
        client.servers.begin_delete("rg", "server").result()
        self.assertMissing(client.servers.get, "rg", "server")


class Registries(ClientTests):
    def test_registries(self):
        client = self.client(ContainerRegistryManagementClient)
        registries = client.registries
        body = {"location": LOCATION, "sku": {"name": "Standard"}}
        made = registries.begin_create("rg", "registry1", body).result()
        self.assertHolds(made, {"name": "registry1", "sku": {"name": "Standard", "tier": "Standard"}, "properties": {
            "provisioningState": "Succeeded", "loginServer": "registry1.azurecr.io", "adminUserEnabled": False}})
        self.assertRefused(400, "UnAuthorizedForCredentialOperations", registries.list_credentials, "rg", "registry1")
        registries.begin_update("rg", "registry1", {"properties": {"adminUserEnabled": True}}).result()
        self.assertEqual("registry1", registries.list_credentials("rg", "registry1").username)
        self.assertFalse(registries.check_name_availability(
            {"name": "registry1", "type": "Microsoft.ContainerRegistry/registries"}).name_available)
        self.assertEqual(["registry1"], [one.name for one in registries.list()])
        registries.begin_delete("rg", "registry1").result()
        self.assertMissing(registries.get, "rg", "registry1")


class Monitoring(ClientTests):
    def test_workspaces_come_back(self):
        workspaces = self.client(LogAnalyticsManagementClient).workspaces
        body = {"location": LOCATION, "properties": {"sku": {"name": "PerGB2018"}, "retentionInDays": 30}}
        made = workspaces.begin_create_or_update("rg", "work", body).result()
        self.assertHolds(made, {"name": "work", "properties": {
            "provisioningState": "Succeeded", "retentionInDays": 30, "publicNetworkAccessForQuery": "Enabled"}})
        workspaces.begin_delete("rg", "work").result()
        self.assertMissing(workspaces.get, "rg", "work")
        again = workspaces.begin_create_or_update("rg", "work", body).result()
        self.assertEqual(made.properties.customer_id, again.properties.customer_id)
        workspaces.begin_delete("rg", "work", force=True).result()
        anew = workspaces.begin_create_or_update("rg", "work", body).result()
        self.assertNotEqual(made.properties.customer_id, anew.properties.customer_id)

    def test_grafana(self):
        grafana = self.client(DashboardManagementClient).grafana
        made = grafana.begin_create("rg", "graf", {
            "location": LOCATION, "sku": {"name": "Standard"}, "identity": {"type": "SystemAssigned"},
            "properties": {"grafanaMajorVersion": "12"}}).result()
        self.assertHolds(made, {"name": "graf", "properties": {
            "provisioningState": "Succeeded", "grafanaVersion": "12.0.2", "apiKey": "Disabled"}})
        self.assertTrue(made.identity.principal_id)
        grafana.begin_delete("rg", "graf").result()
        self.assertMissing(grafana.get, "rg", "graf")

    def test_collection(self):
        monitor = self.client(MonitorManagementClient)
        endpoint = monitor.data_collection_endpoints.create("rg", "dce", {"location": LOCATION})
        self.assertTrue(endpoint.configuration_access.endpoint)
        account = monitor.azure_monitor_workspaces.create("rg", "amw", {"location": LOCATION})
        self.assertTrue(account.metrics.prometheus_query_endpoint)
        rule = monitor.data_collection_rules.create("rg", "dcr", {
            "location": LOCATION, "kind": "Linux", "data_collection_endpoint_id": endpoint.id,
            "data_sources": {"prometheus_forwarder": [{"name": "p", "streams": ["Microsoft-PrometheusMetrics"]}]},
            "destinations": {"monitoring_accounts": [{"name": "a", "account_resource_id": account.id}]},
            "data_flows": [{"streams": ["Microsoft-PrometheusMetrics"], "destinations": ["a"]}]})
        self.assertEqual("Succeeded", rule.provisioning_state)
        # The SDK has no client for rule groups any more, so the one for all resources takes them.
        rules = group_id() + "/providers/Microsoft.AlertsManagement/prometheusRuleGroups/rules"
        generic, version = self.resources.resources, "2023-03-01"
        group = generic.begin_create_or_update_by_id(rules, {"location": LOCATION, "properties": {
            "interval": "PT1M", "scopes": [account.id], "rules": [{"record": "a:b", "expression": "sum(up)"}]}},
            api_version=version).result()
        self.assertEqual("a:b", group.properties["rules"][0]["record"])
        generic.begin_delete_by_id(rules, api_version=version).result()
        with self.assertRaises(ResourceNotFoundError):
            generic.get_by_id(rules, api_version=version)
        monitor.data_collection_rules.delete("rg", "dcr")
        self.assertMissing(monitor.data_collection_rules.get, "rg", "dcr")


class TemplateSpecs(ClientTests):
    def test_specs(self):
        client = self.client(TemplateSpecsClient)
        made = client.template_specs.create_or_update("rg", "spec", {"location": LOCATION, "tags": {"a": "b"}})
        self.assertHolds(made, {"name": "spec", "location": LOCATION, "tags": {"a": "b"}})
        template = {"$schema": "s", "contentVersion": "1.0.0.0", "resources": []}
        client.template_spec_versions.create_or_update(
            "rg", "spec", "1", {"location": LOCATION, "main_template": template})
        found = client.template_spec_versions.get("rg", "spec", "1")
        self.assertEqual(template, found.main_template)
        self.assertEqual(["1"], list(client.template_specs.get("rg", "spec", expand="versions").versions))
        big = {**template, "metadata": {"text": "x" * (2 << 20)}}
        self.assertRefused(400, "TemplateSpecTooLarge", client.template_spec_versions.create_or_update, "rg", "spec",
                           "2", {"location": LOCATION, "main_template": big})
        client.template_specs.delete("rg", "spec")
        self.assertMissing(client.template_specs.get, "rg", "spec")
