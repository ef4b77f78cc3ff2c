"""What resources of these providers do beyond being made, read, changed and deleted."""

from azure.mgmt.containerregistry import ContainerRegistryManagementClient
from azure.mgmt.dashboard import DashboardManagementClient
from azure.mgmt.loganalytics import LogAnalyticsManagementClient
from azure.mgmt.monitor import MonitorManagementClient
from azure.mgmt.postgresqlflexibleservers import PostgreSQLManagementClient
from azure.mgmt.resource.templatespecs import TemplateSpecsClient
from azure.mgmt.storage import StorageManagementClient

from clients import LOCATION, ClientTests


class Storage(ClientTests):
    BODY = {"location": LOCATION, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}

    def test_accounts_and_containers(self):
        client = self.client(StorageManagementClient)
        accounts, containers = client.storage_accounts, client.blob_containers
        self.assertTrue(accounts.check_name_availability({"name": "one123", "type": "x"}).name_available)
        made = accounts.begin_create("rg", "one123", self.BODY).result()
        self.assertHolds(made, {"sku": {"tier": "Standard"}, "properties": {
            "minimumTlsVersion": "TLS1_2", "accessTier": "Hot", "supportsHttpsTrafficOnly": True,
            "allowBlobPublicAccess": False}})
        self.assertEqual("https://one123.blob.core.windows.net/", made.properties.primary_endpoints.blob)
        self.assertFalse(accounts.check_name_availability({"name": "one123", "type": "x"}).name_available)
        self.resources.resource_groups.create_or_update("rg2", {"location": LOCATION})
        self.assertRefused(409, "StorageAccountAlreadyTaken", accounts.begin_create, "rg2", "one123", self.BODY)
        self.assertRefused(
            409, "StorageAccountTypeConversionNotAllowed", accounts.update, "rg", "one123",
            {"sku": {"name": "Standard_ZRS"}})
        keys = accounts.list_keys("rg", "one123").keys_property
        self.assertEqual(["key1", "key2"], [one.key_name for one in keys])
        again = accounts.regenerate_key("rg", "one123", {"keyName": "key1"}).keys_property
        self.assertNotEqual(keys[0].value, again[0].value)
        self.assertEqual(keys[1].value, again[1].value)
        self.assertRefused(400, "InvalidResourceName", accounts.begin_create, "rg", "UPPER", self.BODY)
        service = client.blob_services.set_service_properties(
            "rg", "one123", {"properties": {"isVersioningEnabled": True}})
        self.assertTrue(service.blob_service_properties.is_versioning_enabled)
        containers.create("rg", "one123", "box", {})
        self.assertEqual("None", containers.get("rg", "one123", "box").container_properties.public_access)
        self.assertRefused(409, "PublicAccessNotPermitted", containers.create, "rg", "one123", "open",
                           {"properties": {"publicAccess": "Blob"}})


class PostgreSQL(ClientTests):
    def test_servers(self):
        client = self.client(PostgreSQLManagementClient)
        body = {"location": LOCATION, "sku": {"name": "Standard_B1ms", "tier": "Burstable"}, "properties": {
            "version": "15", "administratorLogin": "psqladmin", "administratorLoginPassword": "Secret-Secret-1",
            "storage": {"storageSizeGB": 64}}}
        made = client.servers.begin_create_or_update("rg", "server", body).result()
        self.assertHolds(made, {"properties": {
            "state": "Ready", "fullyQualifiedDomainName": "server.postgres.database.azure.com"}})
        self.assertIsNone(made.properties.administrator_login_password)
        bad = {**body, "properties": {**body["properties"], "administratorLogin": "admin"}}
        self.assertRefused(400, "InvalidParameterValue", client.servers.begin_create_or_update, "rg", "two", bad)
        self.assertRefused(400, "InvalidParameterValue", client.servers.begin_update, "rg", "server",
                           {"properties": {"storage": {"storageSizeGB": 32}}})
        self.assertIn("postgres", [one.name for one in client.databases.list_by_server("rg", "server")])
        client.configurations.begin_put(
            "rg", "server", "max_connections", {"properties": {"value": "200", "source": "user-override"}}).result()
        setting = client.configurations.get("rg", "server", "max_connections")
        self.assertHolds(setting, {"properties": {
            "value": "200", "source": "user-override", "isConfigPendingRestart": True}})
        self.assertRefused(400, "InvalidParameterValue", client.configurations.begin_put, "rg", "server",
                           "max_connections", {"properties": {"value": "7"}})
        self.assertRefused(
            400, "InvalidParameter", client.firewall_rules.begin_create_or_update, "rg", "server", "bad",
            {"properties": {"startIpAddress": "1.2.3", "endIpAddress": "1.2.3.4"}})


class Registries(ClientTests):
    def test_registries(self):
        client = self.client(ContainerRegistryManagementClient)
        registries = client.registries
        body = {"location": LOCATION, "sku": {"name": "Standard"}}
        made = registries.begin_create("rg", "registry1", body).result()
        self.assertHolds(made, {"sku": {"tier": "Standard"}, "properties": {
            "loginServer": "registry1.azurecr.io", "adminUserEnabled": False}})
        self.assertRefused(400, "UnAuthorizedForCredentialOperations", registries.list_credentials, "rg", "registry1")
        registries.begin_update("rg", "registry1", {"properties": {"adminUserEnabled": True}}).result()
        self.assertEqual("registry1", registries.list_credentials("rg", "registry1").username)
        self.assertFalse(registries.check_name_availability(
            {"name": "registry1", "type": "Microsoft.ContainerRegistry/registries"}).name_available)


class Monitoring(ClientTests):
    def test_workspaces_come_back(self):
        workspaces = self.client(LogAnalyticsManagementClient).workspaces
        body = {"location": LOCATION, "properties": {"sku": {"name": "PerGB2018"}, "retentionInDays": 30}}
        made = workspaces.begin_create_or_update("rg", "work", body).result()
        self.assertHolds(made, {"properties": {"publicNetworkAccessForQuery": "Enabled"}})
        workspaces.begin_delete("rg", "work").result()
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
        self.assertHolds(made, {"properties": {"grafanaVersion": "12.0.2", "apiKey": "Disabled"}})
        self.assertTrue(made.identity.principal_id)

    def test_collection(self):
        monitor = self.client(MonitorManagementClient)
        endpoint = monitor.data_collection_endpoints.create("rg", "dce", {"location": LOCATION})
        self.assertTrue(endpoint.configuration_access.endpoint)
        account = monitor.azure_monitor_workspaces.create("rg", "amw", {"location": LOCATION})
        self.assertTrue(account.metrics.prometheus_query_endpoint)


class TemplateSpecs(ClientTests):
    def test_specs(self):
        client = self.client(TemplateSpecsClient)
        client.template_specs.create_or_update("rg", "spec", {"location": LOCATION})
        template = {"$schema": "s", "contentVersion": "1.0.0.0", "resources": []}
        client.template_spec_versions.create_or_update(
            "rg", "spec", "1", {"location": LOCATION, "main_template": template})
        found = client.template_spec_versions.get("rg", "spec", "1")
        self.assertEqual(template, found.main_template)
        self.assertEqual(["1"], list(client.template_specs.get("rg", "spec", expand="versions").versions))
        big = {**template, "metadata": {"text": "x" * (2 << 20)}}
        self.assertRefused(400, "TemplateSpecTooLarge", client.template_spec_versions.create_or_update, "rg", "spec",
                           "2", {"location": LOCATION, "main_template": big})
