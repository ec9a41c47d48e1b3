//! Goods: the catalogue, lots, kits.

use super::{amount, code, day, name, pledge_part, range, ranges};
use ledger_core::event::{
    BillRow, Event, Evidence, GoodsHandedOver, ItemRegistered, KitAssembled, KitDesigned, KitDissolved, KitReserved,
    LotAppraised, LotReceived, ValuationBasis,
};
use ledger_core::ids::{
    CampaignId, ContentHash, DonorId, GrantId, Index, ItemId, KitDesignId, KitId, LotId, OfficeId, ProgrammeId,
};

pub(super) fn events() -> Vec<Event> {
    [catalogue(), lots(), kits()].into_iter().flatten().collect()
}

fn evidence() -> Evidence {
    Evidence { hash: ContentHash([0x3b; 32]), custodian: code("ARCHIVE-14"), keep_until: day(24_430) }
}

fn catalogue() -> Vec<Event> {
    vec![
        Event::ItemRegistered(ItemRegistered {
            code: code("FRIDGE-12"),
            name: name("یخچال ۱۲ فوت"),
            measure: name("دستگاه"),
            catalogue_value: amount(180_000_000),
        }),
        Event::KitDesigned(KitDesigned {
            code: code("DOWRY-SET"),
            name: name("بستهٔ جهیزیه"),
            programme: ProgrammeId(9),
            bill: vec![BillRow { item: ItemId(20), quantity: 1 }, BillRow { item: ItemId(22), quantity: 4 }],
        }),
    ]
}

fn lots() -> Vec<Event> {
    vec![
        Event::LotReceived(LotReceived {
            office: OfficeId(6),
            receipt_number: 2,
            booking_date: day(20_779),
            numbers: range(43, 0, 12),
            unit_value: amount(175_000_000),
            basis: ValuationBasis::DonorDeclared,
            evidence: evidence(),
            donor: Some(DonorId(29)),
            campaign: Some(CampaignId(31)),
            pledge: Some(pledge_part(10)),
        }),
        Event::LotAppraised(LotAppraised { lot: LotId(44), last_change: Index(44) }),
    ]
}

fn kits() -> Vec<Event> {
    let (grant, kit, last_change) = (GrantId(71), KitId(47), Index(75));
    vec![
        Event::KitAssembled(KitAssembled { design: KitDesignId(21), office: OfficeId(6), units: ranges() }),
        Event::KitDissolved(KitDissolved { kit, last_change: Index(47), units: ranges() }),
        Event::KitReserved(KitReserved { grant, last_change, kit }),
        Event::GoodsHandedOver(GoodsHandedOver { grant, last_change, kit, units: ranges(), evidence: evidence() }),
    ]
}
