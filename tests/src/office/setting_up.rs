//! How the organisation is set up: in rounds, each proposed by one administrator and confirmed by the other.

use super::people::{Post, draw_key, key_hash};
use crate::answers::given;
use crate::caller::Caller;
use crate::draw::Draw;
use crate::server::Server;
use crate::words::{date, person, rials, today};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::{AccountKind, AreaLevel, OfficeKind, Role};
use ledger_wire::status::Failure;

/// The work of setting up.
pub(super) struct Setting {
    pub(super) administrators: [Post; 2],
    proposer: Caller,
    confirmer: Caller,
    draw: Draw,
}

impl Setting {
    pub(super) fn new(server: &Server, administrators: [Post; 2], draw: Draw) -> Self {
        let [proposer, confirmer] = [administrators[0].at(server), administrators[1].at(server)];
        Self { administrators, proposer, confirmer, draw }
    }

    /// The country and the programmes.
    pub(super) async fn top(&mut self) -> [u64; 3] {
        let programme = |code: &str, name: &str| {
            let (code, name) = (code.to_owned(), name.to_owned());
            Command::Programme(api::RegisterProgramme { code, name, classes: Vec::new(), intents: Vec::new() })
        };
        let country = area("IR", AreaLevel::Country, 0, "ایران");
        self.propose([country, programme("dowry", "جهیزیه"), programme("marriage", "هدیه ازدواج")]).await
    }

    /// The provinces and the office of the country.
    pub(super) async fn provinces(&mut self, country: u64) -> [u64; 3] {
        let qom = area("IR-qom", AreaLevel::Province, country, "قم");
        let kerman = area("IR-kerman", AreaLevel::Province, country, "کرمان");
        self.propose([qom, kerman, office("national", 0, country)]).await
    }

    /// The rules of the programmes, in force from today on.
    pub(super) async fn rules(&mut self, programmes: &[(u64, &str); 2]) {
        // The day may change between our asking and the server's recording, but not twice.
        if self.try_propose(programmes.map(rule).to_vec()).await.is_err() {
            self.propose(programmes.map(rule)).await;
        }
    }

    /// The offices of the provinces, and the account.
    pub(super) async fn offices(&mut self, national: u64, qom: u64, kerman: u64) -> [u64; 3] {
        let (code, kind) = ("donations-1".to_owned(), AccountKind::Bank.into());
        let account = Command::Account(api::OpenAccount { code, office: national, kind });
        self.propose([office("qom", national, qom), office("kerman", national, kerman), account]).await
    }

    /// A principal for every role, in the order of the fields of `Office`.
    pub(super) async fn staff(&mut self, national: u64, qom: u64) -> [Post; 11] {
        let roles: [&[Role]; 11] = [
            &[Role::Receiver],
            &[Role::BudgetOfficer],
            &[Role::CaseOfficer],
            &[Role::CaseOfficer],
            &[Role::CaseOfficer],
            &[Role::Approver],
            &[Role::CaseOfficer, Role::Approver],
            &[Role::Releaser],
            &[Role::Treasurer],
            &[Role::Auditor],
            &[Role::Receiver, Role::CaseOfficer],
        ];
        let keys = roles.map(|_| draw_key(&mut self.draw));
        let mut serial = 0;
        let proposals = std::array::from_fn(|place| {
            serial += 1;
            // The fifth works in the province, the last is no human.
            let office = if place == 4 { qom } else { national };
            let human = (place != 10).then(|| person(serial));
            admission(human, office, roles[place], &keys[place])
        });
        let principals: [u64; 11] = self.propose(proposals).await;
        std::array::from_fn(|place| Post::known(principals[place], &keys[place]))
    }

    async fn propose<const N: usize>(&mut self, items: [Command; N]) -> [u64; N] {
        let indices = self.try_propose(items.to_vec()).await;
        indices.expect("the proposal is accepted").try_into().expect("an index for each")
    }

    /// Proposes by the one, confirms by the other.
    async fn try_propose(&mut self, items: Vec<Command>) -> Result<Vec<u64>, Failure> {
        let ask = self.batch(items);
        let answer = self.proposer.registry().batch_register(ask).await;
        let recorded = answer.map_err(|status| Failure::from(&status))?.into_inner().recorded;
        let indices = recorded.expect("always set").indices;
        let confirm = |object: &u64| Command::Confirmation(api::Confirm { object: *object, last_change: *object });
        let ask = self.batch(indices.iter().map(confirm).collect());
        given(self.confirmer.registry().batch_register(ask).await);
        Ok(indices)
    }

    fn batch(&mut self, items: Vec<Command>) -> api::BatchRegisterRequest {
        api::BatchRegisterRequest {
            request_id: self.draw.request_id(),
            validate_only: false,
            mode: api::BatchMode::Atomic.into(),
            items: items.into_iter().map(|command| api::RegistryItem { command: Some(command) }).collect(),
        }
    }
}

fn area(code: &str, level: AreaLevel, parent: u64, name: &str) -> Command {
    let (code, name) = (code.to_owned(), name.to_owned());
    Command::Area(api::RegisterArea { code, level: level.into(), parent, name, valid_from: date(today()) })
}

fn office(code: &str, parent: u64, area: u64) -> Command {
    Command::Office(api::RegisterOffice { code: code.to_owned(), kind: OfficeKind::Welfare.into(), parent, area })
}

fn rule((programme, group): (u64, &str)) -> Command {
    Command::ProgrammeRule(api::SetProgrammeRule {
        programme,
        cap: rials(super::CAP),
        benefit_group: group.to_owned(),
        decision: Some(api::DecisionRef { number: format!("1405/{group}/1"), date: date(today()) }),
        effective_from: date(today()),
    })
}

fn admission(person: Option<api::Identity>, office: u64, roles: &[Role], key: &str) -> Command {
    let roles = roles.iter().map(|role| i32::from(*role)).collect();
    Command::Principal(api::AdmitPrincipal { person, office, roles, api_key_sha256: key_hash(key) })
}
