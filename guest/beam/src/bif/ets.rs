//! Tables: what module `ets` of OTP 25 calls and does not define.
//!
//! `registry` has all tables, `table` is one of them, `store` its objects: in a `hash` or in a `tree`. The functions: `manage` makes tables, gives them away
//! and lets them die with their owners, `info` tells of them, `modify` and `update` change objects, `read` finds them by key and by order,
//! `select` by match specification.

mod hash;
mod info;
mod manage;
mod modify;
mod read;
mod registry;
mod select;
mod store;
mod table;
mod tree;
mod update;

use super::Entry;

pub(crate) use manage::process_exited;
pub(crate) use registry::Registry;

pub(crate) const TABLES: [&[Entry]; 6] = [
    info::TABLE,
    manage::TABLE,
    modify::TABLE,
    read::TABLE,
    select::TABLE,
    update::TABLE,
];
