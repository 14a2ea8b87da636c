"""What a row of the table can say: kinds, fields, their rules, and the structures inside fields."""
