"""The credentials of azure-identity, as a program is given them: by its code, its environment or its machine."""

import base64
import datetime
import json
import os
import pathlib
import tempfile
import time
from unittest import mock

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import (
    CertificateCredential, ChainedTokenCredential, ClientAssertionCredential, ClientSecretCredential,
    DefaultAzureCredential, DeviceCodeCredential, EnvironmentCredential, ManagedIdentityCredential,
    OnBehalfOfCredential, WorkloadIdentityCredential)
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.resource.resources import ResourceManagementClient
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from clients import CLIENT, LOCATION, SUBSCRIPTION, TENANT, ClientTests, Simulator, web_token

SCOPE = "https://management.azure.com/.default"


def certificate():
    """A key and a certificate for it, in one text."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "app")])
    now = datetime.datetime.now(datetime.timezone.utc)
    signed = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
              .serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
              .sign(key, hashes.SHA256()))
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()) + signed.public_bytes(serialization.Encoding.PEM)


class Credentials(ClientTests):
    @classmethod
    def start(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        return Simulator(tls=folder.name)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Where every credential is told to look: in code, as no variable says that the host isn't Microsoft's.
        cls.host = {"authority": cls.simulator.url, "disable_instance_discovery": True,
                    "connection_verify": cls.simulator.certificate}
        cls.identity = cls.client(ManagedServiceIdentityClient).user_assigned_identities.create_or_update(
            "rg", "workload", {"location": LOCATION})

    @classmethod
    def client(cls, kind, **options):
        return super().client(kind, connection_verify=cls.simulator.certificate, **options)

    def assertWorks(self, credential, client_id=CLIENT):
        """Signs in with a credential, and asks Azure Resource Manager something as the SDK does by itself."""
        client = ResourceManagementClient(
            credential, SUBSCRIPTION, base_url=self.simulator.url, credential_scopes=[SCOPE],
            connection_verify=self.simulator.certificate)
        self.assertEqual("rg", client.resource_groups.get("rg").name)
        payload = credential.get_token(SCOPE).token.split(".")[1]
        self.assertEqual(client_id, json.loads(base64.urlsafe_b64decode(payload + "=="))["appid"])

    def assertRefusedBy(self, code, credential):
        with self.assertRaises(ClientAuthenticationError) as caught:
            credential.get_token(SCOPE)
        self.assertIn(f"AADSTS{code}", caught.exception.message)

    def environment(self, **variables):
        patch = mock.patch.dict(os.environ, {name: value for name, value in os.environ.items()
                                             if not name.startswith(("AZURE_", "IDENTITY_", "MSI_"))}, clear=True)
        patch.start()
        self.addCleanup(patch.stop)
        os.environ.update(variables)

    def assertion(self):
        return web_token({"alg": "RS256", "kid": "1"}, {
            "iss": "https://issuer/", "sub": "system:serviceaccount:a:b", "aud": "api://AzureADTokenExchange",
            "exp": int(time.time()) + 600})

    def test_secret(self):
        self.assertWorks(ClientSecretCredential(TENANT, CLIENT, "secret", **self.host))
        self.assertRefusedBy(7000215, ClientSecretCredential(TENANT, CLIENT, "wrong", **self.host))

    def test_certificate(self):
        text = certificate()
        self.assertWorks(CertificateCredential(TENANT, CLIENT, certificate_data=text, **self.host))
        path = self.folder / "app.pem"
        path.write_bytes(text)
        self.assertWorks(CertificateCredential(TENANT, CLIENT, str(path), send_certificate_chain=True, **self.host))

    def test_assertion(self):
        self.assertWorks(ClientAssertionCredential(TENANT, CLIENT, self.assertion, **self.host))

    def test_workload_identity(self):
        path, client = self.folder / "token", self.identity.client_id
        path.write_text(self.assertion())
        self.assertRefusedBy(700213, WorkloadIdentityCredential(
            tenant_id=TENANT, client_id=client, token_file_path=str(path), **self.host))
        self.client(ManagedServiceIdentityClient).federated_identity_credentials.create_or_update(
            "rg", "workload", "pods", {"properties": {
                "issuer": "https://issuer/", "subject": "system:serviceaccount:a:b",
                "audiences": ["api://AzureADTokenExchange"]}})
        self.assertWorks(WorkloadIdentityCredential(
            tenant_id=TENANT, client_id=client, token_file_path=str(path), **self.host), client)
        # As the webhook of AKS tells a pod.
        self.environment(AZURE_TENANT_ID=TENANT, AZURE_CLIENT_ID=client, AZURE_FEDERATED_TOKEN_FILE=str(path))
        self.assertWorks(WorkloadIdentityCredential(**self.host), client)

    def test_managed_identity(self):
        trust = {"connection_verify": self.simulator.certificate}
        self.environment(AZURE_POD_IDENTITY_AUTHORITY_HOST=self.simulator.url)
        self.assertWorks(ManagedIdentityCredential(**trust))
        self.assertWorks(ManagedIdentityCredential(client_id=self.identity.client_id, **trust), self.identity.client_id)
        # As App Service tells a program.
        self.environment(IDENTITY_ENDPOINT=self.simulator.url + "/metadata/identity/oauth2/token", IDENTITY_HEADER="x")
        self.assertWorks(ManagedIdentityCredential(**trust))

    def test_environment(self):
        self.environment(AZURE_TENANT_ID=TENANT, AZURE_CLIENT_ID=CLIENT, AZURE_CLIENT_SECRET="secret")
        self.assertWorks(EnvironmentCredential(**self.host))
        self.assertWorks(DefaultAzureCredential(**self.host))
        self.environment()
        # Without variables the first has nothing to sign in with.
        self.assertWorks(ChainedTokenCredential(
            EnvironmentCredential(**self.host), ClientSecretCredential(TENANT, CLIENT, "secret", **self.host)))

    def test_users(self):
        told = []
        self.assertWorks(DeviceCodeCredential(
            CLIENT, tenant_id=TENANT, prompt_callback=lambda *prompt: told.append(prompt), **self.host))
        self.assertEqual([self.simulator.url + "/devicelogin"], [address for address, _, _ in told])
        user = self.simulator.token(grant_type="password", username="a@b", password="p")[1]["access_token"]
        self.assertWorks(OnBehalfOfCredential(
            TENANT, CLIENT, client_secret="secret", user_assertion=user, **self.host))
