//! Errno: why a system refused, by the name that Erlang has for it.

macro_rules! errno {
    ($($variant:ident $name:literal $number:literal $what:literal)+) => {
        /// Why a system refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Errno {
            $(#[doc = concat!("`", $name, "`: ", $what, ".")] $variant,)+
        }

        impl Errno {
            /// Erlang's atom for it, one of `file:posix()`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// By its number, which is Linux's (`errno(3)`); `Eio` for one that no file operation gives.
            pub fn of_linux(number: i32) -> Self {
                match number {
                    $($number => Self::$variant,)+
                    _ => Self::Eio,
                }
            }
        }
    };
}

errno! {
    E2big "e2big" 7 "too many arguments"
    Eacces "eacces" 13 "the access is not granted"
    Eagain "eagain" 11 "there is nothing yet"
    Ebadf "ebadf" 9 "the file is not open for this"
    Ebusy "ebusy" 16 "it is in use"
    Edeadlk "edeadlk" 35 "a lock would wait for itself"
    Edquot "edquot" 122 "the quota is used up"
    Eexist "eexist" 17 "it is there already"
    Efault "efault" 14 "a bad address"
    Efbig "efbig" 27 "the file would be too large"
    Eilseq "eilseq" 84 "the name is not UTF-8"
    Eintr "eintr" 4 "interrupted"
    Einval "einval" 22 "the request makes no sense"
    Eio "eio" 5 "the device failed"
    Eisdir "eisdir" 21 "it is a directory"
    Eloop "eloop" 40 "links lead to links without end"
    Emfile "emfile" 24 "the process has too many files open"
    Emsgsize "emsgsize" 90 "a packet is too long"
    Emlink "emlink" 31 "it has too many names"
    Enametoolong "enametoolong" 36 "the name is too long"
    Enfile "enfile" 23 "the system has too many files open"
    Enodev "enodev" 19 "there is no such device"
    Enoent "enoent" 2 "there is no such file"
    Enolck "enolck" 37 "there are no locks left"
    Enomem "enomem" 12 "there is no memory left"
    Enospc "enospc" 28 "there is no space left"
    Enosys "enosys" 38 "the system has no such call"
    Enotdir "enotdir" 20 "it is no directory"
    Enotempty "enotempty" 39 "the directory is not empty"
    Enotsup "enotsup" 95 "the file system, or the sandbox, has no such operation"
    Enxio "enxio" 6 "there is no such device or address"
    Eoverflow "eoverflow" 75 "the value is too large"
    Eperm "eperm" 1 "the operation is not permitted"
    Epipe "epipe" 32 "nobody reads any more"
    Erofs "erofs" 30 "the file system may only be read"
    Espipe "espipe" 29 "there are no offsets in a pipe"
    Etxtbsy "etxtbsy" 26 "the program is running"
    Exdev "exdev" 18 "the names are of two file systems"
}
