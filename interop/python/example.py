"""A partner's system, at its smallest: hands in a file of gifts, once, and then reads what became of the book since.

    example.py <address> <key file> <office> <account> <gifts.csv>

The file has a line `reference,rials,day` for each gift by card. Beside it lie `<gifts.csv>.request-id` and `place`.
"""
import csv
import datetime
import json
import os
import sys
import uuid

from amanat.ledger.v1 import money_pb2, receiving_pb2
from amanat.record.v1 import receipts_pb2, record_pb2
from amanat_partner import Partner, Place, Refused


def keep(path, text):
    """Durably, and whole or not at all."""
    with open(path + ".new", "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)


def kept(path):
    """What was kept, or nothing."""
    return open(path, encoding="ascii").read() if os.path.exists(path) else ""


def gift(row, office, account):
    reference, rials, day = row
    day = datetime.date.fromisoformat(day)
    settled = money_pb2.Date(year=day.year, month=day.month, day=day.day)
    return receiving_pb2.RecordReceipt(
        office=office,
        account=account,
        amount=money_pb2.Money(amount=int(rials), unit="IRR"),
        source=receipts_pb2.SOURCE_PUBLIC_DONATION,
        channel=receipts_pb2.CHANNEL_CARD,
        payment=receiving_pb2.ExternalPayment(terminal="99000001", settlement_date=settled, reference=reference),
    )


def hand_in(partner, path, gifts):
    # The id is kept before the first attempt: the same file is the same request, also after a crash of ours.
    request_id = kept(path + ".request-id") or str(uuid.uuid4())
    keep(path + ".request-id", request_id)
    recorded, replayed = partner.record_batch(request_id, gifts)
    print(f"recorded {len(gifts) - len(recorded.refusals)} of {len(gifts)}{', before' if replayed else ''}")
    for no in recorded.refusals:
        print(f"  line {no.ordinal + 1}: {no.reason} {dict(no.metadata)}")


def catch_up(partner, path):
    place = json.loads(kept(path) or "null")
    place = place and Place(place["count"], bytes.fromhex(place["link"]))
    whole = leaves = 0
    for heard in partner.follow(place):
        place = heard.place
        if heard.leaf is None:
            break  # nothing newer; a service would stay
        if heard.record is None:
            leaves += 1  # somebody else's entry
        else:
            whole += 1
            record_pb2.Entry.FromString(heard.record)  # ours, or the register's: here it would be booked
    keep(path, json.dumps({"count": place.count, "link": place.link.hex()}))
    print(f"followed to {place.count} entries: {whole} whole, {leaves} leaves, every link checked")


def main(address, key_file, office, account, path):
    with open(path, newline="", encoding="ascii") as file:
        gifts = [gift(row, int(office), int(account)) for row in csv.reader(file)]
    with open(key_file, encoding="ascii") as file:
        key = file.read().strip()
    with Partner(address, key) as partner:
        try:
            hand_in(partner, path, gifts)
            catch_up(partner, os.path.join(os.path.dirname(path), "place"))
        except Refused as no:
            print(f"{no.reason or no.code.name}: {no.sentence} {no.metadata}")
            for field, what in no.violations:
                print(f"  {field} {what}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
