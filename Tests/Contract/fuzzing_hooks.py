"""How schemathesis signs in: it loads this file by SCHEMATHESIS_HOOKS.

Every call comes from an address of its own (the server trusts the forwarded address of this machine), so that throttling is
not what is tested. Calls that end a session or an account get a user of their own.
"""
import itertools
import os
import uuid

import httpx
import schemathesis

URL = os.environ["SOUK_URL"]
PASSWORD = "correct-horse-battery-9"
ENDS_THE_SESSION = {("POST", "/logout"), ("DELETE", "/user/me"), ("PATCH", "/user/me"), ("POST", "/refresh")}
_calls = itertools.count()


def address():
    """Not by `random`: hypothesis rewinds it, and addresses would come again."""
    return ".".join(["10", *map(str, os.urandom(3))])


def new_tokens():
    credentials = {"email": f"{uuid.uuid4().hex}@example.com", "password": PASSWORD}
    with httpx.Client(base_url=URL, headers={"X-Forwarded-For": address()}, timeout=30, verify=False) as client:
        client.post("/register", json=credentials).raise_for_status()
        return client.post("/login", json=credentials).raise_for_status().json()


def key(case, context):
    operation = (case.operation.method.upper(), case.operation.path)
    return f"once-{next(_calls)}" if operation in ENDS_THE_SESSION else "shared"


# Shared tokens are made anew before the 5 minutes of a fresh login are over.
@schemathesis.auth(refresh_interval=240, cache_by_key=key)
class SignedIn:
    def get(self, case, context):
        tokens = new_tokens()
        return tokens["refresh_token" if case.operation.path == "/refresh" else "access_token"]

    def set(self, case, token, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def filter_query(context, query):
    """An `include` that names nothing is how a list without elements is spelt (style form), and none with one wrong element."""
    return not query or query.get("include") not in ("", [""])


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = case.headers or {}
    case.headers["X-Forwarded-For"] = address()
