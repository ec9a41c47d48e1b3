"""The messages of proto/amanat/record/v1, field by field, in a table.

Kinds: u8 u16 u32 u64 i64 s32 bool, id (u64, and not 0 in a list), amount (at most 2^63 - 1), b16 b32 (bytes of that size),
code, name, eN (an enum from 1 to N), codes (of refusals), or a message. Marks: ! required, * repeated, ? present even if it
is the default.
"""
MAX_AMOUNT = 2**63 - 1

EVENTS = """10 BookOpened,11 RulesetAdopted,12 ClockAdvanced,13 AreaRegistered,14 OfficeRegistered,15 PrincipalAdmitted,
16 ProgrammeRegistered,17 ProgrammeRuleSet,18 AccountOpened,19 RegistrationConfirmed,20 DonorRegistered,
21 BeneficiaryEnrolled,22 BeneficiaryVerified,23 FundOpened,24 SeriesOpened,25 ReceiptRecorded,26 ReceiptReversed,
27 LineOpened,28 Allotted,29 AllotmentNotified,30 GrantApplied,31 GrantDecided,32 CreditSecured,33 GrantAwarded,
34 GrantVerified,35 PaymentOrdered,36 PaymentSettled,37 PaymentReturned,38 GrantCancelled,39 Refused,
60 CampaignRegistered,61 CampaignClosed,62 ClassRegistered,63 ApprovalPolicySet,64 ApprovalGiven,65 PledgeRecorded,
66 PledgeAmended,67 PledgeCancelled,68 PledgeWrittenOff,69 ReceiptReissued,70 AllotmentRecalled,71 EarmarkPlaced,
72 EarmarkLifted,73 PayeeProposed,74 PayeeConfirmed,75 PayeeRenewed,76 ListSubmitted,77 ListApproved,78 ListReleased,
79 ResultsImported,100 ItemRegistered,101 KitDesigned,102 LotReceived,103 LotAppraised,104 KitAssembled,105 KitDissolved,
106 KitReserved,107 GoodsHandedOver"""
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
ClassRegistered 1 code code!, 2 kind e2!, 3 name name!
ProgrammeRegistered 1 code code!, 2 name name!, 3 classes id*, 4 intents id*
ProgrammeRuleSet 1 programme u64!, 2 cap amount, 3 benefit_group code!, 4 decision DecisionRef!, 5 effective_from s32
AccountOpened 1 code code!, 2 office u64!, 3 kind e6!
RegistrationConfirmed 1 object u64!, 2 last_change u64!
DonorRegistered 1 kind e3!, 2 reference b16!
GroupKey 1 group code!, 2 key b32!
BeneficiaryEnrolled 1 kind e3!, 2 office u64!, 3 reference b16!, 4 persons b32*, 5 keys GroupKey*, 6 class u64
BeneficiaryVerified 1 beneficiary u64!, 2 last_change u64!
Restriction 1 programme u64, 2 area u64, 3 class u64, 4 intent u64, 5 spend_by s32?
FundOpened 1 restriction Restriction!, 2 source e4!, 3 item u64
SeriesOpened 1 fund u64!, 2 account u64!
ExternalPayment 1 terminal code!, 2 settlement_date s32, 3 reference code!
ReceiptRecorded 1 office u64!, 2 receipt_number u64!, 3 booking_date s32, 4 value_date s32?, 5 series u64!, 6 start amount, 7 count amount!, 8 donor u64, 9 channel e5!, 10 payment ExternalPayment, 11 campaign u64, 12 pledge PledgePart
PledgePart 1 pledge u64!, 2 count amount
ReceiptReissued 1 receipt u64!, 2 copy u32!
Ranges 1 series u64*, 2 starts u64*, 3 counts u64*
ReceiptReversed 1 receipt u64!, 2 ranges Ranges!, 3 reason e6!
LineOpened 1 office u64!, 2 programme u64!, 3 year u32!
Allotted 1 line u64!, 2 parent u64, 3 ranges Ranges!
AllotmentNotified 1 allotment u64!, 2 last_change u64!, 3 line u64!, 4 ranges Ranges!
AllotmentRecalled 1 line u64!, 2 parent u64, 3 ranges Ranges!
EarmarkPlaced 1 fund u64!, 2 programme u64, 3 area u64, 4 decision DecisionRef!
EarmarkLifted 1 earmark u64!, 2 decision DecisionRef!
GrantApplied 1 programme u64!, 2 office u64!, 3 beneficiary u64!, 4 amount amount, 5 payee u64, 6 kit u64, 7 list ListPlace
ListPlace 1 list u64!, 2 line u32!
GrantDecided 1 grant u64!, 2 last_change u64!, 3 rule u64!
CreditSecured 1 grant u64!, 2 last_change u64!, 3 line u64!, 4 account u64!, 5 ranges Ranges!, 6 list u64
GrantAwarded 1 grant u64!, 2 last_change u64!
GrantVerified 1 grant u64!, 2 last_change u64!, 3 list u64
PaymentOrdered 1 grant u64!, 2 last_change u64!, 3 ranges Ranges!
Reported 1 results u64!, 2 row u32!, 3 account b32!
PaymentSettled 1 grant u64!, 2 last_change u64!, 3 ranges Ranges!, 4 reported Reported
PaymentReturned 1 grant u64!, 2 last_change u64!, 3 ranges Ranges!, 4 reason e4!, 5 reported Reported
GrantCancelled 1 grant u64!, 2 last_change u64!, 3 reason e6!, 4 ranges Ranges
CampaignRegistered 1 code code!, 2 name name!, 3 kind e2!, 4 office u64!, 5 target amount, 6 opens s32, 7 closes s32, 8 purpose Restriction!
CampaignClosed 1 campaign u64!, 2 last_change u64!
ApprovalBand 1 up_to amount, 2 approvals u8!, 3 level e4!
ApprovalPolicySet 1 programme u64, 2 window_days u16!, 3 bands ApprovalBand*, 4 cooling_off_hours u16, 5 decision DecisionRef!, 6 effective_from s32
ApprovalGiven 1 object u64!, 2 last_change u64!
Instalment 1 due s32, 2 count amount
PledgeRecorded 1 office u64!, 2 donor u64, 3 fund u64!, 4 campaign u64, 5 instalments Instalment*, 6 booking_date s32
PledgeAmended 1 pledge u64!, 2 last_change u64!, 3 instalments Instalment*
PledgeCancelled 1 pledge u64!, 2 last_change u64!, 3 count amount, 4 reason e6!
PledgeWrittenOff 1 pledge u64!, 2 last_change u64!, 3 count amount, 4 reason e6!
PayeeProposed 1 beneficiary u64!, 2 account b32!, 3 name_commitment b32!, 4 account_commitment b32!
PayeeConfirmed 1 payee u64!, 2 last_change u64!
PayeeRenewed 1 grant u64!, 2 last_change u64!, 3 payee u64!
ListSubmitted 1 office u64!, 2 declared_count u32!, 3 declared_total amount, 4 content b32!
ListApproved 1 list u64!, 2 last_change u64!, 3 account u64!, 4 line_count u32!, 5 total amount
ListReleased 1 list u64!, 2 last_change u64!, 3 part u32!, 4 line_count u32!, 5 total amount
ResultsImported 1 list u64!, 2 file b32!, 3 row_count u32!, 4 total amount
Evidence 1 hash b32!, 2 custodian code!, 3 keep_until s32
ItemRegistered 1 code code!, 2 name name!, 3 measure name!, 4 catalogue_value amount
BillRow 1 item u64!, 2 quantity u32!
KitDesigned 1 code code!, 2 name name!, 3 programme u64!, 4 bill BillRow*
LotReceived 1 office u64!, 2 receipt_number u64!, 3 booking_date s32, 4 series u64!, 5 start amount, 6 count amount!, 7 unit_value amount, 8 basis e4!, 9 evidence Evidence!, 10 donor u64, 11 campaign u64, 12 pledge PledgePart
LotAppraised 1 lot u64!, 2 last_change u64!
KitAssembled 1 design u64!, 2 office u64!, 3 units Ranges!
KitDissolved 1 kit u64!, 2 last_change u64!, 3 units Ranges!
KitReserved 1 grant u64!, 2 last_change u64!, 3 kit u64!
GoodsHandedOver 1 grant u64!, 2 last_change u64!, 3 kit u64!, 4 units Ranges!, 5 evidence Evidence!
Refused 1 items RefusedItem*, 2 conflicts_with u64
RefusedItem 1 ordinal u32, 2 code codes!, 3 numbers u64*
Entry 1 format u32!, 2 ruleset u32!, 3 index u64, 4 recorded_at_us i64, 5 principal u64, 6 blind b16!, 7 head RequestHead"""
# refused.proto: how many numbers the reason of each code has; those of ONE_NUMBER have one.
NO_NUMBERS = {30, 43, 54, 58, 71, 72, 81, 82, 84, 90, 133, 140, 178}
TWO_NUMBERS = {25, 26, 31, 34, 36, 40, 41, 42, 44, 45, 46, 49, 51, 60, 61, 70, 80, 121, 122, 125, 132, 134, 142, 145, 146, 150,
               151, 154, 179}
THREE_NUMBERS = {120, 130, 141, 173}
ONE_NUMBER = {*range(1, 19), *range(20, 25), 32, 33, 35, 37, 38, 47, 48, 50, 52, 53, 55, 56, 57, 62, 73, 83, 85, 86, 91,
              *range(110, 120), 123, 124, 131, 135, 143, 144, 147, 152, 153, *range(155, 162), 170, 171, 172, *range(174, 178)}
NUMBERS_OF = {code: count for count, codes in enumerate((NO_NUMBERS, ONE_NUMBER, TWO_NUMBERS, THREE_NUMBERS)) for code in codes}
VARINTS = {"u8", "u16", "u32", "u64", "id", "i64", "s32", "bool", "amount", "codes"} | {"e%d" % n for n in range(10)}
LIMITS = {"u8": 2**8 - 1, "u16": 2**16 - 1, "u32": 2**32 - 1, "s32": 2**32 - 1, "bool": 1, "amount": MAX_AMOUNT}


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
