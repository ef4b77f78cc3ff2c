#!/usr/bin/env python3
"""Drives a running ARM simulator as a stranger would, and checks the contracts of Azure Resource Manager.

Usage: simulator_contract.py BASE_URL

Needs only the standard library and the reference bodies beside it. The simulator should run at a speed at which a
minute of Azure takes a noticeable time, such as --speed 200, with all its providers registered but Microsoft.Dashboard.
"""

import json
import pathlib
import sys
import time
import urllib.error
import urllib.request
import uuid

BODIES = pathlib.Path(__file__).parent / "Bodies"
SUBSCRIPTION = str(uuid.uuid4())
S = f"/subscriptions/{SUBSCRIPTION}"
G = f"{S}/resourceGroups/rg-ai-dev"
NAME = "aks-ai-conformant-dev-centralus"
CLUSTER = f"{G}/providers/Microsoft.ContainerService/managedClusters/{NAME}"
POOL = f"{CLUSTER}/agentPools/gpunp"
ACCOUNT = f"{G}/providers/Microsoft.Monitor/accounts/amw-{NAME}"
DCE = f"{G}/providers/Microsoft.Insights/dataCollectionEndpoints/aks-dce-{NAME}"
DCR = f"{G}/providers/Microsoft.Insights/dataCollectionRules/amdcr-prometheus-{NAME}"
DCRA = f"{CLUSTER}/providers/Microsoft.Insights/dataCollectionRuleAssociations/amdca-{NAME}"
DCEA = f"{CLUSTER}/providers/Microsoft.Insights/dataCollectionRuleAssociations/configurationAccessEndpoint"
RULES = f"{G}/providers/Microsoft.AlertsManagement/prometheusRuleGroups/NodeRecordingRulesRuleGroup-{NAME}"
IDENTITY = f"{G}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mlflow"
CREDENTIAL = f"{IDENTITY}/federatedIdentityCredentials/mlflow-federated"
SPEC = f"{G}/providers/Microsoft.Resources/templateSpecs/record"
FEATURES = "ManagedGatewayAPIPreview", "ManagedGPUExperiencePreview"

AKS, INSIGHTS, GROUPS = "2026-04-01", "2023-03-11", "2023-07-01"
TAGS = {"ManagedBy": "Terraform", "Purpose": "AI-Conformant-AKS"}
LOCATION = "centralus"

base = sys.argv[1].rstrip("/") if len(sys.argv) == 2 else sys.exit(__doc__)
failures = []
checks = 0


class Answer:
    def __init__(self, status, headers, raw):
        self.status, self.headers = status, headers
        self.body = json.loads(raw) if raw else None

    @property
    def code(self):
        error = (self.body or {}).get("error", self.body) or {}
        return error.get("code")


def send(method, path, version=None, body=None, headers=None, token="token"):
    url = path if path.startswith("http") else base + path
    if version:
        url += ("&" if "?" in url else "?") + "api-version=" + version
    request = urllib.request.Request(url.replace(" ", "%20"), method=method)
    if token:
        request.add_header("Authorization", "Bearer " + token)
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, data, timeout=30) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def check(what, condition, found=None):
    global checks
    checks += 1
    if not condition:
        failures.append(what + ("" if found is None else f": {found!r}"))


def expect(what, answer, status, code=None):
    allowed = status if isinstance(status, tuple) else (status,)
    check(what, answer.status in allowed and (code is None or answer.code == code),
          (answer.status, answer.code or answer.body))
    return answer


def wait(answer):
    """Polls what an accepted request says until the work is over; the bodies of the polls."""
    url = answer.headers.get("Azure-AsyncOperation")
    location = answer.headers.get("Location")
    seen = []
    for _ in range(600):
        if not url and not location:
            break
        poll = send("GET", url or location)
        if url:
            seen.append(poll.body)
            if poll.body["status"].lower() in ("succeeded", "failed", "canceled"):
                break
        elif poll.status != 202:
            break
        time.sleep(0.05)
    else:
        check("an operation ends", False, answer.headers)
    return seen


def same_type(left, right):
    if isinstance(left, bool) or isinstance(right, bool):
        return isinstance(left, bool) and isinstance(right, bool)
    if isinstance(left, (int, float)):
        return isinstance(right, (int, float))
    return type(left) is type(right)


def missing(reference, found, path=""):
    """Every key of the reference that is absent from what was found, or there with another JSON type."""
    if reference is None:
        return []
    if not same_type(reference, found):
        return [f"{path or '/'} is {type(found).__name__}, not {type(reference).__name__}"]
    if isinstance(reference, dict):
        lines = []
        for key, value in reference.items():
            place = f"{path}/{key}"
            lines += missing(value, found[key], place) if key in found else [f"{place} is missing"]
        return lines
    if isinstance(reference, list):
        lines = []
        for index, value in enumerate(reference):
            place = f"{path}[{index}]"
            match = None
            if isinstance(value, dict):
                for key in ("name", "mode"):
                    match = match or next((f for f in found if key in value and f.get(key) == value[key]), None)
            if match is None and index < len(found):
                match = found[index]
            lines += missing(value, match, place) if match is not None else [f"{place} is missing"]
        return lines
    return []


def compare(name, found):
    lines = missing(json.loads((BODIES / f"{name}.json").read_text()), found)
    check(f"every key of {name}.json is there with its type", not lines, lines)


def pool_body(**changes):
    body = {"count": 1, "vmSize": "Standard_D16s_v5", "mode": "User", "enableAutoScaling": True, "minCount": 0,
            "maxCount": 3, "osDiskType": "Managed", "tags": {**TAGS, "EnableManagedGPUExperience": "true"}}
    return {"properties": {**body, **changes}}


def cluster_body():
    return {
        "location": "Central US", "tags": TAGS, "identity": {"type": "SystemAssigned"},
        "properties": {
            "kubernetesVersion": "1.34.2", "dnsPrefix": NAME,
            "agentPoolProfiles": [{
                "name": "default", "mode": "System", "count": 2, "minCount": 2, "maxCount": 5,
                "enableAutoScaling": True, "vmSize": "Standard_D2s_v3", "osDiskType": "Managed", "tags": TAGS,
                "type": "VirtualMachineScaleSets", "availabilityZones": ["1", "2", "3"],
                "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"]}],
            "oidcIssuerProfile": {"enabled": True},
            "securityProfile": {"workloadIdentity": {"enabled": True}},
            "aiToolchainOperatorProfile": {"enabled": True},
            "azureMonitorProfile": {"metrics": {"enabled": True, "kubeStateMetrics": {
                "metricLabelsAllowlist": "true", "metricAnnotationsAllowList": "false"}}},
            "serviceMeshProfile": {"mode": "Istio", "istio": {"revisions": ["asm-1-28"], "components": {
                "ingressGateways": [{"mode": "Internal", "enabled": False}, {"mode": "External", "enabled": True}]}}},
            "ingressProfile": {"gatewayAPI": {"installation": "Standard"}}}}


def requests_as_such():
    expect("a request without a token", send("GET", G, GROUPS, token=None), 401, "AuthenticationFailed")
    expect("a request without a version", send("GET", G), 400, "MissingApiVersionParameter")
    expect("an unknown api-version", send("GET", G, "2031-01-01"), 400, "NoRegisteredProviderFound")
    expect("an unknown subscription", send("GET", "/subscriptions/nonsense/resourceGroups/x", GROUPS), 404,
           "SubscriptionNotFound")
    expect("a group that isn't there", send("GET", G, GROUPS), 404, "ResourceGroupNotFound")
    expect("a resource of a group that isn't there", send("GET", CLUSTER, AKS), 404, "ResourceGroupNotFound")
    expect("an unknown type", send("GET", f"{G}/providers/Microsoft.Insights/nothings/x", AKS), 404,
           "InvalidResourceType")
    compare("subscription.get", expect("a subscription", send("GET", S, "2022-12-01"), 200).body)
    check("the counts need no token", "writes" in send("GET", "/simulator/counts", token=None).body)


def groups():
    body = {"location": "Central US", "tags": TAGS}
    expect("a group is created", send("PUT", G.replace("resourceGroups", "resourcegroups"), GROUPS, body), 201)
    found = expect("and written again", send("PUT", G.upper().replace("RG-AI-DEV", "RG-ai-DEV"), GROUPS, body), 200)
    compare("resourceGroup.get", found.body)
    check("the first spelling of its name stays", found.body["name"] == "rg-ai-dev", found.body["name"])
    check("a location is normalised", found.body["location"] == "centralus", found.body["location"])
    expect("a group can't move", send("PUT", G, GROUPS, {"location": "westus"}), 409, "InvalidResourceGroupLocation")
    expect("HEAD of a group", send("HEAD", G, "2021-04-01"), 204)
    expect("HEAD of another", send("HEAD", G + "x", "2021-04-01"), 404)
    check("it is listed", [g["name"] for g in send("GET", f"{S}/resourceGroups", GROUPS).body["value"]] == ["rg-ai-dev"])
    missing_type = send("GET", CLUSTER, AKS)
    expect("a cluster that isn't there", missing_type, 404, "ResourceNotFound")
    compare("error.404", missing_type.body)


def providers():
    found = send("GET", f"{S}/providers/Microsoft.ContainerService", "2022-09-01").body
    check("AKS is registered", found["registrationState"] == "Registered", found["registrationState"])
    compare("provider.get", found)
    found = send("POST", f"{S}/providers/Microsoft.Dashboard/register", "2022-09-01").body
    check("a registration takes time", found["registrationState"] in ("Registering", "Registered"),
          found["registrationState"])


def features():
    expect("a cluster before its features", send("PUT", CLUSTER, AKS, cluster_body()), 400, "FeatureNotRegistered")
    old = f"{S}/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/{FEATURES[1]}"
    new = f"{S}/providers/Microsoft.Features/featureProviders/Microsoft.ContainerService" \
          f"/subscriptionFeatureRegistrations/{FEATURES[0]}"
    found = expect("a feature nobody asked for", send("GET", old, "2021-07-01"), 200)
    check("isn't registered", found.body["properties"]["state"] == "NotRegistered", found.body)
    found = expect("a feature is registered", send("PUT", new, "2021-07-01", {}), 200)
    check("which takes time", found.body["properties"]["state"] == "Registering", found.body["properties"])
    compare("subscriptionFeatureRegistration.registering", found.body)
    found = expect("the other by the older route", send("POST", old + "/register", "2021-07-01"), 200)
    check("which takes time too", found.body["properties"]["state"] == "Registering", found.body["properties"])
    expect("a cluster while they register", send("PUT", CLUSTER, AKS, cluster_body()), 400, "FeatureNotRegistered")
    for _ in range(600):
        states = [send("GET", path, "2021-07-01").body["properties"]["state"] for path in (old, new)]
        if states == ["Registered"] * 2:
            break
        time.sleep(0.05)
    check("both get there", states == ["Registered"] * 2, states)
    compare("feature.get", send("GET", old, "2021-07-01").body)
    compare("subscriptionFeatureRegistration.registered", send("GET", new, "2021-07-01").body)


def clusters():
    body = cluster_body()
    body["properties"]["networkProfile"] = {"gatewayAPIEnabled": True}
    refused = expect("a member that AKS doesn't know", send("PUT", CLUSTER, AKS, body), 400, "UnmarshalError")
    reference = json.loads((BODIES / "error.400.aks.unmarshal.json").read_text())
    check("is refused in AKS' own words", refused.body == reference, refused.body)
    body = cluster_body()
    body["properties"]["networkProfile"] = {"networkPlugin": "carrier-pigeon"}
    expect("a value that isn't one of those allowed", send("PUT", CLUSTER, AKS, body), 400, "InvalidParameter")
    body = cluster_body()
    del body["properties"]["dnsPrefix"]
    expect("a cluster without a DNS prefix", send("PUT", CLUSTER, AKS, body), 400, "InvalidParameter")
    expect("the Gateway API in a version before it", send("PUT", CLUSTER, "2025-10-01", cluster_body()), 400,
           "UnmarshalError")
    expect("a cluster in a version that drops what it doesn't know is refused for nothing else",
           send("PUT", f"{CLUSTER}x", "2023-11-01", {**cluster_body(), "location": "atlantis"}), 400,
           "LocationNotAvailableForResourceType")

    created = expect("a cluster is created", send("PUT", CLUSTER, AKS, cluster_body(),
                                                  {"If-None-Match": "*"}), 201)
    compare_created(created.body)
    operation = created.headers.get("Azure-AsyncOperation", "")
    check("its operation URL is absolute", operation.startswith(base + "/subscriptions/"), operation)
    check("Retry-After is a whole number", created.headers.get("Retry-After", "").isdigit())
    busy = expect("a pool while the cluster is being created", send("PUT", POOL, AKS, pool_body()), 409,
                  "OperationNotAllowed")
    compare("error.409.aks", busy.body)
    expect("the cluster itself meanwhile", send("PUT", CLUSTER, AKS, cluster_body()), 409, "OperationNotAllowed")
    polls = wait(created)
    compare("operation.inprogress", polls[0])
    compare("operation.succeeded", polls[-1])
    check("the operation succeeds", polls[-1]["status"] == "Succeeded", polls[-1])


def compare_created(found):
    check("it is in the making", found["properties"]["provisioningState"] == "Creating")
    reference = json.loads((BODIES / "managedCluster.put.201.json").read_text())
    # The reference shows a cluster with a second pool, which is made on its own here.
    reference["properties"]["agentPoolProfiles"] = reference["properties"]["agentPoolProfiles"][:1]
    lines = missing(reference, found)
    check("every key of managedCluster.put.201.json is there", not lines, lines)


def pools():
    created = expect("a pool is created", send("PUT", POOL, AKS, pool_body()), 201)
    other = f"{CLUSTER}/agentPools/other"
    expect("another meanwhile", send("PUT", other, AKS, pool_body()), 409, "OperationNotAllowed")
    wait(created)
    compare("agentPool.get", send("GET", POOL, AKS).body)
    compare("managedCluster.get", send("GET", CLUSTER, AKS).body)
    refused = expect("another VM size", send("PUT", POOL, AKS, pool_body(vmSize="Standard_D8s_v5")), 400,
                     "PropertyChangeNotAllowed")
    check("which names the property", "vmSize" in refused.body["message"], refused.body)
    expect("too many", send("PUT", POOL, AKS, pool_body(minCount=5)), 400)
    changed = expect("another maximum", send("PUT", POOL, AKS, pool_body(maxCount=4)), 200)
    wait(changed)
    profiles = send("GET", CLUSTER, AKS).body["properties"]["agentPoolProfiles"]
    check("is seen in the cluster too", {p["name"]: p["maxCount"] for p in profiles} == {"default": 5, "gpunp": 4})
    expect("the last System pool stays", send("DELETE", f"{CLUSTER}/agentPools/default", AKS), 400)
    spot = f"{CLUSTER}/agentPools/training"
    wait(expect("a Spot pool", send("PUT", spot, AKS, {"properties": {
        "vmSize": "Standard_F8s_v2", "osDiskType": "Managed", "count": 0, "minCount": 0, "maxCount": 5,
        "enableAutoScaling": True, "scaleSetPriority": "Spot", "nodeLabels": {"role": "training"}}}), 201))
    compare("agentPool.spot.get", send("GET", spot, AKS).body)
    wait(expect("and away again", send("DELETE", spot, AKS), 202))
    expect("then it is gone", send("GET", spot, AKS), 404, "NotFound")
    expect("and deleting it again says so", send("DELETE", spot, AKS), 204)


def updates():
    live = send("GET", CLUSTER, AKS).body
    stale = {"If-Match": '"00000000-0000-4000-8000-000000000000"'}
    expect("a write against another eTag", send("PUT", CLUSTER, AKS, live, stale), 412)
    expect("a creation of what is there", send("PUT", CLUSTER, AKS, live, {"If-None-Match": "*"}), 412)
    moved = {**live, "location": "westus"}
    expect("a cluster can't move", send("PUT", CLUSTER, AKS, moved), 409, "InvalidResourceLocation")
    changed = json.loads(json.dumps(live))
    changed["properties"]["dnsPrefix"] = "other"
    expect("nor change its DNS prefix", send("PUT", CLUSTER, AKS, changed), 400, "PropertyChangeNotAllowed")
    changed = json.loads(json.dumps(live))
    changed["properties"]["agentPoolProfiles"] = changed["properties"]["agentPoolProfiles"][:1]
    expect("nor lose a pool by its own PUT", send("PUT", CLUSTER, AKS, changed), 400)
    changed = {**live, "tags": {**TAGS, "New": "yes"}}
    accepted = expect("a read, merged and written cluster", send("PUT", CLUSTER, AKS, changed,
                                                                {"If-Match": live["eTag"]}), 200)
    check("is updating", accepted.body["properties"]["provisioningState"] == "Updating")
    wait(accepted)
    after = send("GET", CLUSTER, AKS).body
    check("has the new tag", after["tags"].get("New") == "yes", after["tags"])
    check("another eTag", after["eTag"] != live["eTag"])
    check("and nothing else new", {k: v for k, v in after["properties"].items()} == live["properties"])
    old = send("GET", CLUSTER, "2025-10-01").body
    check("an older version doesn't show the Gateway API", "gatewayAPI" not in old["properties"].get(
        "ingressProfile", {}), old["properties"].get("ingressProfile"))
    found = expect("credentials", send("POST", CLUSTER + "/listClusterUserCredential", AKS), 200)
    compare("managedCluster.listClusterUserCredential.post", found.body)


def monitoring():
    expect("a monitor account", send("PUT", ACCOUNT, "2023-04-03", {"location": LOCATION, "tags": TAGS}), 201)
    compare("monitorAccount.get", send("GET", ACCOUNT, "2023-04-03").body)
    expect("an endpoint", send("PUT", DCE, INSIGHTS, {"location": LOCATION, "tags": TAGS, "kind": "Linux"}), 201)
    compare("dataCollectionEndpoint.get", send("GET", DCE, INSIGHTS).body)
    rule = {"location": LOCATION, "tags": TAGS, "properties": {
        "dataCollectionEndpointId": DCE,
        "dataSources": {"prometheusForwarder": [{"name": "PrometheusDataSource",
                                                 "streams": ["Microsoft-PrometheusMetrics"]}]},
        "destinations": {"monitoringAccounts": [{"accountResourceId": ACCOUNT, "name": f"amw-{NAME}"}]},
        "dataFlows": [{"streams": ["Microsoft-PrometheusMetrics"], "destinations": [f"amw-{NAME}"]}]}}
    broken = json.loads(json.dumps(rule))
    broken["properties"]["dataCollectionEndpointId"] += "x"
    expect("a rule with an endpoint that isn't there", send("PUT", DCR, INSIGHTS, broken), 400)
    expect("a rule", send("PUT", DCR, INSIGHTS, rule), 201)
    compare("dataCollectionRule.get", send("GET", DCR, INSIGHTS).body)
    link = {"properties": {"dataCollectionRuleId": DCR}}
    expect("an association on what isn't there", send("PUT", DCRA.replace(NAME, "nothing", 1), INSIGHTS, link), 404,
           "ResourceNotFound")
    expect("an association", send("PUT", DCRA, INSIGHTS, link), 201)
    compare("dataCollectionRuleAssociation.dcr.get", send("GET", DCRA, INSIGHTS).body)
    link = {"properties": {"dataCollectionEndpointId": DCE}}
    expect("an endpoint's association by another name", send("PUT", DCRA + "2", INSIGHTS, link), 400)
    expect("and by its own", send("PUT", DCEA, INSIGHTS, link), 201)
    compare("dataCollectionRuleAssociation.dce.get", send("GET", DCEA, INSIGHTS).body)
    expect("a rule with associations stays", send("DELETE", DCR, INSIGHTS), 409)
    expect("and an endpoint too", send("DELETE", DCE, INSIGHTS), 409)
    group = {"location": LOCATION, "tags": TAGS, "properties": {
        "description": "Node Recording Rules Rule Group", "enabled": True, "clusterName": NAME, "interval": "PT1M",
        "scopes": [ACCOUNT, CLUSTER], "rules": [{
            "record": "instance:node_num_cpu:sum", "enabled": True,
            "expression": 'count without (cpu, mode) (node_cpu_seconds_total{job="node",mode="idle"})\n'}]}}
    expect("a rule group", send("PUT", RULES, "2023-03-01", group), 201)
    found = send("GET", RULES, "2023-03-01").body
    compare("prometheusRuleGroup.get", found)
    check("keeps an expression as it is", found["properties"]["rules"][0]["expression"].endswith("\n"))
    managed = f"{S}/resourceGroups/MA_amw-{NAME}_{LOCATION}_managed"
    nodes = f"{S}/resourceGroups/MC_rg-ai-dev_{NAME}_{LOCATION}"
    for path in (managed, nodes):
        found = expect("a group of Azure's own", send("GET", path, GROUPS), 200)
        check("says whose it is", found.body["managedBy"].lower() in (ACCOUNT.lower(), CLUSTER.lower()), found.body)
        expect("and can't be deleted", send("DELETE", path, GROUPS), 403)


def identities():
    expect("an identity", send("PUT", IDENTITY, "2024-11-30", {"location": LOCATION}), 201)
    identity = send("GET", IDENTITY, "2024-11-30").body
    compare("userAssignedIdentity.get", identity)
    issuer = send("GET", CLUSTER, AKS).body["properties"]["oidcIssuerProfile"]["issuerURL"]
    expect("a federated credential", send("PUT", CREDENTIAL, "2024-11-30", {"properties": {
        "issuer": issuer, "subject": "system:serviceaccount:mlflow:mlflow",
        "audiences": ["api://AzureADTokenExchange"]}}), 201)
    compare("federatedIdentityCredential.get", send("GET", CREDENTIAL, "2024-11-30").body)
    scope = f"{CLUSTER}/providers/Microsoft.Authorization"
    found = send("GET", f"{scope}/roleDefinitions?$filter=roleName eq 'AcrPull'", "2022-04-01").body["value"]
    check("one role has the name", len(found) == 1, found)
    compare("roleDefinition.get", found[0])
    body = {"properties": {"roleDefinitionId": found[0]["id"], "principalType": "ServicePrincipal",
                           "principalId": identity["properties"]["principalId"]}}
    assignment = f"{scope}/roleAssignments/{uuid.uuid4()}"
    expect("a role assignment", send("PUT", assignment, "2022-04-01", body), 201)
    compare("roleAssignment.get", send("GET", assignment, "2022-04-01").body)
    expect("the same under another name", send("PUT", f"{scope}/roleAssignments/{uuid.uuid4()}", "2022-04-01", body),
           409, "RoleAssignmentExists")
    return assignment


def template_specs():
    expect("a version without its spec", send("PUT", SPEC + "/versions/1", "2022-02-01", {
        "location": LOCATION, "properties": {"mainTemplate": {}}}), 404, "ParentResourceNotFound")
    expect("a template spec", send("PUT", SPEC, "2022-02-01", {"location": LOCATION, "properties": {
        "description": "A record"}}), 201)
    template = {"contentVersion": "1.0.0.0", "resources": [], "metadata": {"entries": [1, 2, 3]}}
    expect("a version", send("PUT", SPEC + "/versions/1", "2022-02-01", {
        "location": LOCATION, "properties": {"mainTemplate": template}}), 201)
    found = send("GET", SPEC + "/versions/1", "2022-02-01").body
    check("comes back as it was", found["properties"]["mainTemplate"] == template, found["properties"])
    found = send("GET", SPEC + "?$expand=versions", "2022-02-01").body
    check("is listed with its spec", list(found["properties"]["versions"]) == ["1"], found["properties"])
    found = send("GET", SPEC + "/versions", "2022-02-01").body["value"]
    check("and by itself", [version["name"] for version in found] == ["1"])
    large = {"location": LOCATION, "properties": {"mainTemplate": {"metadata": "x" * (2 * 1024 * 1024)}}}
    expect("a version beyond two megabytes", send("PUT", SPEC + "/versions/2", "2022-02-01", large), 400,
           "TemplateSpecTooLarge")


def put_and_compare(name, path, version, body, status=(200, 201, 202)):
    """Makes a resource and compares what is read of it with the reference body."""
    wait(expect(path.rsplit("/", 1)[-1], send("PUT", path, version, body), status))
    for _ in range(100):
        found = send("GET", path, version).body
        if found.get("properties", {}).get("provisioningState", "Succeeded") == "Succeeded":
            break
        time.sleep(0.05)
    compare(name, found)
    return found


def services():
    here = {"location": LOCATION, "tags": {}}
    network = f"{G}/providers/Microsoft.Network"
    account = f"{G}/providers/Microsoft.Storage/storageAccounts/aimlmlflow"
    put_and_compare("storageAccount.get", account, "2025-08-01", {
        **here, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}, 202)
    compare("storageAccount.listKeys.post", send("POST", account + "/listKeys", "2025-08-01").body)
    compare("blobService.get", send("GET", account + "/blobServices/default", "2025-08-01").body)
    put_and_compare(
        "blobContainer.get", account + "/blobServices/default/containers/mlflow-artifacts", "2025-08-01", {})
    server = f"{G}/providers/Microsoft.DBforPostgreSQL/flexibleServers/aiml-mlflow"
    put_and_compare("flexibleServer.get", server, "2025-08-01", {
        **here, "sku": {"name": "Standard_B1ms", "tier": "Burstable"}, "properties": {
            "version": "15", "administratorLogin": "psqladmin", "administratorLoginPassword": "Long-Enough-1"}})
    put_and_compare("flexibleServer.configuration.get", server + "/configurations/max_connections", "2025-08-01", {
        "properties": {"value": "200", "source": "user-override"}})
    put_and_compare("flexibleServer.database.get", server + "/databases/mlflow", "2025-08-01", {"properties": {}})
    put_and_compare("flexibleServer.firewallRule.get", server + "/firewallRules/allow-azure", "2025-08-01", {
        "properties": {"startIpAddress": "0.0.0.0", "endIpAddress": "0.0.0.0"}})
    put_and_compare(
        "containerRegistry.get", f"{G}/providers/Microsoft.ContainerRegistry/registries/aimlacr", "2025-11-01",
        {**here, "sku": {"name": "Standard"}})
    put_and_compare(
        "logAnalyticsWorkspace.get", f"{G}/providers/Microsoft.OperationalInsights/workspaces/law1", "2025-07-01",
        {**here, "properties": {}})
    put_and_compare(
        "grafana.get", f"{G}/providers/Microsoft.Dashboard/grafana/amg1", "2025-08-01",
        {**here, "sku": {"name": "Standard"}, "identity": {"type": "SystemAssigned"}, "properties": {
            "grafanaIntegrations": {"azureMonitorWorkspaceIntegrations": [
                {"azureMonitorWorkspaceResourceId": ACCOUNT}]}}})
    wait(send("PUT", f"{network}/virtualNetworks/vnet1", "2025-01-01", {
        **here, "properties": {"addressSpace": {"addressPrefixes": ["10.9.0.0/16"]}, "subnets": [
            {"name": "aks", "properties": {"addressPrefix": "10.9.1.0/24"}},
            {"name": "agw", "properties": {"addressPrefix": "10.9.2.0/24"}}]}}))
    zone = f"{network}/privateDnsZones/privatelink.postgres.database.azure.com"
    put_and_compare("privateDnsZone.get", zone, "2024-06-01", {"location": "global", "tags": {}})
    put_and_compare("privateDnsZone.virtualNetworkLink.get", zone + "/virtualNetworkLinks/link1", "2024-06-01", {
        "location": "global", "tags": {}, "properties": {
            "virtualNetwork": {"id": f"{network}/virtualNetworks/vnet1"}, "registrationEnabled": False}})
    endpoint = f"{network}/privateEndpoints/pe1"
    put_and_compare("privateEndpoint.get", endpoint, "2025-01-01", {
        **here, "properties": {
            "subnet": {"id": f"{network}/virtualNetworks/vnet1/subnets/aks"}, "privateLinkServiceConnections": [
                {"name": "psc", "properties": {"privateLinkServiceId": server, "groupIds": ["postgresqlServer"]}}]}})
    found = put_and_compare(
        "privateEndpoint.privateDnsZoneGroup.get", endpoint + "/privateDnsZoneGroups/default", "2025-01-01",
        {"properties": {"privateDnsZoneConfigs": [
            {"name": "privatelink.postgres.database.azure.com", "properties": {"privateDnsZoneId": zone}}]}})
    record = found["properties"]["privateDnsZoneConfigs"][0]["properties"]["recordSets"][0]
    check("the zone gets the server's record", record["fqdn"] == "aiml-mlflow." + zone.rsplit("/", 1)[-1], record)
    address = f"{network}/publicIPAddresses/pip1"
    wait(send("PUT", address, "2025-01-01", {
        **here, "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"}}))
    gateway = f"{network}/applicationGateways/agw1"
    put_and_compare("applicationGateway.get", gateway, "2025-01-01", {
        **here, "zones": ["1", "2", "3"], "properties": {
            "sku": {"name": "Standard_v2", "tier": "Standard_v2", "capacity": 2}, "enableHttp2": True,
            "gatewayIPConfigurations": [
                {"name": "gwip", "properties": {"subnet": {"id": f"{network}/virtualNetworks/vnet1/subnets/agw"}}}],
            "frontendIPConfigurations": [{"name": "fe", "properties": {"publicIPAddress": {"id": address}}}],
            "frontendPorts": [{"name": "p80", "properties": {"port": 80}}],
            "backendAddressPools": [{"name": "be", "properties": {}}],
            "backendHttpSettingsCollection": [{"name": "s", "properties": {"port": 80, "protocol": "Http"}}],
            "httpListeners": [{"name": "l", "properties": {
                "frontendIPConfiguration": {"id": gateway + "/frontendIPConfigurations/fe"},
                "frontendPort": {"id": gateway + "/frontendPorts/p80"}, "protocol": "Http"}}],
            "requestRoutingRules": [{"name": "r", "properties": {
                "ruleType": "Basic", "priority": 100, "httpListener": {"id": gateway + "/httpListeners/l"},
                "backendAddressPool": {"id": gateway + "/backendAddressPools/be"},
                "backendHttpSettings": {"id": gateway + "/backendHttpSettingsCollection/s"}}}]}})


def tags_and_locks():
    tags = CLUSTER + "/providers/Microsoft.Resources/tags/default"
    compare("tags.default.get", send("GET", tags, "2021-04-01").body)
    lock = f"{G}/providers/Microsoft.Authorization/locks/no-delete"
    put_and_compare("lock.get", lock, "2020-05-01", {"properties": {"level": "CanNotDelete", "notes": "prod"}})
    refused = expect("a locked cluster isn't deleted", send("DELETE", CLUSTER, AKS), 409, "ScopeLocked")
    compare("error.409.scopelocked", refused.body)
    expect("the lock is taken off", send("DELETE", lock, "2020-05-01"), 200)


def lists():
    found = send("GET", f"{G}/resources?$expand=createdTime,changedTime,provisioningState", "2021-04-01").body
    compare_list = json.loads((BODIES / "resources.list.json").read_text())
    lines = missing(compare_list, found)
    check("every key of resources.list.json is there", not lines, lines)
    kinds = sorted(row["type"] for row in found["value"])
    check("children and extensions aren't listed", not any("agentPools" in k or "Associations" in k for k in kinds),
          kinds)
    found = send("GET", f"{S}/providers/Microsoft.ContainerService/managedClusters", AKS).body["value"]
    check("clusters of a subscription", [row["name"] for row in found] == [NAME])
    found = send("GET", f"{CLUSTER}/agentPools?$top=1", AKS).body
    check("a page of one", len(found["value"]) == 1 and "nextLink" in found, found.get("nextLink"))
    rest = send("GET", found["nextLink"]).body
    check("and the rest", [row["name"] for row in rest["value"]] == ["gpunp"] and "nextLink" not in rest)
    found = send("GET", f"{CLUSTER}/providers/Microsoft.Insights/dataCollectionRuleAssociations", INSIGHTS).body
    check("associations of a cluster", len(found["value"]) == 2)


def deletion(assignment):
    gone = expect("the group is deleted", send("DELETE", G, GROUPS), 202)
    check("by Location", gone.headers.get("Location", "").startswith(base), gone.headers.get("Location"))
    expect("writes in it are refused meanwhile", send("PUT", IDENTITY, "2024-11-30", {"location": LOCATION}), 409,
           "ResourceGroupBeingDeleted")
    wait(gone)
    expect("it is gone", send("GET", G, GROUPS), 404, "ResourceGroupNotFound")
    left = send("GET", f"{S}/resourceGroups", GROUPS).body["value"]
    check("and with it the groups of Azure's own", left == [], [group["name"] for group in left])
    left = send("GET", f"{S}/resources", "2021-04-01").body["value"]
    check("and everything that was in it", left == [], left)
    expect("associations too", send("GET", DCRA, INSIGHTS), 404)
    expect("and role assignments", send("GET", assignment, "2022-04-01"), 404)
    expect("a group that isn't there can't be deleted", send("DELETE", G, GROUPS), 404, "ResourceGroupNotFound")


def run(section, *arguments):
    """Carries out a section; what it stumbles over is one more failure."""
    try:
        return section(*arguments)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        check(f"{section.__name__} could go on", False, error)
        return None


for part in (requests_as_such, groups, providers, features, clusters, pools, updates, monitoring):
    run(part)
role = run(identities)
for part in (template_specs, services, tags_and_locks, lists):
    run(part)
run(deletion, role)
for failure in failures:
    print("FAILED", failure)
print(f"{checks - len(failures)} of {checks} checks passed")
sys.exit(1 if failures else 0)
