//! The examples of the officers' verbs.

pub(in crate::args) const PLEDGE_RECORD: &str = "\
Examples:
  ledger-cli pledge record --office 8 --donor 31 --instalment \"1404-10-01 = 40,000,000 IRR\" --key-file ./key
";

pub(in crate::args) const PLEDGE_AMEND: &str = "\
Examples:
  ledger-cli pledge amend 120 --instalment \"1404-11-01 = 40,000,000 IRR\" --key-file ./key
";

pub(in crate::args) const PLEDGE_CANCEL: &str = "\
Examples:
  ledger-cli pledge cancel 120 --reason donor-withdrew --key-file ./key --dry-run
";

pub(in crate::args) const PLEDGE_WRITE_OFF: &str = "\
Examples:
  ledger-cli pledge write-off 120 --give-up \"10,000,000 IRR\" --reason donor-withdrew --key-file ./key
";

pub(in crate::args) const PLEDGE_SHOW: &str = "\
Examples:
  ledger-cli pledge show 120 --key-file ./key
";

pub(in crate::args) const PLEDGE_LIST: &str = "\
Examples:
  ledger-cli pledge list --open --key-file ./key
  ledger-cli pledge list --donor 31 --key-file ./key --json
";

pub(in crate::args) const CAMPAIGN_LIST: &str = "\
Examples:
  ledger-cli campaign list --key-file ./key
";

pub(in crate::args) const CAMPAIGN_SHOW: &str = "\
Examples:
  ledger-cli campaign show 44 --key-file ./key --toman
";

pub(in crate::args) const RECEIPT_SHOW: &str = "\
Examples:
  ledger-cli receipt show 120 --key-file ./key
";

pub(in crate::args) const RECEIPT_REISSUE: &str = "\
Examples:
  ledger-cli receipt reissue 120 --key-file ./key
";

pub(in crate::args) const RECEIPT_REVERSE: &str = "\
Examples:
  ledger-cli receipt reverse 120 --amount \"40,000,000 IRR\" --reason mistake --key-file ./key --dry-run
";

pub(in crate::args) const GOODS_RECEIVE: &str = "\
Examples:
  ledger-cli goods receive --office 8 --store 16 --item 60 --units 20 --unit-value \"9,000,000 IRR\" --basis market \\
    --evidence \"$(sha256sum ./act.pdf | cut -c-64)\" --custodian ARCHIVE-1 --keep-until 1414-01-01 --key-file ./key
";

pub(in crate::args) const GOODS_APPRAISE: &str = "\
Examples:
  ledger-cli goods appraise 130 --key-file ./key
";

pub(in crate::args) const GOODS_ASSEMBLE: &str = "\
Examples:
  ledger-cli goods assemble --design 61 --office 8 --store 16 --key-file ./key
";

pub(in crate::args) const GOODS_DISSOLVE: &str = "\
Examples:
  ledger-cli goods dissolve 140 --key-file ./key
";

pub(in crate::args) const GOODS_HAND_OVER: &str = "\
Examples:
  ledger-cli goods hand-over 150 --evidence \"$(sha256sum ./act.pdf | cut -c-64)\" \\
    --custodian ARCHIVE-1 --keep-until 1414-01-01 --key-file ./key
";

pub(in crate::args) const GOODS_STOCK: &str = "\
Examples:
  ledger-cli goods stock --key-file ./key
  ledger-cli goods stock --store 16 --key-file ./key --plain
";

pub(in crate::args) const GOODS_TRACE_LOT: &str = "\
Examples:
  ledger-cli goods trace-lot 130 --key-file ./key
";

pub(in crate::args) const GOODS_TRACE_KIT: &str = "\
Examples:
  ledger-cli goods trace-kit 140 --key-file ./key
";

pub(in crate::args) const ALLOTMENT_MAKE: &str = "\
Examples:
  ledger-cli allotment make --office 8 --programme 20 --year 1404 --amount \"40,000,000 IRR\" --key-file ./key
";

pub(in crate::args) const ALLOTMENT_NOTIFY: &str = "\
Examples:
  ledger-cli allotment notify 125 --key-file ./key
";

pub(in crate::args) const ALLOTMENT_RECALL: &str = "\
Examples:
  ledger-cli allotment recall --office 8 --programme 20 --year 1404 --amount \"40,000,000 IRR\" --key-file ./key
";

pub(in crate::args) const ALLOTMENT_LIST: &str = "\
Examples:
  ledger-cli allotment list --key-file ./key
";

pub(in crate::args) const GRANT_APPLY: &str = "\
Examples:
  ledger-cli grant apply --programme 20 --office 8 --beneficiary 90 --payee 92 --amount \"400,000,000 IRR\" --key-file ./key
";

pub(in crate::args) const GRANT_STEP: &str = "\
Examples:
  ledger-cli grant step decide 150 --key-file ./key
  ledger-cli grant step secure 150 --account 15 --key-file ./key
  ledger-cli grant step cancel 150 --reason withdrawn --key-file ./key --dry-run
";

pub(in crate::args) const GRANT_SHOW: &str = "\
Examples:
  ledger-cli grant show 150 --key-file ./key
";

pub(in crate::args) const PAYEE_PROPOSE: &str = "\
Examples:
  ledger-cli payee propose 90 --from ./payee.txt --key-file ./key
  ledger-cli payee propose 90 --from - --key-file ./key < ./payee.txt
";

pub(in crate::args) const PAYEE_CONFIRM: &str = "\
Examples:
  ledger-cli payee confirm 92 --key-file ./key
";
