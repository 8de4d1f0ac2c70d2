"""The keeper's room: what the sources are, files in and out, mended metadata, runs."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from flask import (
    Response,
    current_app,
    g,
    jsonify,
    redirect,
    render_template,
    request,
)

from judian.core.errors import IndexMissing, IndexOutdated
from judian.core.overrides import (
    Override,
    OverrideInvalid,
    load_overrides,
    read_override,
    save_override,
    source_key,
)
from judian.core.runs import RunProgress, Runs, read_runs
from webui.http import params
from webui.http.backend import backend
from webui.keeper import starting, trash, uploads
from webui.keeper.errors import SourceMissing, StoreFailed
from webui.keeper.places import place_of
from webui.keeper.room import Kept, kept, rooms_in_sight
from webui.keeper.sources import KeptSource, list_sources
from webui.links.page_links import page_url
from webui.pages.blueprint import blueprint
from webui.pages.paging import paging
from webui.wording.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask.typing import ResponseReturnValue

    from judian.core.model import DocumentInfo
    from judian.core.runs import RunRecord

#: Sources on a page, and runs and removed files that are listed.
_SIZE, _RUNS, _REMOVED = 50, 20, 50
#: Characters of what was typed into a field that are shown again.
_TYPED = 400
#: Seconds that one reply about the progress lasts, after which the browser asks again, and between
#: two looks.
_LIVE_SECONDS, _LOOK = 45.0, 1.0


@blueprint.get("/keeper")
def keeper() -> ResponseReturnValue:
    """The room; where there are several, which one to enter. Raises RoomClosed."""
    found = rooms_in_sight()
    if len(found) > 1 and not request.environ.get("judian.collection"):
        return render_template("keeper_rooms.html", names={room.name for room in found})
    return _page(kept())


def _page(room: Kept, **more: Any) -> str:
    """The page of the room, with what just happened."""
    listing = list_sources(room, _documents())
    asked = request.args.get("q", "")[: params.QUERY_LIMIT]
    shown = [one for one in listing.sources if asked.lower() in one.shown.lower()]
    number = _page_number()
    gone = [one for one in trash.removed(room.room, _days()) if not room.is_hidden(one.shown)]
    return render_template(
        "keeper.html",
        room=room.room,
        listing=listing,
        asked=asked,
        shown=shown[(number - 1) * _SIZE : number * _SIZE],
        found=len(shown),
        paging=paging(number, len(shown), _SIZE),
        runs=_visible(room, read_runs(room.room.index, _RUNS)),
        starting=starting.is_starting(room.room),
        removed=gone[:_REMOVED],
        just=next((one for one in gone if one.token == request.args.get("removed")), None),
        done=request.args.get("done", ""),
        days=_days(),
        megabytes=current_app.config["UPLOAD_BYTES"] >> 20,
        **more,
    )


def _page_number() -> int:
    given = request.args.get("page", "")
    return max(1, int(given[:4])) if given.isascii() and given.isdigit() else 1


def _days() -> int:
    days: int = current_app.config["TRASH_DAYS"]
    return days


def _documents() -> list[DocumentInfo]:
    """The documents of the index that the user may see; none before the first run."""
    try:
        return backend().documents()
    except (IndexMissing, IndexOutdated):
        return []


def _visible(room: Kept, runs: Runs) -> Runs:
    """The runs without names of files that the user may not see."""
    return Runs(runs.current and _cut(room, runs.current), tuple(_cut(room, r) for r in runs.past))


def _cut(room: Kept, run: RunRecord) -> RunRecord:
    """The run without what the user may not see. Where files are hidden from the user, numbers are
    those of the names that are left; where the record has not all names there is no number."""
    if not room.hides:
        return run
    names: dict[str, tuple[str, ...]] = {
        key: tuple(name for name in each if not room.is_hidden(name))
        for key, each in run.names.items()
    }
    counts = {
        key: len(left) for key, left in names.items() if len(run.names[key]) == run.counts.get(key)
    }
    name = "" if room.is_hidden(run.progress.name) else run.progress.name
    return replace(
        run,
        names=names,
        counts=counts,
        problems=tuple(p for p in run.problems if not room.is_hidden(p.name)),
        progress=RunProgress(share=run.progress.share, name=name),
        passages=0,
        error=None if run.error and room.may_name_hidden(*run.error) else run.error,
    )


@blueprint.post("/keeper/files")
def keeper_upload() -> ResponseReturnValue:
    """Take files of a form into the folder of sources. Raises RoomClosed."""
    room = kept()
    files = [file for file in request.files.getlist("files") if file.filename]
    replacing = request.form.get("replace") == "1"
    stored = [
        uploads.store(
            room, file.filename or "", cast("BinaryIO", file.stream), _user(), replace=replacing
        )
        for file in files
    ]
    _changed([f"{one.outcome} {one.name}" for one in stored])
    if request.accept_mimetypes.best == "application/json":
        return jsonify({"files": [_stored_json(one) for one in stored]})
    return _page(room, stored=stored)


def _stored_json(stored: uploads.Stored) -> dict[str, Any]:
    error = stored.error
    message = f"{error.message(language())} {error.hint(language())}" if error else ""
    return {"name": stored.name, "outcome": stored.outcome, "message": message}


@blueprint.get("/keeper/source")
def keeper_source() -> ResponseReturnValue:
    """One source with its documents, and the form that mends their metadata."""
    room = kept()
    return _source_page(room, _source(room, request.args.get("file", "")))


def _source_page(room: Kept, source: KeptSource, error: OverrideInvalid | None = None) -> str:
    mended = _mended(room, source)
    places: list[tuple[DocumentInfo | None, str]] = [
        *zip(source.documents[:_SIZE], source.members[:_SIZE], strict=True)
    ]
    typed = request.form.get("member", "") if error else None
    return render_template(
        "keeper_source.html",
        source=source,
        forms=[
            _mending(info, member, mended.get(member), error if member == typed else None)
            for info, member in places or [(None, "")]
        ],
    )


def _mending(
    info: DocumentInfo | None, member: str, kept_: Override | None, error: OverrideInvalid | None
) -> dict[str, Any]:
    """The form of one document: what was typed if that was refused, else what is mended."""
    start, end = (kept_ and kept_.period) or ("", "")
    values: dict[str, str] = {
        "title": (kept_ and kept_.title) or "", "agency": (kept_ and kept_.agency) or "",
        "date": (kept_ and kept_.date) or "", "period_start": start, "period_end": end,
    }  # fmt: skip
    if error is not None:
        values = {name: request.form.get(name, "")[:_TYPED] for name in values}
    return {"info": info, "member": member, "filled": values, "kept": kept_, "error": error}


def _mended(room: Kept, source: KeptSource) -> dict[str, Override]:
    """What keepers mended, by the address of the member of a container, "" for the file."""
    try:
        known = load_overrides(room.room.index)
    except (OSError, ValueError) as error:
        raise StoreFailed.of(error) from error
    place = place_of(room.room.sources, source.address)
    members = {"", *source.members}
    keys = {member: source_key(place, member, room.room.index) for member in members}
    return {member: known[key] for member, key in keys.items() if key in known}


def _source(room: Kept, address: str) -> KeptSource:
    """The source of an address. Raises SourceMissing."""
    listing = list_sources(room, _documents())
    found = next((one for one in listing.sources if one.address == address), None)
    if found is None:
        raise SourceMissing
    return found


@blueprint.post("/keeper/source")
def keeper_mend() -> ResponseReturnValue:
    """Keep what a keeper mended of a source. Raises RoomClosed, SourceMissing, StoreFailed."""
    room = kept()
    source = _source(room, request.form.get("file", ""))
    member = request.form.get("member", "")
    if member not in {"", *source.members}:
        raise SourceMissing
    try:
        facts = read_override(request.form)
    except OverrideInvalid as error:
        return _source_page(room, source, error), error.status
    now = datetime.now(UTC).isoformat(timespec="seconds")
    mended = Override(facts.title, facts.agency, facts.date, facts.period, _user(), now)
    place = place_of(room.room.sources, source.address)
    try:
        save_override(room.room.index, source_key(place, member, room.room.index), mended)
    except (OSError, ValueError) as error:
        raise StoreFailed.of(error) from error
    _changed([f"mended {source.shown}: {', '.join(facts.facts()) or '–'}"])
    return redirect(page_url("keeper", done="mended"), 303)


@blueprint.post("/keeper/remove")
def keeper_remove() -> ResponseReturnValue:
    """Move a source to the trash. Raises RoomClosed, SourceMissing, StoreFailed."""
    room = kept()
    source = _source(room, request.form.get("file", ""))
    gone = trash.remove(room.room, source.address, _user())
    _changed([f"removed {gone.shown}"])
    return redirect(page_url("keeper", done="removed", removed=gone.token), 303)


@blueprint.post("/keeper/restore")
def keeper_restore() -> ResponseReturnValue:
    """Put a removed source back. Raises RoomClosed, SourceMissing, PlaceTaken, StoreFailed."""
    room = kept()
    token = request.form.get("removed", "")
    hidden = [one.token for one in trash.removed(room.room, _days()) if room.is_hidden(one.shown)]
    if token in hidden:
        raise SourceMissing
    back = trash.restore(room.room, token)
    _changed([f"restored {back.shown}"])
    return redirect(page_url("keeper", done="restored"), 303)


@blueprint.post("/keeper/run")
def keeper_run() -> ResponseReturnValue:
    """Start a run. Raises RoomClosed, RunGoingOn, RunNotStarted, StoreFailed."""
    room = kept()
    starting.start(room.room, _user())
    _changed(["run started"])
    return redirect(page_url("keeper", done="started"), 303)


@blueprint.get("/keeper/progress")
def keeper_progress() -> ResponseReturnValue:
    """The progress of the run as server-sent events, until it ends; the browser asks again when the
    reply does. Raises RoomClosed, Busy."""
    room = kept()
    reply = Response(_events(room), content_type="text/event-stream")
    reply.headers["X-Accel-Buffering"] = "no"  # nginx would collect them
    return reply


def _events(room: Kept) -> Iterator[str]:
    until = time.monotonic() + _LIVE_SECONDS
    while True:
        current = _visible(room, read_runs(room.room.index, 1)).current
        if current is None and not starting.is_starting(room.room):
            yield "event: ended\ndata: {}\n\n"
            return
        at = current.progress if current else RunProgress()
        facts = {"files": at.files, "total": at.total, "share": at.share, "name": at.name}
        yield f"data: {json.dumps(facts)}\n\n"
        if time.monotonic() > until:
            return
        time.sleep(_LOOK)


def _user() -> str | None:
    return g.account.name if g.get("account") else None


def _changed(what: Sequence[str]) -> None:
    """For the audit log."""
    g.changed_sources = list(what)
