//! Making a book: its keys and its opening act. Its first checkpoint is signed when it is first served.

use super::keys::{KeyError, Keys, hex};
use super::policy_text;
use super::vault::{self, OpenVaultError};
use crate::random::Random;
use ledger_core::event::{BookOpened, Clock, PrincipalAdmitted, PrincipalKind};
use ledger_core::ids::{BookId, KeyHash, PersonToken, PublicKey};
use ledger_core::past::Fault;
use ledger_core::role::{Role, Roles};
use ledger_core::state::State;
use ledger_core::text::{Code, Name};
use ledger_core::time::Timestamp;
use ledger_log::note::KeyName;
use ledger_log::{Chain, leaf};
use ledger_store::{Append, Block, DataPaths, FileJournal, Journal, JournalOptions, OpenError, RealStorage, Storage};
use ledger_wire::door::TokenKeys;
use ledger_wire::identifiers::NationalId;
use ledger_wire::record;
use sha2::{Digest, Sha256};

/// Minutes that Tehran is ahead of UTC, all the year since 2022.
const TEHRAN_OFFSET_MINUTES: i16 = 210;

/// What a new book is to be.
pub struct NewBook {
    /// The name in its checkpoints; `None` for one made of its id.
    pub origin: Option<KeyName>,
    /// How it tells the time.
    pub clock: Clock,
    /// Whether it is a demonstration.
    pub demo: bool,
    /// The time of its opening.
    pub opened_at: Timestamp,
    /// National ids of the two administrators; `None` for tokens that stand for nobody.
    pub administrators: Option<[NationalId; 2]>,
}

/// An administrator's API key: shown once, kept nowhere.
pub struct Administrator {
    /// The principal: the index of its admission.
    pub principal: u64,
    /// The secret.
    pub api_key: String,
}

/// A book that was made.
pub struct Created {
    /// Its id.
    pub book: BookId,
    /// Its two first administrators.
    pub administrators: [Administrator; 2],
    /// What an auditor is to keep.
    pub policy: String,
}

/// Why no book was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Keys could not be made.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The vault could not be made.
    #[error(transparent)]
    Vault(#[from] OpenVaultError),
    /// The journal could not be made.
    #[error(transparent)]
    Journal(#[from] OpenError),
    /// The opening act is refused.
    #[error("the opening is refused: {0}")]
    Refused(Fault),
    /// The opening act was not written.
    #[error("the opening was not written: {0}")]
    NotWritten(String),
    /// The origin is no name.
    #[error("the origin is not a name: {0}")]
    Origin(String),
}

/// Makes the book, durably. It can be opened from here on.
///
/// # Errors
/// [`CreateError`]. A creation that was interrupted leaves a folder that cannot be opened and is to be removed.
pub fn create(paths: &DataPaths, new: NewBook) -> Result<Created, CreateError> {
    let draw = |name: &KeyName, random: &mut Random| Keys::draw(&paths.private, name, random);
    let (created, _) = create_on(&RealStorage, paths, new, &JournalOptions::default(), draw)?;
    vault::create(&paths.private, &mut Random::default())?;
    Ok(created)
}

/// The same on any storage, with keys that `draw` makes (and keeps).
///
/// # Errors
/// [`CreateError`].
pub fn create_on<S: Storage>(
    storage: &S,
    paths: &DataPaths,
    new: NewBook,
    options: &JournalOptions,
    draw: impl FnOnce(&KeyName, &mut Random) -> Result<(Keys, [u8; 32]), KeyError>,
) -> Result<(Created, Keys), CreateError> {
    let mut random = Random::default();
    let book: [u8; 16] = random.bytes();
    let origin = origin(new.origin, &book)?;
    let mut journal = FileJournal::create(storage, &paths.book, ledger_store::BookId(book), options)?;
    let (keys, root_key) = draw(&origin, &mut random)?;
    let api_keys = [api_key(&mut random), api_key(&mut random)];
    let persons = match &new.administrators {
        Some(ids) => ids.clone().map(|id| TokenKeys::derive(&keys.tokens).person(&id)),
        None => [PersonToken(random.bytes()), PersonToken(random.bytes())],
    };
    let opening = BookOpened {
        book: BookId(book),
        origin: Name::new(origin.as_str()).map_err(|error| CreateError::Origin(error.to_string()))?,
        log_key: PublicKey(*keys.log.verifier().as_bytes()),
        root_key: PublicKey(root_key),
        unit: Code::new("IRR").map_err(|error| CreateError::Origin(error.to_string()))?,
        utc_offset_minutes: TEHRAN_OFFSET_MINUTES,
        first_administrators: persons,
        clock: new.clock,
        demo: new.demo,
    };
    let admissions = [(persons[0], &api_keys[0]), (persons[1], &api_keys[1])].map(|(token, key)| admission(token, key));
    let entries = ledger_core::open_book(&mut State::default(), new.opened_at, opening, admissions)
        .map_err(CreateError::Refused)?;
    write_opening(&mut journal, &book, &entries, &mut random)?;
    let [first, second] = api_keys;
    let administrators =
        [Administrator { principal: 1, api_key: first }, Administrator { principal: 2, api_key: second }];
    Ok((Created { book: BookId(book), administrators, policy: policy_text(&keys.log) }, keys))
}

fn origin(wanted: Option<KeyName>, book: &[u8; 16]) -> Result<KeyName, CreateError> {
    match wanted {
        Some(name) => Ok(name),
        None => {
            format!("amanat.invalid/{}", hex(book)).parse().map_err(|error| CreateError::Origin(format!("{error}")))
        }
    }
}

/// 32 random bytes, recognisable for what they are wherever they turn up.
pub(crate) fn api_key(random: &mut Random) -> String {
    format!("amanat_key_{}", hex(&random.bytes::<32>()))
}

/// What the book keeps of an API key.
pub(crate) fn key_hash(api_key: &str) -> KeyHash {
    KeyHash(Sha256::digest(api_key.as_bytes()).into())
}

fn admission(token: PersonToken, api_key: &str) -> PrincipalAdmitted {
    PrincipalAdmitted {
        kind: PrincipalKind::Human(token),
        office: None,
        roles: Roles::of(&[Role::Administrator]),
        api_key_hash: key_hash(api_key),
    }
}

fn write_opening<S: Storage>(
    journal: &mut FileJournal<S>,
    book: &[u8; 16],
    entries: &[ledger_core::event::Entry],
    random: &mut Random,
) -> Result<(), CreateError> {
    let chain = Chain::new();
    let mut link = chain.genesis(book);
    let mut block = Block::new();
    block.begin(0);
    for entry in entries {
        let mut bytes = Vec::new();
        record::encode_into(entry, &random.blind(), &mut bytes);
        link = chain.extend(&link, &leaf(&bytes));
        block.push(&bytes).map_err(|error| CreateError::NotWritten(error.to_string()))?;
    }
    block.set_link_after(link);
    let written = match journal.append(&mut block) {
        Append::Durable { .. } => {
            return journal.sync_head().map_err(|error| CreateError::NotWritten(error.to_string()));
        }
        Append::NotWritten(why) => why.to_string(),
        Append::OutcomeUnknown(why) => why.to_string(),
        Append::Fenced { .. } => "somebody else wrote first".to_owned(),
    };
    Err(CreateError::NotWritten(written))
}
