//! What is asked about the catalogue of goods.

use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{BillRow, DesignKit, RegisterItem};
use ledger_core::command::Command;
use ledger_core::event::{BillRow as Row, ItemRegistered, KitDesigned, MOST_BILL_ROWS};
use ledger_core::ids::{ItemId, ProgrammeId};

impl Item for RegisterItem {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, name, measure, catalogue_value } = self;
        let code = fields.code("code", code);
        let name = fields.name("name", name);
        let measure = fields.name("measure", measure);
        let catalogue_value = fields.amount("catalogue_value", catalogue_value.as_ref());
        Some(Command::RegisterItem(ItemRegistered {
            code: code?,
            name: name?,
            measure: measure?,
            catalogue_value: catalogue_value?,
        }))
    }
}

impl Item for DesignKit {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, name, programme, bill } = self;
        let code = fields.code("code", code);
        let name = fields.name("name", name);
        let programme = fields.reference("programme", *programme, ProgrammeId);
        let bill = read_bill(fields, bill);
        Some(Command::DesignKit(KitDesigned { code: code?, name: name?, programme: programme?, bill: bill? }))
    }
}

fn read_bill(fields: &mut Fields<'_>, bill: &[BillRow]) -> Option<Vec<Row>> {
    fields.counted("bill", bill.len(), MOST_BILL_ROWS)?;
    let mut read = Vec::with_capacity(bill.len());
    for (position, BillRow { item, quantity }) in bill.iter().enumerate() {
        let mut fields = fields.element("bill", position);
        let item = fields.reference("item", *item, ItemId);
        let quantity = fields.within("quantity", *quantity, 1..=u32::MAX);
        read.extend(item.zip(quantity).map(|(item, quantity)| Row { item, quantity }));
    }
    (read.len() == bill.len()).then_some(read)
}
