//! The command `portcullis`: the real binary as a process, with real guests and real sockets.

#[path = "cli/activation.rs"]
mod activation;
#[path = "cli/ending.rs"]
mod ending;
#[path = "cli/erl.rs"]
mod erl;
#[path = "cli/folder.rs"]
mod folder;
#[path = "cli/given.rs"]
mod given;
#[path = "cli/guest_file.rs"]
mod guest_file;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/limit.rs"]
mod limit;
#[path = "cli/policy.rs"]
mod policy;
#[path = "cli/process.rs"]
mod process;
#[path = "cli/refusal.rs"]
mod refusal;
#[path = "cli/serve.rs"]
mod serve;
#[path = "cli/shards.rs"]
mod shards;
#[path = "cli/signal.rs"]
mod signal;

use activation::serves_on_inherited_sockets;
use ending::{ends_as_told, prints_until_nobody_reads};
use given::{opens_folders, passes_on_what_it_is_given};
use limit::keeps_to_its_limits;
use refusal::explains_the_first_refusal;
use serve::{serves_by_its_input_and_output, serves_each_connection};
use shards::shares_its_port;
use signal::stops_at_a_signal;

portcullis_test_artifacts::guests!(cli);
