//! The register: areas, offices, principals, programmes and accounts are what they say, once.

use crate::ask::{admit, code, confirm, enrol, human, office, rule, verify};
use crate::book::{Book, TODAY};
use crate::world::area;
use ledger_core::command::Command;
use ledger_core::event::{
    AccountKind, AccountOpened, AreaLevel, DonorKind, DonorRegistered, OfficeKind, OfficeRegistered, PrincipalKind,
};
use ledger_core::ids::{AreaId, OfficeId, ProgrammeId, Reference};
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;

pub const REFUSED: &[fn()] = &[
    areas_stand_one_level_under_their_parent,
    an_office_serves_an_area_within_that_of_the_office_above,
    a_code_stands_for_one_thing,
    a_key_belongs_to_one_principal,
    only_what_was_proposed_is_confirmed_and_only_once,
    a_registration_names_only_what_exists,
];

#[test]
fn areas_stand_one_level_under_their_parent() {
    let mut book = Book::ready();
    let w = book.w;
    let wrong = |parent| Rejection::WrongParent { parent };
    let cases = [
        (area("x", AreaLevel::Country, Some(w.country)), wrong(w.country.0)),
        (area("x", AreaLevel::Country, None), Rejection::AlreadyOpen { holder: w.country.0 }),
        (area("x", AreaLevel::Province, None), wrong(0)),
        (area("x", AreaLevel::Province, Some(w.qom_area)), wrong(w.qom_area.0)),
        (area("x", AreaLevel::County, Some(w.country)), wrong(w.country.0)),
        (area("x", AreaLevel::Neighbourhood, Some(w.qom_area)), wrong(w.qom_area.0)),
    ];
    for (command, expected) in cases {
        assert_eq!(book.refuses(w.admin, command), expected);
    }
}

#[test]
fn an_office_serves_an_area_within_that_of_the_office_above() {
    let mut book = Book::ready();
    let w = book.w;
    assert_eq!(
        book.refuses(w.admin, office("x", Some(w.qom), w.rafsanjan_area)),
        Rejection::WrongParent { parent: w.qom.0 }
    );
    assert_eq!(book.refuses(w.admin, office("x", None, w.country)), Rejection::AlreadyOpen { holder: w.national.0 });
    let mut empty = Book::empty(ledger_core::event::Clock::Scripted);
    let country = AreaId(empty.registers(area("IR", AreaLevel::Country, None)));
    let province = AreaId(empty.registers(area("Qom", AreaLevel::Province, Some(country))));
    let none = Rejection::WrongParent { parent: 0 };
    assert_eq!(empty.refuses(w.admin, office("x", None, province)), none);
    let partner = OfficeRegistered { code: code("x"), kind: OfficeKind::Partner, parent: None, area: country };
    assert_eq!(empty.refuses(w.admin, Command::RegisterOffice(partner)), none);
}

#[test]
fn a_code_stands_for_one_thing() {
    let mut book = Book::ready();
    let w = book.w;
    let taken = |holder| Rejection::CodeTaken { holder };
    assert_eq!(book.refuses(w.admin, area("Qom", AreaLevel::Province, Some(w.country))), taken(w.qom_area.0));
    assert_eq!(book.refuses(w.admin, office("qom", Some(w.national), w.qom_area)), taken(w.qom.0));
    let account = AccountOpened { code: code("bank"), office: w.qom, kind: AccountKind::Bank };
    assert_eq!(book.refuses(w.admin, Command::OpenAccount(account)), taken(w.bank.0));
    let donor = DonorRegistered { kind: DonorKind::Organisation, reference: Reference([1; 16]) };
    assert_eq!(book.refuses(w.receiver, Command::RegisterDonor(donor)), taken(w.donor.0));
    assert_eq!(book.refuses(w.officer, enrol(w.qom, 50, &[88], &["dowry"])), taken(w.couple.0));
    book.does(w.admin, area("bank", AreaLevel::Province, Some(w.country)));
}

#[test]
fn a_key_belongs_to_one_principal() {
    let mut book = Book::ready();
    let w = book.w;
    let again = admit(PrincipalKind::System, 10, w.qom, &[Role::Receiver]);
    assert_eq!(book.refuses(w.admin, again), Rejection::IdentityTaken { principal: w.receiver.0 });
}

#[test]
fn only_what_was_proposed_is_confirmed_and_only_once() {
    let mut book = Book::ready();
    let w = book.w;
    for object in [w.country.0, w.qom.0, w.receiver.0, w.dowry.0, w.bank.0, w.admin.0] {
        assert_eq!(book.refuses(w.second_admin, confirm(object)), Rejection::AlreadyConfirmed { object });
    }
    for object in [0, w.couple.0, 9_999] {
        assert_eq!(book.refuses(w.second_admin, confirm(object)), Rejection::UnknownRegistration { object });
    }
    let version = book.registers(rule(w.dowry, 7, "dowry", TODAY));
    assert_eq!(book.refuses(w.admin, confirm(version)), Rejection::AlreadyConfirmed { object: version });
}

#[test]
fn a_registration_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let nowhere = 9_999;
    let unknown_office = Rejection::UnknownOffice { office: nowhere };
    let account = AccountOpened { code: code("x"), office: OfficeId(nowhere), kind: AccountKind::Bank };
    assert_eq!(book.refuses(w.admin, Command::OpenAccount(account)), unknown_office);
    assert_eq!(book.refuses(w.admin, human(88, OfficeId(nowhere), &[Role::Receiver])), unknown_office);
    let Command::AdmitPrincipal(homeless) = human(88, w.qom, &[Role::Administrator]) else { panic!("an admission") };
    let homeless = ledger_core::event::PrincipalAdmitted { office: None, ..homeless };
    assert_eq!(book.refuses(w.admin, Command::AdmitPrincipal(homeless)), Rejection::UnknownOffice { office: 0 });
    assert_eq!(book.refuses(w.admin, office("x", Some(OfficeId(nowhere)), w.qom_area)), unknown_office);
    let unknown_area = Rejection::UnknownArea { area: nowhere };
    assert_eq!(book.refuses(w.admin, office("x", Some(w.national), AreaId(nowhere))), unknown_area);
    assert_eq!(book.refuses(w.admin, area("x", AreaLevel::County, Some(AreaId(nowhere)))), unknown_area);
    assert_eq!(
        book.refuses(w.admin, rule(ProgrammeId(nowhere), 1, "dowry", TODAY)),
        Rejection::UnknownProgramme { programme: nowhere }
    );
    assert_eq!(book.refuses(w.second_officer, verify(nowhere)), Rejection::UnknownBeneficiary { beneficiary: nowhere });
}
