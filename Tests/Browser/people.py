"""People at a browser, by raw HTTP: what no browser would send can be sent too."""
import html
import re

from servers import PASSWORD, sign_in, souk

COOKIE = "__Host-souk"
ROLES = ("viewer", "editor", "admin")


def address_of(role):
    return f"{role}@example.com"


def make_account(server, email, role):
    souk("user", "create", email, "--role", role, folder=server.folder, input=PASSWORD + "\n")


def api(server, role="admin"):
    """A client of the JSON API."""
    client = server.client()
    sign_in(client, address_of(role))
    return client


class Person:
    """Keeps the cookies that it is given. httpx's own jar sends Secure cookies by HTTPS alone; browsers trust this machine."""

    def __init__(self, server, email=None, password=PASSWORD):
        self.client = server.client(follow_redirects=False)
        self.client.headers["Sec-Fetch-Site"] = "same-origin"
        self.cookies = {}
        if email:
            answer = self.sign_in(email, password)
            assert answer.status_code == 303, answer.text

    def sign_in(self, email, password=PASSWORD, **fields):
        return self.send("/admin/login", token=None, email=email, password=password, **fields)

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def send(self, path, token="own", headers=None, **fields):
        """Sends a form. `token`: that of this session's pages, or one as given, or none."""
        if token == "own":
            token = self.token
        if token is not None:
            fields["form_token"] = token
        return self.request("POST", path, data=fields, headers=headers)

    def request(self, method, path, headers=None, **more):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**({"Cookie": cookie} if cookie else {}), **(headers or {})}
        answer = self.client.request(method, path, headers=headers, **more)
        for field in answer.headers.get_list("set-cookie"):
            name, value = field.split(";")[0].split("=", 1)
            if "Max-Age=0" in field:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    @property
    def token(self):
        """What a form of this session carries."""
        page = self.get("/admin/account")
        found = re.search(r'name="form_token" value="([^"]+)"', page.text)
        assert found, page.text
        return html.unescape(found[1])

    def value(self, path, name):
        """What a hidden field or a box of a page holds."""
        page = self.get(path)
        found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page.text)
        assert found, page.text
        return html.unescape(found[1])
