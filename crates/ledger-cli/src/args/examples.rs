//! The examples that each `-h` begins with, and the exit codes that some end with.

mod officers;

pub(super) use officers::*;

pub(super) const ALL: &str = "\
Examples:
  ledger-cli audit verify ./amanat-demo/book --policy ./amanat-demo.policy
  ledger-cli audit verify ./amanat-demo/book --json
  ledger-cli audit export ./amanat-demo/book --out ./amanat-export
  ledger-cli trace 120 --data ./amanat-demo/book
  ledger-cli balance fund 31 --data ./amanat-demo/book --at 200
  ledger-cli statement line 57 --data ./amanat-demo/book --toman
  ledger-cli entry show 0 --data ./amanat-demo/book
  ledger-cli follow --key-file ./key --keep
  ledger-cli receipt record --office 8 --account 15 --amount \"40,000,000 IRR\" --channel cash-desk --key-file ./key
  ledger-cli list check ./list.csv --count 3459 --total \"1,429,500,000,000 IRR\" --lang fa
  ledger-cli list submit ./list.csv --office 8 --count 3459 --total \"1,429,500,000,000 IRR\" --key-file ./key
  ledger-cli grant step decide 150 --key-file ./key --dry-run
";

pub(super) const VERIFY: &str = "\
Examples:
  ledger-cli audit verify ./amanat-demo/book --policy ./amanat-demo.policy
  ledger-cli audit verify ./amanat-demo/book --policy ./amanat-demo.policy --json > report.json
  ledger-cli audit verify ./amanat-demo/book   # without a policy 5 is the best: internally consistent only
";

pub(super) const EXPORT: &str = "\
Examples:
  ledger-cli audit export ./amanat-demo/book --out ./amanat-export
  ledger-cli audit export ./amanat-demo/book --out ./amanat-export --policy ./amanat-demo.policy
  ledger-cli audit verify ./amanat-export --policy ./amanat-demo.policy
";

pub(super) const PROOF_GET: &str = "\
Examples:
  ledger-cli proof get 120 --key-file ./key --out gift.tlog-proof
  ledger-cli proof get 120 --data ./amanat-demo/book --out gift.tlog-proof
";

pub(super) const PROOF_VERIFY: &str = "\
Examples:
  ledger-cli proof verify gift.tlog-proof --policy ./amanat-demo.policy
  ledger-cli proof verify gift.tlog-proof --policy ./amanat-demo.policy --json
";

pub(super) const WITNESS_INIT: &str = "\
Examples:
  ledger-cli witness init --key ./witness.key --name assembly.example/witness
";

pub(super) const WITNESS_SERVE: &str = "\
Examples:
  ledger-cli witness serve --key ./witness.key --state ./witness.state --policy ./amanat.policy
";

pub(super) const SHOW: &str = "\
Examples:
  ledger-cli entry show 0 --data ./amanat-demo/book
  ledger-cli entry show 120 --key-file ./key
";

pub(super) const TRACE: &str = "\
Examples:
  ledger-cli trace 120 --data ./amanat-demo/book
  ledger-cli trace 120 --key-file ./key --json
";

pub(super) const BALANCE: &str = "\
Examples:
  ledger-cli balance fund 31 --data ./amanat-demo/book
  ledger-cli balance office 8 --data ./amanat-demo/book --at 200 --toman
  ledger-cli balance account 15 --key-file ./key
";

pub(super) const STATEMENT: &str = "\
Examples:
  ledger-cli statement line 57 --data ./amanat-demo/book --toman
  ledger-cli statement grant 90 --data ./amanat-demo/book --plain | column -ts $'\\t'
  ledger-cli statement account 15 --key-file ./key
";

pub(super) const FOLLOW: &str = "\
Examples:
  ledger-cli follow --key-file ./key --keep
  ledger-cli follow --key-file ./key --after 1404 --link 5f0c… --count 100 --json
";

pub(super) const RECORD: &str = "\
Examples:
  ledger-cli receipt record --office 8 --account 15 --amount \"40,000,000 IRR\" --channel cash-desk --key-file ./key
  ledger-cli receipt record --office 8 --account 15 --amount \"4,000,000 toman\" --channel card --key-file ./key \\
    --terminal T-1 --settlement-date 1404-09-01 --reference R-77 --dry-run
";

pub(super) const CHECK: &str = "\
Examples:
  ledger-cli list check ./list.csv
  ledger-cli list check ./list.csv --count 3459 --total \"142,950,000,000 toman\" --toman
  ledger-cli list check ./list.csv --json > findings.json
";

pub(super) const CHECK_RESULTS: &str = "\
Examples:
  ledger-cli list check-results ./results.csv
  ledger-cli list check-results ./results.csv --lang fa
";

pub(super) const CODES: &str = "\
Exit codes: 0 verified (or done), 1 tool failed, 2 usage, 3 tampering or a broken rule proven,
4 cannot tell, 5 no outside anchor, 6 two signed heads contradict, 7 refused by a rule, 130 interrupted.";

pub(super) const SUBMIT: &str = "\
Examples:
  ledger-cli list submit ./list.csv --office 8 --count 3459 --total \"1,429,500,000,000 IRR\" --key-file ./key --dry-run
  ledger-cli list submit ./list.csv --office 8 --count 3459 --total \"1,429,500,000,000 IRR\" --key-file ./key
";

pub(super) const APPROVE: &str = "\
Examples:
  ledger-cli list approve 412 --account 15 --key-file ./key --dry-run
  ledger-cli list approve 412 --account 15 --last-change 412 --key-file ./key
";

pub(super) const RELEASE: &str = "\
Examples:
  ledger-cli list release 412 --key-file ./key
";

pub(super) const PAYMENTS: &str = "\
Examples:
  ledger-cli list payments 412 --out ./payments.csv --key-file ./key
";

pub(super) const RESULTS: &str = "\
Examples:
  ledger-cli list results 412 ./results.csv --key-file ./key --dry-run
  ledger-cli list results 412 ./results.csv --key-file ./key
";

pub(super) const STATUS: &str = "\
Examples:
  ledger-cli list status 412 --key-file ./key
  ledger-cli list status 412 --lines --key-file ./key --plain
";
