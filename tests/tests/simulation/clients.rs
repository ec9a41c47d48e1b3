//! All the people who ask, as one: they plan a block, hear its answers, compare, and plan the next.

use super::book::{Asked, Book};
use super::dice::Dice;
use super::look;
use super::naive::Naive;
use super::trouble::{Outcome, Trouble, ensure};
use super::weather::{Weather, clear};
use super::wishes::{self, Wisher};
use ledger_core::command::{Mode, Request};
use ledger_server::sequencer::{Answer, Refusal, SharedViews};
use ledger_store::Head;
use ledger_store::testing::SimDisk;
use std::sync::PoisonError;
use tokio::sync::watch;

/// The turns of [`wishes::furnishing`].
pub const FURNISHING_TURNS: u64 = 7;

/// Those who ask during one life of the process.
pub struct Clients {
    pub book: Book,
    pub dice: Dice,
    pub disk: SimDisk,
    pub views: SharedViews,
    /// What followers are told of.
    pub heads: watch::Receiver<Head>,
    pub weather: Weather,
    /// What they still mean to ask, in blocks.
    pub blocks_left: u64,
    /// The turn of the furnishing, before which nothing is left to chance.
    pub furnishing: Option<u64>,
    /// Whether things go wrong in this life.
    pub stormy: bool,
    pub trouble: Option<Trouble>,
}

impl Clients {
    /// The next block; empty when they have nothing more to ask.
    pub fn plan(&mut self) -> Vec<Asked> {
        if self.blocks_left == 0 || self.trouble.is_some() {
            return Vec::new();
        }
        self.blocks_left -= 1;
        if let Some(turn) = self.furnishing {
            self.furnishing = Some(turn + 1);
            return self.furnish(turn);
        }
        if self.stormy && self.dice.one_in(3) {
            self.weather.worsen(&mut self.dice, &self.disk);
        }
        self.by_chance()
    }

    /// One administrator proposes, the other confirms, in one block.
    fn furnish(&mut self, turn: u64) -> Vec<Asked> {
        let mut ahead = self.book.naive.clone();
        let proposals = wishes::request(1, self.dice.bytes(), Mode::Atomic, wishes::furnishing(turn, &ahead));
        drop(ahead.answer(&proposals, false));
        let objects: Vec<u64> = ahead.proposed.keys().copied().collect();
        let confirmations = objects.into_iter().map(|object| wishes::confirm(object, object)).collect();
        let confirmations = wishes::request(2, self.dice.bytes(), Mode::Atomic, confirmations);
        [proposals, confirmations].map(|request| Asked { request, dry: false }).to_vec()
    }

    /// Each asks as if those before had got what they asked for.
    fn by_chance(&mut self) -> Vec<Asked> {
        let mut ahead = self.book.naive.clone();
        let mut block = Vec::new();
        let most = self.dice.upto(8);
        // Dice that speak of what is not there yet are thrown again.
        while (block.len() as u64) < most {
            let Some(request) = self.any_request(&ahead) else { continue };
            let asked = Asked { request, dry: self.dice.one_in(12) };
            drop(ahead.answer(&asked.request, asked.dry));
            self.book.asked.push(asked.request.clone());
            block.push(asked);
        }
        block
    }

    /// Something new; or what got no answer, or what was asked before, again; or the same id for something else.
    fn any_request(&mut self, ahead: &Naive) -> Option<Request> {
        if !self.book.unanswered.is_empty() && self.dice.one_in(2) {
            let place = self.dice.count(self.book.unanswered.len() as u64);
            return Some(self.book.unanswered.swap_remove(place));
        }
        let before = if self.dice.one_in(8) { self.dice.pick(&self.book.asked) } else { None };
        let mut wisher = Wisher { naive: ahead, dice: &mut self.dice, durable: self.book.naive.next };
        match before {
            Some(request) if wisher.dice.one_in(3) => wisher.other_content(&request),
            Some(request) => Some(request),
            None => wisher.request(),
        }
    }

    /// Takes the answers of a block; what is wrong is kept, and ends the asking.
    pub fn hear(&mut self, block: Vec<(Asked, Result<Answer, Refusal>)>) {
        let in_doubt = |answer: &Result<Answer, Refusal>| matches!(answer, Err(Refusal::OutcomeUnknown(_)));
        let over = block.iter().any(|(_, answer)| in_doubt(answer));
        let refused = block.iter().any(|(_, answer)| matches!(answer, Err(Refusal::NotWritten(_))));
        let heard = self.book.hear(block, self.weather).and_then(|()| self.look());
        if let Err(trouble) = heard {
            self.trouble.get_or_insert(trouble);
        }
        if over {
            self.blocks_left = 0;
        } else if refused && self.dice.one_in(2) {
            clear(&self.disk);
        }
    }

    /// The views, which everybody may read now, against the naive ledger; and followers are told of just that much.
    fn look(&self) -> Outcome {
        let published = self.views.read().unwrap_or_else(PoisonError::into_inner);
        look::at(&self.book.naive, &published.views)?;
        let (followed, told) = (*self.heads.borrow(), self.book.naive.next);
        ensure(followed.size == told, || format!("{told} entries are durable, followers know {}", followed.size))
    }
}
