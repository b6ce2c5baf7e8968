//! Refusals: the first one is explained, with the lines that would grant it, and they do.

use super::folder::Folder;
use super::guest;
use super::process::{Ended, end, run};
use std::net::{TcpListener, UdpSocket};
use std::process::Command;

/// Each kind of request, which succeeds by what was said of its refusal and by nothing else.
#[test]
pub(crate) fn explains_the_first_refusal() {
    let folder = Folder::of("explains_the_first_refusal");
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let (tcp, udp) = (tcp.local_addr().unwrap().port(), udp.local_addr().unwrap().port());
    for attempt in [
        format!("connect 127.0.0.1 {tcp}"),
        format!("connect localhost {tcp}"),
        "listen 127.0.0.1 0".to_owned(),
        "listen :: 0".to_owned(),
        "open 127.0.0.1 0".to_owned(),
        format!("send 127.0.0.1 {udp}"),
        "resolve localhost 0".to_owned(),
    ] {
        let refused = try_all(&mut run(), [attempt.as_str()]);
        assert_eq!(refused.stdout, "eacces\n", "{attempt}");
        let place = "this line in a policy would grant it (portcullis run --policy policy.toml):";
        assert!(refused.stderr.contains(place), "{}", refused.stderr);
        let policy = folder.file("policy.toml", pasted(&refused.stderr));
        let granted = try_all(run().arg("--policy").arg(&policy), [attempt.as_str()]);
        assert_eq!(
            (granted.stdout.as_str(), granted.stderr.as_str()),
            ("ok\n", ""),
            "{attempt}"
        );
    }
}

#[test]
fn a_policy_is_told_what_to_add_to_it() {
    let folder = Folder::of("a_policy_is_told_what_to_add_to_it");
    let rules = "version = 1\n[[allow]]\nlisten = [\"tcp://127.0.0.1:0\"]\n";
    let policy = folder.file("policy.toml", rules);
    let attempts = ["listen 127.0.0.1 0", "open 127.0.0.1 0"];
    let refused = try_all(run().arg("--policy").arg(&policy), attempts);
    assert_eq!(refused.stdout, "ok\neacces\n");
    let place = format!("this line in {} would grant it:", policy.display());
    assert!(refused.stderr.contains(&place), "{}", refused.stderr);
    folder.file("policy.toml", rules.to_owned() + &pasted(&refused.stderr));
    let granted = try_all(run().arg("--policy").arg(&policy), attempts);
    assert_eq!((granted.stdout.as_str(), granted.stderr.as_str()), ("ok\nok\n", ""));
}

#[test]
fn the_first_refusal_is_explained_once() {
    let attempts = ["connect 127.0.0.1 1", "connect 127.0.0.1 1", "connect 127.0.0.1 2"];
    let ended = try_all(&mut run(), attempts);
    assert_eq!(ended.stdout, "eacces\neacces\neacces\n");
    assert_eq!(
        ended.stderr,
        "portcullis: connect to tcp://127.0.0.1:1 refused: no rule allows it
  this line in a policy would grant it (portcullis run --policy policy.toml):
    version = 1
    [[allow]]
    connect = [\"tcp://127.0.0.1:1\"]
"
    );
}

#[test]
fn a_rule_that_forbids_is_named_with_its_file_and_line() {
    let rules = "version = 1\n[[allow]]\nconnect = [\"tcp://*:*\"]\n\n[[deny]]\nconnect = [\"tcp://127.0.0.0/8:*\"]\n";
    let policy = Folder::of("a_rule_that_forbids_is_named_with_its_file_and_line").file("policy.toml", rules);
    let ended = try_all(run().arg("--policy").arg(&policy), ["connect 127.0.0.1 1"]);
    assert_eq!(ended.stdout, "eacces\n");
    assert_eq!(
        ended.stderr,
        format!(
            "portcullis: connect to tcp://127.0.0.1:1 refused: `deny connect tcp://127.0.0.0/8:*` ({}:6) forbids it\n  \
             no line in a policy grants what another forbids\n",
            policy.display()
        )
    );
}

#[test]
fn verbose_shows_each_decision() {
    let folder = Folder::of("verbose_shows_each_decision");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let rules = format!("version = 1\n[[allow]]\nconnect = [\"tcp://127.0.0.1:{port}\"]\n");
    let policy = folder.file("policy.toml", rules);
    let connect = format!("connect 127.0.0.1 {port}");
    let attempts = [connect.as_str(), "connect 127.0.0.2 1", "connect 127.0.0.3 2"];
    let with = |flags: &[&str]| {
        let ended = try_all(run().arg("--policy").arg(&policy).args(flags), attempts);
        assert_eq!(ended.stdout, "ok\neacces\neacces\n");
        ended.stderr
    };

    let silent = with(&[]);
    assert!(
        !silent.contains("permitted") && !silent.contains("127.0.0.3"),
        "{silent}"
    );
    for flags in [&["-v"][..], &["-vv"], &["--verbose"]] {
        let told = with(flags);
        for decision in [
            format!(
                "connect tcp://127.0.0.1:{port} permitted by `allow connect tcp://127.0.0.1:{port}` ({}:3)",
                policy.display()
            ),
            "connect to tcp://127.0.0.2:1 refused: no rule allows it".to_owned(),
            "connect to tcp://127.0.0.3:2 refused: no rule allows it".to_owned(),
        ] {
            assert!(told.contains(&decision), "{decision}: {told}");
        }
        // The explanation, and it once.
        assert_eq!(told.matches("would grant it").count(), 1, "{told}");
    }
}

fn try_all<'a>(command: &mut Command, attempts: impl IntoIterator<Item = &'a str>) -> Ended {
    let ended = end(command.arg(guest::EXPLAINS_THE_FIRST_REFUSAL).args(attempts));
    assert_eq!(ended.status, 0, "{ended:?}");
    ended
}

/// The indented text that a user would paste into a policy.
fn pasted(explanation: &str) -> String {
    let lines = explanation.lines().filter_map(|line| line.strip_prefix("    "));
    lines.map(|line| format!("{line}\n")).collect()
}
