#!/usr/bin/env python3
"""The second verifier of a book: written from the documents alone, in nothing but Python's standard library.

    python3 verify/verify.py BOOK [--policy FILE] [--json] [--links]

It shares no line with the server or its auditor. What it reads is specified in docs/format.md (acts, numbered rials),
docs/format/journal.md (files and frames), docs/format/record.md with proto/amanat/record/v1 (entries), and C2SP
signed-note, tlog-checkpoint and tlog-cosignature. It writes nothing, and believes nothing past `head`.

Exit codes (docs/cli.md): 0 verified against the policy, 2 asked wrongly, 3 tampering or damage, 4 cannot tell,
5 internally consistent, and no anchor from outside. Of several outcomes the first of 3, 4, 5, 0 counts.
"""
import argparse
import base64
import bisect
import hashlib
import json
import os
import sys
import time

# docs/format/journal.md
BOOK_MAGIC, FRAME_MAGIC, HEAD_MAGIC = b"amanat book", b"\xffAMNTFR\x01", b"\xffAMNTHD\x01"
FRAME_HEADER, MAX_COUNT, MAX_PAYLOAD, MAX_ENTRY = 80, 65_536, 16_777_216, 65_535
SLOT_BYTES, SLOT_OFFSETS = 84, (0, 4_096)
FORMAT, RULESET = 1, 1
# docs/format/record.md 3, docs/format.md 4
MAX_AMOUNT, MAX_RANGES, MAX_ACT, MAX_REFUSED = 2**63 - 1, 2_048, 16_384, 1_024
DAY_US, FIRST_YEAR, LAST_YEAR, ANCHOR_YEAR, ANCHOR_DAY = 86_400_000_000, 1206, 1498, 1404, 20_168  # 2025-03-21
MAX_NOTE = 1 << 20  # design, log.md 2
TREE_LEVELS, CHAIN_CONTEXT = 8, b"amanat ledger chain v1"

NOT_CHECKED = [
    "rules of docs/format.md 6 other than those named above: roles, offices and hands, stages, caps, restrictions, "
    "lines' parents, benefit keys, the register",
    "whether a refusal was deserved; bank and debts (postings)",
    "signatures of principals: this ruleset has none",
    "facts: the ledger proves that nothing was changed, not that what was entered is true",
    "history before the first head that somebody outside kept",
]


class Malformed(Exception):
    """Bytes that are not what the format says: (what, position)."""


class Newer(Exception):
    """Written by a newer version: cannot tell."""


class Breach(Exception):
    """A broken rule: (code, detail)."""


# ------------------------------------------------------------------------------------------------- checksums and hashes

def crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)  # Castagnoli, reflected
        table.append(byte)
    return table


CRC_TABLE = crc_table()


def crc32c(data, crc=0):
    crc ^= 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def next_level(nodes):
    return [hashlib.sha256(b"\1" + nodes[i] + nodes[i + 1]).digest() for i in range(0, len(nodes) - 1, 2)]


def tree_root(leaves):
    """RFC 6962: a last node without a sibling rises as it is."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        leaves = next_level(leaves) + (leaves[-1:] if len(leaves) % 2 else [])
    return leaves[0]


BLAKE3_IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
BLAKE3_ORDER = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
BLAKE3_G = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
            (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
START_END_ROOT, CONTEXT_FLAG, MATERIAL_FLAG = 1 | 2 | 8, 32, 64


def blake3_block(key, data, flags):
    """BLAKE3 of at most one block of 64 bytes, which is all that a link needs."""
    m = [int.from_bytes(data[i:i + 4].ljust(4, b"\0"), "little") for i in range(0, 64, 4)]
    v = [*key, *BLAKE3_IV[:4], 0, 0, len(data), flags | START_END_ROOT]
    for _ in range(7):
        for n, (a, b, c, d) in enumerate(BLAKE3_G):
            for word, turn_d, turn_b in ((m[2 * n], 16, 12), (m[2 * n + 1], 8, 7)):
                v[a] = (v[a] + v[b] + word) & 0xFFFFFFFF
                x = v[d] ^ v[a]
                v[d] = (x >> turn_d | x << 32 - turn_d) & 0xFFFFFFFF
                v[c] = (v[c] + v[d]) & 0xFFFFFFFF
                x = v[b] ^ v[c]
                v[b] = (x >> turn_b | x << 32 - turn_b) & 0xFFFFFFFF
        m = [m[i] for i in BLAKE3_ORDER]
    return [v[i] ^ v[i + 8] for i in range(8)]


CHAIN_KEY = blake3_block(BLAKE3_IV, CHAIN_CONTEXT, CONTEXT_FLAG)


def chain(data):
    """The derive-key hash of docs/format.md 2: of a book id, or of a link and a leaf."""
    return b"".join(word.to_bytes(4, "little") for word in blake3_block(CHAIN_KEY, data, MATERIAL_FLAG))


# ---------------------------------------------------------------------------------------------------- Ed25519, RFC 8032

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)


def point_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(scalar, point):
    result = IDENTITY
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point, scalar = point_add(point, point), scalar >> 1
    return result


def point_decode(data):
    """The point, or None. An encoding that is not the shortest is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def point_encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(key, message, signature):
    point, scalar = point_decode(key), int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    minus = (P - point[0], point[1], 1, P - point[3])
    return point_encode(point_add(point_multiply(scalar, BASE), point_multiply(challenge, minus))) == signature[:32]


# --------------------------------------------------------------------------------------- notes, checkpoints, the policy

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


# ------------------------------------------------------------------------------ entries: proto/amanat/record/v1, strict

# Kinds: u32 u64 i64 s32 bool, amount (at most 2^63 - 1), b16 b32 (bytes of that size), code, name, eN (an enum from 1
# to N), codes (of refusals), or a message. Marks: ! required, * repeated, ? present even if it is the default.
EVENTS = """10 BookOpened,11 RulesetAdopted,12 ClockAdvanced,13 AreaRegistered,14 OfficeRegistered,15 PrincipalAdmitted,
16 ProgrammeRegistered,17 ProgrammeRuleSet,18 AccountOpened,19 RegistrationConfirmed,20 DonorRegistered,
21 BeneficiaryEnrolled,22 BeneficiaryVerified,23 FundOpened,24 SeriesOpened,25 ReceiptRecorded,26 ReceiptReversed,
27 LineOpened,28 Allotted,29 AllotmentNotified,30 GrantApplied,31 GrantDecided,32 CreditSecured,33 GrantAwarded,
34 GrantVerified,35 PaymentOrdered,36 PaymentSettled,37 PaymentReturned,38 GrantCancelled,39 Refused"""
EVENT_TAGS = {int(tag): name for tag, name in (pair.split() for pair in EVENTS.split(","))}
FIELDS = """
RequestHead 1 request_id b16, 2 fingerprint b16, 3 item_count u32, 4 entry_count u32!
BookOpened 1 book b16!, 2 origin name!, 3 log_key b32!, 4 root_key b32!, 5 unit code!, 6 utc_offset_minutes s32, 7 first_administrators b32*, 8 clock e2!, 9 demo bool
RulesetAdopted 1 ruleset u32!
ClockAdvanced 1 to_us i64
AreaRegistered 1 code code!, 2 level e4!, 3 parent u64, 4 name name!, 5 valid_from s32
OfficeRegistered 1 code code!, 2 kind e3!, 3 parent u64, 4 area u64!
PrincipalAdmitted 1 person b32, 2 office u64, 3 roles e9*, 4 api_key_hash b32!
DecisionRef 1 number code!, 2 date s32
ProgrammeRegistered 1 code code!, 2 name name!
ProgrammeRuleSet 1 programme u64!, 2 cap amount, 3 benefit_group code!, 4 decision DecisionRef!, 5 effective_from s32
AccountOpened 1 code code!, 2 office u64!
RegistrationConfirmed 1 object u64!, 2 last_change u64!
DonorRegistered 1 kind e3!, 2 reference b16!
GroupKey 1 group code!, 2 key b32!
BeneficiaryEnrolled 1 kind e3!, 2 office u64!, 3 reference b16!, 4 persons b32*, 5 keys GroupKey*
BeneficiaryVerified 1 beneficiary u64!, 2 last_change u64!
Restriction 1 programme u64, 2 area u64
FundOpened 1 restriction Restriction!, 2 source e4!
SeriesOpened 1 fund u64!, 2 account u64!
ExternalPayment 1 terminal code!, 2 settlement_date s32, 3 reference code!
ReceiptRecorded 1 office u64!, 2 receipt_number u64!, 3 booking_date s32, 4 value_date s32?, 5 series u64!, 6 start amount, 7 count amount!, 8 donor u64, 9 channel e5!, 10 payment ExternalPayment
Ranges 1 series u64*, 2 starts u64*, 3 counts u64*
ReceiptReversed 1 receipt u64!, 2 ranges Ranges!, 3 reason e5!
LineOpened 1 office u64!, 2 programme u64!, 3 year u32!
Allotted 1 line u64!, 2 parent u64, 3 ranges Ranges!
AllotmentNotified 1 allotment u64!, 2 last_change u64!, 3 line u64!, 4 ranges Ranges!
GrantApplied 1 programme u64!, 2 office u64!, 3 beneficiary u64!, 4 amount amount
GrantDecided 1 grant u64!, 2 last_change u64!, 3 rule u64!
CreditSecured 1 grant u64!, 2 last_change u64!, 3 line u64!, 4 account u64!, 5 ranges Ranges!
GrantAwarded 1 grant u64!, 2 last_change u64!
GrantVerified 1 grant u64!, 2 last_change u64!
PaymentOrdered 1 grant u64!, 2 last_change u64!, 3 ranges Ranges!
PaymentSettled 1 grant u64!, 2 last_change u64!, 3 ranges Ranges!
PaymentReturned 1 grant u64!, 2 last_change u64!, 3 ranges Ranges!, 4 reason e4!
GrantCancelled 1 grant u64!, 2 last_change u64!, 3 reason e5!, 4 ranges Ranges
Refused 1 items RefusedItem*, 2 conflicts_with u64
RefusedItem 1 ordinal u32, 2 code codes!, 3 numbers u64*
Entry 1 format u32!, 2 ruleset u32!, 3 index u64, 4 recorded_at_us i64, 5 principal u64, 6 blind b16!, 7 head RequestHead"""
CODES = {*range(1, 19), *range(20, 27), *range(30, 39), *range(40, 50), *range(50, 59), 60, 61, 62, *range(70, 74),
         *range(80, 87), 90, 91}
# How many numbers the reason of each code has (refused.proto); the others have one.
NO_NUMBERS, TWO_NUMBERS = {30, 43, 54, 58, 71, 72, 81, 82, 84, 90}, {25, 26, 31, 34, 36, *range(40, 43), 44, 45, 46, 49, 51,
                                                                     60, 61, 70, 80}
VARINTS = {"u32", "u64", "i64", "s32", "bool", "amount", "codes"} | {"e%d" % n for n in range(10)}
LIMITS = {"u32": 2**32 - 1, "s32": 2**32 - 1, "bool": 1, "amount": MAX_AMOUNT}
NAME_FORBIDDEN = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(32), *range(127, 160)}


def build_schema():
    schema = {}
    for line in FIELDS.strip().split("\n"):
        message, fields = line.split(" ", 1)
        schema[message] = {}
        for field in fields.split(", "):
            tag, name, kind = field.split()
            schema[message][int(tag)] = (name, kind.rstrip("!*?"), kind[-1] if kind[-1] in "!*?" else "")
    schema["Entry"].update({tag: ("event", name, "") for tag, name in EVENT_TAGS.items()})
    return schema


SCHEMA = build_schema()
EMPTY = {m: {n: [] if mark == "*" else None if k[0].isupper() or mark == "?" else b"" if k in ("b16", "b32") else
             "" if k in ("code", "name") else 0 for n, k, mark in fields.values()} for m, fields in SCHEMA.items()}


def varint(data, at, end):
    value = shift = 0
    while True:
        if at >= end or shift > 63:
            raise Malformed("a varint that does not end", at)
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            if value >= 2**64 or (byte == 0 and shift > 7):
                raise Malformed("NOT_CANONICAL: a varint that is not in its shortest form", at - 1)
            return value, at


def number(kind, value, at):
    if value > LIMITS.get(kind, 2**64 - 1):
        raise Malformed("%d is too large" % value, at)
    if kind == "codes" and value not in CODES or kind[0] == "e" and not 1 <= value <= int(kind[1:]):
        raise Malformed("%d stands for nothing" % value, at)
    if kind == "s32":
        return value >> 1 ^ -(value & 1)
    return value - 2**64 if kind == "i64" and value >= 2**63 else value


def check_text(kind, data, at):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not UTF-8", at) from None
    if kind == "code" and not (1 <= len(data) <= 64 and all(33 <= b <= 126 for b in data)):
        raise Malformed("a code of other than 1 to 64 printable ASCII characters", at)
    if kind == "name" and not (1 <= len(data) <= 128 and not any(ord(c) in NAME_FORBIDDEN for c in text)):
        raise Malformed("a name that may not be", at)
    return text


def decode(message, data, at, end):
    """docs/format/record.md 1: what is not the one encoding raises Malformed."""
    fields, result, last = SCHEMA[message], dict(EMPTY[message]), 0
    seen = set()
    while at < end:
        start = at
        key, at = varint(data, at, end)
        tag, wire = key >> 3, key & 7
        if tag not in fields:
            raise Malformed("NOT_CANONICAL: unknown field %d of %s" % (tag, message), start)
        name, kind, mark = fields[tag]
        many_alone = mark == "*" and kind not in VARINTS
        if tag < last or (tag == last and not many_alone):
            raise Malformed("NOT_CANONICAL: field %d of %s stands after field %d" % (tag, message, last), start)
        if name in seen and not many_alone:
            raise Malformed("NOT_CANONICAL: a second event", start)
        last = tag
        seen.add(name)
        if wire != (0 if kind in VARINTS and mark != "*" else 2):
            raise Malformed("%s.%s with wire type %d" % (message, name, wire), start)
        value, at = varint(data, at, end)
        if wire == 0:
            if value == 0 and mark != "?":
                raise Malformed("NOT_CANONICAL: %s.%s is present with its default" % (message, name), start)
            result[name] = number(kind, value, start)
            continue
        stop = at + value
        if stop > end:
            raise Malformed("%s.%s goes on after its end" % (message, name), start)
        if kind in SCHEMA:
            value = decode(kind, data, at, stop)
            value["kind_of"] = kind
        elif kind in VARINTS:
            value = []
            while at < stop:
                one, at = varint(data, at, stop)
                value.append(number(kind, one, at))
        elif kind in ("b16", "b32"):
            value = data[at:stop]
            if len(value) != int(kind[1:]):
                raise Malformed("%s.%s of %d bytes" % (message, name, len(value)), start)
        else:
            value = check_text(kind, data[at:stop], start)
        if value == [] or value == "":
            raise Malformed("NOT_CANONICAL: %s.%s is present and empty" % (message, name), start)
        at = stop
        if many_alone:
            result[name] = result[name] + [value]
        else:
            result[name] = value
    for name, kind, mark in fields.values():
        if mark == "!" and name not in seen:
            raise Malformed("%s.%s is required and missing" % (message, name), end)
    if message == "Ranges":
        check_ranges(result, at)
    if message == "RefusedItem":
        count = 0 if result["code"] in NO_NUMBERS else 2 if result["code"] in TWO_NUMBERS else 1
        if len(result["numbers"]) != count:
            raise Malformed("code %d has %d numbers, not %d" % (result["code"], count, len(result["numbers"])), at)
    return result


def check_ranges(ranges, at):
    runs = sorted(zip(ranges["series"], ranges["starts"], ranges["counts"]))
    if not len(ranges["series"]) == len(ranges["starts"]) == len(ranges["counts"]) or not 1 <= len(runs) <= MAX_RANGES:
        raise Malformed("RANGES_UNSOUND: three lists of one length, 1 to %d" % MAX_RANGES, at)
    if sum(ranges["counts"]) > MAX_AMOUNT:
        raise Malformed("RANGES_UNSOUND: more than 2^63 - 1 numbers", at)
    for n, (series, start, count) in enumerate(runs):
        if series == 0 or count == 0 or start + count - 1 > MAX_AMOUNT:
            raise Malformed("RANGES_UNSOUND: series %d, start %d, count %d" % (series, start, count), at)
        if n and runs[n - 1][0] == series and runs[n - 1][1] + runs[n - 1][2] > start:
            raise Malformed("RANGES_UNSOUND: two runs share number %d of series %d" % (start, series), at)


def decode_entry(data):
    if data[:1] != b"\x08":
        raise Malformed("an entry begins with its format", 0)
    form, at = varint(data, 1, len(data))
    if form > FORMAT:
        raise Newer("format %d, this verifier knows %d" % (form, FORMAT))
    if data[at:at + 1] == b"\x10":
        ruleset, _ = varint(data, at + 1, len(data))
        if ruleset > RULESET:
            raise Newer("ruleset %d, this verifier knows %d" % (ruleset, RULESET))
    entry = decode("Entry", data, 0, len(data))
    if entry["event"] is None or (entry["event"] == 0):
        raise Malformed("no event", len(data))
    head = entry["head"]
    if head and bool(head["request_id"]) != bool(head["fingerprint"]):
        raise Malformed("request id and fingerprint are set together", at)
    event = entry["event"]
    if event["kind_of"] == "BookOpened" and len(event["first_administrators"]) != 2:
        raise Malformed("two first administrators", at)
    if event["kind_of"] == "LineOpened" and not FIRST_YEAR <= event["year"] <= LAST_YEAR:
        raise Malformed("year %d is outside of %d to %d" % (event["year"], FIRST_YEAR, LAST_YEAR), at)
    if event["kind_of"] == "PrincipalAdmitted" and event["roles"] != sorted(set(event["roles"])):
        raise Malformed("NOT_CANONICAL: roles in order, none twice", at)
    return entry


# -------------------------------------------------------------- acts, receipts, the numbered rials: docs/format.md 4, 5

OPENINGS = ("FundOpened", "SeriesOpened", "LineOpened")
STANDINGS = ("free", "allotted", "notified", "encumbered", "in_payment", "spent", "voided")
PAID_OUTSIDE = (1, 2, 3)  # Channel: portal, card, transfer
REFERENCES = {"AreaRegistered": "code", "OfficeRegistered": "code", "ProgrammeRegistered": "code",
              "AccountOpened": "code", "PrincipalAdmitted": "api_key_hash", "DonorRegistered": "reference",
              "BeneficiaryEnrolled": "reference"}


def year_starts():
    """First days of the Solar Hijri years, counted from the one that the format names."""
    def days(year):
        return 366 if (25 * year + 11) % 33 < 8 else 365
    day = ANCHOR_DAY - sum(days(year) for year in range(FIRST_YEAR, ANCHOR_YEAR))
    starts = []
    for year in range(FIRST_YEAR, LAST_YEAR + 2):
        starts.append(day)
        day += days(year)
    return starts


YEAR_STARTS = year_starts()


def fiscal_year(day):
    """The Solar Hijri year of a day, or None outside of the book's calendar."""
    if not YEAR_STARTS[0] <= day < YEAR_STARTS[-1]:
        return None
    return FIRST_YEAR + bisect.bisect_right(YEAR_STARTS, day) - 1


class State:
    """What the entries so far leave."""

    def __init__(self):
        self.book = None        # entry 0's event
        self.ruleset = RULESET
        self.time = None        # recorded_at of the entry before, or where the clock was set
        self.act = None         # the act that is not whole yet
        self.once = {}          # what may stand once in a book -> the entry in which it stands
        self.kinds = []         # the event of each entry
        self.series = {}        # series -> [starts, places]: place n holds from starts[n] to starts[n + 1]
        self.numbered = {}      # series -> how many numbers it has
        self.fund_of = {}       # series -> fund
        self.receipts = {}      # receipt -> (series, start, end)
        self.last_receipt = {}  # (office, fiscal year) -> receipt number
        self.allotments = {}    # allotment -> (line, ranges)
        self.paying_line = {}   # grant -> the line of its credit
        self.moved = 0          # runs that were moved


def need(condition, code, detail):
    if not condition:
        raise Breach(code, detail)


def only_once(state, index, what, key, code):
    need((what, key) not in state.once, code, "%s stands at entry %s already" % (what, state.once.get((what, key))))
    state.once[(what, key)] = index


def need_kind(state, index, kind, code):
    need(index < len(state.kinds) and state.kinds[index] == kind, code, "entry %d is no %s" % (index, kind))


def day_of(state, entry):
    offset = state.book["utc_offset_minutes"] * 60_000_000
    return (entry["recorded_at_us"] + offset) // DAY_US


def judge_act(state, index, entry):
    """The frame of an act: its head, its length, its answers. Blocks are storage, so no rule sees them."""
    head, event, kind = entry["head"], entry["event"], entry["event"]["kind_of"]
    if state.act is None:
        need(head, "ACT_BROKEN", "an act begins without a head")
        entries, items = head["entry_count"], head["item_count"]
        need(entries <= MAX_ACT and items >= 1, "ACT_BROKEN", "a head of %d entries, %d items" % (entries, items))
        need(index or (entries == 3 and items == 3), "NOT_THE_OPENING", "the opening has three entries and items")
        state.act = {"first": index, "end": index + entries, "items": items, "answers": 0, "refused": False,
                     "ordinal": -1, "opened": False, "named": bool(head["request_id"]),
                     "principal": entry["principal"], "time": entry["recorded_at_us"]}
        if head["request_id"]:
            need(index, "NOT_THE_OPENING", "the opening has a request id")
            key = (entry["principal"], head["request_id"])
            only_once(state, index, "the request id", key, "REQUEST_ID_REUSED")
    else:
        need(not head, "ACT_BROKEN", "a head within the act that begins at entry %d" % state.act["first"])
        need(entry["principal"] == state.act["principal"] and entry["recorded_at_us"] == state.act["time"],
             "ACT_BROKEN", "principal or time differ from those of entry %d" % state.act["first"])
    act = state.act
    need(bool(entry["principal"]) == (act["first"] != 0), "PRINCIPAL_NOT_ACTIVE", "principal %d" % entry["principal"])
    if kind == "Refused":
        need(1 <= len(event["items"]) <= MAX_REFUSED, "ACT_BROKEN", "%d refused items" % len(event["items"]))
        need(not act["opened"], "ACT_BROKEN", "a refusal follows an opening")
        for item in event["items"]:
            need(act["ordinal"] < item["ordinal"] < act["items"], "ACT_BROKEN", "refused item %d" % item["ordinal"])
            act["ordinal"] = item["ordinal"]
        need(event["conflicts_with"] < max(index, 1), "ACT_BROKEN", "a conflict with a later entry")
        need(act["named"] == (event["conflicts_with"] == 0), "ACT_BROKEN", "request id and conflict do not agree")
        act["answers"], act["refused"] = act["answers"] + len(event["items"]), True
    else:
        need(not act["refused"], "ACT_BROKEN", "an entry follows a refusal in its act")
        need(act["named"] or act["first"] == 0, "ACT_BROKEN", "an act without request id that is no refusal")
        act["opened"] = kind in OPENINGS
        act["answers"] += not act["opened"]
    if index + 1 == act["end"]:
        alone = act["refused"] and act["end"] - act["first"] == 1
        need(not act["opened"], "ACT_BROKEN", "an opening ends an act")
        need(act["answers"] == act["items"] or (alone and act["answers"] < act["items"]), "ACT_BROKEN",
             "%d answers to %d items" % (act["answers"], act["items"]))
        state.act = None


def judge_opening(state, index, entry):
    event, kind = entry["event"], entry["event"]["kind_of"]
    need((kind == "BookOpened") == (index == 0), "NOT_THE_OPENING", "%s at entry %d" % (kind, index))
    if index == 0:
        persons = event["first_administrators"]
        need(persons[0] != persons[1], "NOT_THE_OPENING", "the two first administrators are one person")
        state.book = event
    elif index <= 2:
        first = state.book["first_administrators"][index - 1]
        need(kind == "PrincipalAdmitted" and event["person"] == first and not event["office"] and event["roles"] == [1],
             "NOT_THE_OPENING", "entry %d does not admit an administrator of entry 0" % index)
    elif kind == "PrincipalAdmitted":
        need(event["office"], "UNKNOWN_OFFICE", "a principal without office")


def move(state, index, ranges, source, target):
    """Move every run from the place `source` to the place `target`; a place is (standing, holder)."""
    for series, start, count in zip(ranges["series"], ranges["starts"], ranges["counts"]):
        end = start + count
        need(series in state.numbered, "UNKNOWN_SERIES", "series %d" % series)
        need(end <= state.numbered[series], "NUMBERS_BEYOND_SERIES",
             "numbers to %d of series %d, which has %d" % (end, series, state.numbered[series]))
        starts, places = state.series[series]
        first = bisect.bisect_right(starts, start) - 1
        after = bisect.bisect_left(starts, end)
        for n in range(first, after):
            need(places[n] == source, "NUMBERS_NOT_THERE", "number %d of series %d is %s of %d, not %s of %d"
                 % ((max(start, starts[n]), series) + places[n] + source))
        old_end = starts[after] if after < len(starts) else state.numbered[series]
        new = [(start, target)]
        if starts[first] < start:
            new.insert(0, (starts[first], source))
        if end < old_end:
            new.append((end, source))
        starts[first:after], places[first:after] = [s for s, _ in new], [p for _, p in new]
        state.moved += 1


def judge_receipt(state, index, entry):
    event = entry["event"]
    series, count, day = event["series"], event["count"], event["booking_date"]
    need(series in state.numbered, "UNKNOWN_SERIES", "series %d" % series)
    need(event["start"] == state.numbered[series], "NUMBERS_NOT_NEXT",
         "start %d of series %d, which has %d" % (event["start"], series, state.numbered[series]))
    need(event["start"] + count <= MAX_AMOUNT, "AMOUNT_TOO_LARGE", "%d more" % count)
    year, payment = fiscal_year(day), event["payment"]
    need(day <= day_of(state, entry) and year, "BOOKING_DATE_IMPOSSIBLE",
         "booked on day %d, recorded on day %d" % (day, day_of(state, entry)))
    need_kind(state, event["office"], "OfficeRegistered", "UNKNOWN_OFFICE")
    last = state.last_receipt.get((event["office"], year), 0)
    need(event["receipt_number"] == last + 1, "RECEIPT_NUMBER_GAP", "number %d of office %d in %d, after %d"
         % (event["receipt_number"], event["office"], year, last))
    state.last_receipt[(event["office"], year)] = last + 1
    need(bool(payment) == (event["channel"] in PAID_OUTSIDE), "PAYMENT_MISMATCH", "channel %d" % event["channel"])
    if payment:
        key = (event["channel"], payment["terminal"], payment["settlement_date"], payment["reference"], count)
        only_once(state, index, "the payment", key, "PAYMENT_ALREADY_RECORDED")
    state.receipts[index] = (series, event["start"], event["start"] + count)
    starts, places = state.series[series]
    starts.append(event["start"])
    places.append(("free", 0))
    state.numbered[series] += count


def judge_numbers(state, index, entry):
    """The table of docs/format.md 5: each move is from where the numbers are."""
    event, kind = entry["event"], entry["event"]["kind_of"]
    ranges, grant = event.get("ranges"), event.get("grant", 0)
    if kind == "FundOpened":
        restriction = event["restriction"]
        key = (restriction["programme"], restriction["area"], event["source"])
        only_once(state, index, "the fund", key, "ALREADY_OPEN")
    elif kind == "SeriesOpened":
        need_kind(state, event["fund"], "FundOpened", "UNKNOWN_FUND")
        need_kind(state, event["account"], "AccountOpened", "UNKNOWN_ACCOUNT")
        only_once(state, index, "the series", (event["fund"], event["account"]), "ALREADY_OPEN")
        state.fund_of[index], state.numbered[index], state.series[index] = event["fund"], 0, ([], [])
    elif kind == "LineOpened":
        only_once(state, index, "the line", (event["office"], event["programme"], event["year"]), "ALREADY_OPEN")
    elif kind == "ReceiptRecorded":
        judge_receipt(state, index, entry)
    elif kind == "ReceiptReversed":
        need(event["receipt"] in state.receipts, "UNKNOWN_RECEIPT", "receipt %d" % event["receipt"])
        series, first, end = state.receipts[event["receipt"]]
        for run in zip(ranges["series"], ranges["starts"], ranges["counts"]):
            need(run[0] == series and first <= run[1] and run[1] + run[2] <= end, "NOT_OF_RECEIPT",
                 "numbers [%d, %d) of series %d" % (run[1], run[1] + run[2], run[0]))
        move(state, index, ranges, ("free", 0), ("voided", event["receipt"]))
    elif kind == "Allotted":
        for line in filter(None, (event["line"], event["parent"])):
            need_kind(state, line, "LineOpened", "UNKNOWN_LINE")
        source = ("notified", event["parent"]) if event["parent"] else ("free", 0)
        move(state, index, ranges, source, ("allotted", event["line"]))
        state.allotments[index] = (event["line"], ranges)
    elif kind == "AllotmentNotified":
        allotment = event["allotment"]
        need(allotment in state.allotments, "UNKNOWN_ALLOTMENT", "allotment %d" % allotment)
        need((event["line"], ranges) == state.allotments[allotment], "RANGES_UNSOUND",
             "line or ranges are not those of allotment %d" % allotment)
        only_once(state, index, "the notification", allotment, "ALREADY_CONFIRMED")
        move(state, index, ranges, ("allotted", event["line"]), ("notified", event["line"]))
    elif kind == "CreditSecured":
        need_kind(state, grant, "GrantApplied", "UNKNOWN_GRANT")
        only_once(state, index, "the credit", grant, "STAGE_OUT_OF_ORDER")
        state.paying_line[grant] = event["line"]
        move(state, index, ranges, ("notified", event["line"]), ("encumbered", grant))
    elif kind == "PaymentOrdered":
        move(state, index, ranges, ("encumbered", grant), ("in_payment", grant))
    elif kind == "PaymentSettled":
        move(state, index, ranges, ("in_payment", grant), ("spent", grant))
    elif kind == "PaymentReturned":
        move(state, index, ranges, ("in_payment", grant), ("encumbered", grant))
    elif kind == "GrantCancelled" and ranges:
        need(grant in state.paying_line, "STAGE_OUT_OF_ORDER", "grant %d has no credit" % grant)
        move(state, index, ranges, ("encumbered", grant), ("notified", state.paying_line[grant]))
    if kind in REFERENCES:
        only_once(state, index, kind + "." + REFERENCES[kind], event[REFERENCES[kind]], "CODE_TAKEN")


def judge(state, index, entry):
    """Judge one entry on the state before it, and carry it out."""
    event, kind = entry["event"], entry["event"]["kind_of"]
    need(entry["index"] == index, "INDEX_NOT_DENSE", "index %d" % entry["index"])
    need(entry["ruleset"] == state.ruleset, "WRONG_RULESET", "ruleset %d" % entry["ruleset"])
    need(state.time is None or entry["recorded_at_us"] >= state.time, "TIME_RUNS_BACK",
         "recorded at %d, after %s" % (entry["recorded_at_us"], state.time))
    state.time = entry["recorded_at_us"]
    judge_opening(state, index, entry)
    judge_act(state, index, entry)
    if kind == "RulesetAdopted":
        if event["ruleset"] > RULESET:
            raise Newer("ruleset %d is adopted, this verifier knows %d" % (event["ruleset"], RULESET))
        raise Breach("WRONG_RULESET", "ruleset %d is not newer" % event["ruleset"])
    if kind == "ClockAdvanced":
        need(state.book["clock"] == 2, "CLOCK_NOT_SCRIPTED", "the book has the machine's clock")
        need(event["to_us"] >= state.time, "CLOCK_BACKWARDS", "to %d" % event["to_us"])
        state.time = event["to_us"]
    state.kinds.append(kind)
    judge_numbers(state, index, entry)


def totals_of(state):
    """Per fund and standing; the places of each series are counted, and compared with what it numbered."""
    funds = {}
    for series, (starts, places) in state.series.items():
        sums = funds.setdefault(state.fund_of[series], dict.fromkeys(("numbered",) + STANDINGS, 0))
        sums["numbered"] += state.numbered[series]
        for start, end, place in zip(starts, starts[1:] + [state.numbered[series]], places):
            sums[place[0]] += end - start
    for fund, sums in funds.items():
        need(sums["numbered"] == sum(sums[s] for s in STANDINGS), "NUMBERS_NOT_THERE", "fund %d has a hole" % fund)
    both = {s: sum(sums[s] for sums in funds.values()) for s in ("numbered",) + STANDINGS}
    return both, dict(sorted(funds.items()))


# ---------------------------------------------------------------------------------------- files: docs/format/journal.md

def finding(report, kind, first, end, path, offset, expected, found, detail):
    report["findings"].append({"class": kind, "first": first, "end": end, "file": path, "offset": offset,
                               "expected": expected, "found": found, "detail": detail})


def read(path):
    with open(path, "rb") as file:
        return file.read()


def word(data, at, size):
    return int.from_bytes(data[at:at + size], "little")


def read_book(path):
    """The book's id. Raises Newer or Malformed, and both mean: cannot tell."""
    lines = read(path).split(b"\n")
    if lines[0] != BOOK_MAGIC or len(lines) < 2 or not lines[1].startswith(b"format ") or not lines[1][7:].isdigit():
        raise Malformed("not `amanat book` and its format", 0)
    if int(lines[1][7:]) > FORMAT:
        raise Newer("BOOK has format %s" % lines[1][7:].decode())
    book = lines[2][3:] if len(lines) == 5 else b""
    body = b"amanat book\nformat 1\nid " + book + b"\n"
    if len(book) != 32 or b"\n".join(lines) != body + b"crc32c %08x\n" % crc32c(body) or book != book.lower():
        raise Malformed("not the four lines of BOOK, or a wrong checksum", 0)
    return bytes.fromhex(book.decode())


def read_slots(path, book):
    """The slots of `head`, sound ones as (size, link, segment, offset), others as None."""
    data = read(path)
    slots = []
    for at in SLOT_OFFSETS:
        slot = data[at:at + SLOT_BYTES]
        sound = len(slot) == SLOT_BYTES and slot[:8] == HEAD_MAGIC and word(slot, 80, 4) == crc32c(slot[:80])
        sound = sound and slot[8:24] == book
        slots.append((word(slot, 24, 8), slot[32:64], word(slot, 64, 8), word(slot, 72, 8)) if sound else None)
    return slots


def frame_header(data, at):
    """(book, first index, count, payload bytes, link) of the frame at `at`, or None if its header does not check."""
    header = data[at:at + FRAME_HEADER]
    if len(header) < FRAME_HEADER or header[:8] != FRAME_MAGIC or word(header, 72, 4) != crc32c(header[:72]):
        return None
    return header[8:24], word(header, 24, 8), word(header, 32, 4), word(header, 36, 4), header[40:72]


def split_payload(payload, count):
    """[(position, entry)], and whether the payload is exactly `count` of them."""
    entries, at = [], 0
    while len(entries) < count:
        size = word(payload, at, 4) if at + 4 <= len(payload) else 0
        if not 1 <= size <= MAX_ENTRY or at + 4 + size > len(payload):
            return entries, False
        entries.append((at + 4, payload[at + 4:at + 4 + size]))
        at += 4 + size
    return entries, at == len(payload)


def walk_segment(report, path, data, start, stop, book, stored):
    """The frames of one segment up to `stop`, or to its zeros: a list of dictionaries, damage reported."""
    frames, at, expected = [], 0, start
    while at < (len(data) if stop is None else stop):
        header = frame_header(data, at)
        if header is None:
            if data.count(0, at) == len(data) - at:
                break  # the room that no frame has taken yet
            following = data.find(FRAME_MAGIC, at + 1)
            while following >= 0 and frame_header(data, following) is None:
                following = data.find(FRAME_MAGIC, following + 1)
            found = "no sound frame header" + ("" if following < 0 else "; the next sound one is at byte %d" % following)
            finding(report, "frame header", expected, None, path, at, "magic and CRC32C of a frame", found,
                    "the block that begins at entry %d" % expected)
            if following < 0:
                break
            at = following
            continue
        owner, first, count, size, link = header
        payload = data[at + FRAME_HEADER:at + FRAME_HEADER + size]
        end = at + FRAME_HEADER + size
        crc = crc32c(payload, crc32c(data[at:at + 76]))
        crc_found = word(data, at + 76, 4)
        entries, whole = split_payload(payload, count)
        sound = (owner == book and 1 <= count <= MAX_COUNT and size <= MAX_PAYLOAD and len(payload) == size
                 and crc == crc_found and whole)
        if not sound:
            # The stored leaves tell which entry of a damaged payload is not what it was.
            bad = next((n for n in range(count if count <= MAX_COUNT else 0) if n >= len(entries)
                        or leaf_hash(entries[n][1]) != stored(first + n)), 0)
            place = at if bad >= len(entries) else at + FRAME_HEADER + entries[bad][0]
            finding(report, "frame", first + bad, None, path, place, "book %s, CRC32C %08x, %d whole entries"
                    % (book.hex(), crc_found, count), "book %s, CRC32C %08x, %d whole entries"
                    % (owner.hex(), crc, len(entries)), "the block that begins at entry %d, byte %d" % (first, at))
        frames.append({"first": first, "end": first + count, "link": link, "path": path, "at": at, "stop": end,
                       "entries": entries if sound else None, "bytes": data[at:end]})
        at, expected = end, first + count
    return frames


def order_frames(report, frames, size):
    """Entries by index from frames in the order of the files; what is missing, twice or elsewhere is reported."""
    entries, following, gaps = {}, 0, []
    for frame in frames:
        first, end, path, at = frame["first"], frame["end"], frame["path"], frame["at"]
        if first > following:
            gaps.append([following, first, path, at, False])
        elif first < following:
            gap = next((gap for gap in gaps if gap[0] <= first < gap[1]), None)
            if gap is None:
                finding(report, "duplicated", first, end, path, at, "entry %d" % following, "entry %d" % first,
                        "these entries stand earlier already")
                continue
            gap[4] = True
        if end > size:
            finding(report, "frame", first, end, path, at, "no block across head, %d" % size, "entries to %d" % end, "")
        for n, (place, data) in enumerate(frame["entries"] or ()):
            entries.setdefault(first + n, (data, path, at + FRAME_HEADER + place))
        following = max(following, end)
    for first, end, path, at, reordered in gaps:
        finding(report, "reordered" if reordered else "missing", first, end, path, at, "entry %d" % first,
                "entry %d" % end, "the entries between stand later" if reordered else "")
    return entries, following


def segment_names(folder):
    names = os.listdir(os.path.join(folder, "journal"))
    return sorted(n for n in names if len(n) == 24 and n.endswith(".seg") and n[:20].isascii() and n[:20].isdigit())


def read_journal(report, folder, names, book, head, size, stored):
    """All entries below `size`, by index, and the frames."""
    frames, last = [], head[2] if head else None
    for name in names:
        path, start = os.path.join(folder, "journal", name), int(name[:20])
        if start > size:
            finding(report, "truncated", size, start, path, 0, "head not below %d" % start, "head %d" % size,
                    "a segment's name proves that all entries below it were acknowledged")
        if last is not None and start > last:
            continue
        data = read(path)
        stop = head[3] if head and start == last else None
        these = walk_segment(report, path, data, start, stop, book, stored)
        if these and these[0]["first"] != start and these[0]["at"] == 0:
            finding(report, "segment", min(start, these[0]["first"]), None, path, 0, "entry %d, as its name says" % start,
                    "entry %d" % these[0]["first"], "")
        frames += these if head else [f for f in these if f["first"] < size]
    entries, following = order_frames(report, frames, size)
    if following < size:
        if not any(f["class"] == "frame header" and f["first"] == following for f in report["findings"]):
            finding(report, "truncated", following, size, folder, None, "entries to %d" % size, "to %d" % following, "")
    elif head and size and not any(f["end"] == size and f["stop"] == head[3] and f["link"] == head[1]
                                 and int(os.path.basename(f["path"])[:20]) == last for f in frames):
        finding(report, "head", size - 1, size, os.path.join(folder, "head"), None,
                "segment %d, byte %d, link %s" % (last, head[3], head[1].hex()), "no block that ends there so", "")
    return entries, frames


def check_tree(report, folder, leaves, size, stored_leaves):
    """tree/<L> against the entries; `leaves` has None where an entry is not readable. The number compared."""
    compared, nodes = 0, leaves
    for level in range(TREE_LEVELS):
        path = os.path.join(folder, "tree", str(level))
        try:
            data = stored_leaves if level == 0 else read(path)
        except OSError:
            data = b""  # said below, if the checkpoint needs any of its hashes
        width = 256**level
        if len(data) // 32 < size // width:
            report["cannot_tell"].append("%s holds %d hashes, the checkpoint needs %d"
                                         % (path, len(data) // 32, size // width))
        wrong = {n for n in range(min(len(nodes), len(data) // 32))
                 if nodes[n] is not None and nodes[n] != data[32 * n:32 * n + 32]}
        compared += min(len(nodes), len(data) // 32)
        for n in sorted(wrong):
            finding(report, "leaf" if level == 0 else "tree", n * width, (n + 1) * width, path, 32 * n,
                    data[32 * n:32 * n + 32].hex(), nodes[n].hex(), "stored hash, and that of the entries")
        # One damage is one finding: what stands above a wrong hash is not compared again.
        nodes = [None if n in wrong else node for n, node in enumerate(nodes)]
        for _ in range(8):  # tree/<L> is the height 8 * L
            nodes = [None if None in (a, b) else hashlib.sha256(b"\1" + a + b).digest()
                     for a, b in zip(nodes[::2], nodes[1::2])]
    return compared


def check_links(report, frames, leaves, book):
    """Each block's stored link, from the link before it; after a damage on from the next stored one."""
    link, count = chain(book), 0
    for frame in frames:
        mine = leaves[frame["first"]:frame["end"]]
        if len(mine) == frame["end"] - frame["first"] and None not in mine:
            if link is not None:
                for leaf in mine:
                    link = chain(link + leaf)
                count += len(mine)
                named = any(f["class"] == "leaf" and frame["first"] <= f["first"] < frame["end"] for f in report["findings"])
                if link != frame["link"] and not named:
                    finding(report, "link", frame["first"], frame["end"], frame["path"], frame["at"] + 40,
                            frame["link"].hex(), link.hex(), "stored link, and that of the entries")
        link = frame["link"]
    return count


def check_signature(report, path, text, signatures, book, policy):
    """What stands behind the checkpoint: the verifier key and the witnesses, or None."""
    name, key = book["origin"], book["log_key"]
    if policy is None:
        good = signed_by(text, signatures, name, key)
        if not good:
            finding(report, "bad signature", None, None, path, None, "a good signature by entry 0's log key",
                    "none" if good is None else "a wrong one", "")
        return None
    for vkey, log, public in policy["logs"]:
        good = signed_by(text, signatures, log, public)
        if good is None:
            continue
        if not good:
            finding(report, "bad signature", None, None, path, None, "a good signature by " + vkey, "a wrong one", "")
            return None
        if (log, public) != (name, key):
            finding(report, "bad signature", 0, 1, path, None, "origin and log key of entry 0: %s, %s" % (name, key.hex()),
                    "%s, %s" % (log, public.hex()), "another log's signature")
            return None
        cosigned = set()
        for witness, (witness_name, witness_key) in policy["witnesses"].items():
            good = cosigned_by(text, signatures, witness_name, witness_key)
            if good:
                cosigned.add(witness)
            elif good is False:
                finding(report, "bad signature", None, None, path, None, "a good cosignature by " + witness, "a wrong one", "")
        if not quorum_reached(policy, policy["quorum"], cosigned):
            report["no_anchor"] = "the quorum %s of the policy has not cosigned" % policy["quorum"]
            return None
        return {"log": vkey, "witnesses": sorted(cosigned)}
    finding(report, "bad signature", None, None, path, None, "a signature by a log of the policy", "none", "")
    return None


def check_entries(report, entries, frames, leaves, size):
    """Decode and judge, up to the first entry that is damaged or breaks a rule."""
    state, index = State(), 0
    damaged = [f["first"] for f in report["findings"]
               if f["first"] is not None and f["class"] in ("leaf", "frame", "frame header", "missing", "truncated")]
    limit = min([size] + damaged + [n for n, leaf in enumerate(leaves) if leaf is None])
    try:
        while index < limit:
            data, path, offset = entries[index]
            judge(state, index, decode_entry(data))
            index += 1
        need(limit < size or state.act is None, "ACT_BROKEN", "the journal ends inside an act")
        return state, index
    except Newer as newer:
        report["cannot_tell"].append("entry %d, %s byte %d: %s" % (index, path, offset, newer))
    except Malformed as malformed:
        finding(report, "not canonical", index, index + 1, path, offset + malformed.args[1], "the one encoding of an entry",
                malformed.args[0], "byte %d of the entry" % malformed.args[1])
    except Breach as breach:
        finding(report, "rule broken", index, index + 1, path, offset, "docs/format.md 4 and 5", "%s: %s" % breach.args, "")
    return None, index


# ------------------------------------------------------------------------------------------------------------ the whole

def verify(folder, policy, links):
    report = {"schema_version": 1, "path": folder, "checks": {}, "findings": [], "cannot_tell": [], "no_anchor": None,
              "not_checked": list(NOT_CHECKED), "totals": None, "checkpoint": None, "head": None, "anchor": None}
    if not links:
        report["not_checked"].insert(0, "links (BLAKE3): --links checks them")
    checks, cannot = report["checks"], report["cannot_tell"]
    try:
        book = read_book(os.path.join(folder, "BOOK"))
    except (OSError, Newer, Malformed) as error:
        cannot.append("BOOK: %s" % (error.args[0] if isinstance(error, Malformed) else error))
        return report
    report["book"] = book.hex()
    # The checkpoint before the head: a server may be writing, and the head must not be the older of the two.
    note_path = os.path.join(folder, "checkpoint")
    text = origin = root = None
    signed = 0
    try:
        text, signatures = parse_note(read(note_path))
        origin, signed, root = parse_checkpoint(text)
        report["checkpoint"] = {"size": signed, "root": root.hex()}
    except FileNotFoundError:
        report["no_anchor"] = "there is no checkpoint"
    except (OSError, ValueError) as error:
        finding(report, "bad signature", None, None, note_path, None, "a signed checkpoint", str(error), "")
        text = None
    head, head_path = None, os.path.join(folder, "head")
    try:
        names = segment_names(folder)  # before the head, which is never behind the name of a segment
    except OSError as error:
        names = []
        cannot.append("%s: %s" % (error.filename, error.strerror))
    try:
        for _ in range(5):
            slots = read_slots(head_path, book)
            if None not in slots:
                break
            time.sleep(0.02)  # the slot may be being written
        head = max((slot for slot in slots if slot), default=None, key=lambda slot: slot[0])
        for at, slot in zip(SLOT_OFFSETS, slots):
            if head and slot is None:
                finding(report, "head", None, None, head_path, at, "magic, book id and CRC32C of a slot", "they do not check", "")
    except OSError:
        pass
    if head is None:
        cannot.append("%s: no sound slot, so how far the journal was acknowledged is not known" % head_path)
    size = head[0] if head else signed
    report["head"] = {"size": size, "link": head[1].hex() if head else None}
    if head and size == 0:
        cannot.append("the book has no entry, not even its opening")  # format.md 7.7
    if head and signed > size:
        finding(report, "truncated", size, signed, head_path, None, "head not below the checkpoint, %d" % signed,
                "head %d" % size, "")
    try:
        stored_leaves = read(os.path.join(folder, "tree", "0"))
    except OSError:
        stored_leaves = b""
    try:
        entries, frames = read_journal(report, folder, names, book, head, size,
                                       lambda index: stored_leaves[32 * index:32 * index + 32])
    except OSError as error:
        cannot.append("%s: %s" % (error.filename, error.strerror))
        return report
    checks["frames"] = "%d frames with %d entries of %d" % (len(frames), len(entries), size)
    leaves = [leaf_hash(entries[n][0]) if n in entries else None for n in range(size)]
    checks["tree"] = "%d stored hashes" % check_tree(report, folder, leaves, min(signed, size), stored_leaves)
    under = leaves[:signed]
    if text is not None and signed <= size:
        if None in under:
            report["not_checked"].insert(0, "the checkpoint's root: not every entry under it is readable")
        elif tree_root(under) != root:
            stored = [stored_leaves[32 * n:32 * n + 32] for n in range(signed)]
            if tree_root(stored) == root:  # so the stored leaves name what was edited
                checks["checkpoint"] = "the entries are not those under its root, the stored leaves are"
            else:
                finding(report, "checkpoint", None, signed, note_path, None, root.hex(), tree_root(under).hex(),
                        "signed root, and that of the entries")
        else:
            checks["checkpoint"] = "%d entries under its root, %d after it linked, unsigned" % (signed, size - signed)
    if links:
        checks["links"] = "%d entries" % check_links(report, frames, leaves, book)
    state, judged = check_entries(report, entries, frames, leaves, size)
    checks["entries"] = "%d of %d canonical; acts, times, receipt numbers, payments, request ids, numbered rials" \
        % (judged, size)
    check_book_entry(report, entries, note_path, book, text, signatures if text else None, origin, policy)
    if state and judged == size and size:
        both, funds = totals_of(state)
        report["totals"] = {"unit": state.book["unit"], "all": both, "funds": funds}
        checks["numbered"] = "%d runs moved; %d series partitioned, %d funds" % (state.moved, len(state.series), len(funds))
    return report


def check_book_entry(report, entries, note_path, book, text, signatures, origin, policy):
    """Entry 0 names the book, and the log that signs."""
    try:
        data, path, offset = entries[0]
        opened = decode_entry(data)["event"]
        if opened["kind_of"] != "BookOpened":
            raise KeyError
    except (KeyError, Malformed, Newer):
        report["no_anchor"] = report["no_anchor"] or "entry 0 names no log"
        return
    report["origin"] = opened["origin"]
    if opened["book"] != book:
        finding(report, "rule broken", 0, 1, path, offset, "book %s" % book.hex(), "book %s" % opened["book"].hex(), "")
    if text is not None:
        if origin != opened["origin"]:
            finding(report, "bad signature", None, None, note_path, 0, opened["origin"], origin, "origin of the checkpoint")
        report["anchor"] = check_signature(report, note_path, text, signatures, opened, policy)


def verdict(report, policy):
    size = report["head"]["size"] if report["head"] else 0
    if report["findings"]:
        first = min((f["first"] for f in report["findings"] if f["first"] is not None), default=None)
        at = "" if first is None else ", the first at entry %d" % first
        return 3, "TAMPERING OR DAMAGE PROVEN: %d findings%s" % (len(report["findings"]), at)
    if report["cannot_tell"]:
        return 4, "CANNOT TELL: " + report["cannot_tell"][0]
    if policy is None or report["anchor"] is None:
        return 5, "INTERNALLY CONSISTENT ONLY: " + (report["no_anchor"] or "no policy from outside")
    return 0, "VERIFIED, as far as checked above: %d entries; anchor: %s, witnesses: %s" % (
        size, report["anchor"]["log"], ", ".join(report["anchor"]["witnesses"]) or "none")


def is_inside(path, folder):
    """The policy must come from outside, and so must the name by which it is named."""
    return any(os.path.commonpath([folder_, path_]) == folder_ for folder_, path_ in
               ((os.path.abspath(folder), os.path.abspath(path)), (os.path.realpath(folder), os.path.realpath(path))))


def main(arguments):
    parser = argparse.ArgumentParser(description="Verify a book: a second implementation, independent of the server.")
    parser.add_argument("book", help="the book's folder")
    parser.add_argument("--policy", help="whose signatures count: a file from outside of the book")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--links", action="store_true", help="check the links too (BLAKE3 in Python, slower)")
    options = parser.parse_args(arguments)
    policy = None
    if not os.path.isdir(options.book):
        parser.error("no such book: %s" % options.book)
    if options.policy:
        if is_inside(options.policy, options.book):
            parser.error("the policy lies inside the book: who could change the book could have changed it")
        try:
            policy = parse_policy(read(options.policy).decode("utf-8"))
        except (OSError, ValueError) as error:
            parser.error("%s: %s" % (options.policy, error))
    began = time.perf_counter()
    report = verify(options.book, policy, options.links)
    seconds = time.perf_counter() - began
    code, line = verdict(report, policy)
    report["verdict"] = {"exit": code, "line": line, "anchor": report["anchor"]}
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return code
    print("Book %s, origin %s" % (report.get("book"), report.get("origin")))
    for check, note in report["checks"].items():
        print("checked      %-11s %s" % (check, note))
    for f in report["findings"]:
        print("FINDING      %s: entries %s to %s, %s byte %s\n    expected %s\n    found    %s\n    %s" % (
            f["class"], f["first"], f["end"], f["file"], f["offset"], f["expected"], f["found"], f["detail"]))
    for reason in report["cannot_tell"]:
        print("cannot tell  %s" % reason)
    for what in report["not_checked"]:
        print("not checked  %s" % what)
    if report["totals"]:
        print("totals       " + ", ".join("%s %s" % (k, v) for k, v in report["totals"]["all"].items()))
    if report["head"]:
        size = report["head"]["size"]
        print("head         %d entries, link %s; %.1f s, %d entries/s" % (size, report["head"]["link"], seconds, size / seconds))
    print(line)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
