//! Events about goods.

use super::grants::grant;
use super::money::pledge_part;
use super::words::{amount, code, day, id, index, name, range, ranges, some};
use ledger_core::event::{
    BillRow, Event, Evidence, GoodsHandedOver, ItemRegistered, KitAssembled, KitDesigned, KitDissolved, KitReserved,
    LotAppraised, LotReceived, ValuationBasis,
};
use ledger_core::ids::{CampaignId, ContentHash, DonorId, ItemId, KitDesignId, KitId, LotId, OfficeId, ProgrammeId};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![
        (code(), name(), name(), amount()).prop_map(|(code, name, measure, catalogue_value)| {
            Event::ItemRegistered(ItemRegistered { code, name, measure, catalogue_value })
        }),
        design(),
        lot(),
        (id(), index())
            .prop_map(|(lot, last_change)| { Event::LotAppraised(LotAppraised { lot: LotId(lot), last_change }) }),
        (id(), id(), ranges()).prop_map(|(design, office, units)| {
            Event::KitAssembled(KitAssembled { design: KitDesignId(design), office: OfficeId(office), units })
        }),
        (kit(), index(), ranges())
            .prop_map(|(kit, last_change, units)| { Event::KitDissolved(KitDissolved { kit, last_change, units }) }),
        (grant(), index(), kit())
            .prop_map(|(grant, last_change, kit)| { Event::KitReserved(KitReserved { grant, last_change, kit }) }),
        (grant(), index(), kit(), ranges(), evidence()).prop_map(|(grant, last_change, kit, units, evidence)| {
            Event::GoodsHandedOver(GoodsHandedOver { grant, last_change, kit, units, evidence })
        }),
    ]
    .boxed()
}

fn kit() -> impl Strategy<Value = KitId> {
    id().prop_map(KitId)
}

fn evidence() -> impl Strategy<Value = Evidence> {
    (any::<[u8; 32]>(), code(), day()).prop_map(|(hash, custodian, keep_until)| Evidence {
        hash: ContentHash(hash),
        custodian,
        keep_until,
    })
}

fn design() -> BoxedStrategy<Event> {
    let row = (id(), some()).prop_map(|(item, quantity)| BillRow { item: ItemId(item), quantity });
    (code(), name(), id(), vec(row, 0..5))
        .prop_map(|(code, name, programme, bill)| {
            Event::KitDesigned(KitDesigned { code, name, programme: ProgrammeId(programme), bill })
        })
        .boxed()
}

fn lot() -> BoxedStrategy<Event> {
    use ValuationBasis::{Appraised, DonorDeclared, Market, Nil};
    let value = (amount(), select(vec![Market, Appraised, DonorDeclared, Nil]), evidence());
    let answers = (option::of(id()), option::of(id()), option::of(pledge_part()));
    (id(), id(), day(), range(), value, answers)
        .prop_map(|(office, receipt_number, booking_date, numbers, value, (donor, campaign, pledge))| {
            let (unit_value, basis, evidence) = value;
            Event::LotReceived(LotReceived {
                office: OfficeId(office),
                receipt_number,
                booking_date,
                numbers,
                unit_value,
                basis,
                evidence,
                donor: donor.map(DonorId),
                campaign: campaign.map(CampaignId),
                pledge,
            })
        })
        .boxed()
}
