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

/// A text, the place of its fault, the text that is marked there, what is said of it, and what was meant.
const BAD: [(&str, &str, &str, &str, &str); 6] = [
    (
        "version = 1\n[[allow]]\nconect = [\"tcp://*:80\"]\n",
        "3:1",
        "conect",
        "unknown key `conect`",
        "did you mean `connect`?",
    ),
    (
        "version = 1\n[[allow]]\nconnect = [\"tcp://*:80\", \"www\"]\n",
        "3:27",
        "www",
        "`www` names no transport",
        "write `tcp://HOST:PORTS` or `udp://HOST:PORTS`",
    ),
    (
        "version = 1\n\n[[allow]]\nlisten = [\"tcp://127.0.0.1:90-80\"]\n",
        "4:28",
        "90-80",
        "the port range 90-80 is upside down",
        "write `80-90`",
    ),
    (
        "version = 2\n",
        "1:11",
        "2",
        "version 2 of the format is unknown",
        "version = 1",
    ),
    (
        "[[allow]]\n",
        "1:1",
        "",
        "the policy does not say its version",
        "begin with `version = 1`",
    ),
    ("version = 1\n[[allow\n", "2:", "", "", ""),
];

#[test]
fn a_bad_policy_is_shown_its_place_and_its_remedy() {
    let folder = Folder::of("a_bad_policy_is_shown_its_place_and_its_remedy");
    for (text, place, marked, what, remedy) in BAD {
        let file = folder.file("bad.toml", text);
        let said = complaint(&file);
        let first = said.lines().next().unwrap();
        assert!(first.contains(&format!("{}:{place}", file.display())), "{said}");
        assert!(first.contains(what), "{said}");
        assert!(said.contains(remedy), "{said}");
        assert!(said.contains(text.lines().last().unwrap()), "{said}");
        assert!(said.contains(&"─".repeat(marked.len())), "{said}");
    }
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
