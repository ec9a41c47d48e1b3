//! Medians and spreads.

/// The middle of some figures, and how far apart they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

/// The spread of `figures`; all zero if there are none.
pub fn spread(mut figures: Vec<f64>) -> Spread {
    figures.sort_by(f64::total_cmp);
    let at = |place: usize| figures.get(place).copied().unwrap_or(0.0);
    Spread { median: at(figures.len() / 2), least: at(0), most: at(figures.len().saturating_sub(1)) }
}

/// The figure that `share` of the figures do not pass, for example 0.99.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a list"
)]
pub fn quantile(figures: &mut [f64], share: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    let place = (figures.len().saturating_sub(1) as f64 * share).round() as usize;
    figures.get(place).copied().unwrap_or(0.0)
}
