"""Each client of the SDK with each operation that it has: the rows of client_table.py, judged by one set of tests.

What is sent and what comes back are the SDK's own models. `Tests/Clients/run --table` prints the table of the README.
"""

import inspect
import json
import re
import sys
import time
import unittest
import uuid

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.pipeline.policies import SansIOHTTPPolicy
from azure.core.pipeline.transport import RequestsTransport

from client_table import ROWS
from clients import REPOSITORY, SUBSCRIPTION, ClientTests
from sdk_models import differences, leaves, merged, missing, model_of, plain, strangers

COLUMNS = ("create", "poll", "read", "update", "list", "delete", "404", "412", "429")


class Patient(RequestsTransport):
    """A transport on which waiting takes no time; how long the client wanted to wait is written down."""

    def __init__(self, pause=0):
        super().__init__()
        self.pause = pause
        self.waits = []

    def sleep(self, duration):
        self.waits.append(duration)
        time.sleep(self.pause)


class Witness(SansIOHTTPPolicy):
    """Sees every exchange of a client: its retries and the questions that follow an operation, too."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def on_response(self, request, response):
        self.seen.append((request.http_request.method, response.http_response))

    @property
    def answer(self):
        """The latest body, as it was on the wire."""
        return json.loads(self.seen[-1][1].text())


class Texts(dict):
    """What the texts of a row are filled with."""

    def of(self, name):
        return Texts(self, name=name, guid=str(uuid.uuid5(uuid.NAMESPACE_DNS, name)))

    def fill(self, value):
        if isinstance(value, str):
            return value.format_map(self)
        if isinstance(value, dict):
            return {name: self.fill(inner) for name, inner in value.items()}
        return type(value)(self.fill(inner) for inner in value) if isinstance(value, (list, tuple)) else value


def finished(result):
    return result.result() if hasattr(result, "result") else result


class Clients(ClientTests):
    """The operations of one row's client, each with a resource of its own."""

    row = None
    texts = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.texts = Texts(group=cls.GROUP, subscription=SUBSCRIPTION)
        cls.provide(cls.row)

    @classmethod
    def provide(cls, row):
        """Makes the resources that a row needs."""
        for other in (one for one in ROWS if one.operations in row.needs and one.operations not in cls.texts):
            cls.provide(other)
            operations, texts = getattr(cls.client(other.client), other.operations), cls.texts.of("base")
            cls.texts[other.operations] = finished(getattr(operations, other.create)(
                *texts.fill((*other.scope, other.name)), model_of(operations, other.model, texts.fill(other.body)),
                **other.options))

    def setUp(self):
        self.transport, self.witness = Patient(), Witness()
        client = self.client(self.row.client, transport=self.transport, per_retry_policies=[self.witness])
        self.addCleanup(client.close)
        self.operations = getattr(client, self.row.operations)
        # The test's own resource, which is named after it.
        self.own = self.texts.of(self._testMethodName.replace("_", ""))
        self.sent = self.body(self.own.fill(self.row.body))

    @property
    def arguments(self):
        return self.own.fill((*self.row.scope, self.row.name))

    @property
    def name(self):
        return self.arguments[-1].split("/")[-1]

    def body(self, wire, model=None):
        return model_of(self.operations, model or self.row.model, wire)

    def call(self, operation, *arguments, **options):
        return finished(getattr(self.operations, operation)(*arguments, **{**self.row.options, **options}))

    def create(self, body=None, **options):
        self.addCleanup(self.delete)
        return self.call(self.row.create, *self.arguments, body or self.sent, **options)

    def read(self):
        return self.call(self.row.read, *self.arguments)

    def delete(self):
        try:
            self.call(self.row.delete, *self.arguments)
        except ResourceNotFoundError:
            # Azure says so of resource groups; of all else that is gone it says that it is.
            self.assertEqual("resource_groups", self.row.operations)

    def listed(self, operation, *arguments):
        """The elements of a list that are the test's own, each with what was answered."""
        found = list(getattr(self.operations, operation)(*self.own.fill(arguments)))
        return [(one, answer) for one, answer in zip(found, self.witness.answer["value"]) if one.name == self.name]

    def assertFits(self, model):
        """Checks that a model has what was answered."""
        self.assertEqual(set(self.row.unknown), set(strangers(model, self.witness.answer)))

    def assertChanged(self, before, changed, change):
        self.assertFits(changed)
        self.assertHolds(plain(changed), change)
        self.assertEqual(plain(changed), plain(self.read()))
        places = tuple(leaves(change))
        others = [path for path in differences(plain(before), plain(changed)) if not path.startswith(places)]
        self.assertEqual([], others, "The update has changed more than it says.")

    def test_create(self):
        self.assertEqual([], list(strangers(self.sent, self.own.fill(self.row.body))))
        made = self.create()
        self.assertFits(made)
        self.assertHolds(plain(made), merged(plain(self.sent), self.row.shown))
        self.assertEqual(self.name, made.name)

    def test_poll(self):
        self.addCleanup(self.delete)
        for operation, *body in ((self.row.create, self.sent), (self.row.delete,)):
            del self.witness.seen[:]
            result = getattr(self.operations, operation)(*self.arguments, *body, **self.row.options)
            polled = operation.startswith("begin_")
            if polled:
                result.result()
                self.assertEqual("Succeeded", result.status())
            (_, accepted), *polls = self.witness.seen
            if polled and accepted.status_code in {201, 202}:
                self.assertTrue(polls, "The client didn't ask how far it is.")
            elif not polled:
                self.assertNotIn("Azure-AsyncOperation", accepted.headers)
                self.assertIn(accepted.status_code, {200, 201, 204})

    def test_read(self):
        made = self.create()
        found = self.read()
        self.assertFits(found)
        self.assertEqual(plain(made), plain(found))

    def test_update(self):
        if self.row.reason("update"):
            self.assertFalse([name for name in dir(self.operations) if re.match("(begin_)?update|.*or_update", name)])
            return
        before = self.create()
        change = self.own.fill(self.row.change)
        # Where both are one model, a client writes back what it has read.
        base = plain(before) if isinstance(before, type(self.sent)) else plain(self.sent)
        self.assertChanged(before, self.create(self.body(merged(base, change))), change)
        if self.row.patch:
            self.delete()
            before = self.create()
            change = self.own.fill(self.row.patch_change or self.row.change)
            changed = self.call(self.row.patch, *self.arguments, self.body(change, self.row.patch_model))
            self.assertChanged(before, changed, change)

    def test_list(self):
        self.create()
        found = plain(self.read())
        for call in self.row.lists:
            with self.subTest(call[0]):
                (one, answer), = self.listed(*call)
                self.assertLessEqual(set(strangers(one, answer)), self.row.unknown)
                # Some lists leave members out.
                self.assertEqual([], list(missing(plain(one), found)))
                self.assertHolds(found, plain(one))

    def test_delete(self):
        self.create()
        self.call(self.row.delete, *self.arguments)
        with self.assertRaises(ResourceNotFoundError):
            self.read()
        for call in self.row.lists:
            self.assertEqual([], self.listed(*call))
        self.delete()

    def test_404(self):
        self.assertMissing(self.read, code=self.row.missing)
        if "{group}" in self.row.scope:
            self.own["group"] = "nowhere"
            self.assertMissing(self.read, code="ResourceGroupNotFound")

    def test_412(self):
        made = plain(self.create())
        takes_tags = self.takes_tags(self.row.create)
        if self.row.reason("412"):
            self.assertFalse(takes_tags)
            self.create(headers={"If-Match": '"another"'})
            return
        tag = made.get("etag") or made.get("eTag") or made["properties"]["eTag"]
        if takes_tags:
            wrong, right = ({"etag": one, "match_condition": MatchConditions.IfNotModified} for one in ("another", tag))
            absent = {"match_condition": MatchConditions.IfMissing}
        else:
            wrong, right = ({"headers": {"If-Match": one}} for one in ('"another"', tag))
            absent = {"headers": {"If-None-Match": "*"}}
        works = [lambda: self.create(**wrong), lambda: self.create(**absent)]
        if self.row.patch and self.takes_tags(self.row.patch):
            change = self.body(self.row.patch_change or self.row.change, self.row.patch_model)
            works.append(lambda: self.call(self.row.patch, *self.arguments, change, **wrong))
        if self.takes_tags(self.row.delete):
            works.append(lambda: self.call(self.row.delete, *self.arguments, **wrong))
        for work in works:
            with self.assertRaises(HttpResponseError) as caught:
                work()
            self.assertEqual(412, caught.exception.status_code)
        self.assertEqual(made, plain(self.read()))
        self.create(**right)

    def takes_tags(self, operation):
        return "match_condition" in inspect.signature(getattr(self.operations, operation)).parameters

    def test_429(self):
        path = plain(self.create())["id"].lower()
        for method, work in (("PUT", self.create), ("GET", self.read), ("DELETE", self.delete)):
            self.simulator.tell("faults", {
                "method": method, "path": path, "effect": "answer", "status": 429, "code": "TooManyRequests",
                "retryAfter": 17, "times": 2})
            del self.witness.seen[:], self.transport.waits[:]
            work()
            refused, again, taken = [answer.status_code for sent, answer in self.witness.seen if sent == method][:3]
            self.assertEqual((429, 429), (refused, again))
            self.assertIn(taken, {200, 201, 202, 204})
            self.assertEqual([17, 17], self.transport.waits[:2])


class Waiting(ClientTests):
    """Operations that are still under way when they are first asked about: each way to ask, a minute in a second."""

    OPTIONS = ("--speed", "60")

    def test_until_it_is_done(self):
        # By Azure-AsyncOperation, by it and Location, by Location alone, and by the resource itself.
        begun = {}
        for row in ROWS:
            if row.operations in ("managed_clusters", "private_zones", "storage_accounts", "workspaces"):
                witness, texts = Witness(), Texts(group=self.GROUP, subscription=SUBSCRIPTION).of("waiting")
                operations = getattr(self.client(
                    row.client, transport=Patient(pause=0.02), per_retry_policies=[witness]), row.operations)
                begun[row.operations] = witness, getattr(operations, row.create)(
                    *texts.fill((*row.scope, row.name)), model_of(operations, row.model, texts.fill(row.body)))
        for operations, (witness, poller) in begun.items():
            with self.subTest(operations):
                self.assertEqual("Succeeded", plain(poller.result())["properties"]["provisioningState"])
                self.assertGreater(len(witness.seen), 3, "It was done when the client first asked.")


def table():
    """The clients and their operations in Markdown: a mark for what is tested, a letter for what Azure hasn't."""
    letters = {}
    lines = ["| client | operations | " + " | ".join(COLUMNS) + " |", "| --- | --- |" + " :-: |" * len(COLUMNS)]
    for row in ROWS:
        reasons = [row.reason(column) for column in COLUMNS]
        marks = [letters.setdefault(one, "abcdefgh"[len(letters)]) if one else "✓" for one in reasons]
        lines.append(f"| {row.package} | {row.operations} | " + " | ".join(marks) + " |")
    return "\n".join([*lines, "", *(f"- {letter}: {reason}" for reason, letter in letters.items()), ""])


class Table(unittest.TestCase):
    def test_the_readme_has_it(self):
        self.assertIn(table(), (REPOSITORY / "Tests" / "Clients" / "README.md").read_text())


def load_tests(loader, standard, pattern):
    """The tests of this file, with a class of them for each row."""
    suite = unittest.TestSuite([loader.loadTestsFromTestCase(Table), loader.loadTestsFromTestCase(Waiting)])
    for row in ROWS:
        name = row.operations.title().replace("_", "")
        suite.addTest(loader.loadTestsFromTestCase(type(name, (Clients,), {"row": row, "__module__": __name__})))
    return suite


if __name__ == "__main__" and sys.argv[1:] == ["--table"]:
    print(table(), end="")
