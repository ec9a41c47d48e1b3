//! The small log that Tessera tests itself with: github.com/transparency-dev/tessera, `testdata`.

use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{Note, SignerKey, VerifierKey};
use ledger_log::tree::Frontier;

const SECRET: &str = "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";
const PUBLIC: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
const ENTRIES: [&str; 15] = [
    "one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven", "twelf", "threeten",
    "fourten", "fivten",
];
const CHECKPOINT: &str = "example.com/log/testdata
15
rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=

— example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=
";

#[test]
fn the_same_entries_and_key_give_the_same_checkpoint_to_the_byte() {
    let key = SignerKey::from_secret_text(SECRET).unwrap();
    let public: VerifierKey = PUBLIC.parse().unwrap();
    assert_eq!(key.verifier(), public);

    let mut frontier = Frontier::new();
    ENTRIES.iter().for_each(|entry| frontier.append(&ledger_log::leaf(entry.as_bytes())));
    let ours = Checkpoint::new(key.name().clone(), frontier.head()).unwrap();
    assert_eq!(ours.sign(&key).unwrap().to_string(), CHECKPOINT);

    let theirs: Note = CHECKPOINT.parse().unwrap();
    assert_eq!(Checkpoint::open(&theirs, &public), Ok(ours));
}
