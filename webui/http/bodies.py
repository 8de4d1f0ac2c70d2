"""Texts that are sent in the body of a request, as JSON or as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from flask import request

from judian.core.errors import JudianError
from webui.http.params import check_characters
from webui.http.request_errors import ParameterUnknown, QueryMissing

if TYPE_CHECKING:
    from collections.abc import Collection

#: The field that `webui.accounts.forms` adds to every form.
FORM_NUMBER = "form_number"


class BodyInvalid(JudianError):
    code = "body_invalid"
    status = 400
    messages: ClassVar = {
        "en": (
            "the body is no object of texts in JSON, and no form",
            'send {{"text": "…"}} as application/json, or a form with the field text',
        ),
        "zh": (
            "請求內容不是 JSON 的文字欄位，也不是表單",
            '請以 application/json 送出 {{"text": "…"}}，或以表單送出 text 欄位',
        ),
    }

    def __init__(self) -> None:
        super().__init__()


def read_texts(known: Collection[str]) -> dict[str, str]:
    """The texts of the body by name; a missing one is "".

    Raises BodyInvalid, ParameterUnknown for a name that is not `known`, ControlCharacter, and
    QueryMissing if `text` is missing or blank.
    """
    if request.is_json:
        body = _json()
        if not isinstance(body, dict) or not all(isinstance(v, str) for v in body.values()):
            raise BodyInvalid
        given = {str(name): value for name, value in body.items()}
    else:
        given = request.form.to_dict()
        given.pop(FORM_NUMBER, None)
    for name, value in given.items():
        if name not in known:
            raise ParameterUnknown(name[:40], ", ".join(known))
        check_characters(name, value)
    if not given.get("text", "").strip():
        raise QueryMissing
    return {name: given.get(name, "") for name in known}


def _json() -> object:
    """The JSON of the body; None for what is none, or is nested too deeply to be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None
