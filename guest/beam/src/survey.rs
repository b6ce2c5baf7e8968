//! Survey: what a set of modules would call and nobody would define.

use crate::{
    bif,
    host::{Errno, Host, read_file},
    load::{Beam, LoadError, Missing, missing},
};
use std::collections::HashMap;

/// Why modules cannot be surveyed.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    /// A file cannot be read.
    #[error("{path} cannot be read: {}", why.name())]
    Read {
        /// The file.
        path: String,
        /// What the host said.
        why: Errno,
    },
    /// A file is no module.
    #[error("{path} is no module: {why}")]
    Load {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: LoadError,
    },
}

/// The largest file of a module, in bytes.
const MODULE_MAX: usize = 64 << 20;

/// What the modules of a command line `-root DIR -pa DIR … -- FILE …` call that is not built in, and that neither they
/// nor the modules of those folders and of OTP define.
///
/// # Errors
///
/// As [`SurveyError`] says, of a file that is named; what is damaged elsewhere defines nothing.
pub fn survey(host: &mut dyn Host, args: &[String]) -> Result<Vec<Missing>, SurveyError> {
    let (options, files) = match args.iter().position(|arg| arg == "--") {
        Some(at) => (&args[..at], &args[at + 1..]),
        None => (args, &[][..]),
    };
    let beams = files
        .iter()
        .map(|path| {
            let bytes = read(host, path).map_err(|why| SurveyError::Read {
                path: path.clone(),
                why,
            })?;
            Beam::parse(&bytes).map_err(|why| SurveyError::Load {
                path: path.clone(),
                why,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let modules = modules(host, options);
    let is_built_in = |module: &str, function: &str, arity: u32| {
        bif::functions().any(|entry| (entry.0, entry.1, u32::from(entry.2)) == (module, function, arity))
    };
    Ok(missing(&beams, &is_built_in, &mut |module| {
        Beam::parse(&read(host, modules.get(module)?).ok()?).ok()
    }))
}

/// The files of all modules that a system of these options would find, by their names; the first found counts.
fn modules(host: &mut dyn Host, options: &[String]) -> HashMap<String, String> {
    let mut folders = Vec::new();
    for option in options.chunks_exact(2) {
        match option[0].as_str() {
            "-pa" => folders.insert(0, option[1].clone()),
            "-root" => {
                let lib = format!("{}/lib", option[1]);
                folders.extend(names(host, &lib).into_iter().map(|name| format!("{lib}/{name}/ebin")));
            }
            _ => {}
        }
    }
    let mut modules = HashMap::new();
    for folder in folders {
        for name in names(host, &folder) {
            if let Some(module) = name.strip_suffix(".beam") {
                let file = || format!("{folder}/{name}");
                modules.entry(module.to_owned()).or_insert_with(file);
            }
        }
    }
    modules
}

/// The names in a folder, of those that there are.
fn names(host: &mut dyn Host, folder: &str) -> Vec<String> {
    let names = host.list_dir(folder.as_bytes()).unwrap_or_default();
    names
        .into_iter()
        .filter_map(|name| String::from_utf8(name).ok())
        .collect()
}

fn read(host: &mut dyn Host, path: &str) -> Result<Vec<u8>, Errno> {
    read_file(host, path.as_bytes(), MODULE_MAX)
}
