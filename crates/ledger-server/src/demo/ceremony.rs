//! The ceremony while it is played: its parts in their order, each on its day.

use super::allotting;
use super::cast::PROPOSER;
use super::desk::Desk;
use super::enrolment;
use super::error::DemoError;
use super::figures;
use super::gift_desk::{self, Donors, GiftDesk};
use super::goods_desk::GoodsDesk;
use super::list_desk::ListDesk;
use super::list_path::{self, Listed};
use super::plan::Plan;
use super::plan::seed::Seed;
use super::plan::wish::Area;
use super::pledge_desk::{PledgeDesk, Pledges};
use super::reading;
use super::refusals::{self, Refused};
use super::register::{self, Register};
use super::set_path::{self, SetGrant};
use super::sheets::Sheets;
use super::story::{self, Story};
use super::timetable::{Occasion, at_hour, shown};

/// The hour at which things begin, and the one at which they go on.
const MORNING: u8 = 9;

/// The ceremony while it is played.
pub struct Ceremony<'a> {
    desk: Desk<'a>,
    plan: &'a Plan,
    sheets: &'a Sheets,
    /// Where random references come from.
    references: Seed,
    refusals: Vec<Refused>,
}

impl<'a> Ceremony<'a> {
    /// A ceremony that asks at a desk for what is planned.
    #[must_use]
    pub const fn new(desk: Desk<'a>, seed: u64, plan: &'a Plan, sheets: &'a Sheets) -> Self {
        Self { desk, plan, sheets, references: Seed::new(!seed), refusals: Vec::new() }
    }

    /// Plays it, or what is left of it, and checks the figures.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn play(&mut self) -> Result<Story, DemoError> {
        self.begin(Occasion::Register, "the register: areas, offices, programmes, campaigns, principals").await?;
        let register = register::fill(&self.desk, self.plan).await?;
        let (donors, last_gift) = self.receive(&register).await?;
        let pledges = self.promise(&register, &donors).await?;
        let (sets, lots) = self.prepare(&register, &donors, &pledges).await?;
        let beneficiaries = self.enrol(&register).await?;
        self.allot(&register).await?;
        let mut listed = self.list(&register, beneficiaries).await?;
        let grants = reading::grants_of_list(&self.desk, listed.list).await?;
        self.release(&register, &mut listed, &grants).await?;
        self.results(&register, &mut listed, &grants).await?;
        let traced = self.trace(&grants).await?;
        self.desk.progress().part("checking the figures");
        let figures = figures::read_and_check(&self.desk, &register, self.plan, listed.list, last_gift).await?;
        Ok(Story {
            plan: self.plan.clone(),
            donors: donors.count(),
            refusals: self.refusals.clone(),
            head: story::head(&self.desk).await?,
            register,
            listed,
            grants,
            sets,
            lots,
            figures,
            traced,
        })
    }

    /// Donors and their gifts of a year; then one of them under an id that was used, and one for a campaign that is closed.
    async fn receive(&mut self, register: &Register) -> Result<(Donors, u64), DemoError> {
        self.begin(Occasion::Campaigns, "donors").await?;
        let donors = gift_desk::register_donors(&self.desk, &mut self.references).await?;
        self.say(
            Occasion::Gifts,
            &format!("{} gifts in {} days", self.plan.all_gifts().count(), self.plan.gifts.len()),
        )?;
        let gift_desk = GiftDesk { desk: &self.desk, register, donors: &donors };
        let last = gift_desk.record(self.plan).await?;
        self.refusals.push(refusals::same_id_other_content(&gift_desk, self.plan, last).await?);
        self.refusals.push(refusals::closed_campaign(&gift_desk, self.plan).await?);
        Ok((donors, last))
    }

    /// State credit, and what donors promise; in the next year, what came of it. Then the rules of that year.
    async fn promise(&mut self, register: &Register, donors: &Donors) -> Result<Pledges, DemoError> {
        self.begin(Occasion::Promises, "state credit; promises of money and goods").await?;
        GiftDesk { desk: &self.desk, register, donors }.record_state_credit().await?;
        let pledge_desk = PledgeDesk { desk: &self.desk, register, donors };
        let pledges = pledge_desk.record(self.plan).await?;
        self.begin(Occasion::Kept, "some promises are kept, one is cancelled, one given up in part").await?;
        pledge_desk.keep(self.plan, &pledges).await?;
        self.begin(Occasion::Rules, "the rules and the approval policy of the year").await?;
        register::set_rules(&self.desk, register).await?;
        Ok(pledges)
    }

    /// Goods come in, and dowry sets are handed over.
    async fn prepare(
        &mut self,
        register: &Register,
        donors: &Donors,
        pledges: &Pledges,
    ) -> Result<(Vec<SetGrant>, Vec<u64>), DemoError> {
        self.begin(Occasion::Goods, "goods come in; dowry sets are put together").await?;
        let goods_desk = GoodsDesk { desk: &self.desk, register, donors };
        let lots = goods_desk.receive(self.plan, pledges).await?;
        self.refusals.push(refusals::kermans_lot(&goods_desk, self.plan, &lots).await?);
        let kits = goods_desk.assemble(self.plan).await?;
        let (plan, references) = (self.plan, &mut self.references);
        let beneficiaries = enrolment::of_sets(&self.desk, register, plan, references).await?;
        self.begin(Occasion::Sets, "dowry sets are handed over").await?;
        let mut sets = set_path::apply_to_reserve(&self.desk, register, plan, &beneficiaries, &kits).await?;
        self.refusals.push(refusals::own_application(&self.desk, &sets).await?);
        set_path::award_to_verify(&self.desk, &mut sets).await?;
        self.refusals.push(refusals::after_a_set(&self.desk, register, plan, &sets).await?);
        Ok((sets, lots))
    }

    /// Those whom the list is for, with their payees.
    async fn enrol(&mut self, register: &Register) -> Result<Vec<u64>, DemoError> {
        self.begin(Occasion::Enrolment, "beneficiaries and their payees").await?;
        let enrolled = enrolment::of_list(&self.desk, register, self.plan, &mut self.references).await?;
        self.refusals.push(refusals::above_the_cap(&self.desk, register, self.plan, &enrolled).await?);
        Ok(enrolled)
    }

    /// Allotments; and what no donor, no line and no promise allows.
    async fn allot(&mut self, register: &Register) -> Result<(), DemoError> {
        self.begin(Occasion::Allotment, "allotments, national to province to county").await?;
        allotting::allot_all(&self.desk, register, self.plan).await?;
        self.refusals.push(refusals::restricted_gift_elsewhere(&self.desk, register, self.plan).await?);
        self.refusals.push(refusals::beyond_the_line(&self.desk, register, self.plan).await?);
        self.refusals.push(refusals::promised_only(&self.desk, register, self.plan).await?);
        Ok(())
    }

    /// The list, from its file to its second approval.
    async fn list(&mut self, register: &Register, beneficiaries: Vec<u64>) -> Result<Listed, DemoError> {
        let what = format!("a list of {} lines is submitted and approved", self.plan.lines.len());
        self.begin(Occasion::List, &what).await?;
        let desk = ListDesk { desk: &self.desk, register, plan: self.plan };
        self.refusals.push(refusals::wrong_total(&desk, self.sheets).await?);
        let listed = list_path::submit_and_approve(&desk, self.sheets, beneficiaries).await?;
        let refusal = refusals::second_dowry(&self.desk, register, self.plan, &mut self.references).await?;
        self.refusals.push(refusal);
        Ok(listed)
    }

    /// A payee changes between approval and release; then the list is released.
    async fn release(&mut self, register: &Register, listed: &mut Listed, grants: &[u64]) -> Result<(), DemoError> {
        self.begin(Occasion::Change, "a payee changes after the approval").await?;
        let desk = ListDesk { desk: &self.desk, register, plan: self.plan };
        let (approval, changed) = (listed.last_change, self.plan.changed_payee);
        list_path::change_payee(&desk, listed, changed).await?;
        self.refusals.push(refusals::payee_changed(&desk, listed).await?);
        list_path::renew(&self.desk, "payee-changed/renewed", listed, grants, &[changed]).await?;
        self.begin_at(Occasion::Ceremony, MORNING.saturating_add(1), "the ceremony: the list is released").await?;
        self.refusals.push(refusals::changed_since(&desk, listed, approval).await?);
        list_path::release(&desk, "list/release", listed).await
    }

    /// What the bank did, and what was done about it.
    async fn results(&mut self, register: &Register, listed: &mut Listed, grants: &[u64]) -> Result<(), DemoError> {
        let [first, again] = self.sheets.read_results()?;
        let desk = ListDesk { desk: &self.desk, register, plan: self.plan };
        self.begin(Occasion::Results, "the bank's results").await?;
        list_path::import(&desk, "list/results", listed, &first).await?;
        self.begin(Occasion::NewAccounts, "new accounts for what came back; a cancellation").await?;
        list_path::mend(&desk, listed, grants).await?;
        self.begin(Occasion::Again, "what came back is released again").await?;
        list_path::release(&desk, "list/release-again", listed).await?;
        self.begin(Occasion::Settled, "the bank's results again").await?;
        list_path::import(&desk, "list/results-again", listed, &again).await
    }

    /// A grant of a province's office that was paid at once, and a receipt that paid it, which cannot be reversed.
    async fn trace(&mut self, grants: &[u64]) -> Result<story::Traced, DemoError> {
        let sent_back = |at: usize| self.plan.sent_back.iter().any(|back| back.line == at);
        let of_province = |at: &usize| {
            self.plan.lines.get(*at).is_some_and(|line| matches!(line.office, Area::Province(_))) && !sent_back(*at)
        };
        let paid = (0..grants.len()).find(of_province).and_then(|at| grants.get(at)).copied();
        let grant = paid.ok_or_else(|| DemoError::missing("results", "a grant that was paid"))?;
        let receipt = reading::last_receipt_of(&self.desk, grant).await?;
        self.refusals.push(refusals::spent_receipt(&self.desk, receipt).await?);
        let back = self.plan.sent_back.first().and_then(|back| grants.get(back.line)).copied();
        let sent_back = back.ok_or_else(|| DemoError::missing("results", "a payment that came back"))?;
        Ok(story::Traced { grant, receipt, sent_back })
    }

    /// Sets the clock to the morning of an occasion, and says so.
    async fn begin(&self, occasion: Occasion, what: &str) -> Result<(), DemoError> {
        self.begin_at(occasion, MORNING, what).await
    }

    async fn begin_at(&self, occasion: Occasion, hour: u8, what: &str) -> Result<(), DemoError> {
        self.say(occasion, what)?;
        self.desk.set_clock(PROPOSER, at_hour(occasion.day()?, hour)).await
    }

    fn say(&self, occasion: Occasion, what: &str) -> Result<(), DemoError> {
        self.desk.progress().part(&format!("{}: {what}", shown(occasion.day()?)));
        Ok(())
    }
}
