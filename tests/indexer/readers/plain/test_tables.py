"""Tables in plain text: with tabs, with pipes, in columns, and flattened by a dump."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.structure.blocks import Block, Table
from tests.indexer.grids import rows, values

Read = Callable[[str], tuple[Block, ...]]


def only_table(blocks: tuple[Block, ...]) -> tuple[Block, Table]:
    (block,) = [b for b in blocks if b.table]
    assert block.table
    return block, block.table


def test_merged_headers_stand_in_every_path_they_span(read_text: Read) -> None:
    block, table = only_table(
        read_text(
            "區別\t東線\t\t西線\t\t總計\n"
            "\t班次\t載客數 (人)\t班次\t載客數 (人)\t\n"
            "111年\t20\t1,300\t15\t900\t2,200\n"
            "112年\t24\t1,520\t18\t1,010\t2,530\n"
        )
    )
    assert (table.header_rows, table.header_columns) == (2, 1)
    assert values(block) == {
        ("111年", "東線 › 班次"): "20", ("111年", "東線 › 載客數 (人)"): "1,300",
        ("111年", "西線 › 班次"): "15", ("111年", "西線 › 載客數 (人)"): "900",
        ("111年", "總計"): "2,200",
        ("112年", "東線 › 班次"): "24", ("112年", "東線 › 載客數 (人)"): "1,520",
        ("112年", "西線 › 班次"): "18", ("112年", "西線 › 載客數 (人)"): "1,010",
        ("112年", "總計"): "2,530",
    }  # fmt: skip


def test_a_header_reaches_down_over_an_empty_slot(read_text: Read) -> None:
    block, _ = only_table(
        read_text("縣市 年度\t合計\t館別\t\n\t\t總館\t分館\n110\t9\t4\t5\n111\t11\t5\t6\n")
    )
    assert values(block)["110", "合計"] == "9"
    assert values(block)["111", "館別 › 分館"] == "6"


def test_a_corner_split_by_a_diagonal_names_the_columns(read_text: Read) -> None:
    block, _ = only_table(
        read_text(
            "年度\t用水別\t合計\t民生\t工業\n合計\t\t30\t18\t12\n110\t\t14\t8\t6\n111\t\t16\t10\t6\n"
        )
    )
    assert values(block)["111", "用水別 › 工業"] == "6"


def test_rows_of_words_keep_their_labels(read_text: Read) -> None:
    block, table = only_table(
        read_text(
            "對象\t措施\n有合作協議機關\t設立單一窗口，每季召開會議。\n其他機關\t個案聯繫。\n"
        )
    )
    assert (table.header_rows, table.header_columns) == (1, 1)
    assert values(block)["其他機關", "措施"] == "個案聯繫。"


def test_caption_unit_period_and_notes_belong_to_the_table(read_text: Read) -> None:
    blocks = read_text(
        "表 7 公園綠地面積\n\n（統計期間：110 年 1 月至 12 月）\n\n單位：公頃\n\n"
        "區別\t面積\n東區\t12\n西區\t15\n\n"
        "註：1. 不含河濱公園。\n\n2. 資料來源：公園處。\n\n以下說明各區公園之分布情形。\n"
    )
    block, table = only_table(blocks)
    assert (table.caption, table.unit) == ("表 7 公園綠地面積", "公頃")
    assert table.note == (
        "（統計期間：110 年 1 月至 12 月）\n註：1. 不含河濱公園。\n2. 資料來源：公園處。"
    )
    assert [b.text for b in blocks if b is not block] == ["以下說明各區公園之分布情形。"]


def test_a_space_separated_table_under_its_caption(read_text: Read) -> None:
    block, table = only_table(
        read_text(
            "表 3 路燈數\n\n單位：盞\n\n區別 109年 110年\n\n東區 1,200 1,250\n\n西區 980 990\n\n"
            "資料來源：工務局\n"
        )
    )
    assert values(block)["西區", "110年"] == "990"
    assert (table.unit, table.note) == ("盞", "資料來源：工務局")


def test_bare_years_may_be_headers(read_text: Read) -> None:
    block, _ = only_table(
        read_text(
            "表2 蓄水量\n水庫 110 111 112\n甲水庫 190 189 188\n乙水庫 33 34 33\n丙水庫 50 51 52\n"
        )
    )
    assert values(block)["乙水庫", "111"] == "34"


@pytest.mark.parametrize("first", ["110年", "總館"])
def test_one_cell_a_line(read_text: Read, first: str) -> None:
    cells = ["類別", "借出", "歸還", first, "123", "120", "次列", "200", "198", "末列", "31", "30"]
    block, table = only_table(
        read_text("表 2 借閱冊數\n\n" + "\n\n".join(cells) + "\n\n備註：略。\n")
    )
    assert rows(table) == [cells[:3], cells[3:6], cells[6:9], cells[9:]]
    assert values(block)["次列", "歸還"] == "198"


def test_numbered_rows_with_several_statements_in_a_cell(read_text: Read) -> None:
    text = (
        " 雲海縣 112 年道路養護成果簡表 \n\n"
        "項次 工作項目 辦理情形 備註 \n\n"
        "一 坑洞修補 受理通報 1,204 件（含夜間 \n\n"
        "一 坑洞修補 x \n"
    )
    assert not [b for b in read_text(text) if b.table], "one row is not a table"
    lines = [
        "雲海縣 112 年道路養護成果簡表 ", "", "（統計期間：112 年 1 月至 12 月） ", "",
        "項次 工作項目 辦理情形 備註 ", "",
        "一 坑洞修補 受理通報 1,204 件（含夜間", "", "通報 87 件） ", "",
        "修補完成 1,190 件 ", "", " ", "",
        "二 路燈汰換", "", "作業 ", "", "完成 560 盞 ", "", "以老舊社區及校", "", "園周邊為主 ", "",
        "三 號誌維護 檢修 77 處 ", "", "更新 12 處 ", "", " ", "",
        "綜上所述，本年度各項養護工作均已依照年度計畫所訂之期程全部辦理完", "",
        "竣，並將持續檢討精進，以維護用路人之安全及道路之服務品質，並對於老", "",
        "舊路段優先編列預算辦理改善，使全縣道路之整體品質能夠逐步獲得提升。 ", "",
    ]  # fmt: skip
    blocks = read_text("\n".join(lines))
    block, table = only_table(blocks)
    found = values(block)
    assert (
        found["一 › 坑洞修補", "辦理情形"]
        == "受理通報 1,204 件（含夜間通報 87 件）\n修補完成 1,190 件"
    )
    assert found["二 › 路燈汰換作業", "備註"] == "以老舊社區及校園周邊為主"
    assert found["三 › 號誌維護", "辦理情形"] == "檢修 77 處\n更新 12 處"
    assert table.note == "（統計期間：112 年 1 月至 12 月）"
    assert blocks[-1].text.startswith("綜上所述")


def test_a_list_that_starts_again_makes_rows(read_text: Read) -> None:
    lines = [
        "表 4 節水措施分類", "",
        "對象 措施", "",
        "學校 ", "", "1. 換裝省水龍頭。 ", "", "2. 回收雨水。 ", "",
        "機關及公營事", "", "業機構 ", "", "分兩階段推動： ", "", "1. 檢漏。 ", "",
        "2. 訂定用水基準，並納入年度", "", "考核。 ", "",
        "資料來源：水利處", "",
        "上開措施自實施以來成效良好，各級學校平均用水量已較前一年度減少約百分之", "",
        "八，機關用水量亦減少約百分之六，未來將持續推廣至民間企業及一般家庭用戶。 ", "",
    ]  # fmt: skip
    block, table = only_table(read_text("\n".join(lines)))
    found = values(block)
    assert found["學校", "措施"] == "1. 換裝省水龍頭。\n2. 回收雨水。"
    assert found["機關及公營事業機構", "措施"] == (
        "分兩階段推動：\n1. 檢漏。\n2. 訂定用水基準，並納入年度考核。"
    )
    assert table.note == "資料來源：水利處"


@pytest.mark.parametrize(
    "text",
    [
        "甲方 乙方\n本契約由雙方各執一份為憑。\n",
        "表 1 如下\n請參閱。\n",
        "出席人員 王主任 李專員\n列席人員 張技士 陳技士\n",
        "姓名\t職稱\n",
    ],
)
def test_what_is_not_surely_a_table_stays_text(read_text: Read, text: str) -> None:
    assert not [b for b in read_text(text) if b.table]


def test_a_sentence_broken_by_a_table_is_one_block_with_the_table_behind(read_text: Read) -> None:
    first = (
        "據水利處統計，本縣自來水普及率自 108 年度之八成六逐年提升，惟沿海及山區部分聚落仍以簡易自"
    )
    second = "來水或地下水為主要水源，水質及水量均不穩定，尚待持續改善。"
    blocks = read_text(f"{first}\n\n表 1 普及率\n\n年度\t普及率\n108\t86\n109\t88\n\n{second}\n")
    assert [b.text for b in blocks] == [first + second, ""]
    assert blocks[1].table


def test_a_sentence_that_leads_to_a_table_ends_there(read_text: Read) -> None:
    first = "本縣各鄉鎮自來水普及率經水利處調查統計並彙整相關單位所報資料後詳如下表"
    blocks = read_text(f"{first}\n\n年度\t普及率\n108\t86\n109\t88\n\n由此可知普及率逐年提升。\n")
    assert [b.text for b in blocks] == [first, "", "由此可知普及率逐年提升。"]


def test_a_table_drawn_with_strokes(read_text: Read) -> None:
    block, table = only_table(
        read_text(
            "表 5 館藏\n┌────┬────┬────┐\n│館別│冊數│種數│\n├────┼────┼────┤\n"
            "│總館│1,200│ 900│\n│及分│    │    │\n│館  │    │    │\n"
            "├────┼────┼────┤\n│書車│ 300│ 280│\n└────┴────┴────┘\n以上為全縣館藏。\n"
        )
    )
    assert values(block) == {
        ("總館及分館", "冊數"): "1,200", ("總館及分館", "種數"): "900",
        ("書車", "冊數"): "300", ("書車", "種數"): "280",
    }  # fmt: skip
    assert table.caption == "表 5 館藏"


def test_a_numbered_table_goes_on_over_a_page(read_text: Read) -> None:
    page = "本縣各項服務均依規定辦理，並由各鄉鎮公所協助宣導，民眾反映良好，\n" * 9
    text = (
        f"{page}表 6 服務情形\n項次 項目 情形\n一 送餐 受理 120 件\n二 交通\n\n2\n\n"
        "接送 受理 88 件\n"
        f"三 喘息 受理 77 件\n資料來源：社會處\n{page}\n3\n\n{page}"
    )
    block, _ = only_table(read_text(text))
    assert [row[0] for row in rows(block.table)] == ["項次", "一", "二", "三"]  # type: ignore[arg-type]


def test_a_name_over_two_lines_does_not_swallow_its_first_statement(read_text: Read) -> None:
    (block,) = read_text(
        "項次 設備 使用情形\n一 升降平臺 使用者 312 人\n每週 4 場\n"
        "二 行動廁所 使用者 95 人\n每週 2 場\n"
        "三 無障礙及哺\n集乳空間\n使用者 41 人\n每週 1 場\n"
    )
    found = values(block)
    assert found["三 › 無障礙及哺集乳空間", "使用情形"] == "使用者 41 人\n每週 1 場"
    assert found["一 › 升降平臺", "使用情形"] == "使用者 312 人\n每週 4 場"
