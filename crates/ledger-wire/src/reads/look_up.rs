//! Look-ups by natural key: the answer, and what the views can find without the key index.

use super::View;
use crate::natural_keys::{KeyKind, NaturalKey};
use crate::proto::ledger::v1 as proto;
use core::ops::Range;
use ledger_core::views::{Register, Registered};

/// The most entries that one answer names.
const MOST_FOUND: usize = 100;

/// How many entries to look for: one more than an answer names, to know whether there are more.
pub const MOST_WANTED: usize = MOST_FOUND + 1;

/// The answer, of at most [`MOST_WANTED`] entries that were found among those below the head.
#[must_use]
pub fn answer(head: proto::Head, mut found: Vec<u64>) -> proto::LookUpResponse {
    let more = found.len() > MOST_FOUND;
    found.truncate(MOST_FOUND);
    proto::LookUpResponse { indices: found, more, head: Some(head) }
}

/// What the views find by looking at every row: for when the key index is not there. `None` for what they do not
/// keep: they hold no token of a person.
#[must_use]
pub fn among_all(view: View<'_>, key: &NaturalKey, among: Range<u64>) -> Option<Vec<u64>> {
    let all = view.views.registrations();
    let wanted = key.bytes.as_slice();
    let found: Vec<u64> = match key.kind {
        KeyKind::Area => by_code(&all.areas, |id| id.0, |area| area.code.as_str(), wanted),
        KeyKind::Office => by_code(&all.offices, |id| id.0, |office| office.code.as_str(), wanted),
        KeyKind::Programme => by_code(&all.programmes, |id| id.0, |programme| programme.code.as_str(), wanted),
        KeyKind::Account => by_code(&all.accounts, |id| id.0, |account| account.code.as_str(), wanted),
        KeyKind::Campaign => by_code(&all.campaigns, |id| id.0, |campaign| campaign.code.as_str(), wanted),
        KeyKind::Class => by_code(&all.classes, |id| id.0, |class| class.code.as_str(), wanted),
        KeyKind::Item => by_code(&all.items, |id| id.0, |item| item.code.as_str(), wanted),
        KeyKind::KitDesign => by_code(&all.kit_designs, |id| id.0, |design| design.code.as_str(), wanted),
        KeyKind::List => {
            let rows = view.views.lists().after(None).filter(|(_, list)| list.content.0 == wanted);
            rows.map(|(id, _)| id.0).collect()
        }
        KeyKind::Donor => {
            let rows = all.donors.after(None).filter(|(_, donor)| donor.reference.0 == wanted);
            rows.map(|(id, _)| id.0).collect()
        }
        KeyKind::Beneficiary => {
            let rows = all.beneficiaries.after(None).filter(|(_, beneficiary)| beneficiary.reference.0 == wanted);
            rows.map(|(id, _)| id.0).collect()
        }
        KeyKind::Person | KeyKind::Benefit => return None,
    };
    Some(found.into_iter().filter(|index| among.contains(index)).take(MOST_WANTED).collect())
}

fn by_code<K: Ord + Copy, T>(
    register: &Register<K, Registered<T>>,
    id: impl Fn(K) -> u64,
    code: impl Fn(&T) -> &str,
    wanted: &[u8],
) -> Vec<u64> {
    register.after(None).filter(|(_, row)| code(&row.fact).as_bytes() == wanted).map(|(key, _)| id(key)).collect()
}
