"""Whether a search finds what is there, and nothing that is not."""
import collections
import random


def word(*parts):
    """A name of one word that begins no other of them and is none of them misspelt: it says its parts twice, so that two
    differ by more than one letter."""
    once = "x".join(map(str, parts))
    return f"n{once}y{once}z"


def search_faults(client, there, gone, sample=100):
    """Sentences; empty when of the names `there` each that is asked for is found as often as it is there, and none that is `gone`.
    They are single words; so many of each are asked for."""
    present = collections.Counter(there)
    asked = [*few(present, sample), *few(set(gone) - set(present), sample)]
    faults = []
    for name in asked:
        answer = client.get("/item", params={"q": name, "limit": 200})
        assert answer.status_code == 200, answer.text
        found = [item["name"] for item in answer.json()["items"]]
        if found != [name] * present[name]:
            faults.append(f"{name}, there {present[name]} times, finds {found[:5]}")
    return faults


def few(names, sample):
    return random.sample(sorted(names), min(sample, len(names)))
