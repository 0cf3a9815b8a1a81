"""Tokens as Souk makes them, and as somebody else would, with its key and without."""
import base64
import hashlib
import hmac
import itertools
import json
import time

KEY = bytes(range(7, 39))
KEY_ID = hashlib.sha256(b"souk signing key" + KEY).hexdigest()[:16]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ABSENT = object()


def spell(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unspell(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def parts(token):
    """Header, claims, both as JSON says them, and the signature."""
    header, claims, signature = token.split(".")
    return json.loads(unspell(header)), json.loads(unspell(claims)), signature


def code(text, key=KEY, digest="sha256"):
    return hmac.new(key, text.encode(), digest).digest()


def signed(header, claims, key=KEY, digest="sha256"):
    """A token of two texts, or of what JSON makes of them."""
    text = ".".join(spell(part if isinstance(part, bytes) else json.dumps(part, separators=(",", ":")).encode())
                    for part in (header, claims))
    return f"{text}.{spell(code(text, key, digest))}"


def changed(members, name, value):
    return {key: old for key, old in members.items() if key != name} | ({} if value is ABSENT else {name: value})


def raw(members, *more):
    """The object's JSON with members behind it, as they are."""
    return (json.dumps(members, separators=(",", ":"))[:-1] + "".join("," + each for each in more) + "}").encode()


def of_strangers(token):
    """Made of a good token by somebody who has no key: name and text."""
    header, claims, signature = parts(token)
    head, body, _ = token.split(".")
    for name in ["none", "None", "NONE", "nOnE", "HS384", "HS512", "RS256", "ES256", "PS256", "EdDSA", "hs256", "HS256 ", "",
                 None,
                 0, True, ["HS256"], {"HS256": 1}, ABSENT]:
        text = f"{spell(raw(changed(header, 'alg', name)))}.{body}"
        yield f"alg {name}, not signed", text + "."
        yield f"alg {name}, signed before", f"{text}.{signature}"
        yield f"alg {name}, signed by its name", f"{text}.{spell(code(text, b''))}"
    for name, key in [("nothing", b""), ("zeros", bytes(32)), ("its id", KEY_ID.encode()),
                      ("its id's bytes", bytes.fromhex(KEY_ID)),
                      ("the service", b"souk"), ("secret", b"secret"), ("a part of it", KEY[:16]),
                      ("its digits", KEY.hex().encode()),
                      ("another", hashlib.sha256(KEY).digest()), ("itself twice", KEY * 3)]:
        for digest in ("sha256", "sha384", "sha512"):
            yield f"{digest} by the key {name}", signed(header, claims, key, digest)
            yield f"{digest} by the key {name}, as admin", signed(header, changed(claims, "role", "admin"), key, digest)
    for digest in ("md5", "sha1", "sha384", "sha512"):
        yield f"right key, {digest}", signed(header, claims, KEY, digest)
    for name, text in [("claims", body), ("header", head), ("both without the dot", head + body), ("its own", f"{head}.{body}.")]:
        yield f"signed {name} alone", f"{head}.{body}.{spell(code(text))}"
    for name, value in itertools.product(["sub", "sid", "jti", "role", "exp", "auth_time", "iss", "aud"], ["2", "admin",
                                                                                                           9999999999]):
        yield f"{name} became {value}", f"{head}.{spell(raw(changed(claims, name, value)))}.{signature}"
    yield from misspelt(token)


def misspelt(token):
    """The good token's bytes in other words, and parts of it."""
    head, body, signature = token.split(".")
    for length in range(len(signature)):
        yield f"{length} of the signature", f"{head}.{body}.{signature[:length]}"
    for last in ALPHABET:
        if last != signature[-1]:
            yield f"signature ends in {last}", token[:-1] + last
    for place, part in enumerate((head, body, signature)):
        for name, other in [("padded", part + "="), ("padded twice", part + "=="), ("longer", part + "A"),
                            ("longer by zeros", part + "AAAA"),
                            ("empty", ""), ("with a plus", part[:5] + "+" + part[6:]),
                            ("with a slash", part[:5] + "/" + part[6:]),
                            ("with a blank", part[:5] + " " + part[5:]), ("with a tab", part[:5] + "\t" + part[5:]),
                            ("in capitals", part.upper()), ("turned round", part[::-1]),
                            ("with a percent", part[:5] + "%41" + part[6:]),
                            ("in hexadecimal", unspell(part).hex()), ("with the alphabet of before", spell(unspell(part)) + "=")]:
            yield f"part {place} {name}", ".".join([*(head, body, signature)[:place], other, *(head, body,
                                                                                               signature)[place + 1:]])
    for name, text in [
            ("a dot behind", token + "."), ("a dot before", "." + token), ("two dots", token.replace(".", "..", 1)),
            ("dots alone", ".."),
            ("another part", token + ".x"), ("four parts", f"{head}.{head}.{body}.{signature}"),
            ("turned parts", f"{body}.{head}.{signature}"),
            ("joined by a dot", f"{token}.{token}"), ("joined by a comma", f"{token},{token}"),
            ("joined by a comma and a blank", f"{token}, {token}"),
            ("joined by a blank", f"{token} {token}"), ("joined by a semicolon", f"{token};{token}"), ("joined", token + token),
            ("in quotes", f'"{token}"'), ("in angles", f"<{token}>"), ("as JSON", json.dumps({"access_token": token})),
            ("encoded again", spell(token.encode())),
            ("as JWS JSON", json.dumps({"protected": head, "payload": body, "signature": signature})),
            ("five parts", f"{head}..{body}.{signature}.x"),
            ("very long", f"{head}.{body}.{signature * 100}"), ("no token", "x"), ("null", "null"), ("a number", "1")]:
        yield name, text


def of_insiders(token, now=None):
    """Signed with the right key, and yet none that Souk would make: a claim or a header member is not what it must be."""
    header, claims, _ = parts(token)
    now = now or int(time.time())
    for name, values in {
            "alg": ["none", "HS384", "HS512", "RS256", "hs256", "HS256\u0000", "", None, 1, ["HS256"], ABSENT],
            "kid": ["", "0" * 16, KEY_ID.upper(), KEY_ID + " ", KEY_ID[:-1], KEY_ID + "0", "../../../dev/null", "' OR 1=1 --",
            "%s", "\u0000", "k" * 900,
                    None, 1, [KEY_ID], {"kid": KEY_ID}, ABSENT],
            "typ": ["JWT", "rt+jwt" if header["typ"] != "rt+jwt" else "at+jwt", "page+jwt", "welcome+jwt", "AT+JWT", "RT+JWT",
            "application/at+jwt",
                    "at+jwt ", "", None, 1, ["at+jwt"], ABSENT]}.items():
        for value in values:
            yield f"{name} is {value!r:.40}", signed(changed(header, name, value), claims)
    for name, value in [("crit", ["exp"]), ("crit", []), ("jku", "https://evil.example/keys"),
                        ("jwk", {"kty": "oct", "k": "AAAA"}), ("x5c", ["AAAA"]),
                        ("x5u", "https://evil.example/x"), ("x5t", "AAAA"), ("b64", False), ("zip", "DEF"), ("cty", "JWT"),
                        ("enc", "A128GCM"),
                        ("p2c", 100000000), ("", ""), ("Alg", "HS256"), ("x", {"y": [1]})]:
        yield f"header has {name} {value!r}", signed({**header, name: value}, claims)
    for member in ['"alg":"HS256"', '"alg":"none"', r'"\u0061lg":"none"', r'"\u0061lg":"HS256"', rf'"k\u0069d":"{KEY_ID}"',
                   r'"typ":"JWT"']:
        yield f"header repeats {member}", signed(raw(header, member), claims)
    for member in ['"exp":9999999999', r'"e\u0078p":9999999999', '"sub":"1"', r'"\u0073ub":"2"', '"role":"admin"',
                   '"aud":"souk"', '"sid":"x"']:
        yield f"claims repeat {member}", signed(header, raw(claims, member))
    yield from with_wrong_claims(header, claims, now)
    yield from with_wrong_json(header, claims)


def with_wrong_claims(header, claims, now):
    for name in claims:
        for value in [ABSENT, None, "", [], {}, True, [claims[name]], {"value": claims[name]}]:
            # An array with our audience is allowed.
            if (name, value) != ("aud", [claims["aud"]]):
                yield f"{name} is {'absent' if value is ABSENT else repr(value)}", signed(header, changed(claims, name, value))
    for name in ("iat", "exp", "auth_time"):
        for value in [-1, 0.5, now + 0.5, str(now), 1e400, 10**30, -(10**30), now + 10**6]:
            if (name, value) == ("exp", now + 10**6):
                continue
            yield f"{name} is {value!r}", signed(header, changed(claims, name, value))
    for name, values in {
            "iss": ["Souk", "souk ", "so\u0075k\u0000", "https://souk.example", ["souk"]], "aud": ["Souk",
            "shop", ["shop"], [], ["souk", 1], "souk,shop"],
            "sub": ["0", "-1", " 1", "1 ", "1.0", "9" * 30, "999999", "\u0661", "1\u0000", "admin"],
            "sid": ["x", claims["sid"].upper() if claims["sid"].upper() != claims["sid"] else "y", claims["sid"][:-1],
            claims["sid"] + "0",
                    " " + claims["sid"], "%", "' OR 1=1 --"]}.items():
        for value in values:
            yield f"{name} is {value!r:.40}", signed(header, changed(claims, name, value))
    for name, value in [("nbf", now + 1000), ("nbf", "x"), ("nbf", None), ("nbf", -1)]:
        yield f"{name} is {value!r}", signed(header, {**claims, name: value})
    yield "iat is a minute ahead", signed(header, changed(claims, "iat", now + 60))
    yield "signed in a minute ahead", signed(header, changed(claims, "auth_time", now + 60))
    yield "nested claims", signed(header, {"claims": claims})
    yield "nested in a list", signed(header, [claims])


def with_wrong_json(header, claims):
    for place, members in (("header", header), ("claims", claims)):
        good = raw(members)
        for name, text in [("a comma at its end", good[:-1] + b",}"), ("text behind it", good + b"x"),
                           ("another object behind it", good + good),
                           ("a mark before it", b"\xef\xbb\xbf" + good), ("UTF-16", good.decode().encode("utf-16")),
                           ("no UTF-8", good[:-1] + b',"x":"\xff"}'),
                           ("half a character", raw(members, r'"x":"\ud800"')), ("NaN", raw(members, '"x":NaN')),
                           ("a comment", good[:-1] + b"/**/}"),
                           ("apostrophes", good.replace(b'"', b"'")), ("nothing in it", b"{}"), ("nothing", b""),
                           ("null", b"null"),
                           ("a text", json.dumps(good.decode()).encode()),
                           ("40 lists", raw(members, '"x":' + "[" * 40 + "]" * 40)),
                           ("a key of 200 bytes", raw(members, f'"{"k" * 200}":1')), ("a form feed", b"\x0c" + good),
                           ("NUL behind it", good + b"\0")]:
            yield f"{place} with {name}", signed(text if place == "header" else header, text if place == "claims" else claims)


def past(token, now=None):
    """Rightly signed, and past their time."""
    header, claims, _ = parts(token)
    now = now or int(time.time())
    for end in (now - 1, now - 900, 1, 0):
        yield f"expired at {end}", signed(header, changed(claims, "exp", end))
