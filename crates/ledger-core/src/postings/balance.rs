//! Whether postings sum to nothing: in each layer, and in each fund within it (rules 1 and 2).

use super::{Layer, Posting};
use crate::ids::FundId;
use std::collections::BTreeMap;

/// What does not sum to nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unbalanced {
    /// A layer as a whole (rule 1).
    Layer {
        /// Which.
        layer: Layer,
        /// What is left, debit above zero.
        sum: i128,
    },
    /// A fund in a layer that balances as a whole: value went from fund to fund (rule 2).
    Fund {
        /// In which layer.
        layer: Layer,
        /// Which fund.
        fund: FundId,
        /// What is left, debit above zero.
        sum: i128,
    },
}

/// The first layer that does not balance, else the first fund; `None` if everything balances.
#[must_use]
pub fn unbalanced(postings: &[Posting]) -> Option<Unbalanced> {
    // Nearly all entries post pairs that balance each by itself, and then so does everything.
    if all_in_pairs(postings) {
        return None;
    }
    let layer = first_left_over(postings.iter().map(|posting| (posting.layer, posting.amount)))
        .map(|(layer, sum)| Unbalanced::Layer { layer, sum });
    layer.or_else(|| {
        first_left_over(postings.iter().map(|posting| ((posting.layer, posting.fund), posting.amount)))
            .map(|((layer, fund), sum)| Unbalanced::Fund { layer, fund, sum })
    })
}

fn all_in_pairs(postings: &[Posting]) -> bool {
    let (pairs, rest) = postings.as_chunks::<2>();
    let balances = |[one, other]: &[Posting; 2]| {
        (one.layer, one.fund) == (other.layer, other.fund) && one.amount.checked_add(other.amount) == Some(0)
    };
    rest.is_empty() && pairs.iter().all(balances)
}

fn first_left_over<K: Ord>(amounts: impl Iterator<Item = (K, i64)>) -> Option<(K, i128)> {
    let mut sums: BTreeMap<K, i128> = BTreeMap::new();
    for (key, amount) in amounts {
        let sum = sums.entry(key).or_default();
        // No slice in memory is long enough for i64s to pass an i128.
        *sum = sum.saturating_add(i128::from(amount));
    }
    sums.into_iter().find(|(_, sum)| *sum != 0)
}
