//! Lists and results of banks, checked by themselves: what is said of good files and of bad ones.

use super::snapshot::check_in;
use tempfile::TempDir;

const GOOD: &str = "\
line,programme,office,national_id,name,sheba,amount,unit
1,DOWRY,IR-06,9990000018,نام 1,IR979990000000000000000001,400000000,IRR
2,DOWRY,IR-06,9990000026,نام 2,IR709990000000000000000002,40000000,toman
";

/// The second line has a wrong check digit and half a rial, the third the account of the first, the fourth too few
/// cells; the fifth is the first person again, at ten times the amount.
const BAD: &str = "\
ردیف;برنامه;اداره;کد ملی;نام;شماره شبا;مبلغ (ریال)
1;DOWRY;IR-06;9990000018;نام 1;IR979990000000000000000001;400000000
2;DOWRY;IR-06;9990000027;نام 2;IR709990000000000000000002;400000000.5
3;DOWRY;IR-06;9990000034;نام 3;IR979990000000000000000001;۴۰۰٬۰۰۰٬۰۰۰
4;DOWRY;IR-06
5;DOWRY;IR-06;9990000018;نام 1;IR979990000000000000000001;4000000000
";

const RESULTS: &str = "\
line,sheba,amount,status,reason,reference
1,IR979990000000000000000001,400000000,paid,,R-100001
2,IR709990000000000000000002,400000000,returned,AC01,R-100002
";

fn desk() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let bad_results = RESULTS.replace("AC01", "").replace("paid", "perhaps");
    for (name, text) in
        [("good.csv", GOOD), ("bad.csv", BAD), ("results.csv", RESULTS), ("bad-results.csv", &bad_results)]
    {
        std::fs::write(home.path().join(name), text).unwrap();
    }
    home
}

#[test]
fn a_good_list_is_summed_up() {
    let home = desk();
    let check =
        |name: &str, more: &[&str]| check_in(home.path(), name, &[&["list", "check", "good.csv"], more].concat());
    check("list-check", &["--count", "2", "--total", "80,000,000 toman", "--toman"]);
    check("list-check-fa", &["--lang", "fa", "--toman"]);
    check("list-check-plain", &["--plain", "--lang", "fa"]);
    check("list-check-json", &["--json"]);
}

#[test]
fn a_bad_list_is_refused_with_everything_that_is_wrong_with_it() {
    let home = desk();
    let check =
        |name: &str, more: &[&str]| check_in(home.path(), name, &[&["list", "check", "bad.csv"], more].concat());
    check("list-check-refused", &[]);
    check("list-check-refused-fa", &["--lang", "fa"]);
    check("list-check-refused-plain", &["--plain"]);
    check("list-check-refused-json", &["--json", "--lang", "fa"]);
    check_in(home.path(), "list-check-undeclared", &["list", "check", "good.csv", "--count", "3", "--total", "1 IRR"]);
    check_in(home.path(), "list-check-no-file", &["list", "check", "nowhere.csv"]);
    check_in(home.path(), "list-check-no-unit", &["list", "check", "good.csv", "--total", "800000000"]);
}

#[test]
fn the_results_of_a_bank_are_counted_or_refused() {
    let home = desk();
    check_in(home.path(), "list-results", &["list", "check-results", "results.csv"]);
    check_in(home.path(), "list-results-fa", &["list", "check-results", "results.csv", "--lang", "fa"]);
    check_in(home.path(), "list-results-refused", &["list", "check-results", "bad-results.csv"]);
    check_in(home.path(), "list-results-json", &["list", "check-results", "results.csv", "--json"]);
}
