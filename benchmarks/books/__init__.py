"""Books of generated departments: what an office would fill in for a year, with everything they must keep known.

`make.make_book` gives the book of a seed, `sheets.write_folder` writes one, `big` one with a ledger of a million lines;
`plant` makes bad books of good ones; `readd` adds a book up without the product and compares it with a disclosure.
"""
