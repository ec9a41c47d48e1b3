//! Rule 25: no personal datum in an entry. Every field of the record that could hold any text or bytes is on this
//! list with what keeps persons out of it; a new one fails here until somebody has thought about it.

use super::protocol::Protocol;

/// Fields of text, and why no name, id, account or telephone number of a person stands there.
const TEXTS: [(&str, &str); 23] = [
    ("BookOpened.origin", "the log's public name"),
    ("BookOpened.unit", "a currency"),
    ("AreaRegistered.code", "a public code of an area"),
    ("AreaRegistered.name", "the public name of an area, entered by two administrators"),
    ("OfficeRegistered.code", "a code of an office"),
    ("ProgrammeRegistered.code", "a code of a programme"),
    ("ProgrammeRegistered.name", "the public name of a programme, entered by two administrators"),
    ("ProgrammeRuleSet.benefit_group", "a code of a group of programmes"),
    ("DecisionRef.number", "the number of a resolution"),
    ("AccountOpened.code", "the organisation's own code for its account, never a bank's number of a person"),
    ("ExternalPayment.terminal", "the organisation's terminal or the bank's branch"),
    ("ExternalPayment.reference", "the bank's or gateway's reference of the payment, 64 characters at most"),
    ("GroupKey.group", "a code of a group of programmes"),
    ("ClassRegistered.code", "a code of a class"),
    ("ClassRegistered.name", "the public name of a class, entered by two administrators"),
    ("CampaignRegistered.code", "a code of a campaign"),
    ("CampaignRegistered.name", "the public name of a campaign, entered by two administrators"),
    ("ItemRegistered.code", "a code of the catalogue of goods"),
    ("ItemRegistered.name", "the public name of an item, entered by two administrators"),
    ("ItemRegistered.measure", "what one unit of an item is, entered by two administrators"),
    ("KitDesigned.code", "a code of the catalogue of goods"),
    ("KitDesigned.name", "the public name of a kit, entered by two administrators"),
    ("Evidence.custodian", "a code of the office or archive that keeps a document"),
];

/// Fields of bytes: all of a fixed size, hashes, keys, tokens and random numbers.
const BYTES: [(&str, &str); 20] = [
    ("Entry.blind", "random"),
    ("RequestHead.request_id", "drawn by the client"),
    ("RequestHead.fingerprint", "a keyed hash of the request, after persons were replaced by tokens"),
    ("BookOpened.book", "random"),
    ("BookOpened.log_key", "a public key"),
    ("BookOpened.root_key", "a public key"),
    ("BookOpened.first_administrators", "keyed tokens"),
    ("PrincipalAdmitted.person", "a keyed token"),
    ("PrincipalAdmitted.api_key_hash", "the hash of 256 random bits"),
    ("DonorRegistered.reference", "random"),
    ("BeneficiaryEnrolled.reference", "random"),
    ("BeneficiaryEnrolled.persons", "keyed tokens"),
    ("GroupKey.key", "a keyed token"),
    ("PayeeProposed.account", "a keyed token"),
    ("PayeeProposed.name_commitment", "a commitment under a blind of its own"),
    ("PayeeProposed.account_commitment", "a commitment under a blind of its own"),
    ("Reported.account", "a keyed token"),
    ("ListSubmitted.content", "the hash of a file of amounts and accounts, hundreds of unknown digits at the least"),
    ("ResultsImported.file", "the hash of a bank's file"),
    ("Evidence.hash", "the hash of a salt and a document"),
];

#[test]
fn the_record_has_no_field_for_what_names_a_person() {
    let allowed = |list: &[(&str, &str)], name: &str| list.iter().any(|(field, _)| *field == name);
    let fields = Protocol::read().free_fields("amanat.record.v1");
    for field in &fields {
        let list: &[(&str, &str)] = if field.is_text { &TEXTS } else { &BYTES };
        assert!(allowed(list, &field.name), "{} can hold anything: what keeps persons out of it?", field.name);
    }
    for (name, _) in TEXTS.iter().chain(&BYTES) {
        assert!(fields.iter().any(|field| field.name == *name), "{name} is not in the record any more");
    }
}
