"""The readers of file formats; `contract` says what each owes, `registry` names them."""
