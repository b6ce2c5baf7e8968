//! Float: floats of 16, 32 and 64 bits, and back.

use super::{is_little, raw};

/// Read a float of 16, 32 or 64 bits; none if the size is another, or the bits are no number.
pub(super) fn read(bytes: &[u8], offset: usize, count: usize, flags: u8) -> Option<f64> {
    if !matches!(count, 16 | 32 | 64) {
        return None;
    }
    let mut bits = raw::peek_in(bytes, offset, count);
    if is_little(flags) {
        bits = bits.swap_bytes() >> (64 - count);
    }
    let value = match count {
        16 => from_half(bits as u16),
        32 => f64::from(f32::from_bits(bits as u32)),
        _ => f64::from_bits(bits),
    };
    value.is_finite().then_some(value)
}

/// The bits of a float of that size; none if there is no such size.
pub(super) fn bits(value: f64, count: usize, flags: u8) -> Option<u64> {
    let bits = match count {
        16 => u64::from(to_half(value as f32)),
        32 => u64::from((value as f32).to_bits()),
        64 => value.to_bits(),
        _ => return None,
    };
    Some(match is_little(flags) {
        true => bits.swap_bytes() >> (64 - count),
        false => bits,
    })
}

/// IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction.
fn from_half(half: u16) -> f64 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let fraction = f64::from(half & 0x3FF);
    sign * match (half >> 10) & 0x1F {
        0 => fraction * 2f64.powi(-24),
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        exponent => (1024.0 + fraction) * 2f64.powi(i32::from(exponent) - 25),
    }
}

/// To the nearest, to the even one of two; from single precision, as ERTS does it.
fn to_half(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = ((bits >> 16) & 0x8000) as u16;
    let magnitude = bits & 0x7FFF_FFFF;
    if magnitude > 0x7F80_0000 {
        return sign | 0x7E00;
    }
    let exponent = (magnitude >> 23) as i32 - 127 + 15;
    if exponent >= 31 {
        return sign | 0x7C00;
    }
    let (shift, base) = match exponent {
        ..=0 => (14 - exponent, 0),
        _ => (13, (exponent as u32 - 1) << 10),
    };
    if shift > 25 {
        return sign;
    }
    let fraction = (magnitude & 0x7F_FFFF) | 0x80_0000;
    let kept = fraction >> shift;
    let rest = fraction & ((1 << shift) - 1);
    let half = 1 << (shift - 1);
    let up = u32::from(rest > half || (rest == half && kept & 1 == 1));
    // A carry out of the fraction makes the exponent one larger, up to infinity.
    sign | (base + kept + up) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_survives_the_way_there_and_back() {
        for half in 0..=u16::MAX {
            let value = from_half(half);
            if value.is_finite() {
                assert_eq!(to_half(value as f32), half, "{value}");
            }
        }
    }

    #[test]
    fn a_half_is_rounded_to_the_even_one_of_two() {
        assert_eq!(to_half(1.0 + 1.0 / 2048.0), to_half(1.0));
        assert_eq!(to_half(1.0 + 3.0 / 2048.0), to_half(1.0 + 4.0 / 2048.0));
        assert_eq!(to_half(65520.0), 0x7C00);
        assert_eq!(to_half(2f32.powi(-25)), 0);
        assert_eq!(to_half(2f32.powi(-25) * 1.5), 1);
    }
}
