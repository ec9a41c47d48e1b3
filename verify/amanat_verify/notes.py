"""Signed notes, checkpoints, cosignatures, and the policy that says whose count: C2SP, docs/format.md 3."""
import base64
import hashlib

from .ed25519 import ed25519_verify

MAX_NOTE = 1 << 20  # design, log.md 2
ED25519_TYPE, COSIGNATURE_TYPE = 1, 4


def strict_base64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 is not in its one form")
    return data


def key_id(name, kind, key):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + key).digest()[:4]


def parse_verifier_key(text, kind):
    """`name+hex(key id)+base64(type, key)`."""
    name, identifier, encoded = text.split("+", 2)
    data = strict_base64(encoded)
    if not name or len(data) != 33 or data[0] != kind or key_id(name, kind, data[1:]).hex() != identifier:
        raise ValueError("not a verifier key of type %d: %s" % (kind, text))
    return name, data[1:]


def parse_policy(text):
    """docs/format.md 3. Every name is defined before it is used, and once."""
    logs, witnesses, groups, quorum = [], {}, {}, None
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            if words[0] == "log" and len(words) in (2, 3):
                logs.append((words[1],) + parse_verifier_key(words[1], ED25519_TYPE))
            elif words[0] == "witness" and len(words) in (3, 4) and words[1] not in ("none", *witnesses, *groups):
                witnesses[words[1]] = parse_verifier_key(words[2], COSIGNATURE_TYPE)
            elif words[0] == "group" and len(words) > 3 and words[1] not in ("none", *witnesses, *groups):
                members = words[3:]
                needed = {"all": len(members), "any": 1}.get(words[2]) or int(words[2])
                if not 1 <= needed <= len(members) or not all(m in witnesses or m in groups for m in members):
                    raise ValueError("unknown member or impossible number")
                groups[words[1]] = (needed, members)
            elif words[0] == "quorum" and len(words) == 2 and quorum is None:
                if words[1] not in ("none", *witnesses, *groups):
                    raise ValueError("unknown name")
                quorum = words[1]
            else:
                raise ValueError("not a statement of a policy")
        except ValueError as error:
            raise ValueError("line %d: %s" % (number, error))
    if not logs or quorum is None:
        raise ValueError("a policy needs a log and a quorum")
    return {"logs": logs, "witnesses": witnesses, "groups": groups, "quorum": quorum}


def quorum_reached(policy, name, cosigned):
    if name == "none" or name in policy["witnesses"]:
        return name == "none" or name in cosigned
    needed, members = policy["groups"][name]
    return sum(quorum_reached(policy, member, cosigned) for member in members) >= needed


def parse_note(data):
    """Text and signatures [(name, key id, signature)] of a C2SP signed note."""
    if len(data) > MAX_NOTE:
        raise ValueError("a note of %d bytes" % len(data))
    note = data.decode("utf-8")
    split = note.rfind("\n\n")
    if split < 0 or not note.endswith("\n") or any(ord(c) < 32 and c != "\n" for c in note):
        raise ValueError("no blank line before the signatures, no end, or a control character")
    signatures = []
    for line in note[split + 2:-1].split("\n"):
        words = line.split(" ")
        if len(words) != 3 or words[0] != "\u2014" or not words[1] or "+" in words[1]:
            raise ValueError("not a signature line: %r" % line[:80])
        blob = strict_base64(words[2])
        if len(blob) < 5:
            raise ValueError("a signature of %d bytes" % len(blob))
        signatures.append((words[1], blob[:4], blob[4:]))
    return note[:split + 1], signatures


def parse_checkpoint(text):
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise ValueError("a checkpoint has three lines, this one %d" % (len(lines) - 1))
    if not (lines[1].isascii() and lines[1].isdigit()) or lines[1] != str(int(lines[1])) or int(lines[1]) >= 2**64:
        raise ValueError("not a size: %r" % lines[1][:40])
    root = strict_base64(lines[2])
    if len(root) != 32:
        raise ValueError("a root of %d bytes" % len(root))
    return lines[0], int(lines[1]), root


def signed_by(text, signatures, name, key):
    """None: no line of this key; else whether all lines of it are good."""
    mine = [sig for n, i, sig in signatures if n == name and i == key_id(name, ED25519_TYPE, key)]
    return all(ed25519_verify(key, text.encode(), sig) for sig in mine) if mine else None


def cosigned_by(text, signatures, name, key):
    mine = [sig for n, i, sig in signatures if n == name and i == key_id(name, COSIGNATURE_TYPE, key)]
    signed = [(b"cosignature/v1\ntime %d\n" % int.from_bytes(sig[:8], "big") + text.encode(), sig[8:]) for sig in mine]
    return all(ed25519_verify(key, message, sig) for message, sig in signed) if mine else None
