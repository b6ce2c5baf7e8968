//! Boot: the command line of ERTS's emulator that starts a program on stock OTP.

use super::otp::Otp;
use super::program::{Action, Program};
use std::path::Path;

/// The arguments as `erl` would give them to its emulator, the emulator's name first.
pub(super) fn arguments(otp: &Otp, program: &Program) -> Vec<String> {
    let root = shown(otp.root());
    let bindir = shown(&otp.root().join("bin"));
    let mut line = Line(vec!["beam".to_owned()]);
    if let Action::Missing(files) = &program.action {
        line.add(["-missing", "-root", &root]);
        program.paths.iter().for_each(|path| line.add(["-pa", &shown(path)]));
        line.add(["--"]);
        line.0.extend(files.iter().map(|file| shown(file)));
        return line.0;
    }
    line.add(["--", "-root", &root, "-bindir", &bindir, "-progname", "erl"]);
    // Nobody's: what is in a home decides nothing in a sandbox.
    line.add(["--", "-home", "/", "--"]);
    line.add([match program.action {
        // The one that needs nothing of a terminal.
        Action::Shell => "-oldshell",
        _ => "-noshell",
    }]);
    line.add(["-boot", "no_dot_erlang"]);
    line.add(["-kernel", "logger", REPORTS]);
    for path in &program.paths {
        line.add(["-pa", &shown(path)]);
    }
    match &program.action {
        Action::Call { call, print } => {
            let (module, function) = (atom(&call.module), atom(&call.function));
            let value = format!("apply({module}, {function}, [])");
            let value = match print {
                true => format!("io:format(\"~p~n\", [{value}])"),
                false => value,
            };
            line.add(["-eval", &guarded(&format!("{value}, halt(0)"))]);
        }
        Action::Module(module) => line.add(["-eval", &guarded(&entered(&atom(module)))]),
        Action::Escript(_) => line.add(["-run", "escript", "start"]),
        Action::Eval(expressions) => expressions.iter().for_each(|eval| line.add(["-eval", eval])),
        // Nothing else is asked for, or nothing runs: the line has ended above.
        Action::Shell | Action::Missing(_) => {}
    }
    line.add(["-extra"]);
    if let Action::Escript(file) = &program.action {
        line.add([&*shown(file)]);
    }
    line.0.extend(program.args.iter().cloned());
    line.0
}

/// Reports go to standard error, and standard output is the program's own. OTP has both on standard output.
const REPORTS: &str = "[{handler, default, logger_std_h, #{config => #{type => standard_error}}}]";

struct Line(Vec<String>);

impl Line {
    fn add<'a>(&mut self, args: impl IntoIterator<Item = &'a str>) {
        self.0.extend(args.into_iter().map(str::to_owned));
    }
}

/// Into a module, by the first that it has of `main/1`, `main/0` and `start/0`; if it has none, by the one it should have.
fn entered(module: &str) -> String {
    format!(
        "code:ensure_loaded({module}),
         Args = init:get_plain_arguments(),
         Has = fun(F, A) -> erlang:function_exported({module}, F, A) end,
         case {{Has(main, 1), Has(main, 0), Has(start, 0)}} of
             {{false, true, _}} -> apply({module}, main, []), halt(0);
             {{false, false, true}} -> apply({module}, start, []);
             _ -> apply({module}, main, [Args]), halt(0)
         end"
    )
}

/// What ends the system with status 1 when it fails, after such a report as OTP makes of a process that fails.
fn guarded(expressions: &str) -> String {
    format!(
        "try {expressions}
         catch
             exit:normal -> halt(0);
             Class:Reason:Trace ->
                 Frames = [Frame || Frame <- Trace, not lists:member(element(1, Frame), [erl_eval, init])],
                 Value = case Class of
                     error -> {{Reason, Frames}};
                     throw -> {{{{nocatch, Reason}}, Frames}};
                     exit -> Reason
                 end,
                 logger:error(\"Error in process ~p with exit value:~n~tp~n\", [self(), Value]),
                 logger_std_h:filesync(default),
                 halt(1)
         end."
    )
}

/// An atom as it is written in Erlang.
fn atom(name: &str) -> String {
    format!("'{}'", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A path whose text the caller of [`super::grants`] has looked at.
fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_atom_is_one_whatever_its_name() {
        assert_eq!(atom("m"), "'m'");
        assert_eq!(atom("Elixir.A'b\\"), "'Elixir.A\\'b\\\\'");
    }
}
