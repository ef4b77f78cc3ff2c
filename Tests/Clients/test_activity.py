"""The activity log, as azure-mgmt-monitor reads it."""

import datetime

from azure.mgmt.containerservice import ContainerServiceClient
from azure.mgmt.monitor import MonitorManagementClient

from clients import CLIENT, LOCATION, ClientTests, group_id

WRITE = "Microsoft.Resources/subscriptions/resourceGroups/write"


class Activity(ClientTests):
    def setUp(self):
        self.log = self.client(MonitorManagementClient).activity_logs
        now = datetime.datetime.now(datetime.timezone.utc)
        self.since = f"eventTimestamp ge '{(now - datetime.timedelta(hours=1)).isoformat()}'"

    def events(self, condition, **options):
        return list(self.log.list(filter=f"{self.since} and {condition}", **options))

    def test_events(self):
        self.resources.resource_groups.create_or_update("seen", {"location": LOCATION})
        ended, started = self.events("resourceGroupName eq 'seen'")
        self.assertEqual(("Started", "BeginRequest"), (started.status.value, started.event_name.value))
        self.assertEqual(("Succeeded", "Created"), (ended.status.value, ended.sub_status.value))
        for event in ended, started:
            self.assertEqual(WRITE, event.operation_name.value)
            self.assertEqual((WRITE, group_id("seen")), (event.authorization.action, event.authorization.scope))
            self.assertEqual(group_id("seen"), event.resource_id)
            self.assertEqual(("PUT", "Informational"), (event.http_request.method, event.level))
            self.assertEqual(CLIENT, event.claims["appid"])
            self.assertLessEqual(event.event_timestamp, event.submission_timestamp)
        self.assertEqual(ended.correlation_id, started.correlation_id)
        self.assertEqual(2, len(self.events(f"correlationId eq '{ended.correlation_id}'")))
        self.assertEqual([], self.events("resourceProvider eq 'Microsoft.Compute'"))

    def test_operations(self):
        clusters = self.client(ContainerServiceClient).managed_clusters
        clusters.begin_create_or_update("rg", "c", {
            "location": LOCATION, "identity": {"type": "SystemAssigned"}, "properties": {
                "dnsPrefix": "c", "agentPoolProfiles": [
                    {"name": "one", "mode": "System", "count": 1, "vmSize": "Standard_D2s_v3"}]}}).result()
        clusters.list_cluster_user_credentials("rg", "c")
        place = group_id() + "/providers/Microsoft.ContainerService/managedClusters/c"
        found = self.events(f"resourceUri eq '{place}'", select="operationName,status")
        self.assertEqual(
            ["listClusterUserCredential/action Succeeded", "listClusterUserCredential/action Started",
             "write Succeeded", "write Accepted", "write Started"],
            [event.operation_name.value.split("/", 2)[2] + " " + event.status.value for event in found])
        self.assertIsNone(found[0].caller)

    def test_pages(self):
        for number in range(120):
            self.resources.resource_groups.create_or_update(f"many{number}", {"location": LOCATION})
        pages = list(self.log.list(filter=self.since).by_page())
        events = [event for page in pages for event in page]
        self.assertGreaterEqual(len(events), 240)
        self.assertEqual(len(events), len({event.event_data_id for event in events}))

    def test_filters(self):
        for condition in "name eq 'x'", "resourceGroupName ne 'rg'":
            self.assertRefused(400, "BadRequest", self.log.list, filter=f"{self.since} and {condition}")
        self.assertRefused(400, "BadRequest", self.log.list, filter="eventTimestamp ge '2020-01-01T00:00:00Z'")
