"""The state in SQLite: records, accounts, keys and contents, transactions, earlier states, and new ids."""
