"""Project self-evaluation forms: their model, their readers, and the arithmetic that judges them."""
