"""Makes the book of the fictitious bureau: a plan, the solver that meets the printed figures, the ledger and the sheets."""
