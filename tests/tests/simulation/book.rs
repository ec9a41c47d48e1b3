//! What everybody was told: the naive ledger, every durable entry, every request; and whether the next answer agrees
//! with all of it.

use super::figures::Figures;
use super::naive::{Naive, Reply, Said};
use super::trouble::{Outcome, Trouble, ensure};
use super::weather::Weather;
use ledger_core::command::Request;
use ledger_core::event::{Entry, Event};
use ledger_log::Link;
use ledger_server::sequencer::{Answer, Refusal};
use std::collections::BTreeMap;

/// A request as it was asked.
#[derive(Clone)]
pub struct Asked {
    pub request: Request,
    pub dry: bool,
}

/// What was told so far.
pub struct Book {
    pub naive: Naive,
    /// Every entry that was acknowledged, or found durable after a crash.
    pub entries: Vec<Entry>,
    /// The link that was told, by the size of the book then.
    pub links: BTreeMap<u64, Link>,
    /// Every request that was asked.
    pub asked: Vec<Request>,
    /// Requests that got no answer, to be asked again.
    pub unanswered: Vec<Request>,
    /// The block whose outcome is unknown, and the weather it met.
    pub in_doubt: Option<(Vec<Asked>, Weather)>,
    pub figures: Figures,
}

impl Book {
    /// Takes the answers to one block, in the order in which it was asked.
    pub fn hear(&mut self, block: Vec<(Asked, Result<Answer, Refusal>)>, weather: Weather) -> Outcome {
        let full = |(_, answer): &(Asked, Result<Answer, Refusal>)| matches!(answer, Err(Refusal::QueueFull));
        let (turned_away, block): (Vec<_>, Vec<_>) = block.into_iter().partition(full);
        self.figures.add("turned away", turned_away.len());
        self.unanswered.extend(turned_away.into_iter().map(|(asked, _)| asked.request));
        match block.iter().find_map(|(_, answer)| whole_block(answer)) {
            Some(refusal) => self.not_told(block, &refusal, weather),
            None => block.into_iter().try_for_each(|(asked, answer)| match answer {
                Ok(answer) => self.told(&asked, &answer),
                Err(why) => self.unreadable(asked, &why, weather),
            }),
        }
    }

    /// None of the block got an answer.
    fn not_told(
        &mut self,
        block: Vec<(Asked, Result<Answer, Refusal>)>,
        refusal: &Refusal,
        weather: Weather,
    ) -> Outcome {
        ensure(weather.bad, || format!("a block failed in good weather: {refusal}"))?;
        for (_, answer) in &block {
            let alike =
                answer.as_ref().is_err_and(|own| std::mem::discriminant(own) == std::mem::discriminant(refusal));
            ensure(alike, || format!("a block failed in part: {refusal}, and {answer:?}"))?;
        }
        let block: Vec<Asked> = block.into_iter().map(|(asked, _)| asked).collect();
        self.unanswered.extend(block.iter().map(|asked| asked.request.clone()));
        match refusal {
            Refusal::NotWritten(_) => self.figures.count("blocks not written"),
            Refusal::OutcomeUnknown(_) => {
                self.figures.count("blocks in doubt");
                self.in_doubt = Some((block, weather));
            }
            other => return Err(Trouble(format!("nobody should meet: {other}"))),
        }
        Ok(())
    }

    fn unreadable(&mut self, asked: Asked, why: &Refusal, weather: Weather) -> Outcome {
        let expected = matches!(why, Refusal::Unreadable(_)) && weather.reads_fail;
        ensure(expected, || format!("a request failed: {why}"))?;
        self.figures.count("unreadable");
        self.unanswered.push(asked.request);
        Ok(())
    }

    /// An answer: the naive ledger must say the same.
    pub fn told(&mut self, asked: &Asked, answer: &Answer) -> Outcome {
        self.figures.count("answers");
        match self.naive.answer(&asked.request, asked.dry) {
            Reply::Again { first, count } => self.told_again(first, count, answer),
            Reply::Act(said) => {
                ensure(!answer.replayed, || format!("a new request got an old answer: {:?}", asked.request))?;
                agree(&asked.request, &said, &answer.entries)?;
                if asked.dry {
                    self.figures.count("dry runs");
                    return ensure(answer.link_after.is_none(), || "a dry run has a link".to_owned());
                }
                self.write_down(&answer.entries);
                let link = answer.link_after.ok_or_else(|| Trouble("a durable answer has no link".to_owned()))?;
                self.links.insert(self.naive.next, link);
                Ok(())
            }
        }
    }

    fn told_again(&mut self, first: u64, count: u64, answer: &Answer) -> Outcome {
        self.figures.count("retries");
        ensure(answer.replayed, || format!("the request at {first} was decided again: {:?}", answer.entries))?;
        let (from, to) = (place(first), place(first + count));
        let before = self.entries.get(from..to);
        ensure(before == Some(&*answer.entries), || {
            format!("another answer the second time: {before:?}, then {:?}", answer.entries)
        })?;
        let link = self.links.get(&(first + count)).copied();
        ensure(link.is_none() || link == answer.link_after, || format!("another link after {first} the second time"))
    }

    /// Takes an act as durable.
    pub fn write_down(&mut self, act: &[Entry]) {
        let refused = |entry: &Entry| match &entry.event {
            Event::Refused(refused) => refused.items.len(),
            _ => 0,
        };
        self.figures.add("entries", act.len());
        self.figures.add("items refused", act.iter().map(refused).sum());
        let whole = act.iter().all(|entry| matches!(entry.event, Event::Refused(_)));
        self.figures.count(if whole { "acts refused" } else { "acts carried out" });
        act.iter().for_each(|entry| self.figures.count(name(&entry.event)));
        self.entries.extend_from_slice(act);
    }
}

/// A refusal that is one of a whole block.
fn whole_block(answer: &Result<Answer, Refusal>) -> Option<Refusal> {
    match answer {
        Ok(_) | Err(Refusal::Unreadable(_)) => None,
        Err(refusal) => Some(refusal.clone()),
    }
}

/// Whether an act is the one foretold, head included.
pub fn agree(request: &Request, said: &[Said], act: &[Entry]) -> Outcome {
    let alike = said.len() == act.len() && said.iter().zip(act).all(|(said, entry)| said.is(entry));
    ensure(alike, || format!("asked: {request:?}\nforetold: {}\nthe ledger says: {}", lines(said), lines(act)))?;
    let conflict = act.iter().any(|entry| matches!(&entry.event, Event::Refused(r) if r.conflicts_with.is_some()));
    let head = act.first().and_then(|entry| entry.head);
    let fits = head.is_some_and(|head| {
        let own = (!conflict).then_some((request.id, request.fingerprint));
        let items = if conflict { 1 } else { request.commands.len() };
        head.request == own && place(head.item_count.into()) == items && place(head.entry_count.into()) == act.len()
    });
    ensure(fits && act.iter().skip(1).all(|entry| entry.head.is_none()), || format!("a head does not fit: {act:#?}"))
}

fn lines<T: std::fmt::Debug>(all: &[T]) -> String {
    all.iter().map(|one| format!("\n  {one:?}")).collect()
}

pub fn place(index: u64) -> usize {
    usize::try_from(index).expect("small")
}

/// The acts that a simulation should have met.
const fn name(event: &Event) -> &'static str {
    match event {
        Event::ClockAdvanced(_) => "- clock advanced",
        Event::RegistrationConfirmed(_) => "- registrations confirmed",
        Event::BeneficiaryVerified(_) => "- beneficiaries verified",
        Event::ReceiptRecorded(_) => "- receipts recorded",
        Event::ReceiptReversed(_) => "- receipts reversed",
        Event::Allotted(_) => "- allotted",
        Event::AllotmentNotified(_) => "- allotments notified",
        Event::GrantApplied(_) => "- grants applied",
        Event::GrantDecided(_) => "- grants decided",
        Event::CreditSecured(_) => "- credit secured",
        Event::GrantAwarded(_) => "- grants awarded",
        Event::GrantVerified(_) => "- grants verified",
        Event::PaymentOrdered(_) => "- payments ordered",
        Event::PaymentSettled(_) => "- payments settled",
        Event::PaymentReturned(_) => "- payments returned",
        Event::GrantCancelled(_) => "- grants cancelled",
        _ => "- other entries",
    }
}
