//! The table of the manuals' functions is whole, and tells the truth.

use std::collections::BTreeSet;
use std::fs;
use wit_parser::{Resolve, WorldItem};

/// The rows of both manuals: each function with its arities.
const MANUALS: [(&str, &[&str]); 2] = [
    (
        "socket",
        &[
            "accept/1",
            "accept/2",
            "bind/2",
            "close/1",
            "connect/2",
            "getopt/2",
            "listen/1",
            "listen/2",
            "open/3",
            "peername/1",
            "recv/1",
            "recv/2",
            "recv/3",
            "recvfrom/1",
            "recvfrom/2",
            "recvfrom/3",
            "send/2",
            "sendto/3",
            "setopt/3",
            "shutdown/2",
            "sockname/1",
        ],
    ),
    (
        "gen_tcp",
        &[
            "connect/3",
            "connect/4",
            "listen/2",
            "accept/1",
            "accept/2",
            "send/2",
            "recv/2",
            "recv/3",
            "controlling_process/2",
            "close/1",
            "shutdown/2",
            "list, binary",
            "{ip, _}",
            "{port, _}",
            "{fd, _}",
            "inet",
            "inet6",
            "{backlog, _}",
            "{active, _}",
            "{packet, _}",
            "{exit_on_close, _}",
            "{tcp, S, Data}",
            "{tcp_closed, S}",
            "{tcp_error, S, Reason}",
        ],
    ),
];

struct Row {
    module: String,
    manual: String,
    wit: Vec<String>,
    tests: Vec<String>,
}

#[test]
fn each_row_of_both_manuals_is_in_the_table() {
    let rows = rows();
    for (module, functions) in MANUALS {
        for function in functions {
            let there = rows.iter().any(|row| row.module == module && row.manual == *function);
            assert!(there, "docs/manual.md has no row for {module}: {function}");
        }
    }
}

#[test]
fn each_function_of_the_contract_is_in_the_table() {
    let named: BTreeSet<_> = rows().into_iter().flat_map(|row| row.wit).collect();
    for function in contract() {
        assert!(named.contains(&function), "docs/manual.md does not name {function}");
    }
}

#[test]
fn what_the_table_names_exists() {
    let contract = contract();
    for row in rows() {
        for function in &row.wit {
            assert!(contract.contains(function), "{}: wit/ has no {function}", row.manual);
        }
        assert!(!row.tests.is_empty(), "{}: no test", row.manual);
        for test in &row.tests {
            assert!(test_exists(test), "{}: tests/tests has no {test}", row.manual);
        }
    }
}

/// The rows of the tables whose section is headed with the name of a module.
fn rows() -> Vec<Row> {
    let page = fs::read_to_string("../docs/manual.md").unwrap();
    let mut module = String::new();
    let mut rows = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            module = heading.trim_matches('`').to_owned();
        }
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [manual, wit, _rust, tests] = cells[..]
            && manual.starts_with('`')
        {
            let manual = manual.trim_matches('`').to_owned();
            rows.push(Row {
                module: module.clone(),
                manual,
                wit: quoted(wit),
                tests: quoted(tests),
            });
        }
    }
    rows
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Each function of the world `imports`, as `interface.resource.function` or `interface.function`.
fn contract() -> BTreeSet<String> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir("../wit").unwrap();
    let world = resolve.select_world(&[package], Some("imports")).unwrap();
    let interfaces = resolve.worlds[world].imports.values().filter_map(|item| match item {
        WorldItem::Interface { id, .. } => Some(&resolve.interfaces[*id]),
        _ => None,
    });
    let functions = interfaces.flat_map(|interface| {
        let name = interface.name.clone().unwrap();
        interface.functions.keys().map(move |function| {
            let function = function.trim_start_matches("[method]").trim_start_matches("[static]");
            format!("{name}.{function}")
        })
    });
    functions.collect()
}

/// `group::name`: a function of that name in `tests/tests/group.rs`, or in a module beside it.
fn test_exists(test: &str) -> bool {
    let (group, name) = test.split_once("::").unwrap();
    let beside = fs::read_dir(format!("tests/{group}"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let mut files = std::iter::once(format!("tests/{group}.rs").into()).chain(beside);
    files.any(|file| {
        fs::read_to_string(file)
            .unwrap_or_default()
            .contains(&format!("fn {name}("))
    })
}
