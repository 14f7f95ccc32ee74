"""What a figure measures that its nearest word would misname, or for which no word stands."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def named(text: str, heading: str = "Refined Zinc") -> list[str]:
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return [
        f"{m.indicator} {m.value.normalize():f} {m.unit}" for m in metrics if m.figure and m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # The head of a phrase, and not the words that tell where or of what it is.
        ("Shipments from the main producing countries are put at 310,000 mt.", "shipments 310000 mt"),
        ("Ingot stocks in the main consumption areas reached 71,000 mt on June 12.", "inventory 71000 mt"),
        ("Ingot stocks in the main places of consumption fell to 71,000 mt.", "inventory 71000 mt"),
        ("As for inventories, refined zinc at smelters was 9,100 mt.", "inventory 9100 mt"),
        ("Zinc output contracted by 4.2% MoM.", "production -4.2 percent"),
        ("Utilities contracted 12% less than in May.", "demand -12 percent"),
        ("A project lowered its load by 15% in order to save power.", "operating_rate -15 percent"),
        ("Smelters had to cut their load by 20%.", "operating_rate -20 percent"),
        ("A 12% rise in the electricity tariff put the cost at 91 c/lb.", "cost 12 percent"),
        # Prices that are told without the word.
        ("Output was 500 kt. LME zinc added 5.1% over the month.", "price 5.1 percent"),
        ("Output was 500 kt. SM2509 gained 3.4% in the month.", "price 3.4 percent"),
        ("Mono modules cost 1.90 yuan/W.", "price 1.9 yuan/w"),
        ("The cash cost was 1,900 yuan/mt.", "cost 1900 yuan/mt"),
        ("Power for a tonne of zinc cost 850 euro.", "cost 850 eur/mt"),
        ("A tonne of alloy costs $1,310 to make.", "cost 1310 usd/mt"),
        ("In terms of cost, sulphuric acid rose by 40 yuan/mt.", "price 40 yuan/mt"),
        ("Ore prices of $61/wmt for 1.4% ore left no profit.", "price 61 usd/wmt"),
        ("Annual TCs were settled at $210/t.", "treatment_charge 210 usd/mt"),
        ("Ingot was quoted at 15,200 yuan/mt, a loss of 150 yuan/mt WoW.", "price -150 yuan/mt"),
        ("Payables for nickel were 81%, up 1 percentage point MoM.", "price 1 percentage_point"),
        # What some of those asked say, and no move by so much.
        ("For July, 29% foresee lower zinc output.", "share 29 percent"),
        ("In July 30% expect a fall in zinc output.", "share 30 percent"),
        ("Of the smelters that answered, 38% cut their output in June.", "share 38 percent"),
        ("Of the smelters that answered, 38% cut their output and 22% raised it.", "share 22 percent"),
        ("A smaller order book is reported by 52%.", "share 52 percent"),
        ("A smaller order book is reported by 52%, a larger one by 17%.", "share 17 percent"),
        ("Zinc output is expected to fall by 30%.", "production -30 percent"),
        ("Zinc output grew 30%, they report.", "production 30 percent"),
        ("Zinc output was lower than expected by 3%.", "production -3 percent"),
        # Who makes something earns or loses a sum.
        ("Even after the cuts ovens made 310 yuan/t.", "profit 310 yuan/mt"),
        ("At these prices most assemblers lose 0.04 yuan/W.", "profit -0.04 yuan/w"),
        ("The operating margin narrowed to 6.2%.", "profit 6.2 percent"),
        # Sizes and rates of plants.
        ("In July a 40,000 mt/year line in Guangxi will start trial runs.", "capacity 40000 mt/year"),
        ("A smelter with 80,000 mt/year of capacity shut down on June 3.", "capacity 80000 mt/year"),
        ("The new 30 ktpa separation line is ahead of plan.", "capacity 30000 mt/year"),
        ("Autoclaves averaged 94% of design capacity.", "operating_rate 94 percent"),
        ("A project moved up to 85% of its design capacity.", "operating_rate 85 percent"),
        ("The operating rate fell to 61%, below the 67% of last July.", "operating_rate 67 percent"),
        ("A newcomer raised its run-rate to 0.7 Mt a month.", "production 700000 mt/month"),
        # What lies, is sold, comes and goes.
        ("Warehouse receipts rose to 24,000 mt.", "inventory 24000 mt"),
        ("Makers hold 2.1 million pieces in stock.", "inventory 2100000 piece"),
        ("Smelters have 9,400 mt of intermediates in hand.", "inventory 9400 mt"),
        ("Cancelled orders left plants with 12,900 mt of unsold sponge.", "inventory 12900 mt"),
        ("Orders in hand amounted to 31,000 mt.", "demand 31000 mt"),
        ("The recovery of the operating rate to 55% was slow.", "operating_rate 55 percent"),
        ("Daily transactions of wire rod fell to 98,000 mt.", "sales 98000 mt/day"),
        ("Tender volume was 7,100 mt.", "demand 7100 mt"),
        ("The royalty on zinc went to 4.5%.", "tariff 4.5 percent"),
        ("Loadings were 12 Mt in June. A derailment cost about 90 kt.", "shipments -90000 mt"),
        ("Output was 41 Mt.\nStocks. Coking plants 480 kt, as rail was slow.", "inventory 480000 mt"),
        ("Demand: hot metal output was 2.3 Mt/d.", "production 2300000 mt/day"),
        ("Loadings were 12 Mt in June. Demand fell to 3 Mt. Our full-year figure of 150 Mt stands.",
         "shipments 150000000 mt"),
        ("Output was 41 Mt. Recovery should be minor, of the order of 300 kt.", "production 300000 mt"),
        ("Demand: hot metal output was 2.3 Mt/d, 1.2% lower m/m.", "production -1.2 percent"),
        ("Mines made 5,120 mt, an annual rate of 61,440 mt.", "production 61440 mt/year"),
        ("Stocks at plants were 5.9% of monthly output.", "inventory 5.9 percent"),
        ("Rates in Yunnan and Gansu, which account for 68% of output, were 58% and 36%.",
         "operating_rate 36 percent"),
    ],
)  # fmt: skip
def test_a_figure_measures_what_its_sentence_is_about(text: str, fact: str) -> None:
    assert fact in named(text, "Refined Zinc" if "zinc" in text.lower() else "Metal")
