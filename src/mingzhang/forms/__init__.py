"""The public tables as data: a form is a view of the cube, an edition the differences of a place and year."""

from mingzhang.forms.form import Column, Edition, Form, Panel, Row, editions, forms, forms_of, load_edition

__all__ = ["Column", "Edition", "Form", "Panel", "Row", "editions", "forms", "forms_of", "load_edition"]
