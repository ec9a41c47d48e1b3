//! Events about the book, the register, and refusals.

use super::words::{amount, code, day, decision, id, index, instant, name};
use ledger_core::event::{
    AccountKind, AccountOpened, AreaLevel, AreaRegistered, BookOpened, ClassKind, ClassRegistered, Clock,
    ClockAdvanced, Event, OfficeKind, OfficeRegistered, ProgrammeRegistered, ProgrammeRuleSet, Refused, RefusedItem,
    RegistrationConfirmed, RulesetAdopted,
};
use ledger_core::ids::{AreaId, BookId, ClassId, OfficeId, PersonToken, ProgrammeId, PublicKey};
use ledger_core::rejection::Rejection;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![
        book_opened(),
        (1..=u32::MAX).prop_map(|ruleset| Event::RulesetAdopted(RulesetAdopted { ruleset })),
        instant().prop_map(|to| Event::ClockAdvanced(ClockAdvanced { to })),
        area(),
        office(),
        class(),
        programme(),
        rule(),
        account(),
        (index(), index()).prop_map(|(object, last_change)| {
            Event::RegistrationConfirmed(RegistrationConfirmed { object, last_change })
        }),
        refused(),
    ]
    .boxed()
}

fn book_opened() -> BoxedStrategy<Event> {
    let bytes = any::<([u8; 16], [u8; 32], [u8; 32], [[u8; 32]; 2])>();
    let clock = select(vec![Clock::System, Clock::Scripted]);
    (bytes, name(), code(), any::<i16>(), clock, any::<bool>())
        .prop_map(|((book, log_key, root_key, tokens), origin, unit, utc_offset_minutes, clock, demo)| {
            Event::BookOpened(BookOpened {
                book: BookId(book),
                origin,
                log_key: PublicKey(log_key),
                root_key: PublicKey(root_key),
                unit,
                utc_offset_minutes,
                first_administrators: tokens.map(PersonToken),
                clock,
                demo,
            })
        })
        .boxed()
}

pub(super) fn level() -> impl Strategy<Value = AreaLevel> {
    select(vec![AreaLevel::Country, AreaLevel::Province, AreaLevel::County, AreaLevel::Neighbourhood])
}

fn area() -> BoxedStrategy<Event> {
    (code(), level(), option::of(id()), name(), day())
        .prop_map(|(code, level, parent, name, valid_from)| {
            Event::AreaRegistered(AreaRegistered { code, level, parent: parent.map(AreaId), name, valid_from })
        })
        .boxed()
}

fn office() -> BoxedStrategy<Event> {
    let kinds = vec![OfficeKind::Welfare, OfficeKind::Assembly, OfficeKind::Partner];
    (code(), select(kinds), option::of(id()), id())
        .prop_map(|(code, kind, parent, area)| {
            Event::OfficeRegistered(OfficeRegistered { code, kind, parent: parent.map(OfficeId), area: AreaId(area) })
        })
        .boxed()
}

fn class() -> BoxedStrategy<Event> {
    (code(), select(vec![ClassKind::Beneficiary, ClassKind::Intent]), name())
        .prop_map(|(code, kind, name)| Event::ClassRegistered(ClassRegistered { code, kind, name }))
        .boxed()
}

fn programme() -> BoxedStrategy<Event> {
    let classes = || vec(id().prop_map(ClassId), 0..5);
    (code(), name(), classes(), classes())
        .prop_map(|(code, name, classes, intents)| {
            Event::ProgrammeRegistered(ProgrammeRegistered { code, name, classes, intents })
        })
        .boxed()
}

fn account() -> BoxedStrategy<Event> {
    use AccountKind::{Bank, Box, CashDesk, Gateway, Store, Treasury};
    (code(), id(), select(vec![Bank, Treasury, Gateway, CashDesk, Box, Store]))
        .prop_map(|(code, office, kind)| Event::AccountOpened(AccountOpened { code, office: OfficeId(office), kind }))
        .boxed()
}

fn rule() -> BoxedStrategy<Event> {
    (id(), amount(), code(), decision(), day())
        .prop_map(|(programme, cap, benefit_group, decision, effective_from)| {
            let programme = ProgrammeId(programme);
            Event::ProgrammeRuleSet(ProgrammeRuleSet { programme, cap, benefit_group, decision, effective_from })
        })
        .boxed()
}

fn refused() -> BoxedStrategy<Event> {
    let item = (any::<u32>(), select(Rejection::each()), any::<[u64; 4]>());
    let item = item.prop_map(|(ordinal, zeros, numbers)| {
        let numbers = &numbers[..zeros.fields().len()];
        let rejection = Rejection::from_record(zeros.number(), numbers).expect("its own numbers");
        RefusedItem { ordinal, rejection }
    });
    (vec(item, 0..20), option::of(index()))
        .prop_map(|(items, conflicts_with)| Event::Refused(Refused { items, conflicts_with }))
        .boxed()
}
