//! Classes: of beneficiaries, whom a programme may serve alone, and of the intents that gifts are given with.

use crate::ask::{ANYTHING, apply_for, cash, class, code, enrol, name, programme, rule};
use crate::book::{Book, TODAY};
use ledger_core::command::{Command, RecordReceipt};
use ledger_core::event::{BeneficiaryEnrolled, ClassKind, Event, ProgrammeRegistered, Restriction};
use ledger_core::ids::{BeneficiaryId, ClassId, ProgrammeId};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_class_stands_where_its_kind_is_asked_for_and_once,
    a_programme_serves_the_classes_that_it_names_and_no_other,
    a_class_is_there_before_it_is_named,
];

pub const FORGED: &[fn()] =
    &[a_forged_registration_names_classes_of_the_right_kind, a_forged_application_is_of_a_class_that_is_served];

/// A class of beneficiaries and one of intents.
fn two(book: &mut Book) -> (ClassId, ClassId) {
    let orphans = ClassId(book.registers(class("orphans", ClassKind::Beneficiary)));
    (orphans, ClassId(book.registers(class("alms", ClassKind::Intent))))
}

fn of_class(book: &Book, number: u8, class: Option<ClassId>) -> Command {
    let Command::EnrolBeneficiary(ask) = enrol(book.w.qom, number, &[number], &["dowry"]) else {
        panic!("an enrolment")
    };
    Command::EnrolBeneficiary(BeneficiaryEnrolled { class, ..ask })
}

#[test]
fn a_class_stands_where_its_kind_is_asked_for_and_once() {
    let mut book = Book::ready();
    let w = book.w;
    let (orphans, alms) = two(&mut book);
    let wrong = |class: ClassId| Rejection::WrongClass { class: class.0 };
    let cases = [
        (programme("x", &[alms], &[]), alms),
        (programme("x", &[], &[orphans]), orphans),
        (programme("x", &[orphans, orphans], &[]), orphans),
        (programme("x", &[], &[alms, alms]), alms),
    ];
    for (ask, class) in cases {
        assert_eq!(book.refuses(w.admin, ask), wrong(class));
    }
    let ask = of_class(&book, 100, Some(alms));
    assert_eq!(book.refuses(w.officer, ask), wrong(alms));
    for restriction in
        [Restriction { class: Some(alms), ..ANYTHING }, Restriction { intent: Some(orphans), ..ANYTHING }]
    {
        let gift = Command::RecordReceipt(RecordReceipt { restriction, ..cash(&book, 10) });
        assert!(matches!(book.refuses(w.receiver, gift), Rejection::WrongClass { .. }));
    }
}

/// A programme for orphans only.
fn for_orphans(book: &mut Book, orphans: ClassId) -> ProgrammeId {
    let served = ProgrammeId(book.registers(programme("orphans", &[orphans], &[])));
    book.registers(rule(served, 1_000, "dowry", TODAY));
    served
}

#[test]
fn a_programme_serves_the_classes_that_it_names_and_no_other() {
    let mut book = Book::ready();
    let w = book.w;
    let (orphans, _) = two(&mut book);
    let widows = ClassId(book.registers(class("widows", ClassKind::Beneficiary)));
    let served = for_orphans(&mut book, orphans);
    let not_served = Rejection::ClassNotServed { programme: served.0 };
    for (number, class, expected) in
        [(100, None, Err(not_served)), (101, Some(widows), Err(not_served)), (102, Some(orphans), Ok(()))]
    {
        let ask = of_class(&book, number, class);
        let beneficiary = book.enrols(ask);
        let ask = apply_for(w.qom, served, beneficiary, 100);
        match expected {
            Ok(()) => drop(book.asks(w.officer, ledger_core::command::Mode::Atomic, vec![ask])),
            Err(why) => assert_eq!(book.refuses(w.officer, ask), why),
        }
        book.does(w.officer, apply_for(w.qom, w.dowry, beneficiary, 100));
    }
    assert_eq!(not_served.rule(), Some(Rule::Rule9));
}

#[test]
fn a_class_is_there_before_it_is_named() {
    let mut book = Book::ready();
    let w = book.w;
    let unknown = Rejection::UnknownClass { class: 9_999 };
    let nowhere = ClassId(9_999);
    assert_eq!(book.refuses(w.admin, programme("x", &[nowhere], &[])), unknown);
    let ask = of_class(&book, 100, Some(nowhere));
    assert_eq!(book.refuses(w.officer, ask), unknown);
    let proposed = book.does(w.admin, class("orphans", ClassKind::Beneficiary));
    let ask = of_class(&book, 100, Some(ClassId(proposed)));
    assert_eq!(book.refuses(w.officer, ask), Rejection::NotConfirmed { object: proposed });
}

#[test]
fn a_forged_registration_names_classes_of_the_right_kind() {
    let mut book = Book::ready();
    let (orphans, alms) = two(&mut book);
    let registered = |classes: &[ClassId], intents: &[ClassId]| {
        let (classes, intents) = (classes.to_vec(), intents.to_vec());
        Event::ProgrammeRegistered(ProgrammeRegistered { code: code("x"), name: name("x"), classes, intents })
    };
    let wrong = |class: ClassId| Rejection::WrongClass { class: class.0 };
    assert_eq!(book.slips_in(book.w.admin, registered(&[alms], &[])), wrong(alms));
    assert_eq!(book.slips_in(book.w.admin, registered(&[orphans, orphans], &[])), wrong(orphans));
    assert_eq!(
        book.slips_in(book.w.admin, registered(&[], &[ClassId(9_999)])),
        Rejection::UnknownClass { class: 9_999 }
    );
}

#[test]
fn a_forged_application_is_of_a_class_that_is_served() {
    let mut book = Book::ready();
    let w = book.w;
    let (orphans, _) = two(&mut book);
    let served = for_orphans(&mut book, orphans);
    let couple: BeneficiaryId = w.couple;
    let why = book.forges(w.officer, apply_for(w.qom, w.dowry, couple, 100), |entry| {
        let Event::GrantApplied(e) = &mut entry.event else { panic!("an application") };
        e.programme = served;
    });
    assert_eq!(why, Rejection::ClassNotServed { programme: served.0 });
}
