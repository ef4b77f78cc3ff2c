"""A running simulator, and the clients of Microsoft's SDK for Python that talk to it.

The simulator takes only tokens of its own endpoint, so every request of these tests goes through that, too.
"""

import base64
import json
import pathlib
import ssl
import subprocess
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.pipeline.policies import SansIOHTTPPolicy

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = REPOSITORY / ".build" / "debug" / "armature-simulator"
SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
TENANT = "22222222-2222-2222-2222-222222222222"
CLIENT = "44444444-4444-4444-4444-444444444444"
CLIENT_OBJECT = "33333333-3333-3333-3333-333333333333"
LOCATION = "centralus"


class Simulator:
    """The program, listening on a port of its own until it is stopped."""

    def __init__(self, *options, any_token=False, tls=None):
        self.process = subprocess.Popen(
            [PROGRAM, "--listen", "127.0.0.1:0", "--speed", "instant", "--exit-with-parent",
             *([] if any_token else ["--own-tokens-only"]), *(["--tls", tls] if tls else []), *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.told("listening on ")
        # The file of its certificate, where it serves TLS.
        self.certificate = self.told("certificate ") if tls else None
        self.trust = ssl.create_default_context(cafile=self.certificate) if tls else None

    def told(self, prefix):
        line = self.process.stdout.readline()
        if not line.startswith(prefix):
            raise RuntimeError("the simulator didn't start: " + line)
        return line[len(prefix):].strip()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def tell(self, path, body=None, method="POST"):
        """Asks one of the simulator's own routes."""
        data = json.dumps(body).encode() if body is not None else b""
        request = urllib.request.Request(f"{self.url}/simulator/{path}", data, method=method)
        with urllib.request.urlopen(request, context=self.trust) as response:
            text = response.read()
            return json.loads(text) if text else None

    def token(self, **form):
        """The answer of the token endpoint to a form, whatever its status."""
        fields = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": "secret",
                  "scope": "https://management.azure.com/.default"}
        fields.update(form)
        body = urllib.parse.urlencode({name: value for name, value in fields.items() if value is not None})
        tenant = fields.pop("tenant", TENANT)
        try:
            url = f"{self.url}/{tenant}/oauth2/v2.0/token"
            with urllib.request.urlopen(url, body.encode(), context=self.trust) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


class Credential:
    """A token of the simulator as the SDK's clients take one."""

    def __init__(self, simulator):
        self.text = simulator.token()[1]["access_token"]

    def get_token(self, *scopes, **options):
        return AccessToken(self.text, int(time.time()) + 3000)


class Bearer(SansIOHTTPPolicy):
    """The SDK refuses to send tokens without TLS by itself; on loopback there is none."""

    def __init__(self, text):
        super().__init__()
        self.text = text

    def on_request(self, request):
        request.http_request.headers["Authorization"] = "Bearer " + self.text


class ClientTests(unittest.TestCase):
    """Tests with a simulator of their own and a resource group in it."""

    OPTIONS = ()
    # Whether tokens of others are taken, too.
    ANY_TOKEN = False
    GROUP = "rg"

    @classmethod
    def setUpClass(cls):
        cls.simulator = cls.start()
        cls.addClassCleanup(cls.simulator.stop)
        cls.credential = Credential(cls.simulator)
        from azure.mgmt.resource.resources import ResourceManagementClient
        cls.resources = cls.client(ResourceManagementClient)
        cls.resources.resource_groups.create_or_update(cls.GROUP, {"location": LOCATION})

    @classmethod
    def start(cls):
        return Simulator(*cls.OPTIONS, any_token=cls.ANY_TOKEN)

    @classmethod
    def client(cls, kind, **options):
        arguments = {
            "base_url": cls.simulator.url, "authentication_policy": Bearer(cls.credential.text),
            "credential_scopes": ["https://management.azure.com/.default"], "polling_interval": 0,
        }
        arguments.update(options)
        # Those of the tenant have no subscription of their own.
        if kind.__name__ in ("SubscriptionClient", "ResourceGraphClient"):
            return kind(cls.credential, **arguments)
        return kind(cls.credential, SUBSCRIPTION, **arguments)

    def assertHolds(self, model, expected, place=""):
        """Checks that a model of the SDK, as plain members, has every expected member with its value."""
        found = model.as_dict() if hasattr(model, "as_dict") else model
        if isinstance(expected, dict):
            for name, value in expected.items():
                self.assertIn(name, found, f"{place}.{name} in {found}")
                self.assertHolds(found[name], value, f"{place}.{name}")
        elif isinstance(expected, list):
            self.assertEqual(len(expected), len(found), f"{place}: {found}")
            for index, value in enumerate(expected):
                self.assertHolds(found[index], value, f"{place}[{index}]")
        else:
            self.assertEqual(expected, found, place)

    def assertRefused(self, status, code, call, *arguments, **named):
        """Checks that a call raises the SDK's exception for a status, with ARM's code."""
        with self.assertRaises(HttpResponseError) as caught:
            result = call(*arguments, **named)
            # A list is asked for only when its first element is.
            list(result) if hasattr(result, "by_page") else result
        self.assertEqual((status, code), (caught.exception.status_code, code_of(caught.exception)))
        return caught.exception

    def assertMissing(self, call, *arguments, code="ResourceNotFound"):
        with self.assertRaises(ResourceNotFoundError) as caught:
            call(*arguments)
        self.assertEqual(code, code_of(caught.exception))


def code_of(error):
    if error.error is not None and error.error.code is not None:
        return error.error.code
    # Some of AKS's errors have no `error` member around them, and the SDK's model of errors misses those.
    body = json.loads(error.response.text())
    return body.get("error", body).get("code")


def web_token(header, claims):
    """A JSON web token with the signature that nobody checks."""
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    return f"{part(header)}.{part(claims)}.c2lnbmF0dXJl"


def group_id(name="rg"):
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{name}"
