"""Signing in, subscriptions, providers, features, lists, tags, locks, compute sizes and name availability."""

import base64
import json
import time
import unittest

from azure.core.exceptions import HttpResponseError
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.resource.features import FeatureClient
from azure.mgmt.resource.locks import ManagementLockClient
from azure.mgmt.resource.subscriptions import SubscriptionClient

from clients import CLIENT, LOCATION, SUBSCRIPTION, TENANT, Bearer, ClientTests, group_id, web_token


class Tokens(ClientTests):
    ASSERTION = {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                 "client_secret": None}

    def assertGranted(self, **form):
        status, body = self.simulator.token(**form)
        self.assertEqual(200, status, body)
        self.assertEqual("Bearer", body["token_type"])
        return body

    def assertRefusedWith(self, number, **form):
        status, body = self.simulator.token(**form)
        self.assertGreaterEqual(status, 400)
        self.assertEqual([number], body["error_codes"])
        self.assertIn(f"AADSTS{number}: ", body["error_description"])

    def assertion(self, header=None, **claims):
        now = int(time.time())
        all_claims = {"aud": f"{self.simulator.url}/{TENANT}/oauth2/v2.0/token", "iss": CLIENT, "sub": CLIENT,
                      "nbf": now, "exp": now + 600, "jti": "1"}
        all_claims.update(claims)
        return web_token({"alg": "PS256", "x5t#S256": "thumbprint"} if header is None else header, all_claims)

    def test_client_secret(self):
        self.assertGranted()
        self.assertRefusedWith(7000215, client_secret="wrong")
        self.assertRefusedWith(7000216, client_secret=None)
        self.assertRefusedWith(700016, client_id="nobody")
        self.assertRefusedWith(900144, scope=None)
        self.assertRefusedWith(1002012, scope="https://management.azure.com/user_impersonation")
        self.assertRefusedWith(70003, grant_type="magic")
        self.assertRefusedWith(90002, tenant="nowhere.example")

    def test_client_certificate(self):
        self.assertGranted(client_assertion=self.assertion(), **self.ASSERTION)
        self.assertRefusedWith(700023, client_assertion=self.assertion(aud="https://elsewhere"), **self.ASSERTION)
        self.assertRefusedWith(700021, client_assertion=self.assertion(iss=SUBSCRIPTION), **self.ASSERTION)
        self.assertRefusedWith(700024, client_assertion=self.assertion(exp=1), **self.ASSERTION)
        self.assertRefusedWith(
            700027, client_assertion=self.assertion({"alg": "none", "x5t": "t"}), **self.ASSERTION)
        self.assertRefusedWith(50027, client_assertion="no token", **self.ASSERTION)

    def test_workload_identity(self):
        from azure.mgmt.msi import ManagedServiceIdentityClient
        msi = self.client(ManagedServiceIdentityClient)
        identity = msi.user_assigned_identities.create_or_update("rg", "workload", {"location": LOCATION})
        claims = {"iss": "https://issuer/", "sub": "system:serviceaccount:a:b", "aud": "api://AzureADTokenExchange"}
        form = {"client_id": identity.client_id, **self.ASSERTION}
        self.assertRefusedWith(700213, client_assertion=self.assertion({"alg": "RS256"}, **claims), **form)
        msi.federated_identity_credentials.create_or_update(
            "rg", "workload", "credential",
            {"issuer": claims["iss"], "subject": claims["sub"], "audiences": [claims["aud"]]})
        body = self.assertGranted(client_assertion=self.assertion({"alg": "RS256"}, **claims), **form)
        payload = json.loads(base64.urlsafe_b64decode(body["access_token"].split(".")[1] + "=="))
        self.assertEqual(identity.principal_id, payload["oid"])
        claims["aud"] = "another"
        self.assertRefusedWith(700212, client_assertion=self.assertion({"alg": "RS256"}, **claims), **form)

    def test_users(self):
        scope = "https://management.azure.com/.default offline_access openid"
        body = self.assertGranted(grant_type="password", username="a@b", password="p", scope=scope)
        self.assertRefusedWith(50126, grant_type="password", username="a@b", password="wrong", scope=scope)
        again = self.assertGranted(grant_type="refresh_token", refresh_token=body["refresh_token"], scope=scope)
        self.assertIn("id_token", again)
        self.assertRefusedWith(9002313, grant_type="refresh_token", refresh_token="x.y.z", scope=scope)
        self.assertRefusedWith(70000, grant_type="authorization_code", code="c", scope=scope)
        self.assertGranted(
            grant_type="urn:ietf:params:oauth:grant-type:jwt-bearer", requested_token_use="on_behalf_of",
            assertion=body["access_token"], scope=scope)

    def test_tokens_are_checked(self):
        def status(text):
            with self.assertRaises(HttpResponseError) as caught:
                list(self.client(SubscriptionClient, authentication_policy=Bearer(text)).subscriptions.list())
            self.assertIn("WWW-Authenticate", caught.exception.response.headers)
            return caught.exception.status_code, caught.exception.error.code
        now = int(time.time())
        self.assertEqual((401, "InvalidAuthenticationToken"), status("word"))
        self.assertEqual((401, "InvalidAuthenticationToken"), status(web_token({}, {"exp": now + 99})))
        self.assertEqual((401, "ExpiredAuthenticationToken"), status(web_token({}, {"exp": now - 99})))
        graph = self.simulator.token(scope="https://graph.microsoft.com/.default")[1]["access_token"]
        self.assertEqual((401, "InvalidAuthenticationTokenAudience"), status(graph))


class Subscriptions(ClientTests):
    OPTIONS = ("--unregistered-provider", "Microsoft.Dashboard", "--quota", "centralus:standardDSv5Family=24")

    def test_subscriptions_tenants_and_locations(self):
        client = self.client(SubscriptionClient)
        self.assertEqual([SUBSCRIPTION], [one.subscription_id for one in client.subscriptions.list()])
        self.assertHolds(client.subscriptions.get(SUBSCRIPTION), {"state": "Enabled"})
        self.assertEqual([TENANT], [one.tenant_id for one in client.tenants.list()])
        names = {one.name: one.display_name for one in client.subscriptions.list_locations(SUBSCRIPTION)}
        for name, shown in {"centralus": "Central US", "eastus2": "East US 2", "southeastasia": "Southeast Asia",
                            "germanywestcentral": "Germany West Central", "uksouth": "UK South",
                            "newzealandnorth": "New Zealand North"}.items():
            self.assertEqual(shown, names[name])

    def test_providers(self):
        providers = self.resources.providers
        self.assertEqual("NotRegistered", providers.get("Microsoft.Dashboard").registration_state)
        providers.register("Microsoft.Dashboard")
        self.assertEqual("Registered", providers.get("microsoft.dashboard").registration_state)
        found = providers.get("Microsoft.ContainerService")
        self.assertIn("managedClusters", [one.resource_type for one in found.resource_types])
        self.assertIn("Microsoft.Network", [one.namespace for one in providers.list()])
        self.assertRefused(404, "InvalidResourceNamespace", providers.get, "Contoso.Nothing")

    def test_features(self):
        features = self.client(FeatureClient).features
        name = ("Microsoft.ContainerService", "ManagedGatewayAPIPreview")
        self.assertEqual("NotRegistered", features.get(*name).properties.state)
        features.register(*name)
        self.assertEqual("Registered", features.get(*name).properties.state)

    def test_sizes_and_usages(self):
        compute = self.client(ComputeManagementClient)
        sizes = {one.name: one for one in compute.resource_skus.list(filter="location eq 'centralus'")}
        self.assertHolds(
            sizes["Standard_D4s_v5"],
            {"family": "standardDSv5Family", "resourceType": "virtualMachines", "locations": ["centralus"]})
        usages = {one.name.value: one for one in compute.usage.list(LOCATION)}
        self.assertEqual((0, 24), (usages["standardDSv5Family"].current_value, usages["standardDSv5Family"].limit))


class Groups(ClientTests):
    def test_life(self):
        groups = self.resources.resource_groups
        self.assertFalse(groups.check_existence("one"))
        made = groups.create_or_update("One", {"location": "Central US", "tags": {"c": "d"}})
        self.assertHolds(made, {"id": group_id("One"), "name": "One", "location": LOCATION})
        self.assertTrue(groups.check_existence("one"))
        self.assertEqual(["One"], [one.name for one in groups.list(filter="tagName eq 'c' and tagValue eq 'd'")])
        self.assertEqual([], [one.name for one in groups.list(filter="tagName eq 'c' and tagValue eq 'x'")])
        self.assertRefused(
            409, "InvalidResourceGroupLocation", groups.create_or_update, "one", {"location": "eastus"})

    def test_resources_in_pages(self):
        self.resources.resource_groups.create_or_update("many", {"location": LOCATION})
        for index in range(5):
            self.resources.resources.begin_create_or_update(
                "many", "Microsoft.Network", "", "routeTables", f"table{index}",
                {"location": LOCATION, "tags": {"kind": "odd" if index % 2 else "even"}},
                api_version="2025-01-01").result()
        found = self.resources.resources.list_by_resource_group("many", top=2, expand="createdTime,provisioningState")
        pages = [list(page) for page in found.by_page()]
        self.assertEqual([2, 2, 1], [len(page) for page in pages])
        self.assertEqual("Succeeded", pages[0][0].provisioning_state)
        self.assertIsNotNone(pages[0][0].created_time)

        def names(text):
            return [one.name for one in self.resources.resources.list(filter=text)]
        self.assertEqual(["table1", "table3"], names("tagName eq 'kind' and tagValue eq 'odd'"))
        self.assertEqual(["table4"], names("resourceGroup eq 'many' and substringof('E4', name)"))
        self.assertEqual(5, len(names("resourceType eq 'Microsoft.Network/routeTables'")))
        self.assertEqual([], names("resourceType ne 'Microsoft.Network/routeTables' and resourceGroup eq 'many'"))
        self.assertRefused(
            400, "InvalidFilterInQueryString", self.resources.resources.list, filter="resourceGroup is 'many'")


class Tags(ClientTests):
    def test_operations(self):
        tags = self.resources.tags
        for scope in (group_id(), f"/subscriptions/{SUBSCRIPTION}"):
            def change(operation, **names):
                return tags.begin_update_at_scope(
                    scope, {"operation": operation, "properties": {"tags": names}}).result().properties.tags
            made = tags.begin_create_or_update_at_scope(scope, {"properties": {"tags": {"a": "1", "b": "2"}}}).result()
            self.assertEqual({"a": "1", "b": "2"}, made.properties.tags)
            self.assertEqual({"a": "3", "b": "2", "c": "4"}, change("Merge", A="3", c="4"))
            self.assertEqual({"a": "3", "b": "2"}, change("Delete", c="4"))
            self.assertEqual({"z": "9"}, change("Replace", z="9"))
            self.assertEqual({"z": "9"}, tags.get_at_scope(scope).properties.tags)
            tags.begin_delete_at_scope(scope).result()
            self.assertEqual({}, tags.get_at_scope(scope).properties.tags)
        self.assertRefused(
            400, "InvalidTags", tags.begin_create_or_update_at_scope, group_id(),
            {"properties": {"tags": {str(index): "x" for index in range(51)}}})


class Locks(ClientTests):
    def test_locks_hold(self):
        locks = self.client(ManagementLockClient).management_locks
        groups = self.resources.resource_groups
        groups.create_or_update("locked", {"location": LOCATION})
        locks.create_or_update_at_resource_group_level("locked", "keep", {"level": "CanNotDelete"})
        self.assertRefused(409, "ScopeLocked", groups.begin_delete, "locked")
        self.assertEqual({"a": "b"}, groups.update("locked", {"tags": {"a": "b"}}).tags)
        locks.create_or_update_at_resource_group_level("locked", "still", {"level": "ReadOnly"})
        self.assertRefused(409, "ScopeLocked", groups.update, "locked", {"tags": {}})
        for name in ("keep", "still"):
            locks.delete_at_resource_group_level("locked", name)
        groups.begin_delete("locked").result()

    def test_by_scope(self):
        # The client sends the scope as one segment of the path, with its slashes encoded.
        locks = self.client(ManagementLockClient).management_locks
        self.resources.resource_groups.create_or_update("scoped", {"location": LOCATION})
        table = group_id("scoped") + "/providers/Microsoft.Network/routeTables/table"
        self.resources.resources.begin_create_or_update_by_id(
            table, {"location": LOCATION}, api_version="2025-01-01").result()
        for scope in (f"/subscriptions/{SUBSCRIPTION}", group_id("scoped"), table):
            made = locks.create_or_update_by_scope(scope, "keep", {"level": "CanNotDelete", "notes": "Keep it."})
            self.assertEqual(scope + "/providers/Microsoft.Authorization/locks/keep", made.id)
            self.assertEqual(made, locks.get_by_scope(scope, "keep"))
            self.assertEqual([made], list(locks.list_by_scope(scope)))
            self.assertRefused(409, "ScopeLocked", self.resources.resource_groups.begin_delete, "scoped")
            locks.delete_by_scope(scope, "keep")
            self.assertMissing(locks.get_by_scope, scope, "keep")
        self.resources.resource_groups.begin_delete("scoped").result()


if __name__ == "__main__":
    unittest.main()
