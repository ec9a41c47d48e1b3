"""Acts: docs/format.md 4. Blocks are storage, so no rule sees them."""
from .faults import need
from .lists import STEPS
from .state import only_once

MAX_ACT, MAX_REFUSED = 16_384, 1_024


def is_opening(event):
    """Whether the entry only prepares one that follows in its act."""
    kind = event["kind_of"]
    of_list = kind in ("GrantApplied", "CreditSecured", "GrantVerified") and event["list"]
    return kind in ("FundOpened", "SeriesOpened", "LineOpened") or kind in STEPS or bool(of_list)


def begin(state, index, entry):
    """The head: how many entries and items the act has, and the name of its request."""
    head, event = entry["head"], entry["event"]
    need(head, "ACT_BROKEN", "an act begins without a head")
    entries, items = head["entry_count"], head["item_count"]
    need(entries <= MAX_ACT and items >= 1, "ACT_BROKEN", "a head of %d entries, %d items" % (entries, items))
    need(index or (entries == 3 and items == 3), "NOT_THE_OPENING", "the opening has three entries and items")
    if event["kind_of"] in STEPS:
        lines = event[STEPS[event["kind_of"]].count]
        need(items == lines, "ACT_BROKEN", "%d items for %d lines of a list" % (items, lines))
    state.act = {"first": index, "end": index + entries, "items": items, "answers": 0, "refused": False,
                 "ordinal": -1, "opened": False, "named": bool(head["request_id"]),
                 "principal": entry["principal"], "time": entry["recorded_at_us"]}
    if head["request_id"]:
        need(index, "NOT_THE_OPENING", "the opening has a request id")
        only_once(state, index, "the request id", (entry["principal"], head["request_id"]), "REQUEST_ID_REUSED")


def go_on(state, entry):
    act = state.act
    need(not entry["head"], "ACT_BROKEN", "a head within the act that begins at entry %d" % act["first"])
    need(entry["principal"] == act["principal"] and entry["recorded_at_us"] == act["time"],
         "ACT_BROKEN", "principal or time differ from those of entry %d" % act["first"])
    need(entry["event"]["kind_of"] not in STEPS, "ACT_BROKEN", "a step of a list begins within an act")


def judge_refusal(act, index, event):
    need(1 <= len(event["items"]) <= MAX_REFUSED, "ACT_BROKEN", "%d refused items" % len(event["items"]))
    for item in event["items"]:
        need(act["ordinal"] < item["ordinal"] < act["items"], "ACT_BROKEN", "refused item %d" % item["ordinal"])
        act["ordinal"] = item["ordinal"]
    need(event["conflicts_with"] < max(index, 1), "ACT_BROKEN", "a conflict with a later entry")
    need(act["named"] == (event["conflicts_with"] == 0), "ACT_BROKEN", "request id and conflict do not agree")


def judge_act(state, index, entry):
    """The frame of an act: its head, its length, its answers."""
    if state.act is None:
        begin(state, index, entry)
    else:
        go_on(state, entry)
    act, event = state.act, entry["event"]
    need(bool(entry["principal"]) == (act["first"] != 0), "PRINCIPAL_NOT_ACTIVE", "principal %d" % entry["principal"])
    if event["kind_of"] == "Refused":
        # A row of a bank's file that was refused leaves the entry that opened the act as it is.
        need(not act["opened"] or state.step, "ACT_BROKEN", "a refusal follows an opening")
        judge_refusal(act, index, event)
        act["answers"], act["refused"], act["opened"] = act["answers"] + len(event["items"]), True, False
    else:
        need(not act["refused"], "ACT_BROKEN", "an entry follows a refusal in its act")
        need(act["named"] or act["first"] == 0, "ACT_BROKEN", "an act without request id that is no refusal")
        act["opened"] = is_opening(event)
        act["answers"] += not act["opened"]
    need(act["answers"] <= act["items"], "ACT_BROKEN", "%d answers to %d items" % (act["answers"], act["items"]))
    if index + 1 == act["end"]:
        alone = act["refused"] and act["end"] - act["first"] == 1
        need(not act["opened"], "ACT_BROKEN", "an opening ends an act")
        need(act["answers"] == act["items"] or alone, "ACT_BROKEN", "%d answers to %d items" % (act["answers"], act["items"]))
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
