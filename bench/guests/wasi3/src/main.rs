//! Server: wasi:sockets 0.3, in the role that the argument names.
//!
//! `tcp` holds what a program needs around the interface, `roles` the servers of TCP, and `packets` and `udp` one each.
//! A connection keeps one stream for each direction as long as it lives, and its buffer goes from the read to the write
//! and back.

#![cfg_attr(target_family = "wasm", no_main)]

mod packets;
mod roles;
mod tcp;
mod udp;

use tcp::Listener;
use wasip3::{
    cli::{environment, stderr, stdout},
    exports::cli::run,
    sockets::types::{ErrorCode, IpSocketAddress},
    wit_stream,
};

struct Server;

impl run::Guest for Server {
    async fn run() -> Result<(), ()> {
        let role = environment::get_arguments().into_iter().nth(1).unwrap_or_default();
        let Err(error) = serve(&role).await else {
            return Ok(());
        };
        let (mut text, reader) = wit_stream::new();
        let told = stderr::write_via_stream(reader);
        text.write_all(format!("{role}: {error}\n").into_bytes()).await;
        drop(text);
        // If that fails, nobody could be told.
        let _ = told.await;
        Err(())
    }
}

wasip3::cli::command::export!(Server);

async fn serve(role: &str) -> Result<(), ErrorCode> {
    match role {
        "echo" => Listener::bind().await?.one_by_one(roles::echo).await,
        "sink" => Listener::bind().await?.one_by_one(roles::sink).await,
        "source" => Listener::bind().await?.one_by_one(roles::source).await,
        "reply" => Listener::bind().await?.one_by_one(roles::reply).await,
        "packets" => Listener::bind().await?.one_by_one(packets::count).await,
        "many" => Listener::bind().await?.side_by_side(roles::echo_briefly).await,
        "udp" => udp::echo().await?,
        _ => return Err(ErrorCode::NotSupported),
    }
    Ok(())
}

/// Tell the one who started us where to find us.
async fn announce(address: IpSocketAddress) {
    let IpSocketAddress::Ipv4(address) = address else {
        unreachable!("every socket here is of IPv4");
    };
    let (a, b, c, d) = address.address;
    let (mut text, reader) = wit_stream::new();
    let told = stdout::write_via_stream(reader);
    text.write_all(format!("listening on {a}.{b}.{c}.{d}:{}\n", address.port).into_bytes())
        .await;
    drop(text);
    told.await.expect("standard output takes a line");
}

// The workspace is also compiled for the host, where a program needs a `main`.
#[cfg(not(target_family = "wasm"))]
fn main() {}
