"""The same work with and without faults, which comes to the same cloud."""

from azure.core.exceptions import AzureError
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.network import NetworkManagementClient

from clients import LOCATION, ClientTests


def until_done(call, *arguments):
    """What a person does whose command failed: the same once more, a few times."""
    for left in reversed(range(6)):
        try:
            return call(*arguments)
        except AzureError:
            if left == 0:
                raise


class Faults(ClientTests):
    def work(self):
        msi = self.client(ManagedServiceIdentityClient, retry_backoff_factor=0)
        network = self.client(NetworkManagementClient, retry_backoff_factor=0)
        for index in range(20):
            until_done(msi.user_assigned_identities.create_or_update, "rg", f"identity{index}", {"location": LOCATION})
        for index in range(10):
            until_done(lambda: network.route_tables.begin_create_or_update(
                "rg", f"table{index}", {"location": LOCATION}).result())
        for index in range(0, 10, 2):
            until_done(lambda: network.route_tables.begin_delete("rg", f"table{index}").result())
        return sorted(one["id"] for one in self.simulator.tell("resources", method="GET")["resources"])

    def test_the_end_is_the_same(self):
        calm = self.work()
        self.resources.resource_groups.begin_delete("rg").result()
        self.resources.resource_groups.create_or_update("rg", {"location": LOCATION})
        self.simulator.tell("faults", {"seed": 11})
        self.assertEqual(calm, self.work())
        self.simulator.tell("faults", method="DELETE")
        statuses = {one["status"] for one in self.simulator.tell("requests", method="GET")["requests"]}
        self.assertTrue(statuses & {429, 500, 503, 504}, statuses)

    def test_an_answer_cut_in_the_middle_raises(self):
        self.simulator.tell("faults", {"method": "GET", "path": "resourcegroups/rg", "effect": "cutAnswer", "times": 9})
        with self.assertRaises(AzureError):
            self.resources.resource_groups.get("rg")
        self.simulator.tell("faults", method="DELETE")
        self.assertEqual("rg", self.resources.resource_groups.get("rg").name)
