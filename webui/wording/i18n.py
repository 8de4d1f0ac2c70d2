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


def _from_accept(request_: Request) -> str:
    """The supported language that the browser prefers."""
    for tag, quality in request_.accept_languages:
        short = tag.split("-")[0].lower()
        if short in TAGS and quality > 0:
            return short
    return DEFAULT


def _known(tag: str | None) -> str | None:
    """zh, zh-TW, zh-Hant-TW, EN-us → our short name."""
    short = (tag or "").split("-")[0].lower()
    return short if short in TAGS else None


def choose() -> None:
    """Before a request: set `g.language`, and `g.carry_language` if links must carry it on.

    They must if the language was chosen by ?lang= and no cookie keeps it. For programs only
    Accept-Language counts.
    """
    is_program = request.blueprint == "api"
    chosen = None if is_program else _known(request.args.get("lang"))
    kept = None if is_program else _known(request.cookies.get(COOKIE))
    g.language = chosen or kept or _from_accept(request)
    g.carry_language = chosen is not None and chosen != kept


def language() -> str:
    """This request's language; the default if none was chosen yet."""
    chosen: str = g.get("language", DEFAULT)
    return chosen


def t(key: str, **values: object) -> str:
    """`translate` in this request's language."""
    return translate(language(), key, **values)


def remember(response: Response) -> Response:
    """After a request: set Content-Language, and keep an explicit choice in a cookie."""
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
