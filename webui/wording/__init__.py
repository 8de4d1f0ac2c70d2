"""Words for people, in Chinese and English.

Here: the message table, the choice of the language, and values as text: numbers, dates, labels,
reading reports. Not here: HTML (`markup`, templates) and the messages of errors (`http.errors`).
"""
