"""Bodies that nobody sends by mistake: each is refused as what it is, and none is a fault here."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from judian.search.audit.reading import ending
from tests.webui.accounts.people import site
from tests.webui.fake import FakeService
from webui.app import create_app
from webui.http.form_parsing import MOST_FIELDS
from webui.http.security import BODY_LIMIT

if TYPE_CHECKING:
    from pathlib import Path

#: Bodies of JSON that are none, or of another form: in 64 KiB there is room for great depth.
_JSON = {
    "lists in lists": b"[" * 60_000,
    "objects in objects": b'{"a":' * 10_000,
    "a deep value": b'{"text": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "a long number": b'{"text": ' + b"9" * 60_000 + b"}",
    "no number": b'{"text": NaN}',
    "no UTF-8": b'{"text": "\xff\xfe"}',
    "a lone surrogate": b'{"text": "\\ud800 a report of 1"}',
    "a NUL": b'{"text": "a report\\u0000 of 1"}',
    "a list": b'["text"]',
    "nothing": b"",
}
#: Names of files as a form may send them, and the ending that is kept of each.
_NAMES = {
    "report.DOCX": ".DOCX",
    "a.\0b": "",
    "a\0.txt": ".txt",
    "a.\nb": "",
    "a.t/xt": "",
    "a.txt:b": "",
    "a.\udcaa": "",
    "a.報": "",
    "..\\..\\a.txt": ".txt",
    "../../a.odt": ".odt",
    "a." + "x" * 300: "",
    "": "",
}


@pytest.mark.parametrize("path", ["/api/v1/verify-quote", "/api/v1/audit-draft"])
@pytest.mark.parametrize("body", _JSON.values(), ids=_JSON.keys())
def test_json_of_any_bytes_is_refused(path: str, body: bytes) -> None:
    client = create_app({}, FakeService()).test_client()
    reply = client.post(path, data=body, content_type="application/json")
    assert reply.status_code == 400
    assert reply.get_json()["error"]["code"] in ("body_invalid", "control_character")


@pytest.mark.parametrize(("name", "kept"), _NAMES.items())
def test_the_name_of_a_draft_never_is_that_of_a_file_here(
    name: str, kept: str, tmp_path: Path
) -> None:
    assert ending(name) == kept
    (tmp_path / f"draft{ending(name)}").write_bytes(b"")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("path", ["/audit", "/verify-quote", "/batch"])
def test_a_form_of_very_many_fields_is_refused(path: str) -> None:
    client = create_app({}, FakeService()).test_client()
    fields = b"&".join([b"text=a"] * MOST_FIELDS)
    urlencoded = "application/x-www-form-urlencoded"
    assert client.post(path, data=fields, content_type=urlencoded).status_code < 500
    reply = client.post(path, data=fields + b"&a=", content_type=urlencoded)
    assert reply.status_code == 413


class _Body(io.BytesIO):
    """A body that knows whether anybody has read of it."""

    was_read = False

    @override
    def read(self, size: int | None = -1) -> bytes:
        self.was_read = True
        return super().read(size)


@pytest.mark.parametrize("path", ["/audit", "/batch", "/keeper/files", "/account/password"])
def test_no_body_of_a_stranger_is_read(tmp_path: Path, path: str) -> None:
    client = site(tmp_path).test_client()
    client.get("/login")
    body = _Body(b"a=b&" * 1000)
    reply = client.post(
        path,
        input_stream=body,
        content_type="application/x-www-form-urlencoded",
        headers={"Content-Length": "4000"},
    )
    assert reply.headers["Location"].startswith("/login")
    assert not body.was_read


def test_a_body_that_does_not_state_its_length_is_cut_off() -> None:
    """A server of another project hands such a body over as it comes."""
    client = create_app({}, FakeService()).test_client()
    body = io.BytesIO(b'{"text": "' + b"a" * 10 * BODY_LIMIT + b'"}')
    reply = client.post(
        "/api/v1/verify-quote",
        input_stream=body,
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert reply.status_code == 400
    assert body.tell() <= 2 * BODY_LIMIT


@pytest.mark.parametrize("name", [b"a.%00b", b"a.%0Ab", b"%ED%A0%80.txt", b"a.%2Fb"])
def test_a_list_of_terms_may_have_any_name(name: bytes) -> None:
    body = (
        b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''" + name + b"\r\n"
        b"Content-Type: text/plain\r\n\r\n\xe8\xad\xb7\xe7\x85\xa7\r\n--x--\r\n"
    )
    client = create_app({}, FakeService()).test_client()
    sent = {"data": body, "content_type": "multipart/form-data; boundary=x"}
    assert client.post("/batch", buffered=True, **sent).status_code == 200
