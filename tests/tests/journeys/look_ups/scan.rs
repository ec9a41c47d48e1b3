//! The same questions, answered by reading the book from the first entry to the last.

use amanat_tests::answers::given;
use amanat_tests::look_ups::{by_code, by_reference};
use amanat_tests::world::World;
use ledger_core::event::{Entry, Event};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::LookUpKind;
use ledger_wire::record;
use std::collections::BTreeMap;

/// What a scan can be asked: the kind, and the code or reference.
pub(super) type Asked = (i32, Vec<u8>);

/// Every entry of the book, as the auditor's API gives it.
async fn entries(world: &World) -> Vec<Entry> {
    let mut audit = world.by(&world.office.auditor).audit();
    let mut found = Vec::new();
    let mut page_token = String::new();
    loop {
        let ask = api::ListEntriesRequest { page_size: 1_000, page_token, first_index: 0 };
        let page = given(audit.list_entries(ask).await);
        found.extend(page.entries.iter().map(|stored| record::decode(&stored.record).unwrap().entry));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return found;
        }
    }
}

/// Every code and reference of the book, with the entries that have it.
pub(super) async fn scan(world: &World) -> BTreeMap<Asked, Vec<u64>> {
    let mut found: BTreeMap<Asked, Vec<u64>> = BTreeMap::new();
    for entry in entries(world).await {
        let asked = match &entry.event {
            Event::AreaRegistered(it) => (LookUpKind::Area, it.code.as_str().as_bytes().to_vec()),
            Event::OfficeRegistered(it) => (LookUpKind::Office, it.code.as_str().as_bytes().to_vec()),
            Event::ProgrammeRegistered(it) => (LookUpKind::Programme, it.code.as_str().as_bytes().to_vec()),
            Event::AccountOpened(it) => (LookUpKind::Account, it.code.as_str().as_bytes().to_vec()),
            Event::DonorRegistered(it) => (LookUpKind::Donor, it.reference.0.to_vec()),
            Event::BeneficiaryEnrolled(it) => (LookUpKind::Beneficiary, it.reference.0.to_vec()),
            _ => continue,
        };
        found.entry((asked.0.into(), asked.1)).or_default().push(entry.index.0);
    }
    found
}

/// The question as the API has it.
pub(super) fn question((kind, key): &Asked) -> api::LookUpRequest {
    let kind = LookUpKind::try_from(*kind).unwrap();
    match kind {
        LookUpKind::Donor | LookUpKind::Beneficiary => by_reference(kind, key),
        _ => by_code(kind, std::str::from_utf8(key).unwrap()),
    }
}
