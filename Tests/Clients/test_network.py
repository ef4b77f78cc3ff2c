"""Networks and what hangs on them: subnets, gateways, addresses, private DNS and endpoints, balancers."""

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError
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
        made = networks.begin_create_or_update("rg", "one", {**NETWORK, "tags": {"a": "b"}}).result()
        self.assertHolds(
            made, {"name": "one", "location": LOCATION, "tags": {"a": "b"}, "properties": {
                "provisioningState": "Succeeded", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}})
        subnet = self.network.subnets.begin_create_or_update(
            "rg", "one", "inner", {"properties": {"addressPrefix": "10.0.1.0/24"}}).result()
        self.assertEqual("10.0.1.0/24", subnet.properties.address_prefix)
        self.assertEqual(["inner"], [one.name for one in networks.get("rg", "one").properties.subnets])
        # A body without the subnet takes it away, as in Azure.
        networks.begin_create_or_update("rg", "one", NETWORK).result()
        self.assertEqual([], list(self.network.subnets.list("rg", "one")))
        self.assertEqual({"c": "d"}, networks.update_tags("rg", "one", {"tags": {"c": "d"}}).tags)
        self.assertEqual({"net", "one"}, {one.name for one in networks.list("rg")})
        networks.begin_delete("rg", "one").result()
        self.assertMissing(networks.get, "rg", "one")

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

    def test_security_groups_and_routes(self):
        rule = {"protocol": "Tcp", "access": "Allow", "direction": "Inbound", "priority": 100,
                "sourcePortRange": "*", "destinationPortRange": "443", "sourceAddressPrefix": "*",
                "destinationAddressPrefix": "*"}
        groups = self.network.network_security_groups
        made = groups.begin_create_or_update(
            "rg", "nsg", {"location": LOCATION, "properties": {
                "securityRules": [{"name": "web", "properties": rule}]}}).result()
        self.assertEqual(["web"], [one.name for one in made.properties.security_rules])
        self.assertEqual(6, len(made.properties.default_security_rules))
        self.assertRefused(
            400, "SecurityRuleConflict", self.network.security_rules.begin_create_or_update, "rg", "nsg", "other",
            {"properties": rule})
        table = self.network.route_tables.begin_create_or_update(
            "rg", "routes", {"location": LOCATION, "properties": {"routes": [
                {"name": "out", "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}}]}}).result()
        self.assertEqual(["out"], [one.name for one in table.properties.routes])
        groups.begin_delete("rg", "nsg").result()
        self.network.route_tables.begin_delete("rg", "routes").result()

    def test_zones_and_links(self):
        zones, links = self.dns.private_zones, self.dns.virtual_network_links
        name = "privatelink.postgres.database.azure.com"
        zone = zones.begin_create_or_update("rg", name, {"location": "global"}).result()
        self.assertHolds(zone, {"name": name, "location": "global", "properties": {
            "provisioningState": "Succeeded", "numberOfRecordSets": 1, "numberOfVirtualNetworkLinks": 0}})
        with self.assertRaises(HttpResponseError) as caught:
            zones.begin_create_or_update("rg", name, {"location": "global", "tags": {"a": "b"}}, etag="another",
                                         match_condition=MatchConditions.IfNotModified)
        self.assertEqual(412, caught.exception.status_code)
        zones.begin_create_or_update("rg", name, {"location": "global", "tags": {"a": "b"}}, etag=zone.etag,
                                     match_condition=MatchConditions.IfNotModified).result()
        network = self.network.virtual_networks.get("rg", "net")
        link = links.begin_create_or_update(
            "rg", name, "link", {"location": "global", "properties": {
                "virtualNetwork": {"id": network.id}, "registrationEnabled": False}}).result()
        self.assertHolds(link, {"properties": {"virtualNetworkLinkState": "Completed", "resolutionPolicy": "Default"}})
        self.assertRefused(409, "CannotDeleteResource", zones.begin_delete, "rg", name)
        self.assertEqual(["link"], [one.name for one in links.list("rg", name)])
        links.begin_delete("rg", name, "link").result()
        zones.begin_delete("rg", name).result()
        self.assertMissing(zones.get, "rg", name)

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
        zone = self.dns.private_zones.begin_create_or_update(
            "rg", "privatelink.blob.core.windows.net", {"location": "global"}).result()
        group = self.network.private_dns_zone_groups.begin_create_or_update(
            "rg", "pe", "default", {"properties": {"privateDnsZoneConfigs": [
                {"name": "blob", "properties": {"privateDnsZoneId": zone.id}}]}}).result()
        self.assertEqual("Succeeded", group.properties.provisioning_state)
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
        self.network.load_balancers.begin_delete("rg", "lb").result()

    def test_application_gateways(self):
        subnet = self.subnet("agw", 3)
        base = group_id() + "/providers/Microsoft.Network/applicationGateways/agw"
        body = {"location": LOCATION, "properties": {
            "sku": {"name": "Standard_v2", "tier": "Standard_v2", "capacity": 2},
            "gatewayIPConfigurations": [{"name": "ip", "properties": {"subnet": {"id": subnet.id}}}],
            "frontendIPConfigurations": [{"name": "f", "properties": {"subnet": {"id": subnet.id}}}],
            "frontendPorts": [{"name": "p80", "properties": {"port": 80}}],
            "backendAddressPools": [{"name": "b", "properties": {}}],
            "backendHttpSettingsCollection": [{"name": "s", "properties": {"port": 80, "protocol": "Http"}}],
            "httpListeners": [{"name": "l", "properties": {
                "frontendIPConfiguration": {"id": base + "/frontendIPConfigurations/f"},
                "frontendPort": {"id": base + "/frontendPorts/p80"}, "protocol": "Http"}}],
            "requestRoutingRules": [{"name": "r", "properties": {
                "ruleType": "Basic", "priority": 1, "httpListener": {"id": base + "/httpListeners/l"},
                "backendAddressPool": {"id": base + "/backendAddressPools/b"},
                "backendHttpSettings": {"id": base + "/backendHttpSettingsCollection/s"}}}]}}
        made = self.network.application_gateways.begin_create_or_update("rg", "agw", body).result()
        self.assertHolds(made, {"properties": {"operationalState": "Running", "provisioningState": "Succeeded"}})
        self.assertEqual(base + "/httpListeners/l", made.properties.http_listeners[0].id)
        self.network.application_gateways.begin_delete("rg", "agw").result()
        self.assertMissing(self.network.application_gateways.get, "rg", "agw")
