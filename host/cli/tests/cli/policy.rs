//! Policies: what a good one grants, and what is wrong with a bad one.

use super::folder::Folder;
use super::guest;
use super::process::{end, portcullis, run};
use std::net::TcpListener;
use std::path::Path;

const GOOD: &str = r#"version = 1
[[allow]]
connect = ["tcp://127.0.0.1:80", "tcp://*.example.com:443"]
[[deny]]
connect = ["tcp://10.0.0.0/8:*"]
[[preopen]]
fd = 3
listen = "tcp://127.0.0.1:0"
"#;

#[test]
fn a_good_policy_is_summed_up() {
    let folder = Folder::of("a_good_policy_is_summed_up");
    let file = folder.file("policy.toml", GOOD);
    assert_eq!(
        end(portcullis().args(["policy", "check"]).arg(&file)).success(),
        format!(
            r#"{}: 3 rules, 1 pre-opened socket
allow connect
    tcp://127.0.0.1:80
    tcp://*.example.com:443
deny connect
    tcp://10.0.0.0/8:*
preopen fd = 3, listen = "tcp://127.0.0.1:0"
"#,
            file.display()
        )
    );
    let empty = folder.file("empty.toml", "version = 1\n");
    let said = end(portcullis().args(["policy", "check"]).arg(&empty)).success();
    assert!(said.ends_with("It grants nothing.\n"), "{said}");
}

struct Bad {
    text: &'static str,
    /// Line and column.
    place: &'static str,
    /// How much of the line is marked.
    marked: &'static str,
    what: &'static str,
    remedy: &'static str,
}

const BAD: [Bad; 6] = [
    Bad {
        text: "version = 1\n[[allow]]\nconect = [\"tcp://*:80\"]\n",
        place: "3:1",
        marked: "conect",
        what: "unknown key `conect`",
        remedy: "help: did you mean `connect`?",
    },
    Bad {
        text: "version = 1\n[[allow]]\nconnect = [\"tcp://*:80\", \"www\"]\n",
        place: "3:27",
        marked: "www",
        what: "`www` names no transport",
        remedy: "help: write `tcp://HOST:PORTS` or `udp://HOST:PORTS`",
    },
    Bad {
        text: "version = 1\n\n[[allow]]\nlisten = [\"tcp://127.0.0.1:90-80\"]\n",
        place: "4:28",
        marked: "90-80",
        what: "the port range 90-80 is upside down",
        remedy: "help: write `80-90`",
    },
    Bad {
        text: "version = 20\n",
        place: "1:11",
        marked: "20",
        what: "version 20 of the format is unknown",
        remedy: "help: this Portcullis reads `version = 1`",
    },
    Bad {
        text: "[[allow]]\nconnect = \"tcp://*:80\"\n",
        place: "1:1",
        marked: "",
        what: "the policy does not say its version",
        remedy: "help: begin with `version = 1`",
    },
    Bad {
        text: "version = 1\n[[allow\n",
        place: "2:8",
        marked: "",
        what: "unclosed array table, expected `]]`",
        remedy: "",
    },
];

#[test]
fn a_bad_policy_is_shown_its_place_and_its_remedy() {
    let folder = Folder::of("a_bad_policy_is_shown_its_place_and_its_remedy");
    for bad in BAD {
        let file = folder.file("bad.toml", bad.text);
        let said = complaint(&file);
        let first = format!("{}:{}: {}", file.display(), bad.place, bad.what);
        assert!(said.lines().next().unwrap().ends_with(&first), "{said}");
        assert!(said.contains(bad.text.lines().last().unwrap()), "{said}");
        assert_eq!(marked(&said), bad.marked.len(), "{said}");
        assert!(said.contains(bad.remedy), "{said}");
    }
}

/// How many characters are underlined; a place between two has an arrow instead.
fn marked(said: &str) -> usize {
    let marks = said.lines().find_map(|line| line.trim_start().strip_prefix('·'));
    marks.expect("something is marked").matches('─').count()
}

#[test]
fn every_problem_of_a_policy_is_shown() {
    let text = "version = 1\n[[allow]]\nconect = []\n[[deny]]\nconnect = [\"tcp://*\"]\n";
    let file = Folder::of("every_problem_of_a_policy_is_shown").file("bad.toml", text);
    let said = complaint(&file);
    assert!(said.contains("unknown key `conect` (and 1 more problem)"), "{said}");
    assert!(said.contains("the port is missing"), "{said}");
}

#[test]
fn a_file_that_is_no_text_is_no_policy() {
    let folder = Folder::of("a_file_that_is_no_text_is_no_policy");
    let missing = complaint(&folder.path().join("missing.toml"));
    assert!(missing.contains("cannot read the policy"), "{missing}");
    assert!(
        missing.contains("missing.toml") && missing.contains("No such file"),
        "{missing}"
    );
    let is_folder = complaint(folder.path());
    assert!(is_folder.contains("Is a directory"), "{is_folder}");
    let latin_1 = complaint(&folder.file("latin1.toml", b"version = 1\n# caf\xe9\n"));
    assert!(latin_1.contains("is not UTF-8: see its line 2"), "{latin_1}");
    assert!(latin_1.contains("a policy is a text file in TOML"), "{latin_1}");
}

#[test]
fn a_pre_opened_address_in_use_is_named_with_its_entry() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let text = format!("version = 1\n[[preopen]]\nfd = 5\nname = \"web\"\nlisten = \"tcp://{address}\"\n");
    let file = Folder::of("a_pre_opened_address_in_use_is_named_with_its_entry").file("policy.toml", text);
    let mut command = run();
    command
        .arg("--policy")
        .arg(&file)
        .arg(guest::PASSES_ON_WHAT_IT_IS_GIVEN);
    let said = end(&mut command).failure(1);
    let entry = format!(r#"cannot open [[preopen]] fd = 5, name = "web", listen = "tcp://{address}""#);
    assert!(said.contains(&entry), "{said}");
    assert!(said.contains("Address already in use"), "{said}");
    assert!(said.contains(&file.display().to_string()), "{said}");
}

/// What `policy check` says, and `run` as well, which then runs nothing.
#[track_caller]
fn complaint(file: &Path) -> String {
    let checked = end(portcullis().args(["policy", "check"]).arg(file)).failure(1);
    let mut command = run();
    command.arg("--policy").arg(file).arg(guest::PASSES_ON_WHAT_IT_IS_GIVEN);
    assert_eq!(end(&mut command).failure(1), checked);
    checked
}
