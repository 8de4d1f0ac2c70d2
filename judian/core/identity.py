"""The identity of the indexes that this program reads; all others are refused."""

from __future__ import annotations

from functools import cache

from judian.core.engine import Identity
from judian.zh.text.analyze import ANALYZER, dictionary_digest

#: Raised by one whenever what is stored of a passage or a document changes its meaning:
#: 1 the first build;
#: 2 documents have addresses beside the shown names of their files;
#: 3 ordinals (第5屆) are no figures;
#: 4 the cells of a sheet that hold a passage;
#: 5 terms of articles, and the keys section, page, article and figure;
#: 6 the confidence of OCR in passages and figures;
#: 7 the number that copies of one passage have in common, and the leads of passages;
#: 8 terms of the articles of statutes that no table names;
#: 9 a term of its own for the text of each article of a statute;
#: 10 records of former editions among those of documents.
FORMAT = 10


@cache
def identity() -> Identity:
    """The identity that every part of this program opens an index with."""
    return Identity(format=FORMAT, analyzer=ANALYZER, dictionary=dictionary_digest())
