//! The interface `inet`: names.

use crate::bindings::types::{Domain, IpAddress, Timeout};
use crate::convert::answer;
use crate::view::{View, net};
use portcullis_net::{Deadline, Error, Net};
use wasmtime::component::Linker;

pub(crate) fn add_to_linker<T: View + 'static>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut interface = linker.instance("portcullis:net/inet@0.1.0")?;
    interface.func_wrap_async(
        "getaddrs",
        |mut store, (name, domain, timeout): (String, Domain, Timeout)| {
            Box::new(async move { answer(addresses(net(&mut store), &name, domain, timeout).await) })
        },
    )?;
    interface.func_wrap_async(
        "getaddr",
        |mut store, (name, domain, timeout): (String, Domain, Timeout)| {
            Box::new(async move {
                let addresses = addresses(net(&mut store), &name, domain, timeout).await;
                answer(addresses.and_then(|addresses| addresses.into_iter().next().ok_or(Error::NoName)))
            })
        },
    )
}

async fn addresses(net: &mut Net, name: &str, domain: Domain, timeout: Timeout) -> Result<Vec<IpAddress>, Error> {
    let addresses = net
        .guest
        .addresses(name, domain.into(), Deadline::after(timeout))
        .await?;
    Ok(addresses.into_iter().map(IpAddress::from).collect())
}
