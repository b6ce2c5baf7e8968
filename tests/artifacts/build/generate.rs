//! The text of the macro `guests!`, with one arm for each group.

use std::fmt::Write;

use crate::group::{Groups, Guest};

pub(crate) fn guests(groups: &Groups) -> String {
    let arms: String = groups.0.iter().map(|(group, guests)| arm(group, guests)).collect();
    format!(
        "/// The guests that the test file of this name tests; it must have a function for each.\n\
         #[macro_export]\nmacro_rules! guests {{\n{arms}}}\n"
    )
}

fn arm(group: &str, guests: &[Guest]) -> String {
    let (mut tests, mut paths) = (String::new(), String::new());
    for Guest { test, component } in guests {
        // Writing to a String does not fail.
        let _ = writeln!(tests, "        #[expect(unused_imports)] use self::{test} as _;");
        let _ = writeln!(
            paths,
            "            pub(crate) const {}: &str = {component:?};",
            test.to_uppercase()
        );
    }
    format!("    ({group}) => {{\n{tests}        mod guest {{\n{paths}        }}\n    }};\n")
}
