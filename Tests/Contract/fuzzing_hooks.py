"""How schemathesis signs in: it loads this file by SCHEMATHESIS_HOOKS.

Every call comes from an address of its own (the server trusts the forwarded address of this machine), so that
throttling is not what is tested. Calls that end a session or an account get a user of their own. All others are an
editor's, whom no call deletes, so that what is refused is refused for what it says: roles have tests of their own.
"""
import contextlib
import itertools
import os
import uuid
from urllib.parse import unquote

import httpx
import schemathesis
from schemathesis.auths import GLOBAL_AUTH_STORAGE

from servers import PASSWORD, souk

URL, FOLDER, DATABASE = os.environ["FUZZED_URL"], os.environ["FUZZED_FOLDER"], os.environ["FUZZED_DATABASE"]
METRICS = os.environ["FUZZED_METRICS"]
# The id of requests that are asked here, and not judged.
OWN = os.environ["FUZZED_OWN"]
ENDS_THE_SESSION = {("POST", "/logout"), ("DELETE", "/user/me"), ("PATCH", "/user/me"), ("POST", "/refresh")}
# Where and why input that fits the document is refused all the same, for what the document cannot say.
BEYOND_THE_DOCUMENT = {
    ("/store_id", "not_found"), ("/price", "digits"), ("/price", "max"),
    ("/password", "common"), ("/password", "same_as_email"), ("after", "cursor")}
_calls = itertools.count()
# The ids of those whose tokens are shared.
_editors = set()


def address():
    """Not by `random`: hypothesis rewinds it, and addresses would come again."""
    return ".".join(["10", *map(str, os.urandom(3))])


@contextlib.contextmanager
def own_calls(**headers):
    """Asks for something and gives what is answered, which must be a success."""
    headers = {"X-Forwarded-For": address(), "X-Request-Id": OWN, **headers}
    with httpx.Client(base_url=URL, headers=headers, timeout=30, verify=False) as client:
        yield lambda path, body=None: client.post(path, json=body).raise_for_status().json()


def new_user():
    """Who it is, and what it signs in with."""
    credentials = {"email": f"{uuid.uuid4().hex}@example.com", "password": PASSWORD}
    with own_calls() as post:
        return post("/register", credentials), credentials


def new_tokens(shared):
    user, credentials = new_user()
    if shared:
        _editors.add(str(user["id"]))
        souk("user", "role", user["email"], "editor", folder=FOLDER, database=DATABASE)
    with own_calls() as post:
        return post("/login", credentials)


def label(case):
    return case.operation.method.upper(), case.operation.path


def ends_the_session(case):
    return label(case) in ENDS_THE_SESSION


def key(case, context):
    return f"once-{next(_calls)}" if ends_the_session(case) else "shared"


# Shared tokens are made anew before the 5 minutes of a fresh login are over.
# A 401 is judged, and not asked again with other tokens.
@schemathesis.auth(refresh_interval=240, cache_by_key=key, retry_on=[])
class SignedIn:
    def get(self, case, context):
        tokens = new_tokens(shared=not ends_the_session(case))
        return tokens["refresh_token" if case.operation.path == "/refresh" else "access_token"]

    def set(self, case, token, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.check
def refused_for_what_the_document_cannot_say(context, response, case):
    if response.status_code == 422 and case.meta and case.meta.generation.mode.is_positive:
        told = {(error.get("pointer") or error.get("parameter"), error["code"]) for error in response.json()["errors"]}
        assert told <= BEYOND_THE_DOCUMENT, f"input that fits the document was refused: {response.text}"


@schemathesis.hook
def filter_query(context, query):
    """An `include` that names nothing is how a list without elements is spelt (style form), and none with one wrong
    element."""
    return not query or query.get("include") not in ("", [""])


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = case.headers or {}
    case.headers["X-Forwarded-For"] = address()
    # Under the open policy anybody deletes anybody, and ids are small, or were read from /user/me.
    if label(case) == ("DELETE", "/user/{user_id}") and unquote(case.formatted_path).rpartition("/")[2] in _editors:
        case.path_parameters = {"user_id": new_user()[0]["id"]}
    # Judged anew after that change, a case whose credentials alone are made up passes for a good one.
    if not (case.meta and case.meta.generation.mode.is_positive):
        return
    if not case.headers.get("Authorization", "").startswith("Bearer "):
        GLOBAL_AUTH_STORAGE.set(case, schemathesis.AuthContext(operation=case.operation, app=None))
    if case.operation.path == "/metrics":
        case.headers["Authorization"] = f"Bearer {METRICS}"
    # No chance finds an item and a tag of one store. Every other path keeps its own.
    if case.operation.path == "/item/{item_id}/tag/{tag_id}" and next(_calls) % 2:
        case.path_parameters = new_pair(case)
    # Nor an item's store, with a price in its currency.
    if "/item" in case.operation.path and isinstance(case.body, dict) and next(_calls) % 2:
        case.body = with_what_there_is(case)


def with_what_there_is(case):
    body = dict(case.body)
    if "store_id" in body:
        with own_calls(Authorization=case.headers["Authorization"]) as post:
            body["store_id"] = post("/store", {"name": uuid.uuid4().hex})["id"]
    if "price" in body:
        body["price"] = int(body["price"])
    return body


def new_pair(case):
    """An item and a tag that can be put on it, or taken off it."""
    with own_calls(Authorization=case.headers["Authorization"]) as post:
        store = post("/store", {"name": uuid.uuid4().hex})["id"]
        item = post("/item", {"name": "Chair", "price": 1, "store_id": store})["id"]
        tag = post(f"/store/{store}/tag", {"name": "oak"})["id"]
        if case.operation.method.upper() == "DELETE":
            post(f"/item/{item}/tag/{tag}")
    return {"item_id": item, "tag_id": tag}
