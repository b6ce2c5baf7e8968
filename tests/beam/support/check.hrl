%% Checks of one line: `?T(Expression)` prints the expression's source and its value, or the exception and its frames.

-define(T(E), check:run(??E, fun() -> E end)).

%% A value of which the compiler knows nothing, so that it cannot fold the expression around it.
-define(I(E), check:id(E)).
