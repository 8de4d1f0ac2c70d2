"""Quotations of four short reports: what quoting changes does not count, what it says does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.evals.quotes.measure import is_right
from judian.evals.quotes.samples import Oracle, samples
from judian.search.replies.quotes import DifferenceKind, QuoteVerdict
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.service import Service

VERBATIM = (
    "較111年之521件減少35件",
    "「較111年之521件減少35件。」",
    "較１１１年之\n　521件減少35件",
    "较111年之521件减少35件",  # Simplified
    "本縣尚未設置動物火化場",
    "所稱『不擬續養』，是指飼主因故不再飼養",
    "112年全國共發生山域事故486件……另有23人罹難",
    "112年全國共發生山域事故486件，……，另有23人罹難、4人失蹤。",
    "（前略）獲救人數為612人〔按：不含搜救人員〕，其中輕傷148人（下略）",
    "台中市及嘉義縣等四縣市",  # 臺
    "救援經費合計新臺幣3,860萬元，其中直升機飛行費用占57.3％",
    "花蓮縣鳳林鎮，現有獸醫師3人、技工8人",
    "花蓮縣公立動物收容所111年度業務報告",  # a title
    "南投縣 142 131 7 花蓮縣 97 105 6",  # rows of a table
    "無人機由62架次增為97架次，衛星電話通話由每月310分鐘降為每月275分鐘。四、入山管制",
)


@pytest.mark.parametrize("quote", VERBATIM)
def test_what_quoting_changes_does_not_count(service: Service, quote: str) -> None:
    reply = service.verify_quote(quote)
    assert reply.verdict is QuoteVerdict.VERBATIM, reply
    assert reply.places[0].citation
    for place in reply.places:
        for span in place.spans:
            assert span.passage.text[span.start : span.end]
        text = service.document(place.document.id).text
        assert 0 <= place.start < place.end <= len(text)


DIFFERENT = (
    ("較111年之521件減少36件", DifferenceKind.NUMBER, "36", "35"),
    ("較110年之521件減少35件", DifferenceKind.DATE, "110年", "111年"),
    ("較一百一十年之521件減少35件", DifferenceKind.DATE, "一百一十年", "111年"),
    ("本縣設置動物火化場，第二收容中心於110年8月動工", None, "", ""),
    ("第二收容中心未於110年8月動工，預計113年6月完工", DifferenceKind.NEGATION, "未", ""),
    ("是指飼主因故再飼養，而將動物送交", DifferenceKind.NEGATION, "", "不"),
    ("日本國會圖書館於108年贈送圖書1,200冊", DifferenceKind.PARTY, "日本", "美國"),
    ("平均搜救時間為9.5天。救援經費", DifferenceKind.UNIT, "天", "小時"),
    ("獲救人數為612人，其中重傷148人、輕傷37人", DifferenceKind.WORDING, "重", "輕"),
    ("事故原因以墜谷最多，計193件", DifferenceKind.WORDING, "墜谷", "迷路"),
    ("62架次增為97架次，衛星電話", None, "", ""),
    ("21件減少35件；獲救人數", DifferenceKind.CUT, "", "5"),
    ("設置動物火化場。認養程序", DifferenceKind.CUT, "", "尚未"),
)


@pytest.mark.parametrize(("quote", "kind", "quoted", "source"), DIFFERENT)
def test_what_a_quotation_says_counts(
    service: Service, quote: str, kind: DifferenceKind | None, quoted: str, source: str
) -> None:
    reply = service.verify_quote(quote)
    if kind is None:
        assert reply.verdict is not QuoteVerdict.NOT_CHECKABLE
        return
    assert reply.verdict is QuoteVerdict.DIFFERS
    assert (kind, quoted, source) in [(d.kind, d.quoted, d.source) for d in reply.differences]
    for one in reply.differences:
        assert quote[one.start : one.end] == one.quoted
        assert reply.source[one.source_start : one.source_end] == one.source


@pytest.mark.parametrize(
    "quote",
    [
        "較一百十一年之五百二十一件減少三十五件",
        "較2022年之521件減少35件",
        "救援經費合計新臺幣三千八百六十萬元",
        "花蓮縣鳳林鎮；現有獸醫師3人、技工8人",
    ],
)
def test_another_spelling_of_a_number_is_no_other_value(service: Service, quote: str) -> None:
    reply = service.verify_quote(quote)
    assert reply.verdict is QuoteVerdict.SPELLING
    kinds = {one.kind for one in reply.differences}
    assert kinds <= {DifferenceKind.NUMBER_SPELLING, DifferenceKind.PUNCTUATION}


def test_parts_of_an_ellipsis_must_stand_in_order(service: Service) -> None:
    reply = service.verify_quote("另有23人罹難……112年全國共發生山域事故486件")
    assert reply.verdict is QuoteVerdict.DIFFERS
    assert [one.kind for one in reply.differences] == [DifferenceKind.ORDER]


def test_an_inserted_negation_counts(service: Service) -> None:
    reply = service.verify_quote("第二收容中心〔未〕於110年8月動工，預計113年6月完工")
    assert reply.verdict is QuoteVerdict.DIFFERS
    reply = service.verify_quote("第二收容中心〔按：尚未啟用〕於110年8月動工，預計113年6月完工")
    assert reply.verdict is QuoteVerdict.VERBATIM


def test_parts_of_two_documents_are_no_quotation(service: Service) -> None:
    reply = service.verify_quote("112年全國共發生山域事故486件……志工3萬2,450人。")
    assert reply.verdict in (QuoteVerdict.DIFFERS, QuoteVerdict.NOT_FOUND)


def test_a_character_of_another_word_counts_though_the_fold_is_the_same(service: Service) -> None:
    reply = service.verify_quote("緻力於縮短搜救時間，本署採購下列裝備")
    assert reply.verdict is not QuoteVerdict.VERBATIM
    reply = service.verify_quote("平均毎件出動搜救人員12.4人次")  # 毎 is a variant of 每
    assert reply.verdict is QuoteVerdict.VERBATIM
    reply = service.verify_quote("晶片登記管理系依動物保護法第十九條辦理")
    assert [one.kind for one in reply.differences] == [DifferenceKind.CHARACTER]


@pytest.mark.parametrize("quote", ["", "「」", "收容犬隻", "……", "……件……", "件" * 4000])
def test_what_proves_nothing_is_not_checkable(service: Service, quote: str) -> None:
    reply = service.verify_quote(quote)
    assert reply.verdict is QuoteVerdict.NOT_CHECKABLE
    assert reply.reason_zh
    assert reply.reason_en


def test_a_denial_at_the_border_of_passages_is_not_left_out(tmp_path: Path) -> None:
    lines = ("設備老舊，經費不足，無", "法修理之機具計有三種，均未編列預算。")
    report = "# 機具報告\n\n" + "\n\n".join(lines) + "\n"
    service = service_over(tmp_path, {"machines.md": report})
    reply = service.verify_quote(lines[1])
    assert reply.verdict is not QuoteVerdict.SPELLING
    service.close()


def test_what_no_passage_says_is_not_found(service: Service) -> None:
    reply = service.verify_quote("今日天氣晴朗，宜出門散步並採買食材")
    assert reply.verdict is QuoteVerdict.NOT_FOUND
    assert not reply.places


def test_a_quotation_is_sought_in_one_document(service: Service) -> None:
    quote = "較111年之521件減少35件"
    found = service.verify_quote(quote).places[0].document.id
    other = next(d.id for d in service.documents() if d.id != found)
    assert service.verify_quote(quote, found).verdict is QuoteVerdict.VERBATIM
    assert service.verify_quote(quote, other).verdict is not QuoteVerdict.VERBATIM


def test_generated_quotations_are_told_from_altered_ones(service: Service) -> None:
    drawn = samples(Oracle(service), 48, seed=7)
    replies = [(sample, service.verify_quote(sample.text)) for sample in drawn]
    believed = [s.text for s, r in replies if not s.is_true and r.verdict is QuoteVerdict.VERBATIM]
    assert not believed
    wrong = [(s.how, s.text, r.verdict) for s, r in replies if not is_right(s, r)]
    assert len(wrong) <= 1, wrong
    assert all(r.differences for _, r in replies if r.verdict is QuoteVerdict.SPELLING)
