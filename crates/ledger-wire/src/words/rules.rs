//! The rules of the domain in one sentence each. English stands in the core, beside the number; a rule without a row
//! here is said in English, until the test below has been heard.

use super::Language;
use ledger_core::rule::Rule;

/// The sentences in Persian, by the number of the rule.
const PERSIAN: &[(u8, &str)] = &[
    (1, "هر ثبت در هر لایه و واحد تراز است."),
    (2, "هر منبع به‌تنهایی تراز است."),
    (3, "هیچ عملی موجودی را منفی نمی‌کند."),
    (6, "شمارهٔ رسیدها پیوسته است و هر پرداخت تنها یک بار ثبت می‌شود."),
    (8, "هر ریالِ شماره‌دارِ یک منبع یک وضعیت، یک دارنده و یک حساب دارد."),
    (9, "هر مصرف با نیت خیّر سازگار است."),
    (11, "هر ردیف اعتبار تنها آنچه را به آن ابلاغ شده به پایین می‌دهد."),
    (12, "تنها وجه قطعی تخصیص می‌یابد."),
    (13, "مرحله‌ها به ترتیب‌اند؛ هیچ‌یک جا نمی‌افتد و تکرار نمی‌شود."),
    (14, "پرداخت از تعهد بیشتر نیست و تعهد از سقف ضابطهٔ جاری بیشتر نیست."),
    (15, "هر شخص در هر گروه کمک حداکثر یک تعهد زنده دارد."),
    (20, "تنظیم‌کننده، بررسی‌کننده و صادرکننده سه شخص جدا با نقش و ادارهٔ مربوط‌اند."),
    (21, "هیچ ضابطه‌ای پیش از ثبت خود آغاز نمی‌شود."),
    (22, "ثبت معکوس از اصل بیشتر نیست و تنها آنچه آزاد است پس گرفته می‌شود."),
    (23, "شماره‌ها پیوسته‌اند، زمان به عقب نمی‌رود و هر عمل کامل است."),
    (24, "هر شناسهٔ درخواست برای همیشه از آنِ یک درخواست است."),
];

/// The rule with its number, in one sentence: `rule 3: No act takes anything in hand below zero.`
#[must_use]
pub fn rule(rule: Rule, language: Language) -> String {
    match language {
        Language::English => format!("{rule}: {}", rule.text()),
        Language::Persian => format!("قاعدهٔ {}: {}", rule.number(), persian(rule).unwrap_or_else(|| rule.text())),
    }
}

fn persian(rule: Rule) -> Option<&'static str> {
    PERSIAN.iter().find(|(number, _)| *number == rule.number()).map(|(_, sentence)| *sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::language::tests::is_persian;

    #[test]
    fn every_rule_has_a_persian_sentence_and_every_sentence_a_rule() {
        for rule in Rule::ALL {
            assert!(persian(*rule).is_some_and(is_persian), "{rule} has no Persian words");
        }
        assert_eq!(PERSIAN.len(), Rule::ALL.len(), "a sentence belongs to no rule, or there are two for one");
    }

    #[test]
    fn a_rule_is_said_with_its_number() {
        assert_eq!(rule(Rule::Rule3, Language::English), "rule 3: No act takes anything in hand below zero.");
        assert_eq!(rule(Rule::Rule3, Language::Persian), "قاعدهٔ 3: هیچ عملی موجودی را منفی نمی‌کند.");
    }
}
