"""The path of a grant: stages in order, its own amount, its payee (docs/format.md 6)."""
from .faults import need
from .goods import check_kit_applied, give_back, hand_over, reserve
from .lists import check_line, check_reported, note_line_change
from .state import known, need_kind, only_once, unchanged

EITHER, CASH, GOODS = (True, False), (False,), (True,)
# step: the stages that it follows, the stage that it leads to, and whether it is for grants of goods.
PATH = {
    "GrantDecided": [(("applied",), "decided", EITHER)],
    "CreditSecured": [(("decided",), "credit secured", CASH)],
    "KitReserved": [(("decided",), "credit secured", GOODS)],
    "GrantAwarded": [(("credit secured",), "awarded", EITHER)],
    "GrantVerified": [(("awarded",), "verified", CASH), (("handed over",), "verified", GOODS)],
    "PaymentOrdered": [(("verified", "returned"), "ordered", CASH)],
    "PaymentSettled": [(("ordered",), "paid", CASH)],
    "PaymentReturned": [(("ordered",), "returned", CASH)],
    "GoodsHandedOver": [(("awarded",), "handed over", GOODS)],
    "PayeeRenewed": [(("decided", "credit secured", "awarded", "verified", "returned"), None, EITHER)],
    "GrantCancelled": [(("applied", "decided", "credit secured", "awarded"), "cancelled", EITHER),
                       (("verified", "returned"), "cancelled", CASH)],
}
# step: where its numbers come from and go to; a holder is the field that names it.
MOVES = {"CreditSecured": (("notified", "line"), ("encumbered", "grant")),
         "PaymentOrdered": (("encumbered", "grant"), ("in_payment", "grant")),
         "PaymentSettled": (("in_payment", "grant"), ("spent", "grant")),
         "PaymentReturned": (("in_payment", "grant"), ("encumbered", "grant"))}


def applied(state, index, entry):
    event = entry["event"]
    need_kind(state, event["beneficiary"], "BeneficiaryEnrolled", "UNKNOWN_BENEFICIARY")
    need(event["amount"], "NOTHING_ASKED", "a grant of nothing")
    if event["payee"]:
        payee_stands(state, event["beneficiary"], event["payee"])
    check_kit_applied(state, event)
    state.grants[index] = {"amount": event["amount"], "goods": bool(event["kit"]), "design": event["kit"],
                           "office": event["office"], "beneficiary": event["beneficiary"], "payee": event["payee"],
                           "list": event["list"]["list"] if event["list"] else 0, "line": None, "kit": None,
                           "stage": "applied", "last": index}
    check_line(state, index, event)


def payee_stands(state, beneficiary, payee):
    now = state.payee_of.get(beneficiary, 0)
    need(now == payee, "PAYEE_CHANGED", "payee %d, now %d" % (payee, now))


def stage_after(grant, kind):
    """Where the step leads, or a breach."""
    for stages, leads_to, goods in PATH[kind]:
        if grant["stage"] in stages and grant["goods"] in goods:
            return leads_to or grant["stage"]
    need(False, "STAGE_OUT_OF_ORDER", "%s of a grant of %s that is %s" % (kind, "goods" if grant["goods"] else "cash",
                                                                        grant["stage"]))


def step(state, index, entry):
    event, kind = entry["event"], entry["event"]["kind_of"]
    grant = known(state.grants, event["grant"], "UNKNOWN_GRANT")
    stage = stage_after(grant, kind)
    unchanged(event, grant["last"])
    if kind in ("CreditSecured", "GrantVerified"):
        need(event["list"] == grant["list"], "NOT_OF_LIST", "list %d, not %d" % (event["list"], grant["list"]))
    if kind in ("GrantAwarded", "PaymentOrdered") and grant["payee"]:
        payee_stands(state, grant["beneficiary"], grant["payee"])
    if kind in ("PaymentSettled", "PaymentReturned"):
        check_reported(state, event, grant)
    if kind in MOVES:
        whole_amount(event["ranges"], grant)
        source, target = [(word, event[holder]) for word, holder in MOVES[kind]]
        state.rials.move(event["ranges"], source, target)
    EXTRA.get(kind, lambda *_: None)(state, index, event, grant)
    grant["stage"], grant["last"] = stage, index


def whole_amount(ranges, grant):
    need(sum(ranges["counts"]) == grant["amount"], "AMOUNT_MISMATCH",
         "%d, the grant is of %d" % (sum(ranges["counts"]), grant["amount"]))


def secured(state, index, event, grant):
    grant["line"] = event["line"]


def cancelled(state, index, event, grant):
    need(bool(event["ranges"]) == bool(grant["line"]), "RANGES_UNSOUND", "credit was secured, or was not")
    if event["ranges"]:
        whole_amount(event["ranges"], grant)
        state.rials.move(event["ranges"], ("encumbered", event["grant"]), ("notified", grant["line"]))
    give_back(state, index, grant)
    note_line_change(state, index, grant)


def renewed(state, index, event, grant):
    need(grant["payee"] and event["payee"] != grant["payee"], "NOTHING_ASKED", "payee %d" % event["payee"])
    payee_stands(state, grant["beneficiary"], event["payee"])
    grant["payee"] = event["payee"]
    note_line_change(state, index, grant)


EXTRA = {"CreditSecured": secured, "GrantCancelled": cancelled, "PayeeRenewed": renewed, "KitReserved": reserve,
         "GoodsHandedOver": hand_over}


def proposed(state, index, entry):
    event = entry["event"]
    need_kind(state, event["beneficiary"], "BeneficiaryEnrolled", "UNKNOWN_BENEFICIARY")
    state.payees[index] = (event["beneficiary"], event["account"])


def confirmed(state, index, entry):
    event = entry["event"]
    beneficiary, _ = known(state.payees, event["payee"], "UNKNOWN_PAYEE")
    unchanged(event, event["payee"])
    only_once(state, index, "the confirmation", event["payee"], "ALREADY_CONFIRMED")
    state.payee_of[beneficiary] = event["payee"]


RULES = {"GrantApplied": applied, "PayeeProposed": proposed, "PayeeConfirmed": confirmed, **dict.fromkeys(PATH, step)}
