//! Reads or writes a file of a folder that it was given: `read FOLDER FILE` or `write FOLDER FILE TEXT`.

use portcullis_guest::{args, println};
use wasip2::filesystem::preopens::get_directories;
use wasip2::filesystem::types::{DescriptorFlags, ErrorCode, OpenFlags, PathFlags};

fn main() {
    let args = args();
    let words: Vec<_> = args.iter().skip(1).map(String::as_str).collect();
    let done = match words[..] {
        ["read", folder, file] => read(folder, file),
        ["write", folder, file, text] => write(folder, file, text).map(|()| "written".to_owned()),
        _ => panic!("not to be done: {words:?}"),
    };
    match done {
        Ok(text) => println!("{text}"),
        Err(code) => println!("{}", code.name()),
    }
}

fn read(folder: &str, file: &str) -> Result<String, ErrorCode> {
    let (folder, follow) = (open(folder)?, PathFlags::SYMLINK_FOLLOW);
    let file = folder.open_at(follow, file, OpenFlags::empty(), DescriptorFlags::READ)?;
    let (bytes, _) = file.read(4_096, 0)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write(folder: &str, file: &str, text: &str) -> Result<(), ErrorCode> {
    let (folder, follow) = (open(folder)?, PathFlags::SYMLINK_FOLLOW);
    let file = folder.open_at(follow, file, OpenFlags::CREATE, DescriptorFlags::WRITE)?;
    file.write(text.as_bytes(), 0).map(drop)
}

fn open(folder: &str) -> Result<wasip2::filesystem::types::Descriptor, ErrorCode> {
    let found = get_directories().into_iter().find(|(_, name)| name == folder);
    found.map(|(folder, _)| folder).ok_or(ErrorCode::NoEntry)
}
