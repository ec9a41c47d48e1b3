"""Entries, strictly: docs/format/record.md 1 to 3."""
from .faults import FORMAT, RULESET, Malformed, Newer
from .schema import EMPTY, LIMITS, MAX_AMOUNT, NUMBERS_OF, SCHEMA, VARINTS
from .years import FIRST_YEAR, LAST_YEAR

MAX_RANGES = 2_048
NAME_FORBIDDEN = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(32), *range(127, 160)}


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
    if kind == "codes" and value not in NUMBERS_OF or kind == "id" and value == 0 or kind[0] == "e" and not 1 <= value <= int(kind[1:]):
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
    if message == "ApprovalBand" and result["up_to"] == MAX_AMOUNT:
        raise Malformed("NOT_CANONICAL: a band without an end has no up_to", at)
    if message == "RefusedItem":
        count = NUMBERS_OF[result["code"]]
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
