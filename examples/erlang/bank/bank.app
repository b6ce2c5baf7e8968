{application, bank,
 [{description, "Accounts, each a process that may fail"},
  {vsn, "1.0.0"},
  {modules, [bank, bank_account, bank_app, bank_sup]},
  {registered, [bank_sup]},
  {applications, [kernel, stdlib]},
  {mod, {bank_app, []}}]}.
