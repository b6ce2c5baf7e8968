//! Statistics: the middle of some figures, and how far they spread.

/// The median; `None` of nothing.
pub(crate) fn median(figures: &[f64]) -> Option<f64> {
    quantile(figures, 0.5)
}

/// Half of the range in which the middle half of the figures is, as a part of the median.
pub(crate) fn spread(figures: &[f64]) -> Option<f64> {
    let range = quantile(figures, 0.75)? - quantile(figures, 0.25)?;
    let median = median(figures)?;
    Some(if median == 0.0 { 0.0 } else { range / 2.0 / median })
}

/// How a contender compares with the reference: the median of the ratios of each round, in which both had the same
/// machine. Rounds that one of them lacks do not count.
pub(crate) fn ratio(figures: &[f64], reference: &[f64]) -> Option<f64> {
    let ratios: Vec<_> = figures.iter().zip(reference).map(|(one, other)| one / other).collect();
    median(&ratios).filter(|ratio| ratio.is_finite())
}

/// Between two figures it is on the line from one to the other.
fn quantile(figures: &[f64], part: f64) -> Option<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = part * (sorted.len().checked_sub(1)? as f64);
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(low + (high - low) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn one_figure_far_away_does_not_spread_the_others() {
        assert_eq!(spread(&[9.0, 10.0, 10.0, 10.0, 1_000.0]), Some(0.0));
        assert_eq!(spread(&[8.0, 10.0, 12.0]), Some(0.1));
        assert_eq!(spread(&[7.0]), Some(0.0));
    }

    #[test]
    fn a_ratio_is_of_figures_of_the_same_round() {
        // The machine was slow in the second round, for both.
        assert_eq!(ratio(&[11.0, 110.0, 11.0], &[10.0, 100.0, 10.0]), Some(1.1));
        assert_eq!(ratio(&[11.0, 12.0], &[10.0]), Some(1.1));
        assert_eq!(ratio(&[1.0], &[]), None);
        assert_eq!(ratio(&[1.0], &[0.0]), None);
    }
}
