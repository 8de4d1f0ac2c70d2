"""The language of a page: chosen by ?lang=, then a cookie, then Accept-Language, else Chinese."""

from __future__ import annotations

from flask import Request, Response, g, request

from webui.wording.messages import MESSAGES

#: our short name → the tag for `lang` attributes and headers
TAGS = {"zh": "zh-Hant-TW", "en": "en"}
DEFAULT = "zh"
COOKIE = "judian_lang"
_YEAR = 365 * 24 * 3600


def translate(language: str, key: str, **values: object) -> str:
    """The message `key` in `language`, its {names} filled from `values`.

    A message may hold a singular and a plural, "{n} page|{n} pages": the first is taken when
    the value `n` is 1. Raises KeyError for an unknown key.
    """
    text = MESSAGES[key][language]
    if "|" in text:
        text = text.split("|")[0 if values.get("n") == 1 else 1]
    return text.format(**values) if values else text


def _from_accept(asked: Request) -> str:
    """The first of our languages in the order of preference that the browser states."""
    for tag, quality in asked.accept_languages:
        short = tag.split("-")[0].lower()
        if short in TAGS and quality > 0:
            return short
    return DEFAULT


def _known(tag: str | None) -> str | None:
    """zh, zh-TW, zh-Hant-TW, EN-us → our short name."""
    short = (tag or "").split("-")[0].lower()
    return short if short in TAGS else None


def choose() -> None:
    """Before a request: set `g.language`, and whether links have to carry it on (no cookie).

    Programs say their language by Accept-Language alone.
    """
    program = request.blueprint == "api"
    asked = None if program else _known(request.args.get("lang"))
    kept = None if program else _known(request.cookies.get(COOKIE))
    g.language = asked or kept or _from_accept(request)
    g.carry_language = asked is not None and asked != kept


def language() -> str:
    """This request's language; the default where none was chosen yet."""
    chosen: str = g.get("language", DEFAULT)
    return chosen


def t(key: str, **values: object) -> str:
    """`translate` in this request's language."""
    return translate(language(), key, **values)


def remember(response: Response) -> Response:
    """After a request: name the language, and keep an explicit choice in a cookie."""
    response.headers.setdefault("Content-Language", TAGS[language()])
    response.vary.update(("Accept-Language", "Cookie"))
    if g.get("carry_language"):
        response.set_cookie(
            COOKIE,
            language(),
            max_age=_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    return response
