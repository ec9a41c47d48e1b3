"""What this verifier knows, and how it says that bytes or rules are not as they should be."""

FORMAT, RULESET = 1, 1


class Malformed(Exception):
    """Bytes that are not what the format says: (what, position)."""


class Newer(Exception):
    """Written by a newer version: cannot tell."""


class Breach(Exception):
    """A broken rule: (code, detail)."""


def need(condition, code, detail):
    if not condition:
        raise Breach(code, detail)
