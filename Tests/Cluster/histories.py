"""Whether what clients saw of one resource could have come from one copy of it, changed at one instant after another.

That is linearizability (Herlihy and Wing, 1990): every operation takes effect at some instant between its start and its end.
One whose outcome nobody knows may take effect at any instant after its start, or never. New values are never used twice.
"""
import collections
import dataclasses
import math


@dataclasses.dataclass(slots=True, frozen=True)
class Operation:
    """One request and its answer. `result` is ok, mismatch (412), absent (404) or unknown."""
    kind: str  # read, change or delete
    start: float
    end: float
    result: str
    expected: str | None = None  # the value that a change or delete asks for by If-Match; None: any
    value: str | None = None  # what was read, or written

    @property
    def changes(self):
        return self.kind != "read" and self.result in ("ok", "unknown")

    def after(self, state):
        """The state that follows `state`, or raises `Impossible`. None is: deleted."""
        if self.result == "absent":
            return state if state is None else refuse()
        if self.result == "mismatch":
            return state if state not in (None, self.expected) else refuse()
        if state is None or (self.expected is not None and state != self.expected):
            refuse()
        if self.kind == "read":
            return state if state == self.value else refuse()
        return self.value if self.kind == "change" else None


class Impossible(Exception):
    """The answer cannot have been given in this state."""


def refuse():
    raise Impossible


def violation(initial, operations):
    """None when the history is linearizable, else the operation at which no order of all before it explains the answer.

    Goes through the history in time, and keeps every state that the resource may be in together with those of the
    operations under way that have had their effect in it. An operation is given its effect when its end has come, or
    when another's answer needs it.
    """
    operations = [operation for operation in operations if operation.kind != "read" or operation.result != "unknown"]
    events = []
    for number, operation in enumerate(operations):
        events.append((operation.start, 0, number))
        if operation.result != "unknown":
            events.append((operation.end, 1, number))
    under_way, possible = set(), {(initial, frozenset())}
    for _, is_end, number in sorted(events):
        if not is_end:
            under_way.add(number)
            continue
        possible = ended(number, possible, under_way, operations)
        if not possible:
            return operations[number]
        under_way.discard(number)
    return None


def ended(number, possible, under_way, operations):
    """The possible states in which operation `number` has had its effect."""
    explained, seen, waiting = set(), set(), collections.deque(possible)
    while waiting:
        state, effective = waiting.popleft()
        effective = settled(state, effective, under_way, operations)
        if (state, effective) in seen:
            continue
        seen.add((state, effective))
        if number in effective:
            explained.add((state, effective - {number}))
            continue
        for other in under_way - effective:
            if not operations[other].changes:
                continue
            try:
                following = operations[other].after(state)
            except Impossible:
                continue
            # What is unknown need not be remembered: the value that it asks for never comes again.
            done = effective if operations[other].result == "unknown" else effective | {other}
            waiting.append((following, done))
    return explained


def settled(state, effective, under_way, operations):
    """Answers that changed nothing are explained as soon as they can be: that closes no other way."""
    more = set()
    for number in under_way - effective:
        if operations[number].changes:
            continue
        try:
            operations[number].after(state)
        except Impossible:
            continue
        more.add(number)
    return effective | more if more else effective


FOREVER = math.inf
