//! The officers' other verbs, with the program and a server: each act by who may do it, and what is shown afterwards.

use super::desk::Desk;
use amanat_tests::answers::given;
use amanat_tests::words::{date, rials, sheba, today};
use api::registry_item::Command;
use ledger_core::time::FiscalYear;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::{AccountKind, CampaignKind, DonorKind};

#[tokio::test]
async fn a_promise_is_recorded_changed_and_given_up() {
    let desk = Desk::open().await;
    let office = &desk.world.office;
    let donor = Some(api::RegisterDonor { kind: DonorKind::Person.into(), reference: desk.world.bytes16().to_vec() });
    let ask = api::RegisterDonorRequest { request_id: desk.world.id(), validate_only: false, donor };
    let donor = given(desk.world.by(&office.receiver).registry().register_donor(ask).await).recorded.unwrap().index;
    let (national, donor) = (office.national.to_string(), donor.to_string());
    let record = |day: &str| {
        let instalment = format!("{day} = 100 IRR");
        let asked = ["pledge", "record", "--office", &national, "--donor", &donor, "--instalment", &instalment];
        desk.act(&office.receiver, &asked).to_string()
    };
    let tomorrow = iso(1);
    let (kept, dropped) = (record(&tomorrow), record(&tomorrow));
    desk.act(&office.receiver, &["pledge", "amend", &kept, "--instalment", &format!("{tomorrow} = 10 toman")]);
    desk.act(&office.approver, &["pledge", "cancel", &dropped, "--reason", "donor-withdrew"]);
    let give_up = ["pledge", "write-off", &kept, "--give-up", "50 IRR", "--reason", "donor-withdrew"];
    desk.act(&office.approver, &give_up);
    let (_, shown) = desk.ask(&office.auditor, &["pledge", "show", &kept]);
    assert_eq!((shown["open"].as_str(), shown["written_off"].as_str()), (Some("50"), Some("50")), "{shown}");

    let (code, shown) = desk.ask(&office.auditor, &["pledge", "show", &dropped]);
    assert_eq!((code, shown["cancelled"].as_str(), shown["standing"].as_str()), (0, Some("100"), Some("cancelled")));
    let (_, listed) = desk.ask(&office.auditor, &["pledge", "list", "--donor", &donor]);
    assert_eq!(listed["pledges"].as_array().map(Vec::len), Some(2), "{listed}");
    let (_, open) = desk.ask(&office.auditor, &["pledge", "list", "--open"]);
    assert_eq!(open["pledges"][0]["index"].as_u64().map(|index| index.to_string()), Some(kept), "{open}");
}

/// A day that is so many days from now.
fn iso(days: i32) -> String {
    let (year, month, day) = today().checked_add_days(days).unwrap().to_ymd();
    format!("{year}-{month:02}-{day:02}")
}

#[tokio::test]
async fn a_receipt_is_shown_printed_once_more_and_taken_back() {
    let desk = Desk::open().await;
    let office = &desk.world.office;
    let campaign = api::RegisterCampaign {
        code: "c-1".to_owned(),
        name: "پویش نمونه".to_owned(),
        kind: CampaignKind::Ordinary.into(),
        office: office.national,
        target: rials(1_000),
        opens: date(today()),
        closes: date(today()),
        purpose: None,
    };
    let campaign = desk.world.register(Command::Campaign(campaign)).await;
    let cash = api::RecordReceipt { campaign, ..desk.world.cash(40) };
    let receipt = desk.world.receive(cash).await.index.to_string();
    desk.act(&office.receiver, &["receipt", "reissue", &receipt]);
    let reverse = ["receipt", "reverse", &receipt, "--amount", "30 IRR", "--reason", "mistake"];
    let (code, dry) = desk.ask(&office.approver, &[&reverse[..], &["--dry-run"]].concat());
    assert_eq!((code, dry["recorded"].as_bool(), dry["dry_run"].as_bool()), (0, Some(false), Some(true)), "{dry}");
    desk.act(&office.approver, &reverse);
    let (code, shown) = desk.ask(&office.auditor, &["receipt", "show", &receipt]);
    assert_eq!((code, shown["reversed"].as_str(), shown["amount"].as_str()), (0, Some("30"), Some("40")), "{shown}");

    let (_, shown) = desk.ask(&office.auditor, &["campaign", "show", &campaign.to_string()]);
    assert_eq!((shown["code"].as_str(), shown["received"].as_str()), (Some("c-1"), Some("40")), "{shown}");
    let (_, listed) = desk.ask(&office.auditor, &["campaign", "list"]);
    assert_eq!(listed["campaigns"][0]["target"], "1000", "{listed}");
    assert_eq!(desk.ask(&office.auditor, &["campaign", "show", "1"]).0, 2);
}

#[tokio::test]
async fn a_grant_is_walked_from_the_allotment_to_the_payment() {
    let desk = Desk::open().await;
    let office = &desk.world.office;
    let (national, dowry) = (office.national.to_string(), office.dowry.to_string());
    desk.world.receive(desk.world.cash(500)).await;
    let year = FiscalYear::of(today()).unwrap().number().to_string();
    let line = ["--office", &national, "--programme", &dowry, "--year", &year, "--amount"];
    let allot = |verb, amount| [&["allotment", verb][..], &line, &[amount]].concat();
    let allotment = desk.act(&office.budget_officer, &allot("make", "500 IRR")).to_string();
    desk.act(&office.approver, &["allotment", "notify", &allotment]);
    desk.act(&office.approver, &allot("recall", "100 IRR"));
    let (_, listed) = desk.ask(&office.auditor, &["allotment", "list"]);
    assert_eq!(listed["allotments"].as_array().map(Vec::len), Some(2), "{listed}");

    let beneficiary = desk.world.beneficiary().await.to_string();
    desk.write("payee.txt", &format!("آزمایش نمونه\n{}\n", sheba(77)));
    let propose = ["payee", "propose", &beneficiary, "--from", "payee.txt"];
    let payee = desk.act(&office.case_officer, &propose).to_string();
    desk.act(&office.second_case_officer, &["payee", "confirm", &payee]);
    desk.write("wrong.txt", "آزمایش نمونه\nIR00\n");
    let said = desk.run(&office.case_officer, &["payee", "propose", &beneficiary, "--from", "wrong.txt"]);
    assert!(said.code == 2 && !said.err.contains("IR00") && !said.err.contains("نمونه"), "{}", said.err);

    let who = ["--programme", &dowry, "--office", &national, "--beneficiary", &beneficiary, "--payee", &payee];
    let apply = [&["grant", "apply", "--amount", "200 IRR"][..], &who].concat();
    let grant = desk.act(&office.case_officer, &apply).to_string();
    let account = office.account.to_string();
    let steps = [
        ("decide", &office.second_case_officer),
        ("secure", &office.budget_officer),
        ("award", &office.approver),
        ("verify", &office.second_case_officer),
        ("order", &office.releaser),
        ("return", &office.treasurer),
        ("order", &office.releaser),
        ("settle", &office.treasurer),
    ];
    for (step, post) in steps {
        let more: &[&str] = match step {
            "secure" => &["--account", &account],
            "return" => &["--reason", "account-closed"],
            _ => &[],
        };
        desk.act(post, &[&["grant", "step", step, &grant], more].concat());
    }
    let (_, shown) = desk.ask(&office.auditor, &["grant", "show", &grant]);
    assert_eq!((shown["stage"].as_str(), shown["amount"].as_str()), (Some("paid"), Some("200")), "{shown}");
    assert_eq!(shown["history"].as_array().map(Vec::len), Some(9), "{shown}");

    let again = desk.act(&office.case_officer, &apply_for_another(&desk, &apply).await).to_string();
    desk.act(&office.approver, &["grant", "step", "cancel", &again, "--reason", "withdrawn"]);
}

/// The same application for somebody else, without a payee.
async fn apply_for_another<'a>(desk: &Desk, apply: &[&'a str]) -> Vec<&'a str> {
    let beneficiary: &'static str = desk.world.beneficiary().await.to_string().leak();
    let cut = apply.len() - 2;
    let mut other = apply[..cut].to_vec();
    other[cut - 1] = beneficiary;
    other
}

#[tokio::test]
async fn goods_are_taken_in_put_into_a_kit_and_handed_over() {
    let desk = Desk::open().await;
    let (world, office) = (&desk.world, &desk.world.office);
    let kind = AccountKind::Store.into();
    let store = api::OpenAccount { code: "store-1".to_owned(), office: office.national, kind };
    let store = world.register(Command::Account(store)).await.to_string();
    let (code, name, measure) = ("fridge".to_owned(), "کالای نمونه".to_owned(), "عدد".to_owned());
    let fridge =
        world.register(Command::Item(api::RegisterItem { code, name, measure, catalogue_value: rials(100) })).await;
    let design = api::DesignKit {
        code: "dowry-set".to_owned(),
        name: "سری جهیزیه".to_owned(),
        programme: office.dowry,
        bill: vec![api::BillRow { item: fridge, quantity: 1 }],
    };
    let design = world.register(Command::KitDesign(design)).await.to_string();
    let (national, fridge, paper) = (office.national.to_string(), fridge.to_string(), "ab".repeat(32));
    let until = iso(365);
    let evidence = ["--evidence", &paper, "--custodian", "archive-1", "--keep-until", &until];
    let receive = |units, value| {
        let what = ["goods", "receive", "--office", &national, "--store", &store, "--item", &fridge];
        let how = ["--units", units, "--unit-value", value, "--basis", "market"];
        desk.act(&office.receiver, &[&what[..], &how, &evidence].concat()).to_string()
    };
    let (lot, dear) = (receive("3", "100 IRR"), receive("1", "900 IRR"));
    desk.act(&office.approver, &["goods", "appraise", &dear]);
    let assemble = ["goods", "assemble", "--design", &design, "--office", &national, "--store", &store, "--lots", &lot];
    let apart = desk.act(&office.case_officer, &assemble).to_string();
    desk.act(&office.case_officer, &["goods", "dissolve", &apart]);
    let kit = desk.act(&office.case_officer, &assemble).to_string();

    let (dowry, beneficiary) = (office.dowry.to_string(), world.beneficiary().await.to_string());
    let who = ["--programme", &dowry, "--office", &national, "--beneficiary", &beneficiary];
    let apply = [&["grant", "apply", "--amount", "100 IRR", "--kit-design", &design][..], &who].concat();
    let grant = desk.act(&office.case_officer, &apply).to_string();
    desk.act(&office.second_case_officer, &["grant", "step", "decide", &grant]);
    desk.act(&office.case_officer, &["grant", "step", "reserve-kit", &grant, "--kit", &kit]);
    desk.act(&office.approver, &["grant", "step", "award", &grant]);
    desk.act(&office.second_case_officer, &[&["goods", "hand-over", &grant][..], &evidence].concat());

    let (_, stock) = desk.ask(&office.auditor, &["goods", "stock", "--store", &store]);
    assert_eq!((&stock["stock"][0]["free"], &stock["stock"][0]["handed_over"]), (&2.into(), &1.into()), "{stock}");
    let (_, parts) = desk.ask(&office.auditor, &["goods", "trace-lot", &lot]);
    assert_eq!(parts["parts"][0]["standing"], "handed_over", "{parts}");
    let (_, lots) = desk.ask(&office.auditor, &["goods", "trace-kit", &kit]);
    assert_eq!(lots["contributions"][0]["lot"].as_u64().map(|lot| lot.to_string()), Some(lot), "{lots}");
}
