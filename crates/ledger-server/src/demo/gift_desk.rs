//! Donors and gifts: the gateway's system records what came by portal and card, a person what came by transfer.

use super::api_words::{date, money};
use super::cast::{GATEWAY, PROPOSER, RECEIVER};
use super::desk::{Desk, failed};
use super::error::DemoError;
use super::plan::Plan;
use super::plan::donors::{ASSEMBLIES, COMPANIES, Donor, PERSONS};
use super::plan::gifts::{Gift, GiftDay, Way};
use super::plan::promises::STATE_CREDIT;
use super::plan::seed::Seed;
use super::plan::wish::{Area, Programme, Wish};
use super::register::Register;
use super::timetable::{Occasion, at_hour};
use ledger_core::time::Day;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::{Channel, DonorKind, Source};

/// The step that records the last small gift.
const LAST_GIFT: &str = "gifts/last";
/// The hour at which the gifts of a day are recorded.
const EVENING: u8 = 20;

/// The donors who are known, by their indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Donors {
    persons: Vec<u64>,
    companies: Vec<u64>,
    assemblies: Vec<u64>,
    state: u64,
}

impl Donors {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.persons.len() + self.companies.len() + self.assemblies.len() + 1
    }

    /// The index of a donor; 0 for nobody.
    #[must_use]
    pub fn index(&self, donor: Option<Donor>) -> u64 {
        let of = |list: &[u64], place: usize| list.get(place).copied().unwrap_or(0);
        match donor {
            None => 0,
            Some(Donor::Person(place)) => of(&self.persons, place),
            Some(Donor::Company(place)) => of(&self.companies, place),
            Some(Donor::Assembly(place)) => of(&self.assemblies, place),
            Some(Donor::State) => self.state,
        }
    }
}

/// The source of what a donor gives.
#[must_use]
pub const fn source(donor: Option<Donor>) -> Source {
    match donor {
        None | Some(Donor::Person(_)) => Source::PublicDonation,
        Some(Donor::Company(_)) => Source::Company,
        Some(Donor::Assembly(_)) => Source::Assembly,
        Some(Donor::State) => Source::StateCredit,
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
    items.extend(donors(1, DonorKind::StateCredit));
    let mut indices = desk.register(RECEIVER, "donors", items).await?.into_iter();
    let mut next = |count: usize| indices.by_ref().take(count).collect();
    let (persons, companies, assemblies): (Vec<u64>, _, _) = (next(PERSONS), next(COMPANIES), next(ASSEMBLIES));
    let state = indices.next().ok_or_else(|| DemoError::missing("donors", "the line of state credit"))?;
    Ok(Donors { persons, companies, assemblies, state })
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
    /// Records all gifts, each evening those of the day, and the last small one alone; gives that one's receipt.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn record(&self, plan: &Plan) -> Result<u64, DemoError> {
        let mut since = Occasion::Campaigns.day()?;
        for day in &plan.gifts {
            self.desk.set_clock(PROPOSER, at_hour(day.day, EVENING)).await?;
            self.close_campaigns(plan, since, day.day).await?;
            self.record_day(day, plan.gifts.last() == Some(day)).await?;
            since = day.day;
        }
        let (today, gift) = last_gift(plan)?;
        let answer = self.ask_last(today, gift).await?.map_err(|status| failed(LAST_GIFT, status))?;
        self.desk.progress().asked(1);
        let recorded =
            answer.into_inner().recorded.ok_or_else(|| DemoError::missing(LAST_GIFT, "what was recorded"))?;
        Ok(recorded.index)
    }

    /// Closes the campaigns that end early after `since` and not later than today.
    async fn close_campaigns(&self, plan: &Plan, since: Day, today: Day) -> Result<(), DemoError> {
        for (place, campaign) in plan.campaigns.iter().enumerate() {
            if campaign.ended.is_some_and(|ended| since < ended && ended <= today) {
                let campaign = self.register.campaign(place)?;
                let closing = Command::CampaignClosing(api::CloseCampaign { campaign, last_change: campaign });
                self.desk.register(PROPOSER, &format!("campaigns/closed/{place}"), vec![closing]).await?;
            }
        }
        Ok(())
    }

    async fn record_day(&self, day: &GiftDay, is_last: bool) -> Result<(), DemoError> {
        let alone = usize::from(is_last);
        let micro = day.micro.get(..day.micro.len().saturating_sub(alone)).unwrap_or_default();
        for (kind, who, gifts) in
            [("micro", GATEWAY, micro), ("portal", GATEWAY, &day.portal), ("large", RECEIVER, &day.large)]
        {
            if !gifts.is_empty() {
                let items = gifts.iter().map(|gift| self.receipt(gift, day.day)).collect::<Result<Vec<_>, _>>()?;
                self.desk.receive(who, &format!("gifts/{}/{kind}", day.day), items).await?;
            }
        }
        Ok(())
    }

    /// Asks for the receipt of the last small gift, under the id that it has.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn ask_last(
        &self,
        today: Day,
        gift: &Gift,
    ) -> Result<Result<tonic::Response<api::RecordReceiptResponse>, tonic::Status>, DemoError> {
        self.ask(LAST_GIFT, gift, today).await
    }

    /// Asks for the receipt of one gift.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn ask(
        &self,
        step: &str,
        gift: &Gift,
        today: Day,
    ) -> Result<Result<tonic::Response<api::RecordReceiptResponse>, tonic::Status>, DemoError> {
        let request_id = self.desk.request_id(step);
        let receipt = Some(self.receipt(gift, today)?);
        let message =
            self.desk.request(GATEWAY, api::RecordReceiptRequest { request_id, validate_only: false, receipt })?;
        Ok(ReceiptServiceClient::new(self.desk.channel()).record_receipt(message).await)
    }

    /// A gift that answers a campaign says nothing else: the campaign's purpose speaks for it.
    fn receipt(&self, gift: &Gift, today: Day) -> Result<api::RecordReceipt, DemoError> {
        let restriction = match gift.campaign {
            Some(_) => None,
            None => Some(self.register.restriction(&gift.wish)?),
        };
        Ok(api::RecordReceipt {
            office: self.register.seat(Area::Country)?.office,
            account: self.register.bank,
            amount: money(gift.rials)?,
            source: source(gift.donor).into(),
            restriction,
            donor: self.donors.index(gift.donor),
            channel: channel(gift.way).into(),
            payment: payment(gift.way, gift.reference, today),
            booking_date: None,
            value_date: None,
            campaign: gift.campaign.map_or(Ok(0), |place| self.register.campaign(place))?,
            pledge: 0,
        })
    }

    /// State credit for livelihood, into the account at the Treasury.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn record_state_credit(&self) -> Result<(), DemoError> {
        let today = Occasion::Promises.day()?;
        let wish = Wish::programme_in(Programme::Livelihood, Area::Country);
        let mut items = Vec::new();
        for (rials, reference) in STATE_CREDIT.into_iter().zip(40_000_000..) {
            let donor = Some(Donor::State);
            let gift = Gift { rials, wish, campaign: None, way: Way::Transfer, donor, reference };
            items.push(api::RecordReceipt { account: self.register.treasury, ..self.receipt(&gift, today)? });
        }
        self.desk.receive(RECEIVER, "state-credit", items).await.map(|_| ())
    }
}

/// The last small gift, and its day.
///
/// # Errors
/// If there is none.
pub fn last_gift(plan: &Plan) -> Result<(Day, &Gift), DemoError> {
    let found = plan.gifts.last().and_then(|day| Some((day.day, day.micro.last()?)));
    found.ok_or_else(|| DemoError::missing("gifts", "a gift"))
}

const fn channel(way: Way) -> Channel {
    match way {
        Way::Card => Channel::Card,
        Way::Portal => Channel::Portal,
        Way::Transfer => Channel::Transfer,
    }
}

/// The payment as the gateway or the bank names it.
#[must_use]
pub fn payment(way: Way, reference: u64, today: Day) -> Option<api::ExternalPayment> {
    let terminal = match way {
        Way::Card => "POS-70114",
        Way::Portal => "PORTAL-1",
        Way::Transfer => "012-6102",
    };
    let settlement_date = Some(date(today));
    Some(api::ExternalPayment { terminal: terminal.to_owned(), settlement_date, reference: reference.to_string() })
}
