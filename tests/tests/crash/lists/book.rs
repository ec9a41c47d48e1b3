//! What has to stand in the book after a list was paid, and what the server has to say of it.

use super::Storm;
use super::steps::{Asked, LINES, RENEWED, RETURNED, amount, total};
use crate::crash::place::Place;
use amanat_tests::answers::given;
use amanat_tests::server::Server;
use ledger_core::event::{Entry, Event};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::record;

/// Every entry of the book.
pub(super) struct Book(Vec<Entry>);

impl Book {
    pub(super) async fn read(place: &Place, server: &Server) -> Self {
        let mut audit = place.office.auditor.at(server).audit();
        let mut entries = Vec::new();
        let mut page_token = String::new();
        loop {
            let ask = api::ListEntriesRequest { page_size: 1_000, page_token, first_index: 0 };
            let page = given(audit.list_entries(ask).await);
            entries.extend(page.entries.iter().map(|stored| record::decode(&stored.record).unwrap().entry));
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Self(entries);
            }
        }
    }

    /// The events that are such, by what `pick` finds in them.
    fn all<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.0.iter().filter_map(|entry| pick(&entry.event)).collect()
    }

    /// Each step stands once, and so does each payment.
    #[expect(clippy::wildcard_enum_match_arm, reason = "each looks for one event and passes over the others")]
    pub(super) fn check(&self, list: u64, grants: &[u64], steps: &[Asked]) {
        for step in steps {
            let of_step = |entry: &&Entry| {
                let request = entry.head.as_ref().and_then(|head| head.request.as_ref());
                request.is_some_and(|(id, _)| hex(&id.0) == step.id())
            };
            assert_eq!(self.0.iter().filter(of_step).count(), 1, "a step has one opening entry: {}", step.id());
        }
        let openings = self.all(|event| match event {
            Event::ListSubmitted(_) => Some("submitted"),
            Event::ListApproved(it) if it.list.0 == list => Some("approved"),
            Event::ListReleased(it) if it.list.0 == list => Some("released"),
            Event::ResultsImported(it) if it.list.0 == list => Some("results"),
            Event::PayeeRenewed(it) if it.grant.0 == grants[RENEWED as usize - 1] => Some("renewed"),
            _ => None,
        });
        let in_order = ["submitted", "approved", "released", "results", "renewed", "released", "results"];
        assert_eq!(openings, in_order, "and no other");
        assert!(self.all(|event| if let Event::Refused(it) = event { Some(it.clone()) } else { None }).is_empty());

        let mut settled = self.all(|event| if let Event::PaymentSettled(it) = event { Some(it.grant.0) } else { None });
        settled.sort_unstable();
        assert_eq!(settled, grants, "every line is paid, and once");
        let applied = self.all(|event| if let Event::GrantApplied(_) = event { Some(()) } else { None }).len();
        assert_eq!(applied, LINES as usize, "a line is one grant");
        let ordered = self.all(|event| if let Event::PaymentOrdered(_) = event { Some(()) } else { None }).len();
        assert_eq!(ordered, LINES as usize + RETURNED.len());
        let returned = self.all(|event| if let Event::PaymentReturned(it) = event { Some(it.grant.0) } else { None });
        assert_eq!(returned, RETURNED.map(|line| grants[line as usize - 1]));
    }
}

impl Storm {
    /// The server says the same of the list, its lines and its grants, and the sums are the declared ones.
    pub(super) async fn check_answers(&self, list: u64, grants: &[u64]) {
        use api::StatementEvent::PaymentSettled;
        let found = self.look(list).await;
        assert_eq!((found.releases.len(), found.results.len(), found.approvals.len()), (2, 2, 0));
        let [stage] = &*found.stages else { panic!("all lines are at one stage: {:?}", found.stages) };
        let sum = stage.total.as_ref().unwrap().amount;
        assert_eq!((stage.stage(), stage.line_count, sum), (api::GrantStage::Paid, LINES, total()));

        let lines = self.lines(list).await;
        assert_eq!(lines.iter().map(|line| line.grant).collect::<Vec<_>>(), grants);
        for line in &lines {
            assert_eq!(line.amount.as_ref().unwrap().amount, amount(line.line));
            let grant = self.look_at(line.grant).await;
            assert_eq!((grant.stage(), grant.list, grant.line_of_list), (api::GrantStage::Paid, list, line.line));
            let settled = grant.history.iter().filter(|change| change.event() == PaymentSettled).count();
            assert_eq!(settled, 1, "line {} is paid once", line.line);
        }
        let totals = given(self.auditor().reports().get_totals(api::GetTotalsRequest {}).await);
        assert_eq!(totals.overall.unwrap().spent, total(), "what is spent is what was declared");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
