//! A small organisation, set up through gRPC as any would be: two provinces under a national office, two programmes
//! with their rules, an account, and a principal for every role. Every proposal is confirmed by the second
//! administrator.

mod people;
mod setting_up;

pub use people::{Post, key_hash};

use crate::book::Book;
use crate::draw::Draw;
use crate::server::Server;
use setting_up::Setting;

/// What one grant of the programme may be at the most, in rials.
pub const CAP: i64 = 400_000_000;

/// The organisation, by its indices and keys.
#[derive(Clone, Debug)]
pub struct Office {
    /// The country.
    pub country: u64,
    /// The first province.
    pub qom: u64,
    /// The second.
    pub kerman: u64,
    /// The office of the country.
    pub national: u64,
    /// The office of the first province.
    pub qom_office: u64,
    /// The office of the second.
    pub kerman_office: u64,
    /// The programme for dowries.
    pub dowry: u64,
    /// The programme for marriages.
    pub marriage: u64,
    /// The account that receives and pays.
    pub account: u64,
    /// An administrator, who proposes.
    pub administrator: Post,
    /// The other administrator, who confirms.
    pub second_administrator: Post,
    /// Records receipts and donors.
    pub receiver: Post,
    /// Allots, and secures credit.
    pub budget_officer: Post,
    /// Enrols, applies, decides.
    pub case_officer: Post,
    /// Verifies what the first enrolled.
    pub second_case_officer: Post,
    /// A case officer of the first province only.
    pub qom_case_officer: Post,
    /// Notifies, awards, reverses, cancels.
    pub approver: Post,
    /// Applies and approves, so that both can meet in one person.
    pub deputy: Post,
    /// Orders payments.
    pub releaser: Post,
    /// Records what the bank did.
    pub treasurer: Post,
    /// Reads everything.
    pub auditor: Post,
    /// A system that records receipts; it has a case officer's role as well, and may not approve by it.
    pub machine: Post,
}

impl Office {
    /// Sets the organisation up in a new book.
    ///
    /// # Panics
    /// If anything of it is refused.
    pub async fn set_up(server: &Server, book: &Book, draw: &mut Draw) -> Self {
        let [first, second] = &book.administrators;
        let administrators = [Post::known(1, first), Post::known(2, second)];
        let mut setting = Setting::new(server, administrators, draw.branch());
        let [country, dowry, marriage] = setting.top().await;
        let [qom, kerman, national] = setting.provinces(country).await;
        setting.rules(&[(dowry, "dowry"), (marriage, "marriage")]).await;
        let [qom_office, kerman_office, account] = setting.offices(national, qom, kerman).await;
        let staff = setting.staff(national, qom_office).await;
        let [administrator, second_administrator] = setting.administrators;
        let [
            receiver,
            budget_officer,
            case_officer,
            second_case_officer,
            qom_case_officer,
            approver,
            deputy,
            releaser,
            treasurer,
            auditor,
            machine,
        ] = staff;
        Self {
            country,
            qom,
            kerman,
            national,
            qom_office,
            kerman_office,
            dowry,
            marriage,
            account,
            administrator,
            second_administrator,
            receiver,
            budget_officer,
            case_officer,
            second_case_officer,
            qom_case_officer,
            approver,
            deputy,
            releaser,
            treasurer,
            auditor,
            machine,
        }
    }
}
