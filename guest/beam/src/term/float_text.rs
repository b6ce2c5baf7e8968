//! Float text: floats as digits in the ways that Erlang writes them, and digits as floats.

/// ERTS writes a float into so many bytes, a NUL byte at the end.
const ROOM: usize = 255;

/// `{scientific, N}`: `1.250000e+00`, with that many digits after the point; none if it is too long.
pub(crate) fn scientific(value: f64, digits: usize) -> Option<String> {
    if digits > ROOM {
        return None;
    }
    let text = format!("{value:.digits$e}");
    // C has two digits at least in the exponent, and its sign.
    let (mantissa, exponent) = text.split_once('e')?;
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ('-', exponent),
        None => ('+', exponent),
    };
    let text = format!("{mantissa}e{sign}{exponent:0>2}");
    (text.len() <= ROOM).then_some(text)
}

/// `{decimals, N}`: `1.25`; with `compact` without zeros at its end. None if it is too long.
pub(crate) fn decimals(value: f64, digits: usize, compact: bool) -> Option<String> {
    // 2^53: from there on no float has a fraction.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    // Numbers that are not extreme are rounded in floating point, a half upwards, as ERTS does (`sys_double_to_chars_fast` in `sys_float.c`).
    let quick = value.abs() <= WHOLE && digits <= 18;
    if digits > ROOM {
        return None;
    }
    let mut text = if quick {
        rounded(value, digits)
    } else {
        format!("{value:.digits$}")
    };
    if text.len() > ROOM {
        return None;
    }
    if compact && (digits > 0 || !quick) {
        text.truncate(text.trim_end_matches('0').len());
        if text.ends_with('.') {
            text.push('0');
        }
    }
    Some(text)
}

fn rounded(value: f64, digits: usize) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let value = value.abs();
    if digits == 0 {
        return format!("{sign}{}", value.round() as u64);
    }
    let scale = 10u64.pow(digits as u32);
    let whole = value.floor();
    let fraction = ((value - whole) * scale as f64).round() as u64;
    if fraction >= scale {
        format!("{sign}{}.{:0digits$}", whole as u64 + 1, 0)
    } else {
        format!("{sign}{}.{fraction:0digits$}", whole as u64)
    }
}

/// `short`: the fewest digits that are read as this float again, with an exponent where that is shorter.
pub(crate) fn short(value: f64) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let value = value.abs();
    if value == 0.0 {
        return format!("{sign}0.0");
    }
    let mut buffer = ryu::Buffer::new();
    let (digits, exponent) = parts(buffer.format_finite(value));
    let count = digits.len() as i32;
    let exponential = || {
        let rest = if count == 1 { "0" } else { &digits[1..] };
        format!("{sign}{}.{rest}e{exponent}", &digits[..1])
    };
    // From 2^53 on not every integer is a float, so that its digits would tell too much.
    if value >= 9_007_199_254_740_992.0 {
        return exponential();
    }
    // Where the point is, counted from the first digit, and what an exponent would cost.
    let place = exponent + 1;
    let cost = exponent.to_string().len() as i32 + if count == 1 { 3 } else { 2 };
    if place >= count {
        if place - count + 2 <= cost {
            return format!("{sign}{digits}{:0>1$}.0", "", (place - count) as usize);
        }
        exponential()
    } else if place > 0 {
        let (whole, fraction) = digits.split_at(place as usize);
        format!("{sign}{whole}.{fraction}")
    } else if 2 - place <= cost || place == 0 {
        format!("{sign}0.{:0>1$}{digits}", "", -place as usize)
    } else {
        exponential()
    }
}

/// The digits of a positive float's text, without zeros around them, and the power of ten of the first.
fn parts(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    let zeros = all.len() - digits.len();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let first = exponent + whole.len() as i32 - zeros as i32 - 1;
    (digits.trim_end_matches('0').to_owned(), first)
}

/// How many bytes at the beginning of the text are a float: a sign perhaps, digits, a point (or, as ERTS takes it, a comma), digits, and an exponent perhaps.
pub(crate) fn length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let count = text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        (count > 0).then_some(from + count)
    };
    let signed = |at: usize| at + usize::from(matches!(text.get(at), Some(b'+' | b'-')));
    let point = digits(signed(0))?;
    if !matches!(text.get(point), Some(b'.' | b',')) {
        return None;
    }
    let end = digits(point + 1)?;
    Some(match text.get(end) {
        Some(b'e' | b'E') => digits(signed(end + 1)).unwrap_or(end),
        _ => end,
    })
}

/// The float that the whole text is; none if it is none, or too large.
pub(crate) fn read(text: &[u8]) -> Option<f64> {
    if length(text) != Some(text.len()) {
        return None;
    }
    let value: f64 = str::from_utf8(text).ok()?.replace(',', ".").parse().ok()?;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_otp_writes_them() {
        for (value, expected) in [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (1e15, "1.0e15"),
            (123_456_789.0, "123456789.0"),
            (0.0001, "0.0001"),
            (0.00001, "1.0e-5"),
            (5e-324, "5.0e-324"),
            (9_007_199_254_740_991.0, "9007199254740991.0"),
            (9_007_199_254_740_992.0, "9.007199254740992e15"),
            (1234.5678e-10, "1.2345678e-7"),
        ] {
            assert_eq!(short(value), expected);
            assert_eq!(read(expected.as_bytes()), Some(value));
        }
        // Exactly between two.
        let between = 237_835_758_261_417.0 + 0.125;
        assert_eq!(short(between), "237835758261417.12");
        assert_eq!(short(between + 0.25), "237835758261417.38");
        assert_eq!(scientific(0.1, 20).unwrap(), "1.00000000000000005551e-01");
        assert_eq!(scientific(0.125, 1).unwrap(), "1.2e-01");
        assert_eq!(decimals(0.125, 2, false).unwrap(), "0.13");
        assert_eq!(decimals(-0.001, 1, false).unwrap(), "-0.0");
        assert_eq!(decimals(9.995, 2, true).unwrap(), "9.99");
        assert_eq!(decimals(1.0, 10, true).unwrap(), "1.0");
        assert_eq!(decimals(1e22, 0, true).unwrap(), "1");
        assert_eq!(decimals(1e300, 0, false), None);
    }
}
