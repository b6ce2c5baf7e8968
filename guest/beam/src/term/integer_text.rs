//! Integer text: integers of any size as digits, and digits as integers.

use num_bigint::BigInt;

use super::{
    Heap, Term, View,
    number::{self, LIMBS_MAX},
};

/// Digits up to which the method taught at school is the quickest.
const SHORT: usize = 1500;

/// The digits of an integer, in capitals; none if it is no integer. The base is from 2 to 36.
pub(crate) fn write(term: Term, base: u32) -> Option<String> {
    match term.view() {
        View::Small(value) => Some(write_word(value, base)),
        View::Big(_) => {
            let mut text = number::to_bigint(term)?.to_str_radix(base);
            text.make_ascii_uppercase();
            Some(text)
        }
        _ => None,
    }
}

fn write_word(value: i64, base: u32) -> String {
    if base == 10 {
        return value.to_string();
    }
    let (mut rest, base) = (value.unsigned_abs(), u64::from(base));
    let mut text = [0; 65];
    let mut at = text.len();
    loop {
        at -= 1;
        text[at] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(rest % base) as usize];
        rest /= base;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        at -= 1;
        text[at] = b'-';
    }
    text[at..].iter().map(|byte| char::from(*byte)).collect()
}

/// Why text is no integer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unreadable {
    /// Not digits.
    NoInteger,
    /// Digits of an integer that is too large.
    TooLarge,
}

/// The integer that the whole text is: a sign perhaps, then at least one digit.
pub(crate) fn read(heap: &mut Heap, text: &[u8], base: u32) -> Result<Term, Unreadable> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(|digit| char::from(*digit).is_digit(base)) {
        return Err(Unreadable::NoInteger);
    }
    // So many digits of any base fit a word.
    if digits.len() <= 12 {
        let value = digits.iter().fold(0, |value, digit| {
            value * i64::from(base) + i64::from(digit_value(*digit, base))
        });
        return Ok(heap.integer(if negative { -value } else { value }));
    }
    let first = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    let digits = &digits[first..];
    // Each digit has one bit at least, and a large integer would take long before it is refused.
    if digits.len() as f64 * f64::from(base).log2() > (LIMBS_MAX * 64) as f64 + 64.0 {
        return Err(Unreadable::TooLarge);
    }
    let magnitude = read_digits(digits, base, &mut Vec::new());
    let value = if negative { -magnitude } else { magnitude };
    number::from_bigint(heap, &value).map_err(|_| Unreadable::TooLarge)
}

fn digit_value(digit: u8, base: u32) -> u32 {
    char::from(digit).to_digit(base).unwrap_or(0)
}

/// The halves of long text are read on their own, so that long products do the work. `powers[n]` is the base to the power of `SHORT << n`.
fn read_digits(digits: &[u8], base: u32, powers: &mut Vec<BigInt>) -> BigInt {
    if digits.len() <= SHORT {
        return BigInt::parse_bytes(digits, base).unwrap_or_default();
    }
    let mut level = 0;
    while SHORT << (level + 1) < digits.len() {
        level += 1;
    }
    while powers.len() <= level {
        let next = match powers.last() {
            Some(power) => power * power,
            None => BigInt::from(base).pow(SHORT as u32),
        };
        powers.push(next);
    }
    let (high, low) = digits.split_at(digits.len() - (SHORT << level));
    let high = read_digits(high, base, powers);
    let low = read_digits(low, base, powers);
    high * &powers[level] + low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let heap = &mut Heap::default();
        for bits in [0, 1, 58, 59, 63, 64, 1000, 20_000] {
            for base in [2, 7, 10, 16, 36] {
                for sign in [1, -1] {
                    let value = (BigInt::from(1) << bits) * sign - 3;
                    let term = heap.big(&value);
                    let text = write(term, base).unwrap();
                    assert_eq!(text, value.to_str_radix(base).to_uppercase());
                    let again = read(heap, text.as_bytes(), base).unwrap();
                    assert!(super::super::order::equal(again, term));
                }
            }
        }
    }

    #[test]
    fn what_is_no_integer_is_refused() {
        let heap = &mut Heap::default();
        for text in ["", "-", "+", "1 ", " 1", "--1", "1_000", "12a", "1234567890123456789x"] {
            assert_eq!(read(heap, text.as_bytes(), 10), Err(Unreadable::NoInteger));
        }
        assert_eq!(read(heap, b"-0000000000000000000007", 8), Ok(Term::small(-7)));
        let long = vec![b'1'; 64 * LIMBS_MAX + 200];
        assert_eq!(read(heap, &long, 2), Err(Unreadable::TooLarge));
    }
}
