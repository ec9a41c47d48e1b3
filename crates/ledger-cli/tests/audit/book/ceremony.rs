//! A story of promises, lists and goods.

use super::asks::{admission, allot, code, enrol, gift, notify, rials, today, verify};
use super::story::{Ground, Story};
use ledger_core::command::{
    AllotmentOrigin, AssembleKit, Command, GrantStep, ImportRow, ListAct, Pledged, RecordLot, RecordPledge,
    RecordReceipt, SubmitLine,
};
use ledger_core::event::{
    AccountKind, AccountOpened, BillRow, Evidence, GrantApplied, Instalment, ItemRegistered, KitDesigned, LotAppraised,
    PayeeConfirmed, PayeeProposed, Restriction, Source, ValuationBasis,
};
use ledger_core::ids::{
    AccountId, AccountToken, BeneficiaryId, Commitment, ContentHash, GrantId, Index, ItemId, KitDesignId, KitId,
    ListId, LotId, OfficeId, PayeeId, PledgeId, PrincipalId, ReceiptId,
};
use ledger_core::role::Role;
use ledger_core::text::Name;

/// The account that the couple is paid to.
const SHEBA: AccountToken = AccountToken([0x70; 32]);

/// Where things stand in [`Story::ceremony`].
pub struct Ceremony {
    /// The receipt that fulfils part of a pledge.
    pub fulfilling: u64,
    /// A lot of goods, of more value than the catalogue has.
    pub lot: u64,
    /// A list of one line.
    pub list: u64,
    /// The bank's word about its line.
    pub settled: u64,
    /// A kit.
    pub kit: u64,
}

impl Story {
    /// A pledge that is fulfilled in part, a list that is paid, and a kit that is handed over.
    pub fn ceremony() -> (Self, Ceremony) {
        let mut story = Self::opening();
        let ground = story.lays_the_ground();
        let fulfilling = story.keeps_a_promise(&ground);
        let (list, settled) = story.pays_a_list(&ground);
        let (lot, kit) = story.hands_over_a_kit(&ground);
        (story, Ceremony { fulfilling, lot, list, settled, kit })
    }

    fn keeps_a_promise(&mut self, ground: &Ground) -> u64 {
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
        let pledge = Some(PledgeId(self.does(staff.receiver, Command::RecordPledge(promise))));
        let Command::RecordReceipt(gift) = gift(*national, *account, 30_000_000, None) else { unreachable!() };
        let receipt = self.does(staff.receiver, Command::RecordReceipt(RecordReceipt { pledge, ..gift }));
        self.does(staff.receiver, Command::ReissueReceipt { receipt: ReceiptId(receipt) });
        receipt
    }

    fn pays_a_list(&mut self, ground: &Ground) -> (u64, u64) {
        let Ground { local, programme, account, couple, staff, .. } = ground;
        let allotment = self.does(staff.budget, allot(*local, *programme, 30_000_000, AllotmentOrigin::Funds));
        self.does(staff.approver, notify(allotment));
        self.learns_whom_to_pay(ground);
        let (beneficiary, amount) = (BeneficiaryId(*couple), rials(20_000_000));
        let (office, programme) = (*local, *programme);
        let declared =
            ListAct::Submit { office, declared_count: 1, declared_total: amount, content: ContentHash([0x71; 32]) };
        let line = SubmitLine { line: 1, programme, office, beneficiary, amount, account: SHEBA };
        let list = self.lists(staff.officer, declared, vec![Command::SubmitLine(line)]);
        let approval = ListAct::Approve { list: ListId(list), last_change: Index(list), account: *account };
        let approved = self.lists(staff.approver, approval, Vec::new());
        let release = ListAct::Release { list: ListId(list), last_change: Index(approved), opened: Vec::new() };
        self.lists(staff.releaser, release, Vec::new());
        let row = ImportRow { row: 1, line: 1, account: SHEBA, amount, returned: None };
        let import = ListAct::Import { list: ListId(list), file: ContentHash([0x72; 32]) };
        self.lists(staff.treasurer, import, vec![Command::ImportRow(row)]);
        (list, self.last())
    }

    fn learns_whom_to_pay(&mut self, Ground { couple, staff, .. }: &Ground) {
        let proposed = PayeeProposed {
            beneficiary: BeneficiaryId(*couple),
            account: SHEBA,
            name_commitment: Commitment([0x73; 32]),
            account_commitment: Commitment([0x74; 32]),
        };
        let payee = self.does(staff.officer, Command::ProposePayee(proposed));
        let confirmed = PayeeConfirmed { payee: PayeeId(payee), last_change: Index(payee) };
        self.does(staff.second_officer, Command::ConfirmPayee(confirmed));
    }

    /// The lot that a kit was made of, and the kit.
    fn hands_over_a_kit(&mut self, ground: &Ground) -> (u64, u64) {
        let Ground { local, staff, .. } = ground;
        let opened = AccountOpened { code: code("STORE"), office: *local, kind: AccountKind::Store };
        let store = AccountId(self.registers(Command::OpenAccount(opened)));
        let (blanket, design) = self.designs_a_kit(ground);
        let lot = self.takes_in_blankets(ground, store, blanket);
        let assemble = AssembleKit { design, office: *local, store, lots: Vec::new() };
        let kit = self.does(staff.officer, Command::AssembleKit(assemble));
        let grant = GrantId(self.applies_for_a_kit(ground, *local, design));
        let steps = [
            (staff.second_officer, GrantStep::Decide),
            (staff.second_officer, GrantStep::ReserveKit { kit: KitId(kit) }),
            (staff.approver, GrantStep::Award),
        ];
        let mut last_change = Index(grant.0);
        for (who, step) in steps {
            last_change = Index(self.does(who, Command::Grant { grant, last_change, step }));
        }
        let hand_over = Command::HandOver { grant, last_change, evidence: evidence() };
        let last_change = Index(self.does(staff.second_officer, hand_over));
        self.does(staff.officer, Command::Grant { grant, last_change, step: GrantStep::Verify });
        (lot, kit)
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
        Ground { local, national, staff, .. }: &Ground,
        store: AccountId,
        item: ItemId,
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
        let second = admission(20, Some(*national), Role::Approver);
        let second = PrincipalId(self.registers(Command::AdmitPrincipal(second)));
        let mut last_change = Index(lot);
        for appraiser in [staff.approver, second] {
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
    ) -> u64 {
        let couple = self.does(staff.officer, enrol(office, [60, 61]));
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
