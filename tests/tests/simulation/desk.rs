//! Where the clients stand: on the sequencer's own thread. An answer wakes them inside the sequencer's reply; when a
//! block is answered they put the next one into the queue, and the sequencer finds it there. So nothing ever waits,
//! and the same seed gives the same order of everything.

use super::book::Asked;
use super::clients::Clients;
use ledger_server::sequencer::{Answer, Handle, Refusal, SealError};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

type Asking<T> = Pin<Box<dyn Future<Output = T> + Send>>;

enum Question<T> {
    Open(Asking<T>),
    Answered(T),
}

/// The desk.
pub struct Desk {
    inner: Mutex<Inner>,
}

struct Inner {
    clients: Clients,
    /// Let go of when nobody wants to ask any more: then the sequencer ends.
    handle: Option<Handle>,
    block: Vec<(Asked, Question<Result<Answer, Refusal>>)>,
    seal: Option<Question<Result<(), Option<SealError>>>>,
}

impl Wake for Desk {
    fn wake(self: Arc<Self>) {
        let waker = Waker::from(Arc::clone(&self));
        self.inner().go_on(&mut Context::from_waker(&waker));
    }
}

impl Desk {
    /// Opens the desk and puts the first block into the queue.
    pub fn open(clients: Clients, handle: Handle) -> Arc<Self> {
        let inner = Inner { clients, handle: Some(handle), block: Vec::new(), seal: None };
        let desk = Arc::new(Self { inner: Mutex::new(inner) });
        Arc::clone(&desk).wake();
        desk
    }

    /// The clients, after the sequencer has ended.
    pub fn close(self: Arc<Self>) -> Clients {
        Arc::into_inner(self)
            .expect("nobody asks any more")
            .inner
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .clients
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Looks for answers; when all are there, goes on to the next block.
    fn go_on(&mut self, context: &mut Context<'_>) {
        while self.all_answered(context) {
            let block: Vec<_> =
                self.block.drain(..).filter_map(|(asked, question)| Some((asked, question.answer()?))).collect();
            self.seal = None;
            if !block.is_empty() {
                self.clients.hear(block);
            }
            let Some(handle) = self.handle.clone() else { return };
            let next = self.clients.plan();
            if next.is_empty() {
                self.handle = None;
                return;
            }
            if self.clients.dice.one_in(5) {
                let handle = handle.clone();
                self.seal = Some(Question::Open(Box::pin(async move { handle.seal().await })));
            }
            self.block = next.into_iter().map(|asked| ask(&handle, asked)).collect();
        }
    }

    fn all_answered(&mut self, context: &mut Context<'_>) -> bool {
        // In this order they reach the queue.
        let mut all = true;
        for (_, question) in &mut self.block {
            all &= question.is_answered(context);
        }
        if let Some(seal) = &mut self.seal {
            all &= seal.is_answered(context);
        }
        all
    }
}

fn ask(handle: &Handle, asked: Asked) -> (Asked, Question<Result<Answer, Refusal>>) {
    let (handle, request, dry) = (handle.clone(), asked.request.clone(), asked.dry);
    (asked, Question::Open(Box::pin(async move { handle.decide(request, dry).await })))
}

impl<T> Question<T> {
    fn is_answered(&mut self, context: &mut Context<'_>) -> bool {
        if let Self::Open(asking) = self
            && let Poll::Ready(answer) = asking.as_mut().poll(context)
        {
            *self = Self::Answered(answer);
        }
        matches!(self, Self::Answered(_))
    }

    fn answer(self) -> Option<T> {
        match self {
            Self::Answered(answer) => Some(answer),
            Self::Open(_) => None,
        }
    }
}
