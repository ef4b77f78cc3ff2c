"""Resource Graph, as azure-mgmt-resourcegraph asks it."""

from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.resourcegraph import ResourceGraphClient
from azure.mgmt.resourcegraph.models import QueryRequest, QueryRequestOptions

from clients import CLIENT_OBJECT, LOCATION, SUBSCRIPTION, ClientTests, group_id

TABLES = group_id() + "/providers/Microsoft.Network/routeTables/"


class GraphTests(ClientTests):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.graph = cls.client(ResourceGraphClient)
        cls.network = cls.client(NetworkManagementClient)
        for number in range(5):
            cls.network.route_tables.begin_create_or_update(
                "rg", f"table{number}", {"location": LOCATION, "tags": {"kind": "odd" if number % 2 else "even"}}).result()

    def ask(self, query, **options):
        return self.graph.resources(QueryRequest(
            subscriptions=[SUBSCRIPTION], query=query, options=QueryRequestOptions(**options)))


class Queries(GraphTests):
    def test_rows(self):
        found = self.ask("Resources | where tags.kind =~ 'ODD' | project name, type, kind = tags.kind | order by name asc")
        self.assertEqual((2, 2, "false", []), (found.total_records, found.count, found.result_truncated, found.facets))
        self.assertEqual(
            [{"name": name, "type": "microsoft.network/routetables", "kind": "odd"} for name in ("table1", "table3")],
            found.data)

    def test_pages(self):
        names, token = [], None
        for size in (2, 2, 1):
            page = self.ask("resources | order by id asc", top=2, skip_token=token)
            token = page.skip_token
            self.assertEqual((5, size), (page.total_records, page.count))
            names += [row["name"] for row in page.data]
        self.assertIsNone(token)
        self.assertEqual([f"table{number}" for number in range(5)], names)

    def test_table(self):
        found = self.ask("resources | summarize count() by kind = tostring(tags.kind)", result_format="table")
        self.assertEqual(
            {"columns": [{"name": "kind", "type": "string"}, {"name": "count_", "type": "integer"}],
             "rows": [["even", 3], ["odd", 2]]}, found.data)

    def test_containers(self):
        found = self.ask("resourcecontainers | where type endswith '/resourcegroups'").data
        self.assertEqual([("rg", LOCATION)], [(row["name"], row["location"]) for row in found])

    def test_refusals(self):
        for query, code in (("resources | where", "ParserFailure"), ("resources | join", "InvalidQueryLanguage"),
                            ("resources | where size == 1", "Operator_FailedToResolveEntity"),
                            ("resources | where cout()", "UnknownFunction")):
            error = self.assertRefused(400, "BadRequest", self.ask, query).error
            self.assertEqual(["InvalidQuery", code], [detail.code for detail in error.details])


class Changes(GraphTests):
    def test_changes(self):
        self.network.route_tables.update_tags("rg", "table0", {"tags": {"kind": "none"}})
        self.network.route_tables.begin_delete("rg", "table1").result()
        changes = "resourcechanges | extend target = tostring(properties.targetResourceId) | where target endswith "
        updates = self.ask(changes + "'table0' and properties.changes['tags.kind'].newValue == 'none'").data
        self.assertEqual(1, len(updates))
        self.assertTrue(updates[0]["id"].startswith(TABLES + "table0/providers/Microsoft.Resources/changes/"))
        properties = updates[0]["properties"]
        self.assertEqual(
            {"propertyChangeType": "Update", "changeCategory": "User", "previousValue": "even", "newValue": "none"},
            properties["changes"]["tags.kind"])
        attributes = properties["changeAttributes"]
        self.assertEqual(("Microsoft.Network/routeTables/write", "Application", CLIENT_OBJECT),
                         tuple(attributes[name] for name in ("operation", "changedByType", "changedBy")))
        kinds = self.ask(changes + "'table1' | project kind = tostring(properties.changeType)"
                         " | summarize count() by kind | order by kind asc").data
        self.assertEqual(["Update", "Delete", "Create"], [row["kind"] for row in reversed(kinds)])


class Throttling(ClientTests):
    OPTIONS = ("--throttle", "--speed", "1")

    def test_quota(self):
        graph = self.client(ResourceGraphClient, retry_total=0)
        headers = []

        def ask():
            return graph.resources(
                QueryRequest(query="resources | count"),
                raw_response_hook=lambda answer: headers.append(answer.http_response.headers))
        for left in range(14, -1, -1):
            ask()
            self.assertEqual(str(left), headers[-1]["x-ms-user-quota-remaining"])
        error = self.assertRefused(429, "RateLimiting", ask)
        self.assertEqual("0", error.response.headers["x-ms-user-quota-remaining"])
        self.assertRegex(error.response.headers["x-ms-user-quota-resets-after"], "^00:00:0[1-5]$")
