//! The people and systems of the ceremony: what each is called, where it works, and what it may do. A name here is
//! that of a post and of its key file, never a person's.

use super::plan::goods::SETS_IN;
use super::plan::persons::FIRST_PRINCIPAL;
use super::plan::places::Places;
use ledger_wire::proto::record::v1::Role;

/// The administrator that proposes.
pub const PROPOSER: &str = "administrator-1";
/// The administrator that confirms.
pub const CONFIRMER: &str = "administrator-2";
/// The gateway's system: records what came by portal and card.
pub const GATEWAY: &str = "gateway";
/// Records what came by transfer, promises, and goods.
pub const RECEIVER: &str = "receiver";
/// Allots.
pub const BUDGET_OFFICER: &str = "budget-officer";
/// Verifies beneficiaries and confirms payees.
pub const CASE_OFFICER: &str = "case-officer";
/// Makes the list.
pub const LIST_MAKER: &str = "list-maker";
/// Notifies, approves the list, reverses receipts.
pub const APPROVER: &str = "approver";
/// Approves the list beside the approver.
pub const SECOND_APPROVER: &str = "approver-2";
/// Releases the list.
pub const RELEASER: &str = "releaser";
/// Records what the bank did.
pub const TREASURER: &str = "treasurer";
/// Reads everything.
pub const AUDITOR: &str = "auditor";

/// Applies for a dowry set in Khuzestan, and then tries to award it.
pub const DEPUTY: &str = "deputy";
/// Puts dowry sets together in Khuzestan, and hands them over.
pub const STOREKEEPER: &str = "storekeeper";

/// A principal to be admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// What it is called.
    pub name: String,
    /// The province that it works for, by its place; none for the national office.
    pub province: Option<usize>,
    /// What it may do.
    pub roles: Vec<Role>,
    /// The serial number of its person; none for a system.
    pub person: Option<u32>,
}

/// The post of a kind in a province.
#[must_use]
pub fn in_province(code: &str, kind: &str) -> String {
    format!("{code}-{kind}")
}

/// All principals but the two first administrators.
#[must_use]
pub fn posts(places: &Places) -> Vec<Post> {
    let national = [
        (RECEIVER, Role::Receiver),
        (BUDGET_OFFICER, Role::BudgetOfficer),
        (CASE_OFFICER, Role::CaseOfficer),
        (LIST_MAKER, Role::CaseOfficer),
        (APPROVER, Role::Approver),
        (SECOND_APPROVER, Role::Approver),
        (RELEASER, Role::Releaser),
        (TREASURER, Role::Treasurer),
        (AUDITOR, Role::Auditor),
    ];
    let gateway = Post { name: GATEWAY.to_owned(), province: None, roles: vec![Role::Receiver], person: None };
    let mut posts = vec![gateway];
    posts.extend(national.map(|(name, role)| human(name.to_owned(), None, vec![role])));
    for place in &places.ceremony {
        posts.extend(provincial(places.code(*place), *place));
    }
    for (serial, post) in (FIRST_PRINCIPAL..).zip(posts.iter_mut().filter(|post| post.person.is_some())) {
        post.person = Some(serial);
    }
    posts
}

fn provincial(code: &str, place: usize) -> Vec<Post> {
    let post = |kind: &str, roles| human(in_province(code, kind), Some(place), roles);
    let mut posts = vec![
        post(CASE_OFFICER, vec![Role::CaseOfficer]),
        post(BUDGET_OFFICER, vec![Role::BudgetOfficer]),
        post(APPROVER, vec![Role::Approver]),
    ];
    if code == SETS_IN {
        posts.push(post(DEPUTY, vec![Role::CaseOfficer, Role::Approver]));
        posts.push(post(STOREKEEPER, vec![Role::CaseOfficer]));
    }
    posts
}

/// The serial number is given when all posts are there.
const fn human(name: String, province: Option<usize>, roles: Vec<Role>) -> Post {
    Post { name, province, roles, person: Some(0) }
}

#[cfg(test)]
mod tests {
    use super::{Places, posts};
    use std::collections::BTreeSet;

    #[test]
    fn there_are_thirty_six_posts_with_names_and_persons_of_their_own() {
        let posts = posts(&Places::read());
        assert_eq!(posts.len(), 36);
        assert_eq!(posts.iter().map(|post| &post.name).collect::<BTreeSet<_>>().len(), 36);
        assert_eq!(posts.iter().filter_map(|post| post.person).collect::<BTreeSet<_>>().len(), 35);
    }
}
