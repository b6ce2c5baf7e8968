//! Time: dates and times of day, in UTC and as the host's zone has them.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Heap, Term, atom},
    vm::Context,
};

/// The functions of dates in `erlang`.
pub(super) const TABLE: &[Entry] = &[
    ("erlang", "date", 0, date),
    ("erlang", "time", 0, time),
    ("erlang", "localtime", 0, localtime),
    ("erlang", "universaltime", 0, universaltime),
    ("erlang", "localtime_to_universaltime", 2, localtime_to_universaltime),
    ("erlang", "universaltime_to_localtime", 1, universaltime_to_localtime),
    ("erlang", "universaltime_to_posixtime", 1, universaltime_to_posixtime),
    ("erlang", "posixtime_to_universaltime", 1, posixtime_to_universaltime),
];

const DAY: i64 = 86_400;

/// The first year that ERTS converts, and the first that it does not any more.
const YEARS: std::ops::Range<i64> = 1_600..2_147_483_647;

/// How many of a unit are in a second: an atom of `erlang:time_unit()`, old names included, or that number itself.
pub(super) fn parts_per_second(unit: Term) -> Option<u64> {
    if let Some(parts) = unit.as_small() {
        return u64::try_from(parts).ok().filter(|parts| *parts > 0);
    }
    match unit.as_atom()?.name() {
        "second" | "seconds" => Some(1),
        "millisecond" | "milli_seconds" => Some(1_000),
        "microsecond" | "micro_seconds" => Some(1_000_000),
        "nanosecond" | "nano_seconds" | "native" | "perf_counter" => Some(1_000_000_000),
        _ => None,
    }
}

fn date(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let now = local_now(context);
    Ok(date_of(context.heap(), now))
}

fn time(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let now = local_now(context);
    Ok(time_of(context.heap(), now))
}

fn localtime(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let now = local_now(context);
    Ok(datetime(context.heap(), now))
}

fn universaltime(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let now = utc_now(context);
    Ok(datetime(context.heap(), now))
}

fn utc_now(context: &mut Context<'_>) -> i64 {
    context.vm.host.now().div_euclid(1_000_000_000)
}

fn local_now(context: &mut Context<'_>) -> i64 {
    let now = utc_now(context);
    now + i64::from(context.vm.host.utc_offset(now))
}

/// The second argument says whether the local time is summer's, which is an hour ahead: C's `tm_isdst`.
fn localtime_to_universaltime(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let summer = match args[1].as_atom() {
        Some(atom::UNDEFINED) => None,
        Some(atom::TRUE) => Some(true),
        Some(atom::FALSE) => Some(false),
        _ => return Err(Stop::badarg()),
    };
    let local = seconds(args[0])?;
    let host = &mut context.vm.host;
    let offset = i64::from(host.utc_offset(local));
    // Near a change of the offset the first guess is of the wrong side.
    let offset = i64::from(host.utc_offset(local - offset));
    let hour = match summer {
        Some(true) => 3_600,
        _ => 0,
    };
    Ok(datetime(context.heap(), local - offset - hour))
}

fn universaltime_to_localtime(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let utc = seconds(args[0])?;
    let offset = i64::from(context.vm.host.utc_offset(utc));
    Ok(datetime(context.heap(), utc + offset))
}

fn universaltime_to_posixtime(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let utc = seconds(args[0])?;
    Ok(context.heap().integer(utc))
}

fn posixtime_to_universaltime(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let seconds = whole(args[0]).ok_or_else(Stop::badarg)?;
    Ok(datetime(context.heap(), seconds))
}

/// `{{Year, Month, Day}, {Hour, Minute, Second}}` of seconds since 1970.
fn datetime(heap: &mut Heap, seconds: i64) -> Term {
    let parts = [date_of(heap, seconds), time_of(heap, seconds)];
    heap.tuple(&parts)
}

fn date_of(heap: &mut Heap, seconds: i64) -> Term {
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    heap.tuple(&[Term::small(year), Term::small(month), Term::small(day)])
}

fn time_of(heap: &mut Heap, seconds: i64) -> Term {
    let second = seconds.rem_euclid(DAY);
    let parts = [second / 3_600, second / 60 % 60, second % 60];
    heap.tuple(&parts.map(Term::small))
}

/// An integer of 64 bits.
fn whole(term: Term) -> Option<i64> {
    let Some(big) = term.as_big() else {
        return term.as_small();
    };
    let [limb] = *big.limbs else { return None };
    let magnitude = i64::try_from(limb).ok()?;
    Some(if big.negative { -magnitude } else { magnitude })
}

/// Seconds since 1970 of a valid date and time.
fn seconds(term: Term) -> Result<i64, Stop> {
    parsed(term).ok_or_else(Stop::badarg)
}

fn parsed(term: Term) -> Option<i64> {
    let [date, time] = term.as_tuple_of()?;
    let [year, month, day] = numbers(date)?;
    let [hour, minute, second] = numbers(time)?;
    let valid = YEARS.contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second);
    valid.then(|| days(year, month, day) * DAY + hour * 3_600 + minute * 60 + second)
}

fn numbers(tuple: Term) -> Option<[i64; 3]> {
    let [one, two, three] = tuple.as_tuple_of()?.map(Term::as_small);
    Some([one?, two?, three?])
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01, by years that begin in March, so that a leap day is a year's last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of days since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12 + 1;
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_days_are_each_others_inverse() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(civil(days(2000, 2, 29)), (2000, 2, 29));
        assert_eq!(civil(-1), (1969, 12, 31));
        for day in (-200_000..3_000_000).step_by(97) {
            let (year, month, date) = civil(day);
            assert_eq!(days(year, month, date), day);
            assert!((1..=days_in(year, month)).contains(&date));
        }
    }
}
