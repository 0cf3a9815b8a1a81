"""The checker itself: what must be accepted is, and what must be refused is."""
import random

import pytest

from histories import FOREVER, Operation, violation


def read(start, end, value):
    return Operation("read", start, end, "ok" if value else "absent", value=value)


def change(start, end, expected, value, result="ok"):
    return Operation("change", start, end, result, expected, value)


def delete(start, end, result="ok", expected=None):
    return Operation("delete", start, end, result, expected)


ACCEPTED = {
    "one after another": [change(0, 1, "a", "b"), read(2, 3, "b"), delete(4, 5), read(6, 7, None)],
    "a read beside a change sees either": [change(0, 9, "a", "b"), read(1, 2, "a"), read(3, 4, "b")],
    "a mismatch beside the change that caused it": [change(0, 9, "a", "b"), change(1, 2, "a", "c", "mismatch")],
    "an unknown change that came late": [change(0, FOREVER, "a", "b", "unknown"), read(1, 2, "a"), read(8, 9, "b")],
    "an unknown change that never came": [change(0, FOREVER, "a", "b", "unknown"), read(5, 6, "a"), change(7, 8, "a", "c")],
    "an unknown change that others built upon": [change(0, FOREVER, "a", "b", "unknown"), change(1, 5, "b", "c"), read(6, 7, "c")],
    "a mismatch that only an unknown change explains": [change(0, FOREVER, "a", "b", "unknown"), change(2, 3, "a", "c", "mismatch")],
    "an unknown delete that came": [delete(0, FOREVER, "unknown"), read(1, 2, "a"), change(3, 4, "a", "b", "absent")],
}

REFUSED = {
    "a read of what was replaced before it": [change(0, 1, "a", "b"), read(2, 3, "a")],
    "a read of what was never written": [read(0, 1, "z")],
    "a change that was lost": [change(0, 1, "a", "b"), read(2, 3, "b"), read(4, 5, "a")],
    "two changes of one version": [change(0, 1, "a", "b"), change(0, 1, "a", "c")],
    "two reads in the wrong order beside a change": [change(0, 9, "a", "b"), read(1, 2, "b"), read(3, 4, "a")],
    "something after its deletion": [delete(0, 1), read(2, 3, "a")],
    "a delete that was done twice": [delete(0, 1), delete(2, 3)],
    "a mismatch where nothing had changed": [read(0, 1, "a"), change(2, 3, "a", "b", "mismatch"), read(4, 5, "a")],
    "gone, though nobody deleted it": [read(0, 1, None)],
    "an unknown change that came and went": [change(0, FOREVER, "a", "b", "unknown"), read(1, 2, "b"), read(3, 4, "a")],
    "an effect before its start": [read(0, 1, "b"), change(2, 3, "a", "b")],
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_one_copy_can_answer_is_accepted(name):
    assert violation("a", ACCEPTED[name]) is None


@pytest.mark.parametrize("name", REFUSED)
def test_what_one_copy_cannot_answer_is_refused(name):
    assert violation("a", REFUSED[name]) is not None


def history_of_one_copy(seed, clients=8, count=600):
    """Answers of one real copy to clients whose requests overlap; some answers get lost, some requests too."""
    chance = random.Random(seed)
    state, known, history, free = "v0", ["v0"], [], [0.0] * clients
    for number in range(1, count + 1):
        client = min(range(clients), key=free.__getitem__)
        start = free[client] + chance.random()
        instant, end = start + chance.random(), start + 2
        free[client] = end
        history.append((instant, start, end, chance.choice(["read", "read", "change", "change", "lost"]), chance.choice(known[-3:]), f"v{number}"))
        known.append(f"v{number}") if chance.random() < 0.2 else None
    operations = []
    for instant, start, end, kind, expected, value in sorted(history):
        if kind == "read":
            operations.append(read(start, end, state))
            known.append(state)
            continue
        expected = state if chance.random() < 0.5 else expected
        hits = state == expected and (kind == "change" or chance.random() < 0.5)
        if kind == "lost":
            operations.append(change(start, FOREVER, expected, value, "unknown"))
        else:
            operations.append(change(start, end, expected, value, "ok" if hits else "mismatch"))
        state = value if hits else state
    return operations


@pytest.mark.parametrize("seed", range(8))
def test_a_long_history_of_one_copy_is_accepted_and_one_false_answer_in_it_is_not(seed):
    operations = history_of_one_copy(seed)
    assert violation("v0", operations) is None
    reads = [number for number, operation in enumerate(operations) if operation.kind == "read"]
    last = operations[reads[-1]]
    earlier = next(operations[number] for number in reads if operations[number].value != last.value)
    operations.append(read(1e6, 1e6 + 1, earlier.value))
    assert violation("v0", operations) is not None
