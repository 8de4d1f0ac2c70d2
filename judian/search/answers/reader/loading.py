"""The reader's files: found, checked by their digests and loaded once; or the reason why not."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from judian.core.errors import JudianError
from judian.search.answers.reader import session
from judian.search.answers.reader.reader import Reader
from judian.search.answers.reader.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The weights that ship with the program.
SHIPPED = Path(__file__).parent / "data"
#: The values of the setting `answer_reader` besides the path of a folder.
AUTO, OFF = "auto", "off"
CARD, MODEL, VOCABULARY = "card.json", "reader.onnx", "vocabulary.tsv"


class ReaderUnavailable(JudianError):
    """The reader cannot be used; questions are answered by rules alone."""

    code = "reader_unavailable"
    status = 503
    messages: ClassVar = {
        "en": ("the reader is switched off", "set answer_reader = auto to use it"),
        "zh": ("未使用閱讀模型", "如要使用，請將 answer_reader 設為 auto"),
    }


class ReaderLibraryMissing(ReaderUnavailable):
    code = "reader_library_missing"
    messages: ClassVar = {
        "en": (
            "questions are answered without the reader: onnxruntime is not installed",
            "install it: pip install -r requirements.txt",
        ),
        "zh": (
            "未安裝 onnxruntime，回答問題時不使用閱讀模型",
            "請安裝：pip install -r requirements.txt",
        ),
    }


class ReaderWeightsMissing(ReaderUnavailable):
    code = "reader_weights_missing"
    messages: ClassVar = {
        "en": (
            "questions are answered without the reader: its weights are not in {path}",
            "name their folder in the setting answer_reader",
        ),
        "zh": (
            "{path} 沒有閱讀模型的權重，回答問題時不使用閱讀模型",
            "請在 answer_reader 設定權重的資料夾",
        ),
    }

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class ReaderWeightsDamaged(ReaderUnavailable):
    code = "reader_weights_damaged"
    messages: ClassVar = {
        "en": (
            "questions are answered without the reader: {path} is not the file that its card names",
            "restore the file, or train the reader again",
        ),
        "zh": (
            "{path} 與模型說明所載的摘要不符，回答問題時不使用閱讀模型",
            "請還原該檔案，或重新訓練模型",
        ),
    }

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class ReaderSource:
    """The reader of a setting `answer_reader`: the shipped one (AUTO), none (OFF) or that of a
    folder. It is loaded at the first use, once for all threads."""

    def __init__(self, setting: str = AUTO) -> None:
        self._setting = setting
        self._lock = threading.Lock()
        self._loaded: tuple[Reader | None, ReaderUnavailable | None] | None = None

    @property
    def reader(self) -> Reader | None:
        """The reader, None where there is a `problem`."""
        return self._load()[0]

    @property
    def problem(self) -> ReaderUnavailable | None:
        """Why there is no reader; None where there is one."""
        return self._load()[1]

    def _load(self) -> tuple[Reader | None, ReaderUnavailable | None]:
        with self._lock:
            if self._loaded is None:
                try:
                    self._loaded = (_of_setting(self._setting), None)
                except ReaderUnavailable as problem:
                    self._loaded = (None, problem)
            return self._loaded


def _of_setting(setting: str) -> Reader:
    if setting == OFF:
        raise ReaderUnavailable
    return load_reader(SHIPPED if setting == AUTO else Path(setting))


def load_reader(folder: Path) -> Reader:
    """The reader whose card, model and vocabulary are in `folder`. Raises ReaderUnavailable: with
    onnxruntime or a file missing, or if a file has not the digest that the card names."""
    if not session.available():
        raise ReaderLibraryMissing
    try:
        card = json.loads((folder / CARD).read_text("utf-8"))
        digests: Mapping[str, str] = card["sha256"]
        temperature = float(card["temperature"])
    except FileNotFoundError as error:
        raise ReaderWeightsMissing(folder) from error
    except (KeyError, TypeError, ValueError) as error:
        raise ReaderWeightsDamaged(folder / CARD) from error
    files = {name: _checked(folder / name, digests.get(name, "")) for name in (MODEL, VOCABULARY)}
    vocabulary = Vocabulary.read(files[VOCABULARY].decode("utf-8"))
    return Reader(session.Session(files[MODEL]), vocabulary, temperature)


def _checked(path: Path, digest: str) -> bytes:
    """The bytes of a file whose SHA-256 is `digest`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ReaderWeightsMissing(path.parent) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ReaderWeightsDamaged(path)
    return content
