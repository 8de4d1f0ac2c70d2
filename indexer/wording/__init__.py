"""Messages about files and pages, in English and Chinese.

Messages of errors are where the errors are raised; those of the pages are in `webui.wording`.
"""
