"""Sentences of the overview of the collection and of the index of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.wording.messages_documents import both

if TYPE_CHECKING:
    from collections.abc import Mapping

OVERVIEW: Mapping[str, Mapping[str, str]] = {
    "nav.overview": both("概覽", "Overview"),
    "overview": both("館藏概覽", "Overview"),
    "overview.lead": both(
        "館藏文件的年份分布、可逐期比較的數據，以及文件提及的名稱；圖旁均附數值。",
        "The documents over the years, figures that can be compared, and the names that documents "
        "mention; every picture has its numbers.",
    ),
    "overview.timeline": both("文件年份", "Documents by year"),
    "overview.timeline.picture": both("文件年份圖", "Chart of documents by year"),
    "overview.timeline.about": both(
        "{first}至{last}各年文件數的長條圖；數值列於圖下。",
        "Columns: documents of each year from {first} to {last}; the numbers follow below.",
    ),
    "overview.numbers": both("數值", "Numbers"),
    "overview.earlier": both("更早", "earlier"),
    "overview.undated": both("館藏文件均未載日期。", "No document of the collection is dated."),
    "overview.figures": both("可比較的數據", "Figures that can be compared"),
    "overview.figures.about": both(
        "同一表格、同一單位、期間長短相同且前後相連的數據，並列於同一刻度；其他數據見",
        "Figures of one table and unit, over periods of equal length in a row, on one scale; "
        "for all others see",
    ),
    "overview.figures.none": both(
        "館藏中沒有三期以上可逐期比較的數據。",
        "The collection holds no figures over three comparable periods.",
    ),
    "overview.scale": both("刻度 {low} 至 {high}", "scale {low} to {high}"),
    "figures.chart.desc.short": both(
        "折線圖：{n} 期，最小 {low}，最大 {high}；數值列於圖下。",
        "Line chart: {n} periods from {low} to {high}; the numbers follow below.",
    ),
    "entities": both("名稱索引", "Index of names"),
    "entities.lead": both(
        "依字形與對照表找出文件提及的名稱，可能有遺漏或誤認；引用前請核對原文。",
        "Names found by their form and by tables; some may be missed or taken wrongly. Check the "
        "passages before citing.",
    ),
    "entities.total": both("{n:,} 個", "{n:,} name|{n:,} names"),
    "entities.search": both("名稱", "Name"),
    "entities.name": both("名稱", "Name"),
    "entities.places": both("出處", "Places"),
    "entities.none": both("沒有符合的名稱", "No name matches"),
    "entities.all": both("全部 {n:,} 個", "All {n:,}"),
    "entities.agency": both("機關", "Agencies"),
    "entities.person": both("人名", "Persons"),
    "entities.place": both("地名", "Places"),
    "entities.ship": both("船名", "Ships"),
    "entities.substance": both("物質", "Substances"),
    "entities.case": both("案號", "Cases"),
    "entities.about.agency": both("機關依名稱結尾認定。", "Agencies are known by how they end."),
    "entities.about.person": both(
        "人名依原文所載，僅列附有職稱、隱名符號或外文間隔號者。",
        "Persons as written: those with a title, a sign that hides a part, or the dot of a foreign "
        "name.",
    ),
    "entities.about.place": both(
        "地名限國家或地區、縣市與省，同一地的不同名稱合併計算。",
        "Places are countries, counties, cities and provinces; names of one place count together.",
    ),
    "entities.about.ship": both(
        "船名限同段提及船舶而以「號」結尾者。",
        "Ships are names in 號 in passages that speak of ships.",
    ),
    "entities.about.substance": both(
        "物質依對照表，同物異名合併計算。", "Substances of a table; names of one count together."
    ),
    "entities.about.case": both("案號依法院與檢察署的寫法。", "Numbers as courts write them."),
}
