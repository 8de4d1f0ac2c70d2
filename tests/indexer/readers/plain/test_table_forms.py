"""Tables of text dumps in the forms that agencies' files come in: one cell a line, or blanks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.files.encoding import Decoded
from indexer.readers.plain import reader
from indexer.structure.blocks import Block, Table
from tests.indexer.grids import values

Read = Callable[[str], tuple[Block, ...]]

TWO_YEARS = ["館別", "借出", "歸還", "110年", "111年", "110年", "111年"]
TWO_YEAR_ROWS = ["總館", "1,200", "1,310", "1,190", "1,300", "分館", "80", "75", "78", "74"]


def only_table(blocks: tuple[Block, ...]) -> tuple[Block, Table]:
    (block,) = [b for b in blocks if b.table]
    assert block.table
    return block, block.table


def cells(*texts: str, blank: str = "\n\n") -> str:
    return blank.join(texts)


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize(
    "above", ["表 3　借還冊數\n\n單位：冊\n", "各館借還冊數統計\n\n", "前文說明已畢。\n\n"]
)
def test_one_cell_a_line_under_two_levels_of_headers(
    read_text: Read, above: str, blank: str
) -> None:
    body = [*TWO_YEARS, *TWO_YEAR_ROWS, "合計", "1,280", "1,385", "1,268", "1,374"]
    block, table = only_table(read_text(above + cells(*body, blank=blank) + "\n"))
    found = values(block)
    assert table.header_rows == 2
    assert found["總館", "借出 › 111年"] == "1,310"
    assert found["分館", "歸還 › 110年"] == "78"
    assert found["合計", "歸還 › 111年"] == "1,374"


def test_caption_and_unit_above_cells_belong_to_the_table(read_text: Read) -> None:
    _, table = only_table(
        read_text(
            "表一　借閱\n單位：冊\n"
            + cells("館別", "借出", "歸還", *"甲12乙34丙56")
            + "\n說明：略\n"
        )
    )
    assert (table.caption, table.unit, table.note) == ("表一 借閱", "冊", "說明：略")


def test_a_total_beside_divided_headers(read_text: Read) -> None:
    body = ["區別", "總計", "東線", "西線", "班次", "人數", "班次", "人數"]
    rows = ["平日", "900", "12", "500", "10", "400", "假日", "700", "8", "400", "6", "300"]
    block, _ = only_table(read_text("表 1 載客\n\n" + cells(*body, *rows) + "\n"))
    found = values(block)
    assert (found["平日", "總計"], found["假日", "西線 › 人數"]) == ("900", "300")


@pytest.mark.parametrize("dash", ["-", "－", "—", "…", "...", "─", "n.a."])
def test_signs_for_a_missing_value_keep_the_rhythm(read_text: Read, dash: str) -> None:
    rows = ["甲校", "12", dash, "3", "乙校", "7", "8", dash]
    block, _ = only_table(
        read_text("表 2 獎項\n\n" + cells("校名", "金牌", "銀牌", "銅牌", *rows) + "\n")
    )
    found = values(block)
    assert (found["甲校", "銀牌"], found["甲校", "銅牌"], found["乙校", "銅牌"]) == (
        dash,
        "3",
        dash,
    )


@pytest.mark.parametrize("marked", ["1,234*", "1,234＊", "1,234（註2）", "1,234註1", "1,234(1)"])
def test_marks_of_notes_keep_a_value_a_value(read_text: Read, marked: str) -> None:
    block, _ = only_table(
        read_text(
            "表 2 產量\n" + cells("縣市", "稻", "麥", "東縣", marked, "5", "西縣", "6", "7") + "\n"
        )
    )
    assert values(block)["東縣", "稻"] == marked
    assert values(block)["西縣", "麥"] == "7"


@pytest.mark.parametrize("number", ["12 345 678", "12, 345, 678", "12,345,678"])
def test_thousands_separated_by_blanks_are_one_number(read_text: Read, number: str) -> None:
    block, _ = only_table(
        read_text(
            "表 2 預算\n"
            + cells("科目", "預算", "決算", "人事", number, "5", "業務", "6", "7")
            + "\n"
        )
    )
    assert values(block)["人事", "預算"] == "12,345,678"


def test_a_label_on_two_lines(read_text: Read) -> None:
    rows = ["東區", "12", "3", "山地及離島", "偏遠地區", "7", "8", "合計", "19", "11"]
    block, _ = only_table(read_text("表 4 站數\n" + cells("區別", "新設", "裁撤", *rows) + "\n"))
    assert values(block)["山地及離島偏遠地區", "裁撤"] == "8"
    assert values(block)["合計", "新設"] == "19"


def test_lines_of_one_cell_stand_closer_than_cells(read_text: Read) -> None:
    text = "表 4 站數\n\n區別\n\n新設\n站數\n\n裁撤\n站數\n\n東區\n\n12\n\n3\n\n西區\n\n7\n\n8\n"
    block, _ = only_table(read_text(text))
    assert values(block)["西區", "裁撤站數"] == "8"


def test_two_columns_of_labels(read_text: Read) -> None:
    rows = ["東區", "男", "12", "3", "東區", "女", "7", "8", "西區", "男", "1", "2"]
    block, table = only_table(
        read_text("表 4 人數\n" + cells("區別", "性別", "在職", "離職", *rows) + "\n")
    )
    assert table.header_columns == 2
    assert values(block)["東區 › 女", "離職"] == "8"


def test_years_are_headers_of_single_cells(read_text: Read) -> None:
    rows = ["甲庫", "190", "189", "188", "乙庫", "33", "34", "35"]
    block, _ = only_table(
        read_text("表2 蓄水量\n" + cells("水庫", "110年", "111年", "112年", *rows) + "\n")
    )
    assert values(block)["乙庫", "111年"] == "34"


def test_headers_repeated_on_the_next_page(read_text: Read) -> None:
    headers = ["區別", "新設", "裁撤"]
    rows = ["東區", "12", "3", "西區", "7", "8", "\f區別", *headers[1:], "南區", "5", "6"]
    block, _ = only_table(read_text("表 4 站數\n" + cells(*headers, *rows) + "\n"))
    assert values(block)["南區", "裁撤"] == "6"
    assert len(values(block)) == 6


def test_a_page_number_line_does_not_shift_the_cells(read_text: Read) -> None:
    prose = "本縣各項服務均依規定辦理，並由各鄉鎮公所協助宣導，民眾反映良好，\n" * 9
    text = (
        f"{prose}表 6 服務\n區別\n新設\n裁撤\n東區\n12\n3\n\n- 2 -\n\n西區\n7\n8\n南區\n5\n6\n"
        f"資料來源：社會處\n{prose}\n- 3 -\n\n{prose}"
    )
    block, _ = only_table(read_text(text))
    assert values(block)["南區", "新設"] == "5"
    assert values(block)["西區", "裁撤"] == "8"


def test_words_among_the_values_of_single_cells(read_text: Read) -> None:
    rows = ["甲案", "12日", "3件", "乙案", "未定", "8件", "丙案", "9日", "5件"]
    block, _ = only_table(
        read_text("表 4 期限\n" + cells("案別", "期限", "件數", *rows) + "\n備註：略。\n")
    )
    assert (values(block)["乙案", "期限"], values(block)["丙案", "件數"]) == ("未定", "5件")


@pytest.mark.parametrize("gap", [" ", "   ", "　", "　　", " 　 "])
def test_columns_separated_by_blanks(read_text: Read, gap: str) -> None:
    lines = [["區別", "109年", "110年"], ["東區", "1,200", "1,250"], ["西區", "980", "-"]]
    text = "\n".join(gap.join(line) for line in lines)
    block, _ = only_table(read_text(f"表 3 路燈數\n單位：盞\n{text}\n資料來源：工務局\n"))
    assert values(block)["西區", "109年"] == "980"
    assert values(block)["東區", "110年"] == "1,250"


@pytest.mark.parametrize("total", ["合 計", "合　　計", "合計"])
def test_a_total_with_its_characters_set_apart(read_text: Read, total: str) -> None:
    block, _ = only_table(
        read_text(f"表 3 路燈數\n區別 109年 110年\n{total} 30 34\n東區 10 14\n西區 20 20\n")
    )
    assert values(block)["合計", "110年"] == "34"


@pytest.mark.parametrize(
    "headers",
    [
        "區別 110年 111年\n件數 人數 件數 人數",
        "110年 111年\n區別 件數 人數 件數 人數",
        "　　　　110年　　　　　111年\n區別　　件數　　人數　　件數　　人數",
    ],
)
def test_two_levels_of_headers_separated_by_blanks(read_text: Read, headers: str) -> None:
    gap = "　　" if "　" in headers else " "
    rows = [["東區", "12", "30", "14", "33"], ["西區", "5", "8", "6", "9"]]
    text = "\n".join(gap.join(row) for row in rows)
    block, _ = only_table(read_text(f"表 3 查核情形\n{headers}\n{text}\n"))
    found = values(block)
    assert found["東區", "110年 › 人數"] == "30"
    assert found["西區", "111年 › 件數"] == "6"


def test_words_in_columns_under_a_caption(read_text: Read) -> None:
    block, _ = only_table(
        read_text(
            "表1　三項制度之比較\n\n項目 甲制 乙制 丙制\n\n訂定年 1990 1995 2001\n\n"
            "會員數 30 12 9\n\n期限 未定 20日 45日\n\n自費 得請求 不得請求 得請求\n\n"
            "資料來源：自行整理\n"
        )
    )
    assert values(block)["期限", "乙制"] == "20日"
    assert values(block)["自費", "丙制"] == "得請求"


def test_a_label_above_its_values(read_text: Read) -> None:
    block, _ = only_table(
        read_text("表 4 站數\n區別 新設 裁撤\n東區 12 3\n山地及離島地區\n7 8\n西區 1 2\n")
    )
    assert values(block)["山地及離島地區", "裁撤"] == "8"


@pytest.mark.parametrize(
    "text",
    [
        "主持人\n王大明\n紀錄\n李小華\n出席\n12\n列席\n3\n散會\n",
        "目次\n壹、前言\n1\n貳、現況\n3\n參、檢討\n8\n",
        "電話\n02-2345\n傳真\n02-2346\n地址\n中正路一號\n",
    ],
)
def test_short_lines_with_numbers_are_no_table_without_a_caption(
    read_text: Read, text: str
) -> None:
    assert not [b for b in read_text(text) if b.table]


def test_statements_of_two_parties_stay_whole_where_blanks_end_every_line(read_text: Read) -> None:
    lines = [
        "113年辦理情形簡表 ", "項次 事項 辦理情形 備註 ",
        "一 查詢 甲方查詢 120 件（乙方回復 98 件， ", "回復率為 81.67%） ",
        "乙方查詢 77 件（甲方回復 70 件，回 ", "復率為 90.91%） ",
        "二 返還 甲方返還乙方 3 件，計新臺幣 1,450 ", "萬元 ",
        "三 互訪 甲方赴訪 41 團（次） ", "乙方來訪 36 團（次） 疫情期間暫 ", "停 ",
    ]  # fmt: skip
    prose = "本方案自實施以來，各機關均依規定辦理，並定期召開會議檢討執行情形，成效良好，\n\n"
    block, _ = only_table(read_text(prose * 6 + "\n\n".join(lines)))
    found = values(block)
    assert found["一 › 查詢", "辦理情形"] == (
        "甲方查詢 120 件（乙方回復 98 件，回復率為 81.67%）\n"
        "乙方查詢 77 件（甲方回復 70 件，回復率為 90.91%）"
    )
    assert found["二 › 返還", "辦理情形"] == "甲方返還乙方 3 件，計新臺幣 1,450 萬元"
    assert found["三 › 互訪", "備註"] == "疫情期間暫停"


def test_statements_that_mirror_each_other_share_a_cell(read_text: Read) -> None:
    lines = [
        "項次 事項 情形 備註", "一 通報 甲方通報乙方 12 件", "乙方通報甲方 30 件", "以竊盜為主",
        "二 參訪 甲方邀請乙方 5 團", "乙方邀請甲方 8 團",
    ]  # fmt: skip
    block, _ = only_table(read_text("\n".join(lines) + "\n"))
    found = values(block)
    assert found["一 › 通報", "備註"] == "以竊盜為主"
    assert found["二 › 參訪", "情形"] == "甲方邀請乙方 5 團\n乙方邀請甲方 8 團"


BRACED = """出勤年報

表A　各隊出勤
單位：件

          --------救護案件---------
隊別       急病     車禍     其他   火警件數
--------------------------------------------
東區分隊    1,999      999      999      999
西區分隊    1,799      899      799       88
"""


def test_strokes_around_a_header_show_its_columns() -> None:
    reading = reader.assemble([Decoded(BRACED, "utf-8")], None)
    (block,) = [b for b in reading.blocks if b.table]
    assert block.table
    assert (block.table.caption, block.table.unit) == ("表A 各隊出勤", "件")
    assert values(block)["西區分隊", "救護案件 › 其他"] == "799"
    assert values(block)["西區分隊", "火警件數"] == "88"


@pytest.mark.parametrize(
    "text",
    [
        "------附錄------\n以下各節為說明。\n內文。\n",
        # No column is below 火警.
        "----救護----                ----火警----\n隊別  急病  車禍\n東區  1  2\n西區  3  4\n",
    ],
)
def test_strokes_around_other_text_make_no_table(text: str) -> None:
    reading = reader.assemble([Decoded(text, "utf-8")], None)
    tables = [b.table for b in reading.blocks if b.table]
    assert all(table.header_rows < 2 for table in tables)
