"""What networks and what hangs on them mean to each other, and what Azure keeps from being deleted."""

from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.privatedns import PrivateDnsManagementClient

from clients import LOCATION, ClientTests, group_id

NETWORK = {"location": LOCATION, "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}}


class Networks(ClientTests):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.network = cls.client(NetworkManagementClient)
        cls.dns = cls.client(PrivateDnsManagementClient)
        cls.network.virtual_networks.begin_create_or_update("rg", "net", NETWORK).result()

    def subnet(self, name, number):
        return self.network.subnets.begin_create_or_update(
            "rg", "net", name, {"properties": {"addressPrefix": f"10.0.{number}.0/24"}}).result()

    def test_networks(self):
        networks = self.network.virtual_networks
        networks.begin_create_or_update("rg", "one", NETWORK).result()
        self.network.subnets.begin_create_or_update(
            "rg", "one", "inner", {"properties": {"addressPrefix": "10.0.1.0/24"}}).result()
        self.assertEqual(["inner"], [one.name for one in networks.get("rg", "one").properties.subnets])
        # A body without the subnet takes it away, as in Azure.
        networks.begin_create_or_update("rg", "one", NETWORK).result()
        self.assertEqual([], list(self.network.subnets.list("rg", "one")))

    def test_gateways_and_addresses(self):
        address = self.network.public_ip_addresses.begin_create_or_update(
            "rg", "ip", {"location": LOCATION, "sku": {"name": "Standard"},
                         "properties": {"publicIPAllocationMethod": "Static"}}).result()
        self.assertTrue(address.properties.ip_address)
        gateway = self.network.nat_gateways.begin_create_or_update(
            "rg", "nat", {"location": LOCATION, "sku": {"name": "Standard"},
                          "properties": {"publicIpAddresses": [{"id": address.id}]}}).result()
        self.assertHolds(gateway, {"properties": {"provisioningState": "Succeeded", "idleTimeoutInMinutes": 4}})
        self.assertRefused(
            400, "PublicIPAddressCannotBeDeleted", self.network.public_ip_addresses.begin_delete, "rg", "ip")
        self.network.nat_gateways.begin_delete("rg", "nat").result()
        self.network.public_ip_addresses.begin_delete("rg", "ip").result()

    def test_security_groups(self):
        rule = {"protocol": "Tcp", "access": "Allow", "direction": "Inbound", "priority": 100,
                "sourcePortRange": "*", "destinationPortRange": "443", "sourceAddressPrefix": "*",
                "destinationAddressPrefix": "*"}
        made = self.network.network_security_groups.begin_create_or_update(
            "rg", "nsg", {"location": LOCATION, "properties": {
                "securityRules": [{"name": "web", "properties": rule}]}}).result()
        self.assertEqual(6, len(made.properties.default_security_rules))
        self.assertRefused(
            400, "SecurityRuleConflict", self.network.security_rules.begin_create_or_update, "rg", "nsg", "other",
            {"properties": rule})

    def test_zones_and_links(self):
        zones, links = self.dns.private_zones, self.dns.virtual_network_links
        name = "privatelink.postgres.database.azure.com"
        zone = zones.begin_create_or_update("rg", name, {"location": "global"}).result()
        self.assertHolds(zone, {"properties": {"numberOfRecordSets": 1, "numberOfVirtualNetworkLinks": 0}})
        network = self.network.virtual_networks.get("rg", "net")
        link = links.begin_create_or_update("rg", name, "link", {
            "location": "global", "properties": {"virtualNetwork": {"id": network.id}}}).result()
        self.assertHolds(link, {"properties": {"virtualNetworkLinkState": "Completed", "resolutionPolicy": "Default"}})
        self.assertEqual(1, zones.get("rg", name).properties.number_of_virtual_network_links)
        self.assertRefused(409, "CannotDeleteResource", zones.begin_delete, "rg", name)
        links.begin_delete("rg", name, "link").result()
        zones.begin_delete("rg", name).result()

    def test_private_endpoints(self):
        from azure.mgmt.storage import StorageManagementClient
        account = self.client(StorageManagementClient).storage_accounts.begin_create(
            "rg", "privateaccount",
            {"location": LOCATION, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}).result()
        subnet = self.subnet("endpoints", 2)
        body = {"location": LOCATION, "properties": {
            "subnet": {"id": subnet.id}, "privateLinkServiceConnections": [
                {"name": "c", "properties": {"privateLinkServiceId": account.id, "groupIds": ["blob"]}}]}}
        made = self.network.private_endpoints.begin_create_or_update("rg", "pe", body).result()
        connection = made.properties.private_link_service_connections[0]
        self.assertEqual("Approved", connection.properties.private_link_service_connection_state.status)
        card = self.network.network_interfaces.get("rg", made.properties.network_interfaces[0].id.split("/")[-1])
        self.assertTrue(card.properties.ip_configurations[0].properties.private_ip_address.startswith("10.0."))
        self.assertRefused(
            400, "InUseSubnetCannotBeDeleted", self.network.subnets.begin_delete, "rg", "net", "endpoints")
        self.network.private_endpoints.begin_delete("rg", "pe").result()
        self.network.subnets.begin_delete("rg", "net", "endpoints").result()

    def test_balancers(self):
        address = self.network.public_ip_addresses.begin_create_or_update(
            "rg", "front", {"location": LOCATION, "sku": {"name": "Standard"},
                            "properties": {"publicIPAllocationMethod": "Static"}}).result()
        base = group_id() + "/providers/Microsoft.Network/loadBalancers/lb"
        body = {"location": LOCATION, "sku": {"name": "Standard"}, "properties": {
            "frontendIPConfigurations": [{"name": "f", "properties": {"publicIPAddress": {"id": address.id}}}],
            "backendAddressPools": [{"name": "b"}],
            "probes": [{"name": "p", "properties": {"protocol": "Tcp", "port": 80, "intervalInSeconds": 5,
                                                    "numberOfProbes": 2}}],
            "loadBalancingRules": [{"name": "r", "properties": {
                "frontendIPConfiguration": {"id": base + "/frontendIPConfigurations/f"},
                "backendAddressPool": {"id": base + "/backendAddressPools/b"},
                "probe": {"id": base + "/probes/p"}, "protocol": "Tcp", "frontendPort": 80, "backendPort": 80}}]}}
        made = self.network.load_balancers.begin_create_or_update("rg", "lb", body).result()
        self.assertEqual("Succeeded", made.properties.provisioning_state)
        self.assertEqual(base + "/probes/p", made.properties.probes[0].id)
        body["properties"]["probes"] = []
        self.assertRefused(
            400, "InvalidResourceReference", self.network.load_balancers.begin_create_or_update, "rg", "lb", body)
