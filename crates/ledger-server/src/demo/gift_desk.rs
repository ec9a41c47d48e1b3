//! Donors and gifts: the gateway's system records what came by portal and card, a person what came by transfer.

use super::api_words::{date, money};
use super::cast::{GATEWAY, PROPOSER, RECEIVER};
use super::desk::{Desk, failed};
use super::error::DemoError;
use super::gifts::{ASSEMBLIES, Area, COMPANIES, Gift, PERSONS, Way, Wish};
use super::register::Register;
use super::seed::Seed;
use super::timetable::{Occasion, after, at_hour};
use ledger_core::time::Day;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::{Channel, DonorKind, Source};

/// On how many days gifts come in.
const DAYS: i32 = 5;
/// The same, to divide by.
const A_DAYS_SHARE: usize = 5;
/// The most gifts in a request.
const BATCH: usize = 250;
/// The step that records the last gift.
const LAST_GIFT: &str = "gifts/last";

/// The donors who are known, by their indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Donors {
    persons: Vec<u64>,
    companies: Vec<u64>,
    assemblies: Vec<u64>,
}

impl Donors {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.persons.len() + self.companies.len() + self.assemblies.len()
    }
}

/// Makes the donors known, each by a reference drawn from the seed.
///
/// # Errors
/// [`DemoError`].
pub async fn register_donors(desk: &Desk<'_>, seed: &mut Seed) -> Result<Donors, DemoError> {
    let mut donors = |count: usize, kind: DonorKind| -> Vec<Command> {
        let reference =
            |_| Command::Donor(api::RegisterDonor { kind: kind.into(), reference: seed.bytes16().to_vec() });
        (0..count).map(reference).collect()
    };
    let mut items = donors(PERSONS, DonorKind::Person);
    items.extend(donors(COMPANIES + ASSEMBLIES, DonorKind::Organisation));
    let mut indices = desk.register(RECEIVER, "donors", items).await?.into_iter();
    let mut next = |count: usize| indices.by_ref().take(count).collect();
    Ok(Donors { persons: next(PERSONS), companies: next(COMPANIES), assemblies: next(ASSEMBLIES) })
}

/// Where receipts are recorded.
pub struct GiftDesk<'a> {
    /// Where it asks.
    pub desk: &'a Desk<'a>,
    /// What it refers to.
    pub register: &'a Register,
    /// Whom it knows.
    pub donors: &'a Donors,
}

impl GiftDesk<'_> {
    /// Records all gifts over the days, each evening those of the day, and the last one alone; gives that one's receipt.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn record(&self, gifts: &[Gift]) -> Result<u64, DemoError> {
        let (last, others) = gifts.split_last().ok_or_else(|| DemoError::missing("gifts", "a gift"))?;
        for (number, of_day) in (0..DAYS).zip(others.chunks(gifts.len().div_ceil(A_DAYS_SHARE).max(1))) {
            let today = after(Occasion::Gifts.day()?, number);
            self.desk.set_clock(PROPOSER, at_hour(today, 20)).await?;
            for (who, through_gateway) in [(GATEWAY, true), (RECEIVER, false)] {
                let mine = of_day.iter().filter(|gift| gift.way.is_through_gateway() == through_gateway);
                self.record_batches(who, today, &mine.collect::<Vec<_>>()).await?;
            }
        }
        let answer = self.ask_last(last).await?.map_err(|status| failed(LAST_GIFT, status))?;
        let recorded =
            answer.into_inner().recorded.ok_or_else(|| DemoError::missing(LAST_GIFT, "what was recorded"))?;
        Ok(recorded.index)
    }

    async fn record_batches(&self, who: &str, today: Day, gifts: &[&Gift]) -> Result<(), DemoError> {
        for (number, batch) in gifts.chunks(BATCH).enumerate() {
            let items = batch.iter().map(|gift| self.receipt(gift, today)).collect::<Result<Vec<_>, _>>()?;
            self.desk.receive(who, &format!("gifts/{today}/{who}/{number}"), items).await?;
        }
        Ok(())
    }

    /// Asks for the receipt of the last gift, under the id that it has.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn ask_last(
        &self,
        gift: &Gift,
    ) -> Result<Result<tonic::Response<api::RecordReceiptResponse>, tonic::Status>, DemoError> {
        let receipt = Some(self.receipt(gift, after(Occasion::Gifts.day()?, DAYS.saturating_sub(1)))?);
        let request_id = self.desk.request_id(LAST_GIFT);
        let message = api::RecordReceiptRequest { request_id, validate_only: false, receipt };
        let message = self.desk.request(GATEWAY, message)?;
        Ok(ReceiptServiceClient::new(self.desk.channel()).record_receipt(message).await)
    }

    fn receipt(&self, gift: &Gift, today: Day) -> Result<api::RecordReceipt, DemoError> {
        let came = Came::of(self.donors, gift.way);
        Ok(api::RecordReceipt {
            office: self.register.country.office,
            account: self.register.account,
            amount: money(gift.amount)?,
            source: came.source.into(),
            restriction: Some(restriction(self.register, gift.wish)?),
            donor: came.donor,
            channel: came.channel.into(),
            payment: Some(api::ExternalPayment {
                terminal: came.terminal.to_owned(),
                settlement_date: Some(date(today)),
                reference: gift.reference.to_string(),
            }),
            booking_date: None,
            value_date: None,
            campaign: 0,
            pledge: 0,
        })
    }
}

/// A wish in the words of the API.
///
/// # Errors
/// If the register lacks what is wished for.
pub fn restriction(register: &Register, wish: Wish) -> Result<api::Restriction, DemoError> {
    let area = match wish.area {
        Some(Area::Province(province)) => register.province(province)?.area,
        Some(Area::County(province, county)) => register.county(province, county)?.area,
        None => 0,
    };
    let programme = wish.programme.map_or(0, |programme| register.programme(programme));
    Ok(api::Restriction { programme, area, ..api::Restriction::default() })
}

/// What a way says about a receipt.
struct Came {
    channel: Channel,
    source: Source,
    terminal: &'static str,
    donor: u64,
}

impl Came {
    fn of(donors: &Donors, way: Way) -> Self {
        let known = |list: &[u64], place: usize| list.get(place).copied().unwrap_or(0);
        let (channel, source, terminal, donor) = match way {
            Way::Portal(person) => {
                let donor = person.map_or(0, |place| known(&donors.persons, place));
                (Channel::Portal, Source::PublicDonation, "PORTAL-1", donor)
            }
            Way::Card => (Channel::Card, Source::PublicDonation, "POS-70114", 0),
            Way::Company(place) => (Channel::Transfer, Source::Company, "012-6102", known(&donors.companies, place)),
            Way::Assembly(place) => (Channel::Transfer, Source::Assembly, "013-0044", known(&donors.assemblies, place)),
        };
        Self { channel, source, terminal, donor }
    }
}
