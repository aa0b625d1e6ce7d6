"""Makes the book of the fictitious bureau: a plan, the solver that meets the printed figures, ledger and sheets."""
