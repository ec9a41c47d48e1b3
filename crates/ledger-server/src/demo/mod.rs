//! The demonstration: a small ceremony of gifts and grants, played through the server's own API as any client would,
//! with nothing but API keys. It knows no rule: what it asks for is allowed or refused by the book.
//!
//! All that it asks is drawn from a seed, under request ids drawn from the same seed, so that an interrupted ceremony
//! goes on where it stopped: what was recorded is answered again and not recorded again.

mod allotting;
mod api_words;
mod cast;
mod desk;
mod enrolment;
mod error;
mod figures;
mod gift_desk;
mod gifts;
mod grant_path;
mod key_ring;
mod levels;
mod next_steps;
mod places;
mod plan;
mod reading;
mod refusals;
mod register;
mod request_id;
mod seed;
mod story;
mod tables;
#[cfg(test)]
mod tests;
mod timetable;

pub use cast::{CONFIRMER, PROPOSER};
pub use error::DemoError;
pub use key_ring::KeyRing;
pub use next_steps::{Setting, next_steps};
pub use story::Story;
pub use tables::tables;
pub use timetable::opened_at;

use desk::Desk;
use gift_desk::{Donors, GiftDesk};
use gifts::Gift;
use grant_path::Running;
use places::Province;
use refusals::Refused;
use register::Register;
use seed::Seed;
use timetable::{Occasion, at_hour};
use tonic::transport::Channel;

/// Told what is being done, a line for each phase.
pub type Progress<'a> = &'a (dyn Fn(&str) + Send + Sync);

/// Plays the ceremony, or what is left of it, and checks the figures. The ring holds the keys of the two
/// administrators, [`PROPOSER`] and [`CONFIRMER`]; those of all others are drawn.
///
/// # Errors
/// [`DemoError`]. What was recorded stays; playing again with the same ring and seed goes on.
pub async fn play(channel: Channel, keys: &KeyRing, seed: u64, progress: Progress<'_>) -> Result<Story, DemoError> {
    keys.hold_to_seed(seed)?;
    Ceremony::new(Desk::new(channel, keys, seed), seed, progress).play().await
}

/// The ceremony while it is played.
struct Ceremony<'a> {
    desk: Desk<'a>,
    progress: Progress<'a>,
    provinces: Vec<Province>,
    gifts: Vec<Gift>,
    /// Where random references come from.
    references: Seed,
    refusals: Vec<Refused>,
}

impl<'a> Ceremony<'a> {
    fn new(desk: Desk<'a>, seed: u64, progress: Progress<'a>) -> Self {
        let provinces = places::provinces();
        let gifts = gifts::gifts(&mut Seed::new(seed), &provinces);
        Self { desk, progress, provinces, gifts, references: Seed::new(!seed), refusals: Vec::new() }
    }

    async fn play(&mut self) -> Result<Story, DemoError> {
        self.begin(Occasion::Register, "the register: areas, offices, programmes, principals").await?;
        let register = register::fill(&self.desk, &self.provinces).await?;
        let donors = self.receive(&register).await?;
        let (allotments, mut grants) = self.prepare(&register).await?;
        self.award(&register, &mut grants).await?;
        let spent_receipt = self.pay(&mut grants).await?;
        (self.progress)("checking the figures");
        let figures = figures::read_and_check(&self.desk, &register).await?;
        Ok(Story {
            provinces: self.provinces.clone(),
            register,
            donors: donors.count(),
            gifts: self.gifts.clone(),
            allotments,
            grants,
            refusals: self.refusals.clone(),
            figures,
            head: story::head(&self.desk).await?,
            spent_receipt,
        })
    }

    /// Donors and their gifts; then one of them under an id that was used.
    async fn receive(&mut self, register: &Register) -> Result<Donors, DemoError> {
        self.begin(Occasion::Donors, "donors").await?;
        let donors = gift_desk::register_donors(&self.desk, &mut self.references).await?;
        self.say(Occasion::Gifts, &format!("{} gifts over five days", self.gifts.len()))?;
        let gift_desk = GiftDesk { desk: &self.desk, register, donors: &donors };
        let receipt = gift_desk.record(&self.gifts).await?;
        let last = self.gifts.last().ok_or_else(|| DemoError::missing("gifts", "a gift"))?;
        let refused = refusals::same_id_other_content(&gift_desk, last, receipt).await?;
        self.refusals.push(refused);
        Ok(donors)
    }

    /// Allotments and beneficiaries; and what no donor and no line allows.
    async fn prepare(&mut self, register: &Register) -> Result<(usize, Vec<Running>), DemoError> {
        self.begin(Occasion::Allotment, "allotments, national to province to county; beneficiaries").await?;
        let planned = plan::grants(&self.provinces);
        let allotments = allotting::allot_all(&self.desk, register, &self.provinces, &self.gifts, &planned).await?;
        let (qom, kerman) = (self.place("IR-25")?, self.place(cast::DEPUTYS_PROVINCE)?);
        self.refusals.push(refusals::restricted_gift_elsewhere(&self.desk, register, (qom, kerman)).await?);
        self.refusals.push(refusals::beyond_the_line(&self.desk, register, kerman).await?);
        let enrolled =
            enrolment::enrol_all(&self.desk, register, &self.provinces, &planned, &mut self.references).await?;
        Ok((allotments, grant_path::prepare(&self.provinces, &planned, &enrolled)))
    }

    /// The ceremony itself: from the applications to the payment orders.
    async fn award(&mut self, register: &Register, grants: &mut [Running]) -> Result<(), DemoError> {
        self.begin(Occasion::Ceremony, &format!("{} grants, from application to payment order", grants.len())).await?;
        grant_path::apply_to_credit(&self.desk, register, grants).await?;
        self.refusals.push(refusals::own_application(&self.desk, grants).await?);
        grant_path::award_to_order(&self.desk, grants).await?;
        let refusal = refusals::second_dowry(&self.desk, register, grants, &mut self.references).await?;
        self.refusals.push(refusal);
        Ok(())
    }

    /// What the bank did, and what was done about it; gives a receipt that was spent.
    async fn pay(&mut self, grants: &mut [Running]) -> Result<u64, DemoError> {
        self.begin(Occasion::Results, "the bank's results").await?;
        grant_path::results(&self.desk, grants).await?;
        let paid = grants.iter().find(|grant| grant.sent_back.is_none());
        let paid = paid.ok_or_else(|| DemoError::missing("results", "a grant that was paid"))?.grant;
        let receipt = reading::first_receipt_of(&self.desk, paid).await?;
        self.refusals.push(refusals::spent_receipt(&self.desk, receipt).await?);
        self.begin(Occasion::Again, "what came back is paid again or cancelled").await?;
        grant_path::again(&self.desk, grants).await?;
        Ok(receipt)
    }

    /// Sets the clock to the morning of an occasion, and says so.
    async fn begin(&self, occasion: Occasion, what: &str) -> Result<(), DemoError> {
        self.say(occasion, what)?;
        self.desk.set_clock(PROPOSER, at_hour(occasion.day()?, 9)).await
    }

    fn say(&self, occasion: Occasion, what: &str) -> Result<(), DemoError> {
        (self.progress)(&format!("{}: {what}", timetable::shown(occasion.day()?)));
        Ok(())
    }

    fn place(&self, code: &str) -> Result<usize, DemoError> {
        let found = self.provinces.iter().position(|province| province.code == code);
        found.ok_or_else(|| DemoError::missing("places", "a province"))
    }
}
