"""Units by what stands beside a figure: rates by the day or year, money for each measure, kinds of tons."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("Daily average output of wire rod at the 41 mills polled was 96,300 mt.", "96,300 mt", "mt/day"),
        ("The daily average, 96,300 mt, was a little higher.", "96,300 mt", "mt/day"),
        ("The daily average was 96,300 mt, 250 mt less than in May.", "250 mt", "mt/day"),
        ("Daily transactions of wire rod stayed above 96,300 mt.", "96,300 mt", "mt/day"),
        ("Daily output rose while stocks were 96,300 mt.", "96,300 mt", "mt"),
        ("Mills made 5,120 mt, an annual rate of 61,440 mt.", "61,440 mt", "mt/year"),
        ("Output was an annualised 61.4 kt.", "61.4 kt", "mt/year"),
        ("Plants with 300,000 mt of annual capacity stood still.", "300,000 mt", "mt/year"),
        ("This removes about 18,000 mt of output a month.", "18,000 mt", "mt/month"),
        ("It shipped 18,000 mt of ore a month earlier.", "18,000 mt", "mt"),
        ("It made 18,000 mt of ore in a month.", "18,000 mt", "mt"),
        ("Stocks were 16,000 mt in May and 18,000 mt a month later.", "18,000 mt", "mt"),
        ("It ships 18,000 mt a month on contract.", "18,000 mt a month", "mt/month"),
        ("The mill asks NTD 61,000/MT.", "NTD 61,000/MT", "twd/mt"),
        ("The 90,000 tonne-per-year plant was idle.", "90,000 tonne-per-year", "mt/year"),
        ("The 90,000-tonne-a-year plant was idle.", "90,000-tonne-a-year", "mt/year"),
        ("The 90,000-ton smelter was idle.", "90,000-ton", "mt/year"),
        ("The 150-ton furnace was idle.", "150-ton", "mt"),
        ("Output was 2.3 Mt; daily 79.4 kt.", "79.4 kt", "mt/day"),
        ("Daily output, by contrast, should reach 96,300 mt.", "96,300 mt", "mt/day"),
        ("Per day, 96,300 mt was rolled.", "96,300 mt", "mt/day"),
        ("Daily output was 96,300 mt, compared with 97,100 mt in May.", "97,100 mt", "mt/day"),
        ("Daily output rose to 97,100 mt in June from 96,300 mt in May.", "96,300 mt", "mt/day"),
        ("Daily output receded from 97,100 mt in May to 96,300 mt.", "96,300 mt", "mt/day"),
        ("The daily output, with 97,100 mt, was higher than May's 96,300 mt.", "97,100 mt", "mt/day"),
        ("The daily output, with 97,100 mt, was higher than May's 96,300 mt.", "96,300 mt", "mt/day"),
        ("The daily output was unchanged in June, at 96,300 mt.", "96,300 mt", "mt/day"),
        ("Daily output fell from 1,100 mt in May to 900 mt; a mill bought 1,200 mt.", "1,200 mt", "mt"),
        ("Daily output was 1,100 mt and stocks came to 1,200 mt.", "1,200 mt", "mt"),
        ("Two kilns with a daily melting capacity of 1,300 mt were lit.", "1,300 mt", "mt/day"),
        ("Three furnaces with annual capacity of 42,000 mt were lit.", "42,000 mt", "mt/year"),
        ("It makes full use of its 270 kt annual capacity.", "270 kt", "mt/year"),
        ("The line brought annual capacity to 42,000 mt.", "42,000 mt", "mt/year"),
        ("A strike cost 9 kt/mth of output.", "9 kt/mth", "mt/month"),
        ("Coated glass was sold at 21 yuan/m2.", "21 yuan/m2", "yuan/sqm"),
        ("The mill asks NT$61,000/mt.", "NT$61,000/mt", "twd/mt"),
        ("On a daily basis mills made 96,300 tons.", "96,300 tons", "mt/day"),
        ("Capacity was 4.1 Mt per year, 0.2 million tonnes lower.", "0.2 million tonnes", "mt/year"),
        ("A new 2-mntpa mill started.", "2-mntpa", "mt/year"),
    ],
)
def test_amounts_told_by_a_time_are_rates(give: Any, text: str, figure: str, unit: str) -> None:
    section = give.section(text)
    assert {section.text(f.start, f.end): f.unit for f in section.figures}[figure] == unit


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit"),
    [
        ("TCs were 1,350 yuan per metal tonne.", "1,350 yuan per metal tonne", "1350", "yuan/mt"),
        ("Plants lost 15 yuan/ni-unit.", "15 yuan/ni-unit", "15", "yuan/nickel_unit"),
        ("Profit per ton of cold-rolled 316 was 240 yuan.", "240 yuan", "240", "yuan/mt"),
        (
            "APT rose to 230,000 yuan per standard ton.",
            "230,000 yuan per standard ton",
            "230000",
            "yuan/standard_ton",
        ),
        (
            "APT rose to 230,000 yuan/standard ton.",
            "230,000 yuan/standard ton",
            "230000",
            "yuan/standard_ton",
        ),
        ("Indium cost $310 per kilo.", "$310 per kilo", "310", "usd/kg"),
        ("Power cost 92 euros a megawatt-hour.", "92 euros a megawatt-hour", "92", "eur/mwh"),
        ("Cells sold at RMB3.10 apiece.", "RMB3.10 apiece", "3.1", "yuan/piece"),
        ("Bauxite was US$61 a dry tonne.", "US$61 a dry tonne", "61", "usd/dmt"),
        ("Power cost Rs 7.2 a unit.", "Rs 7.2 a unit", "7.2", "inr/unit"),
        ("The basket was R21,400 per 4E ounce.", "R21,400 per 4E ounce", "21400", "zar/oz"),
        ("Mines poured 212,000 4E ounces.", "212,000 4E ounces", "212000", "oz"),
        ("Cash cost was R41/dmtu.", "R41/dmtu", "41", "zar/dmtu"),
        ("Coke rose to Yuan 1,780/t.", "Yuan 1,780/t", "1780", "yuan/mt"),
        ("Ore settled at US$1.20/lb, 18c higher.", "18c", "0.18", "usd/lb"),
        ("Steel moved from $540 to $590 per ton.", "$540", "540", "usd/mt"),
        ("Coil was $540/t, $15 under the level of May.", "$15", "15", "usd/mt"),
        ("The loss per ton narrowed from RMB 810 to RMB 220.", "RMB 220", "220", "yuan/mt"),
        ("EBITDA/t should rise by INR 650.", "INR 650", "650", "inr/mt"),
        ("Coil was $540/t in June. Sellers ask for $20 more.", "$20", "20", "usd/mt"),
        ("Coil was $540/t in June. A box cost $600 per box.", "$600 per box", "600", "usd/box"),
        ("Coil was $540/t in June. The fine was $40.", "$40", "40", "usd"),
        ("Utilisation was 71%, down 2%p.", "2%p", "2", "percentage_point"),
        ("Payables went up 1 point.", "1 point", "1", "percentage_point"),
        ("Mines made 171,300 fine metric tons.", "171,300 fine metric tons", "171300", "mt"),
        ("The plant made 310 tV.", "310 tV", "310", "mt"),
        ("Output was 1,17 million tonnes, 3.1% more.", "1,17 million tonnes", "1170000", "mt"),
        ("Crude steel output came to 5.4 MT.", "5.4 MT", "5400000", "mt"),
        ("SHFE peaked at 21,310 on 3 June, now 20,900.", "21,310", "21310", "yuan/mt"),
        ("SHFE peaked at 21,310 on 3 June, now 20,900.", "20,900", "20900", "yuan/mt"),
        ("Q3 LME 2,400-2,600, capped by stocks.", "2,400-2,600", "2400", "usd/mt"),
        ("LME stocks were 84,100.", "84,100", "84100", "None"),
        ("NPI was at 905 yuan per nickel point.", "905 yuan per nickel point", "905", "yuan/nickel_point"),
        ("Germanium output came to 5.4 mt.", "5.4 mt", "5.4", "mt"),
        ("Mills sold 71,000 short tons; imports were 40,000 tons.", "40,000 tons", "40000", "st"),
        ("Mills rolled 1.4m net tons; scrap fell by $12 a ton.", "1.4m net tons", "1400000", "st"),
        ("Mills rolled 1.4m net tons; scrap fell by $12 a ton.", "$12 a ton", "12", "usd/st"),
        ("Yards sold 310,000 gross tons.", "310,000 gross tons", "310000", "gt"),
        ("Shredded cost $310/lt.", "$310/lt", "310", "usd/lt"),
        ("The alloy sank by Yn400/t.", "Yn400/t", "400", "yuan/mt"),
        ("Slag cost R2,100/t (+R150 on the month).", "+R150", "150", "zar/mt"),
        ("Miners earned R3 700/oz.", "R3 700/oz", "3700", "zar/oz"),
        ("Metal stood at US$1 310/oz.", "US$1 310/oz", "1310", "usd/oz"),
        ("Film cost 4 yuan per square metre.", "4 yuan per square metre", "4", "yuan/sqm"),
        ("Bars cost Rs 31,200 per 10 grams.", "Rs 31,200 per 10 grams", "31200", "inr/10g"),
        ("Miners shipped 31.4Mlb of oxide.", "31.4Mlb", "31400000", "lb"),
        ("Exports fetched 12.5 MUSD.", "12.5 MUSD", "12500000", "usd"),
        ("Power went up by 20 paise to Rs 6.20/kWh.", "20 paise", "0.2", "inr/kwh"),
        ("Billet cost Rs 33,100/t. Imports 0.42mt.", "0.42mt", "420000", "mt"),
        ("LME 3M $2,310 (30 Jun).", "$2,310", "2310", "usd/mt"),
        ("LME +1.4% m/m to $2,310.", "$2,310", "2310", "usd/mt"),
        ("Coil was $540/t. Freight slid to $31.", "$31", "31", "usd/mt"),
        ("Coil was $540/t. Mills paid Rs 4,100 for scrap.", "Rs 4,100", "4100", "inr/mt"),
        ("Coil was $540/t. Brent was at $71.", "$71", "71", "usd"),
        ("Coil was $540/t. They invested $90,000.", "$90,000", "90000", "usd"),
        ("TCs: talk is of $61 for next year.", "$61", "61", "usd/mt"),
        ("Scrap was 7,300 yuan/t (end-May 7,150).", "7,150", "7150", "yuan/mt"),
        ("Output, June (kt, m/m): Peru 21.5 (-2.0%), Chile 19.8 (+1.0%).", "19.8", "19800", "mt"),
        ("Output (see below): Peru 21.5 (-2.0%).", "21.5", "21.5", "None"),
        ("Output was 1.8 times that of last June.", "1.8 times", "80", "percent"),
        ("Kilns are relined 2 times a year.", "2", "2", "None"),
        ("Output may sink by as much as a fifth.", "a fifth", "20", "percent"),
    ],
)
def test_units_in_other_spellings_are_read(give: Any, text: str, figure: str, value: str, unit: str) -> None:
    section = give.section(text)
    read = {section.text(f.start, f.end): (f"{f.value.normalize():f}", str(f.unit)) for f in section.figures}
    assert read[figure] == (value, unit)


def test_a_letter_that_names_a_trade_is_no_cent(give: Any) -> None:
    assert not give.section("Demand from 3C makers was weak.").figures


def test_what_is_told_of_how_many_there_are_is_a_count(give: Any) -> None:
    plants, index = (
        give.section(f"{what} fell from 52 to 47.") for what in ("Plants in operation", "The index")
    )
    assert [figure.unit for figure in plants.figures] == ["count", "count"]
    assert [figure.unit for figure in index.figures] == [None, None]
