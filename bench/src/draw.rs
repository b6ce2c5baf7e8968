//! Drawing: the speed of each sandbox beside native sockets, as bars.

use svg::Document;
use svg::node::element::{Group, Line, Rectangle, Text};

use crate::results::{Outcome, Results};
use crate::unit::figure;

/// What is drawn: where the reference does the same work, so that 1 means something.
pub(crate) const WORKLOADS: [&str; 8] = [
    "ping-pong",
    "udp-echo",
    "bulk-receive",
    "bulk-send",
    "accept-reply-close",
    "connections-1000",
    "connections-5000",
    "packets",
];

/// Who is drawn, and in which colour.
const BARS: [(&str, &str); 7] = [
    ("portcullis", "#2dd4bf"),
    ("portcullis dedicated", "#22b8a7"),
    ("portcullis busy-poll", "#1a9488"),
    ("portcullis serve", "#7dd3fc"),
    ("wasi 0.2", "#8b95a9"),
    ("wasi 0.3", "#667085"),
    ("otp", "#d98aa5"),
];

const BACKGROUND: &str = "#12161f";
const BRIGHT: &str = "#eef2f8";
const DIM: &str = "#97a1b3";
const FAINT: &str = "#2b3343";
const FONT: &str = "ui-sans-serif, system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif";

const WIDTH: f64 = 880.0;
const MARGIN: f64 = 32.0;
/// Where bars begin, and how long one of 1 is.
const BASE: f64 = 200.0;
const NATIVE: f64 = 430.0;
/// A bar that would leave the picture is cut; its figure tells.
const LONGEST: f64 = 1.3;
const BAR: f64 = 14.0;
const ROW: f64 = 20.0;
const TOP: f64 = 104.0;

/// The picture, as SVG with a background of its own.
pub(crate) fn draw(results: &Results) -> String {
    let drawn = WORKLOADS
        .iter()
        .filter_map(|name| results.workloads.iter().find(|outcome| outcome.name == *name));
    let mut groups = Group::new();
    let mut y = TOP;
    for outcome in drawn {
        let (group, height) = workload(outcome, y);
        groups = groups.add(group);
        y += height;
    }
    let bottom = y + 8.0;
    let native = BASE + NATIVE;
    let line = Line::new()
        .set("x1", native)
        .set("x2", native)
        .set("y1", TOP - 12.0)
        .set("y2", bottom - 12.0)
        .set("stroke", BRIGHT)
        .set("stroke-opacity", 0.55)
        .set("stroke-dasharray", "3 4");
    let height = bottom + 34.0;
    let document = Document::new()
        .set("viewBox", (0, 0, WIDTH, height))
        .set("width", WIDTH)
        .set("height", height)
        .set("font-family", FONT)
        .set("role", "img")
        .add(svg::node::element::Title::new(
            "Speed of sandboxed sockets beside native ones",
        ))
        .add(background(height))
        .add(text("Sandboxed sockets beside native ones", MARGIN, 46.0, 21.0, BRIGHT).set("font-weight", 650))
        .add(text(
            "speed, where native is 1 and longer is faster",
            MARGIN,
            70.0,
            13.0,
            DIM,
        ))
        .add(text("native", native, TOP - 20.0, 12.0, BRIGHT).set("text-anchor", "middle"))
        .add(groups)
        .add(line)
        .add(text(&conditions(results), MARGIN, bottom + 12.0, 11.0, DIM));
    format!("{document}\n")
}

fn background(height: f64) -> Rectangle {
    Rectangle::new()
        .set("x", 0.5)
        .set("y", 0.5)
        .set("width", WIDTH - 1.0)
        .set("height", height - 1.0)
        .set("rx", 14)
        .set("fill", BACKGROUND)
        .set("stroke", FAINT)
}

/// Bars of a workload from `y` on, and how high they are together.
fn workload(outcome: &Outcome, y: f64) -> (Group, f64) {
    let median = outcome.entry(&outcome.reference).and_then(|entry| entry.median);
    let one = median.map_or_else(String::new, |median| {
        format!("{} {} {}", native(outcome), figure(median), outcome.unit)
    });
    let mut group = Group::new()
        .add(rule(y - 12.0))
        .add(text(&outcome.name, MARGIN, y + 8.0, 14.0, BRIGHT).set("font-weight", 600))
        .add(text(&outcome.title, BASE, y + 8.0, 12.0, DIM))
        .add(text(&one, WIDTH - MARGIN, y + 8.0, 12.0, DIM).set("text-anchor", "end"));
    let mut row = y + 20.0;
    for (contender, colour) in BARS {
        let is_elsewhere = contender == "otp" && outcome.name != "packets";
        let Some(merit) = outcome.merit(contender).filter(|_| !is_elsewhere) else {
            continue;
        };
        group = group.add(bar(contender, colour, merit, row));
        row += ROW;
    }
    (group, row - y + 22.0)
}

fn bar(contender: &str, colour: &str, merit: f64, y: f64) -> Group {
    let length = merit.min(LONGEST) * NATIVE;
    let shape = Rectangle::new()
        .set("x", BASE)
        .set("y", y)
        .set("width", (length * 10.0).round() / 10.0)
        .set("height", BAR)
        .set("rx", 3)
        .set("fill", colour);
    let middle = y + BAR - 3.0;
    Group::new()
        .add(text(contender, BASE - 10.0, middle, 12.0, DIM).set("text-anchor", "end"))
        .add(shape)
        .add(value(merit, BASE + length, middle))
}

/// What is 1: native sockets of Rust's, unless the work is Erlang's.
pub(crate) fn native(outcome: &Outcome) -> &'static str {
    match outcome.reference.as_str() {
        "otp" => "native OTP",
        _ => "native",
    }
}

/// Beside the bar, or in it where the native line would cross it.
fn value(merit: f64, end: f64, y: f64) -> Text {
    let cut = if merit > LONGEST { " ›" } else { "" };
    let label = format!("{merit:.2}{cut}");
    if (0.9..1.0).contains(&merit) || merit > LONGEST {
        text(&label, end - 7.0, y, 12.0, BACKGROUND)
            .set("text-anchor", "end")
            .set("font-weight", 650)
    } else {
        text(&label, end + 7.0, y, 12.0, BRIGHT)
    }
}

fn rule(y: f64) -> Line {
    Line::new()
        .set("x1", MARGIN)
        .set("x2", WIDTH - MARGIN)
        .set("y1", y)
        .set("y2", y)
        .set("stroke", FAINT)
}

fn text(content: &str, x: f64, y: f64, size: f64, colour: &str) -> Text {
    Text::new(content)
        .set("x", (x * 10.0).round() / 10.0)
        .set("y", y)
        .set("font-size", size)
        .set("fill", colour)
}

/// On what it was measured, and how.
pub(crate) fn conditions(results: &Results) -> String {
    let (machine, options) = (&results.machine, &results.options);
    let otp = machine
        .otp
        .as_ref()
        .map_or_else(String::new, |otp| format!(", OTP {otp}"));
    format!(
        "{}, {} cores, {}, wasmtime {}{otp}; loopback; medians of {} rounds of {} s",
        machine.cpu, machine.cores, machine.kernel, machine.wasmtime, options.rounds, options.seconds
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn bars_are_as_long_as_contenders_are_fast() {
        let picture = draw(&sample::results());
        // 1.1 times the time is 0.91 of the speed.
        assert!(
            picture.contains("0.91") && picture.contains("width=\"390.9\""),
            "{picture}"
        );
        assert!(
            picture.contains("0.80") && picture.contains("width=\"344\""),
            "{picture}"
        );
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
    }

    #[test]
    fn the_same_results_are_the_same_picture() {
        assert_eq!(draw(&sample::results()), draw(&sample::results()));
    }

    #[test]
    fn who_failed_has_no_bar() {
        let mut results = sample::results();
        for outcome in &mut results.workloads {
            outcome.entries[2].failure = Some("it hung".to_owned());
        }
        assert!(!draw(&results).contains("wasi 0.2"));
    }
}
