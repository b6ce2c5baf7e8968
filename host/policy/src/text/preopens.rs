//! Preopens: the descriptors of `[[preopen]]`.

use super::entry::{Entry, entries, wrong_type};
use super::reader::Reader;
use crate::notation::{Fault, Part, Parts};
use crate::preopen::check_name;
use crate::{Host, Inherited, Preopen, Source, Target, Transport};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// All of them, in the order in which they are written.
pub(super) fn read(reader: &mut Reader<'_>, document: &DeTable<'_>) -> Vec<Preopen> {
    let Some(list) = entries(document).into_iter().find(|entry| entry.key == "preopen") else {
        return Vec::new();
    };
    let (mut numbers, mut names) = (HashSet::new(), HashSet::new());
    let mut preopens = Vec::new();
    for (place, table) in list.tables(reader) {
        let Some(preopen) = descriptor(reader, place.clone(), table) else {
            continue;
        };
        if !numbers.insert(preopen.fd()) {
            let message = format!("another descriptor has the number {}", preopen.fd());
            reader.problem(
                value_span(table, "fd", place.clone()),
                message,
                "give each a number of its own",
            );
        }
        if let Some(name) = preopen.name()
            && !names.insert(name.to_owned())
        {
            let message = format!("another descriptor has the name `{name}`");
            reader.problem(value_span(table, "name", place), message, "give each a name of its own");
        }
        preopens.push(preopen);
    }
    preopens
}

fn value_span(table: &DeTable<'_>, key: &str, otherwise: Range<usize>) -> Range<usize> {
    entries(table)
        .iter()
        .find(|entry| entry.key == key)
        .map_or(otherwise, |entry| entry.value.span())
}

/// One descriptor; `None` if a problem was noted.
fn descriptor(reader: &mut Reader<'_>, place: Range<usize>, table: &DeTable<'_>) -> Option<Preopen> {
    let (mut fd, mut name, mut sources, mut sound) = (None, None, Vec::new(), true);
    for entry in entries(table) {
        let read = match entry.key {
            "fd" => number(reader, &entry).map(|number| fd = Some(number)),
            "name" => string(reader, &entry, check_name).map(|text| name = Some(text)),
            "listen" => string(reader, &entry, listen).map(|source| sources.push(source)),
            "bind" => string(reader, &entry, bind).map(|source| sources.push(source)),
            "inherit" => inherit(reader, &entry).map(|source| sources.push(source)),
            key => {
                reader.unknown_key(entry.key_span(), key, &["fd", "name", "listen", "bind", "inherit"]);
                None
            }
        };
        sound &= read.is_some();
    }
    if !sound {
        return None;
    }
    let Some(fd) = fd else {
        reader.problem(
            place,
            "the descriptor has no number",
            "add `fd = 3`: the number that the guest uses",
        );
        return None;
    };
    let Ok([source]) = <[Source; 1]>::try_from(sources) else {
        let help = "write exactly one of `listen`, `bind` and `inherit`";
        reader.problem(place, "it is not clear where the descriptor is from", help);
        return None;
    };
    let preopen = Preopen::of_source(fd, source);
    match name {
        Some(name) => preopen.named(&name).ok(),
        None => Some(preopen),
    }
}

fn number(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<u16> {
    let DeValue::Integer(integer) = entry.value.get_ref() else {
        reader.problem(
            entry.value.span(),
            wrong_type("a number", entry.value),
            "write a number from 0 to 65535",
        );
        return None;
    };
    let number = u16::from_str_radix(integer.as_str(), integer.radix()).ok();
    if number.is_none() {
        reader.problem(
            entry.value.span(),
            "the number is out of range",
            "write a number from 0 to 65535",
        );
    }
    number
}

fn string<T>(reader: &mut Reader<'_>, entry: &Entry<'_>, read: fn(&str) -> Result<T, Fault>) -> Option<T> {
    let Some(text) = entry.value.get_ref().as_str() else {
        let help = format!("write `{} = \"…\"`", entry.key);
        reader.problem(entry.value.span(), wrong_type("a string", entry.value), help);
        return None;
    };
    match read(text) {
        Ok(value) => Some(value),
        Err(fault) => {
            reader.in_string(entry.value.span(), text, fault);
            None
        }
    }
}

fn listen(text: &str) -> Result<Source, Fault> {
    let (transport, address) = concrete(text)?;
    Ok(match transport {
        Transport::Tcp => Source::Listen(address),
        // As in a rule: a UDP socket that is bound already "listens".
        Transport::Udp => Source::Bind(transport, address),
    })
}

fn bind(text: &str) -> Result<Source, Fault> {
    concrete(text).map(|(transport, address)| Source::Bind(transport, address))
}

/// A target of one address and one port.
fn concrete(text: &str) -> Result<(Transport, SocketAddr), Fault> {
    let parts = Parts::split(text)?;
    let target = Target::of_parts(parts)?;
    let (first, last) = target.ports.range().into_inner();
    match target.host {
        Host::Net(net) if net.prefix_len() == net.max_prefix_len() && first == last => {
            Ok((target.transport, SocketAddr::new(net.addr(), first)))
        }
        Host::Net(net) if net.prefix_len() == net.max_prefix_len() => Err(parts
            .ports
            .fault("a socket has one port")
            .help("write one port, or 0 for one that the system chooses")),
        _ => Err(parts
            .host
            .fault("a socket has one address")
            .help("write one address, like `127.0.0.1` or `[::1]`")),
    }
}

fn inherit(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<Source> {
    let DeValue::Integer(_) = entry.value.get_ref() else {
        return string(reader, entry, check_name).map(|name| Source::Inherit(Inherited::Name(name)));
    };
    let inherited = number(reader, entry)?;
    match Inherited::number(Part::whole(&inherited.to_string())) {
        Ok(inherited) => Some(Source::Inherit(inherited)),
        Err(fault) => {
            reader.problem(entry.value.span(), fault.message, fault.help.unwrap_or_default());
            None
        }
    }
}
