//! A story of promises, lists and goods.

use super::asks::{admission, allot, code, enrol, gift, notify, rials, take_back, today, verify};
use super::story::{Ground, Staff, Story};
use ledger_core::command::{
    AllotmentOrigin, AssembleKit, Command, GrantStep, ImportRow, ListAct, Pledged, Recall, RecordLot, RecordPledge,
    RecordReceipt, SubmitLine,
};
use ledger_core::event::{
    AccountKind, AccountOpened, BillRow, Evidence, GrantApplied, Instalment, ItemRegistered, KitDesigned, LotAppraised,
    PayeeConfirmed, PayeeProposed, Reason, Restriction, ReturnReason, Source, ValuationBasis,
};
use ledger_core::ids::{
    AccountId, AccountToken, BeneficiaryId, Commitment, ContentHash, GrantId, Index, ItemId, KitDesignId, KitId,
    ListId, LotId, OfficeId, PayeeId, PledgeId, PrincipalId, ReceiptId,
};
use ledger_core::role::Role;
use ledger_core::text::Name;
use ledger_core::time::FiscalYear;

/// The account that the first couple is paid to.
const SHEBA: AccountToken = AccountToken([0x70; 32]);
/// And the second one.
const OTHER_SHEBA: AccountToken = AccountToken([0x77; 32]);

/// Where things stand in [`Story::ceremony`].
pub struct Ceremony {
    /// The receipt that fulfils part of a pledge.
    pub fulfilling: u64,
    /// A lot of goods, of more value than the catalogue has.
    pub lot: u64,
    /// A list of two lines.
    pub list: u64,
    /// The bank's last word about the second of them.
    pub settled: u64,
    /// A kit.
    pub kit: u64,
}

impl Story {
    /// A pledge that is fulfilled in part, a list that is paid, and a kit that is handed over.
    pub fn ceremony() -> (Self, Ceremony) {
        let mut story = Self::opening();
        let ground = story.lays_the_ground();
        let second = story.second_approver(&ground);
        let fulfilling = story.keeps_a_promise(&ground, second);
        let (list, settled) = story.pays_a_list(&ground);
        let (lot, kit) = story.hands_over_a_kit(&ground, second);
        (story, Ceremony { fulfilling, lot, list, settled, kit })
    }

    /// Forty million are promised and fifty come; twelve are taken back, so that two are open again and given up.
    fn keeps_a_promise(&mut self, ground: &Ground, second_approver: PrincipalId) -> u64 {
        let Ground { national, account, staff, .. } = ground;
        let promise = RecordPledge {
            office: *national,
            donor: None,
            source: Source::PublicDonation,
            restriction: Restriction::default(),
            pledged: Pledged::Money,
            instalments: vec![Instalment { due: today(), count: rials(40_000_000) }],
            campaign: None,
            booking_date: None,
        };
        let pledge = PledgeId(self.does(staff.receiver, Command::RecordPledge(promise)));
        let Command::RecordReceipt(gift) = gift(*national, *account, 50_000_000, None) else { unreachable!() };
        let gift = RecordReceipt { pledge: Some(pledge), ..gift };
        let receipt = self.does(staff.receiver, Command::RecordReceipt(gift));
        self.does(staff.receiver, Command::ReissueReceipt { receipt: ReceiptId(receipt) });
        self.does(staff.approver, take_back(receipt, 12_000_000));
        let (last_change, reason) = (Index(pledge.0), Reason::DonorWithdrew);
        let write_off = Command::WriteOffPledge { pledge, last_change, count: Some(rials(500_000)), reason };
        let last_change = Index(self.does(staff.approver, write_off));
        self.does(second_approver, Command::CancelPledge { pledge, last_change, reason });
        receipt
    }

    /// A second human who may approve, where one alone is not enough.
    fn second_approver(&mut self, Ground { national, .. }: &Ground) -> PrincipalId {
        let second = admission(20, Some(*national), Role::Approver);
        PrincipalId(self.registers(Command::AdmitPrincipal(second)))
    }

    fn pays_a_list(&mut self, ground: &Ground) -> (u64, u64) {
        let Ground { local, programme, account, couple, staff, .. } = ground;
        let allotment = self.does(staff.budget, allot(*local, *programme, 30_000_000, AllotmentOrigin::Funds));
        self.does(staff.approver, notify(allotment));
        let year = FiscalYear::new(1404).unwrap();
        let (office, programme) = (*local, *programme);
        let recall = Recall { office, programme, year, amount: rials(1_000_000), parent: None };
        self.does(staff.approver, Command::RecallAllotment(recall));
        let second_couple = self.does(staff.officer, enrol(office, [62, 63]));
        self.does(staff.second_officer, verify(second_couple));
        let mut lines = Vec::new();
        for (line, (beneficiary, account)) in (1..).zip([(*couple, SHEBA), (second_couple, OTHER_SHEBA)]) {
            self.learns_whom_to_pay(ground, beneficiary, account);
            let (beneficiary, amount) = (BeneficiaryId(beneficiary), rials(10_000_000));
            lines.push(Command::SubmitLine(SubmitLine { line, programme, office, beneficiary, amount, account }));
        }
        let (declared_total, content) = (rials(20_000_000), ContentHash([0x71; 32]));
        let declared = ListAct::Submit { office, declared_count: 2, declared_total, content };
        let list = self.lists(staff.officer, declared, lines);
        let approval = ListAct::Approve { list: ListId(list), last_change: Index(list), account: *account };
        let approved = self.lists(staff.approver, approval, Vec::new());
        (list, self.releases_a_list(staff, ListId(list), Index(approved)))
    }

    /// The bank pays the first line and sends the second one back; it names a third that is none. Then it pays the second.
    fn releases_a_list(&mut self, staff: &Staff, list: ListId, approved: Index) -> u64 {
        let row = |row, line, account, returned| {
            Command::ImportRow(ImportRow { row, line, account, amount: rials(10_000_000), returned })
        };
        // Each line has its application and its decision.
        let opened = vec![(GrantId(list.0 + 1), SHEBA), (GrantId(list.0 + 3), OTHER_SHEBA)];
        let release = |last_change| ListAct::Release { list, last_change, opened: opened.clone() };
        self.lists(staff.releaser, release(approved), Vec::new());
        let first_file = ListAct::Import { list, file: ContentHash([0x72; 32]) };
        let rows = vec![
            row(1, 1, SHEBA, None),
            row(2, 2, OTHER_SHEBA, Some(ReturnReason::AccountClosed)),
            row(3, 3, SHEBA, None),
        ];
        let results = self.lists(staff.treasurer, first_file, rows);
        self.lists(staff.releaser, release(Index(results)), Vec::new());
        let second_file = ListAct::Import { list, file: ContentHash([0x76; 32]) };
        self.lists(staff.treasurer, second_file, vec![row(1, 2, OTHER_SHEBA, None)]);
        self.last()
    }

    fn learns_whom_to_pay(&mut self, Ground { staff, .. }: &Ground, beneficiary: u64, account: AccountToken) {
        let proposed = PayeeProposed {
            beneficiary: BeneficiaryId(beneficiary),
            account,
            name_commitment: Commitment([0x73; 32]),
            account_commitment: Commitment([0x74; 32]),
        };
        let payee = self.does(staff.officer, Command::ProposePayee(proposed));
        let confirmed = PayeeConfirmed { payee: PayeeId(payee), last_change: Index(payee) };
        self.does(staff.second_officer, Command::ConfirmPayee(confirmed));
    }

    /// The lot that a kit was made of, and the kit.
    fn hands_over_a_kit(&mut self, ground: &Ground, second_approver: PrincipalId) -> (u64, u64) {
        let Ground { local, staff, .. } = ground;
        let opened = AccountOpened { code: code("STORE"), office: *local, kind: AccountKind::Store };
        let store = AccountId(self.registers(Command::OpenAccount(opened)));
        let (blanket, design) = self.designs_a_kit(ground);
        let lot = self.takes_in_blankets(ground, store, blanket, second_approver);
        let assemble = AssembleKit { design, office: *local, store, lots: Vec::new() };
        let kit = self.does(staff.officer, Command::AssembleKit(assemble.clone()));
        let (grant, awarded) = self.is_awarded_a_kit(ground, KitId(kit), design, [60, 61]);
        let hand_over = Command::HandOver { grant, last_change: awarded, evidence: evidence() };
        let last_change = Index(self.does(staff.second_officer, hand_over));
        self.does(staff.officer, Command::Grant { grant, last_change, step: GrantStep::Verify });
        self.takes_a_kit_apart(ground, assemble, design, second_approver);
        (lot, kit)
    }

    /// A kit that was reserved for a grant; the grant is cancelled.
    fn takes_a_kit_apart(
        &mut self,
        ground: &Ground,
        assemble: AssembleKit,
        design: KitDesignId,
        second_approver: PrincipalId,
    ) {
        let Ground { staff, .. } = ground;
        let kit = KitId(self.does(staff.officer, Command::AssembleKit(assemble)));
        let (grant, last_change) = self.is_awarded_a_kit(ground, kit, design, [64, 65]);
        let step = GrantStep::Cancel { reason: Reason::Withdrawn };
        let cancelled = self.does(second_approver, Command::Grant { grant, last_change, step });
        self.does(staff.officer, Command::DissolveKit { kit, last_change: Index(cancelled) });
    }

    /// The grant, and the entry that awarded it.
    fn is_awarded_a_kit(
        &mut self,
        ground: &Ground,
        kit: KitId,
        design: KitDesignId,
        couple: [u8; 2],
    ) -> (GrantId, Index) {
        let Ground { local, staff, .. } = ground;
        let grant = GrantId(self.applies_for_a_kit(ground, *local, design, couple));
        let steps = [
            (staff.second_officer, GrantStep::Decide),
            (staff.second_officer, GrantStep::ReserveKit { kit }),
            (staff.approver, GrantStep::Award),
        ];
        let mut last_change = Index(grant.0);
        for (who, step) in steps {
            last_change = Index(self.does(who, Command::Grant { grant, last_change, step }));
        }
        (grant, last_change)
    }

    fn designs_a_kit(&mut self, Ground { programme, .. }: &Ground) -> (ItemId, KitDesignId) {
        let item = ItemRegistered {
            code: code("BLANKET"),
            name: Name::new("پتو").unwrap(),
            measure: Name::new("تخته").unwrap(),
            catalogue_value: rials(1_000_000),
        };
        let item = ItemId(self.registers(Command::RegisterItem(item)));
        let design = KitDesigned {
            code: code("WARM"),
            name: Name::new("بستهٔ گرم").unwrap(),
            programme: *programme,
            bill: vec![BillRow { item, quantity: 4 }],
        };
        (item, KitDesignId(self.registers(Command::DesignKit(design))))
    }

    /// Twelve of them, of more value than the catalogue has: two appraisers have to agree.
    fn takes_in_blankets(
        &mut self,
        Ground { local, staff, .. }: &Ground,
        store: AccountId,
        item: ItemId,
        second_approver: PrincipalId,
    ) -> u64 {
        let lot = RecordLot {
            office: *local,
            store,
            item,
            count: rials(12),
            unit_value: rials(1_200_000),
            basis: ValuationBasis::DonorDeclared,
            evidence: evidence(),
            source: Source::Company,
            restriction: Restriction::default(),
            donor: None,
            campaign: None,
            pledge: None,
            booking_date: None,
        };
        let lot = self.does(staff.receiver, Command::RecordLot(lot));
        let mut last_change = Index(lot);
        for appraiser in [staff.approver, second_approver] {
            let appraised = LotAppraised { lot: LotId(lot), last_change };
            last_change = Index(self.does(appraiser, Command::AppraiseLot(appraised)));
        }
        lot
    }

    fn applies_for_a_kit(
        &mut self,
        Ground { programme, staff, .. }: &Ground,
        office: OfficeId,
        kit: KitDesignId,
        couple: [u8; 2],
    ) -> u64 {
        let couple = self.does(staff.officer, enrol(office, couple));
        self.does(staff.second_officer, verify(couple));
        let application = GrantApplied {
            programme: *programme,
            office,
            beneficiary: BeneficiaryId(couple),
            amount: rials(4_000_000),
            payee: None,
            kit: Some(kit),
            list: None,
        };
        self.does(staff.officer, Command::ApplyForGrant(application))
    }
}

fn evidence() -> Evidence {
    Evidence { hash: ContentHash([0x75; 32]), custodian: code("ARCHIVE"), keep_until: today() }
}
