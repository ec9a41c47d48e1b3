//! A store of Qom with a small catalogue: a fridge is worth 300, a stove 100, and a dowry set is a fridge and two
//! stoves.

use crate::ask::{ANYTHING, account, code, name, rials};
use crate::book::{Book, TODAY};
use crate::world::World;
use ledger_core::command::{AssembleKit, Command, RecordLot};
use ledger_core::event::{
    AccountKind, BillRow, Evidence, ItemRegistered, KitDesigned, Restriction, Source, ValuationBasis,
};
use ledger_core::ids::{AccountId, ContentHash, ItemId, KitDesignId, KitId, LotId, ProgrammeId};

/// What stands in it by name.
#[derive(Clone, Copy)]
pub struct Warehouse {
    w: World,
    pub store: AccountId,
    pub fridge: ItemId,
    pub stove: ItemId,
    pub set: KitDesignId,
}

pub fn evidence() -> Evidence {
    let keep_until = TODAY.checked_add_days(3_650).unwrap();
    Evidence { hash: ContentHash([77; 32]), custodian: code("archive"), keep_until }
}

pub fn item(text: &str, catalogue_value: u64) -> Command {
    let (measure, catalogue_value) = (name("a piece"), rials(catalogue_value));
    Command::RegisterItem(ItemRegistered { code: code(text), name: name(text), measure, catalogue_value })
}

pub fn design(text: &str, programme: ProgrammeId, bill: &[(ItemId, u32)]) -> Command {
    let bill = bill.iter().map(|(item, quantity)| BillRow { item: *item, quantity: *quantity }).collect();
    Command::DesignKit(KitDesigned { code: code(text), name: name(text), programme, bill })
}

impl Warehouse {
    pub fn of(book: &mut Book) -> Self {
        let w = book.w;
        let store = AccountId(book.registers(account("store", w.qom, AccountKind::Store)));
        let (fridge, stove) = (ItemId(book.registers(item("fridge", 300))), ItemId(book.registers(item("stove", 100))));
        let set = KitDesignId(book.registers(design("dowry-set", w.dowry, &[(fridge, 1), (stove, 2)])));
        Self { w, store, fridge, stove, set }
    }

    /// Goods for anything, at the catalogue's value.
    pub fn lot(&self, item: ItemId, count: u64) -> RecordLot {
        RecordLot {
            office: self.w.national,
            store: self.store,
            item,
            count: rials(count),
            unit_value: rials(if item == self.fridge { 300 } else { 100 }),
            basis: ValuationBasis::Market,
            evidence: evidence(),
            source: Source::PublicDonation,
            restriction: ANYTHING,
            donor: None,
            campaign: None,
            pledge: None,
            booking_date: None,
        }
    }

    pub fn receives(&self, book: &mut Book, item: ItemId, count: u64, restriction: Restriction) -> LotId {
        let lot = RecordLot { restriction, ..self.lot(item, count) };
        LotId(book.does(book.w.receiver, Command::RecordLot(lot)))
    }

    /// Fridges and stoves for so many sets.
    pub fn fill(&self, book: &mut Book, sets: u64) -> [LotId; 2] {
        let fridges = self.receives(book, self.fridge, sets, ANYTHING);
        [fridges, self.receives(book, self.stove, sets * 2, ANYTHING)]
    }

    /// A dowry set for Qom, of whatever is there.
    pub fn assembly(&self) -> AssembleKit {
        AssembleKit { design: self.set, office: self.w.qom, store: self.store, lots: Vec::new() }
    }

    pub fn kit(&self, book: &mut Book) -> KitId {
        let ask = Command::AssembleKit(self.assembly());
        KitId(book.does(book.w.officer, ask))
    }
}
