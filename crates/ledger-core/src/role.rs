//! What a principal may do. Which role an act needs stands in `rules::authority`.

/// A role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Role {
    /// Keeps the register: areas, offices, principals, programmes, accounts.
    Administrator = 0,
    /// Records receipts and donors.
    Receiver = 1,
    /// Allots, and secures credit.
    BudgetOfficer = 2,
    /// Enrols, applies, decides, verifies.
    CaseOfficer = 3,
    /// Notifies, awards, reverses, cancels.
    Approver = 4,
    /// Orders payments.
    Releaser = 5,
    /// Records what the bank did.
    Treasurer = 6,
    /// Reads everything, writes nothing.
    Auditor = 7,
    /// A partner's system.
    Partner = 8,
}

impl Role {
    /// All roles, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::Administrator,
        Self::Receiver,
        Self::BudgetOfficer,
        Self::CaseOfficer,
        Self::Approver,
        Self::Releaser,
        Self::Treasurer,
        Self::Auditor,
        Self::Partner,
    ];

    /// The role's number, as refusals carry it.
    #[must_use]
    pub const fn number(self) -> u64 {
        self as u64
    }

    const fn bit(self) -> u16 {
        1 << (self as u8)
    }
}

/// A set of roles.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Roles(u16);

impl Roles {
    /// No role.
    pub const NONE: Self = Self(0);

    /// The set of these roles.
    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        roles.iter().fold(Self::NONE, |set, role| set.with(*role))
    }

    /// This set and `role`.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// All roles of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `role` is in the set.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the roles let somebody read every entry whole: those of auditors and administrators do.
    #[must_use]
    pub const fn reads_everything(self) -> bool {
        self.has(Role::Auditor) || self.has(Role::Administrator)
    }

    /// The roles in the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Two roles of the set that may not meet in one person: administrator and auditor meet no role that
    /// touches money, nor each other.
    #[must_use]
    pub fn clash(self) -> Option<(Role, Role)> {
        [Role::Administrator, Role::Auditor]
            .into_iter()
            .filter(|apart| self.has(*apart))
            .find_map(|apart| self.iter().find(|other| *other != apart).map(|other| (apart, other)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, Roles};

    #[test]
    fn an_administrator_meets_no_other_role() {
        assert_eq!(Roles::of(&[Role::Administrator]).clash(), None);
        assert_eq!(
            Roles::of(&[Role::Receiver, Role::Administrator]).clash(),
            Some((Role::Administrator, Role::Receiver))
        );
        assert_eq!(Roles::of(&[Role::Auditor, Role::Approver]).clash(), Some((Role::Auditor, Role::Approver)));
        assert_eq!(Roles::of(&[Role::Receiver, Role::Approver, Role::Treasurer]).clash(), None);
    }
}
