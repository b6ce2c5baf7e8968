//! What the command line gives to a guest: arguments, variables, folders, standard input.

use super::folder::Folder;
use super::guest;
use super::process::{Process, end, run};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
pub(crate) fn passes_on_what_it_is_given() {
    let mut command = run();
    command
        .args(["--env", "GREETING=good=day", guest::PASSES_ON_WHAT_IT_IS_GIVEN])
        .args(["--env", "-v", "--help", "--", "", "ä b"])
        .stdin(Stdio::piped());
    let mut guest = Process::start(&mut command);
    let name = Path::new(guest::PASSES_ON_WHAT_IT_IS_GIVEN)
        .file_name()
        .unwrap()
        .to_str()
        .unwrap();
    let args = format!("{:?}", [name, "--env", "-v", "--help", "--", "", "ä b"]);
    assert_eq!(guest.line(), args);
    assert_eq!(guest.line(), r#"Some("good=day") None"#);
    for line in ["one", "", "drei €"] {
        guest.say(line);
        assert_eq!(guest.line(), line);
    }
    guest.hang_up();
    let ended = guest.end();
    assert_eq!((ended.stderr.as_str(), ended.status), ("", 0));
}

#[test]
fn without_options_a_guest_is_given_nothing() {
    let mut command = run();
    command
        .env("GREETING", "not for the guest")
        .arg(guest::PASSES_ON_WHAT_IT_IS_GIVEN);
    assert_eq!(end(&mut command).success().lines().nth(1), Some("None None"));
    assert_eq!(attempt(&mut run(), ["read", ".", "Cargo.toml"]), "no-entry");
}

#[test]
pub(crate) fn opens_folders() {
    let folder = Folder::of("opens_folders");
    let file = folder.file("poem.txt", "so much depends");
    let dir = |mapping: String| {
        let mut command = run();
        command.args(["--dir", &mapping]);
        command
    };
    let path = folder.path().display();

    let under_its_name = path.to_string();
    assert_eq!(
        attempt(&mut dir(under_its_name.clone()), ["read", &under_its_name, "poem.txt"]),
        "so much depends"
    );
    let renamed = || dir(format!("{path}::/data"));
    assert_eq!(
        attempt(&mut renamed(), ["read", "/data", "poem.txt"]),
        "so much depends"
    );
    assert_eq!(attempt(&mut renamed(), ["read", "/data", "prose.txt"]), "no-entry");
    assert_eq!(
        attempt(&mut renamed(), ["write", "/data", "new.txt", "upon"]),
        "written"
    );
    assert_eq!(fs::read_to_string(folder.path().join("new.txt")).unwrap(), "upon");

    let read_only = || dir(format!("{path}::/data::ro"));
    assert_eq!(
        attempt(&mut read_only(), ["read", "/data", "poem.txt"]),
        "so much depends"
    );
    let refused = attempt(&mut read_only(), ["write", "/data", "poem.txt", "a red"]);
    assert!(["not-permitted", "read-only"].contains(&refused.as_str()), "{refused}");
    assert_eq!(fs::read_to_string(file).unwrap(), "so much depends");
}

#[test]
fn nothing_outside_a_folder_is_reached_from_it() {
    let folder = Folder::of("nothing_outside_a_folder_is_reached_from_it");
    let secret = folder.file("secret.txt", "secret");
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    symlink("../secret.txt", inner.join("link")).unwrap();
    symlink(&secret, inner.join("absolute")).unwrap();
    for path in ["../secret.txt", "link", "absolute", secret.to_str().unwrap()] {
        for words in [vec!["read", "/data", path], vec!["write", "/data", path, "changed"]] {
            let mut command = run();
            command.args(["--dir", &format!("{}::/data", inner.display())]);
            assert_eq!(attempt(&mut command, words.clone()), "not-permitted", "{words:?}");
        }
    }
    assert_eq!(fs::read_to_string(secret).unwrap(), "secret");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let said = end(run().args(["--dir", "no/such/folder", guest::OPENS_FOLDERS])).failure(1);
    assert!(said.contains("cannot open the folder no/such/folder: "), "{said}");
    assert!(said.contains("No such file or directory"), "{said}");
}

fn attempt<'a>(command: &mut Command, words: impl IntoIterator<Item = &'a str>) -> String {
    let said = end(command.arg(guest::OPENS_FOLDERS).args(words)).success();
    said.trim_end().to_owned()
}
