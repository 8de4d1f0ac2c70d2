"""Mails (EML, MSG) and saved web pages (MHTML)."""
