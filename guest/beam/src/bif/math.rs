//! Math: the functions of module `math`.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Term, atom, number},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("math", "acos", 1, |cx, args| of_one(cx, args, f64::acos)),
    ("math", "acosh", 1, |cx, args| of_one(cx, args, acosh)),
    ("math", "asin", 1, |cx, args| of_one(cx, args, f64::asin)),
    ("math", "asinh", 1, |cx, args| of_one(cx, args, asinh)),
    ("math", "atan", 1, |cx, args| of_one(cx, args, f64::atan)),
    ("math", "atan2", 2, |cx, args| of_two(cx, args, f64::atan2)),
    ("math", "atanh", 1, |cx, args| of_one(cx, args, libm::atanh)),
    ("math", "ceil", 1, |cx, args| of_one(cx, args, f64::ceil)),
    ("math", "cos", 1, |cx, args| of_one(cx, args, f64::cos)),
    ("math", "cosh", 1, |cx, args| of_one(cx, args, f64::cosh)),
    ("math", "erf", 1, |cx, args| of_one(cx, args, libm::erf)),
    ("math", "erfc", 1, |cx, args| of_one(cx, args, libm::erfc)),
    ("math", "exp", 1, |cx, args| of_one(cx, args, f64::exp)),
    ("math", "floor", 1, |cx, args| of_one(cx, args, f64::floor)),
    ("math", "fmod", 2, |cx, args| of_two(cx, args, |a, b| a % b)),
    ("math", "log", 1, |cx, args| of_one(cx, args, f64::ln)),
    ("math", "log10", 1, |cx, args| of_one(cx, args, f64::log10)),
    ("math", "log2", 1, |cx, args| of_one(cx, args, f64::log2)),
    ("math", "pow", 2, |cx, args| of_two(cx, args, f64::powf)),
    ("math", "sin", 1, |cx, args| of_one(cx, args, f64::sin)),
    ("math", "sinh", 1, |cx, args| of_one(cx, args, f64::sinh)),
    ("math", "sqrt", 1, |cx, args| of_one(cx, args, f64::sqrt)),
    ("math", "tan", 1, |cx, args| of_one(cx, args, f64::tan)),
    ("math", "tanh", 1, |cx, args| of_one(cx, args, f64::tanh)),
];

/// Above this a square no longer tells one more or one less.
const LARGE: f64 = (1 << 28) as f64;

/// As C's libraries compute it, on the machine's own logarithm, so that the last digit is the same.
fn asinh(value: f64) -> f64 {
    let x = value.abs();
    let result = if x > LARGE {
        x.ln() + std::f64::consts::LN_2
    } else if x > 2.0 {
        (2.0 * x + 1.0 / ((x * x + 1.0).sqrt() + x)).ln()
    } else if x < 1.0 / LARGE {
        return value;
    } else {
        let square = x * x;
        (x + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    result.copysign(value)
}

/// As [`asinh`].
fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        f64::NAN
    } else if x > LARGE {
        x.ln() + std::f64::consts::LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let more = x - 1.0;
        (more + (2.0 * more + more * more).sqrt()).ln_1p()
    }
}

fn of_one(cx: &mut Context<'_>, args: &[Term], function: impl Fn(f64) -> f64) -> Answer {
    finite(cx, function(float(args[0])?))
}

fn of_two(cx: &mut Context<'_>, args: &[Term], function: impl Fn(f64, f64) -> f64) -> Answer {
    finite(cx, function(float(args[0])?, float(args[1])?))
}

/// What is no number is a wrong argument; what is too large for a float cannot be reckoned with.
fn float(term: Term) -> Result<f64, Stop> {
    number::to_float(term).ok_or_else(|| {
        if term.is_integer() {
            Stop::error(atom::BADARITH)
        } else {
            Stop::badarg()
        }
    })
}

fn finite(cx: &mut Context<'_>, value: f64) -> Answer {
    if value.is_finite() {
        Ok(cx.heap().float(value))
    } else {
        Err(Stop::error(atom::BADARITH))
    }
}
