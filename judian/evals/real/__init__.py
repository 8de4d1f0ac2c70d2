"""How well real PDFs are read, measured on any folder of them beside three other readers.

What a page prints is taken from PDFium (`printed`), never from the reader that is measured.
`judian/evals/README.md` defines every count.
"""
