#!/usr/bin/env python3
"""Prints what a study's results say of accuracy and trust, as Markdown, and holds `auto` to what is wanted of it.

    python3 scripts/trust_tables.py STUDY

Figures are means over seeds, and over cells the mean of these; a cell is a data set and a number of shots
that `auto` has results at, and two methods are compared over the cells of both. Methods that see no validation data are those
whose parameters were fixed or chosen by leaving shots out. The test size bounds what differences mean: with 1,744 pictures
half a point is one standard error.
"""
import json
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean

AUTO, ZERO_SHOT, TUNED = "auto", "zero-shot", "timo"


def read(folder):
    last = {}
    for line in (Path(folder) / "results.jsonl").read_text().splitlines():
        result = json.loads(line)
        if result.get("score"):
            last[result["key"]] = result
    return list(last.values())


def figure(results, *path):
    values = []
    for result in results:
        value = result["score"]
        for name in path:
            value = None if value is None else value.get(name)
        if value is not None:
            values.append(value)
    return mean(values) if values else None


def text(value, scale=100.0, decimals=2):
    return "" if value is None else f"{value * scale:.{decimals}f}"


class Study:
    def __init__(self, results):
        self.by = defaultdict(list)
        self.variants = []
        self.selected = {}
        for result in results:
            self.by[result["dataset"], result["variant"], result["shots"]].append(result)
            if result["variant"] not in self.variants:
                self.variants.append(result["variant"])
            self.selected[result["variant"]] = result["selection"]
        self.cells = sorted({(d, n) for d, v, n in self.by if n > 0 and v == AUTO})

    def of(self, cell, variant):
        dataset, shots = cell
        return self.by.get((dataset, variant, shots)) or self.by.get((dataset, variant, 0)) or []

    def value(self, cell, variant, *path):
        return figure(self.of(cell, variant), *path)

    def mean(self, variant, *path, cells=None):
        values = [self.value(cell, variant, *path) for cell in cells or self.cells]
        return None if not values or None in values else mean(values)

    def lead(self, variant):
        """How much more accurate `auto` is over the cells of both, both accuracies, and in how many cells."""
        both = [cell for cell in self.cells if self.of(cell, variant)]
        own, other = (self.mean(v, "accuracy", cells=both) for v in (AUTO, variant))
        return (own - other, own, other, variant, len(both)) if both else (float("inf"), None, None, variant, 0)

    def table(self, title, path, scale=100.0, decimals=2):
        print(f"### {title}\n")
        print("| method | chosen on | " + " | ".join(f"{d}, {n}" for d, n in self.cells) + " | mean |")
        print("|---" * (len(self.cells) + 3) + "|")
        for variant in self.variants:
            values = [self.value(cell, variant, *path) for cell in self.cells]
            if any(value is not None for value in values):
                row = [text(value, scale, decimals) for value in values]
                whole = text(self.mean(variant, *path), scale, decimals)
                print(f"| {variant} | {self.selected[variant]} | " + " | ".join(row) + f" | {whole} |")
        print()


def verdict(what, right, figures):
    print(f"| {what} | {'yes' if right else 'no'} | {figures} |")


def auto_cells(study, *path):
    values = [(cell, study.value(cell, AUTO, *path)) for cell in study.cells]
    return [(cell, value) for cell, value in values if value is not None]


def wanted(study):
    print("### What is wanted of `auto`\n\n| wanted | met | figures |\n|---|---|---|")
    blind = [v for v in study.variants if study.selected[v] in ("fixed", "loo") and v != AUTO]
    gap, own, other, best, count = min(map(study.lead, blind))
    verdict("at least every method without validation data, mean of the cells of both", gap >= 0,
            f"{text(own)} against {text(other)} of `{best}`, {count} cells")
    if TUNED in study.variants:
        gap, own, other, best, count = study.lead(TUNED)
        verdict("within 0.1 of TIMO-S tuned on validation data", gap >= -0.001,
                f"{text(own)} against {text(other)}, {count} cells")
    gains = [study.value(c, AUTO, "accuracy") - study.value(c, ZERO_SHOT, "accuracy") for c in study.cells]
    verdict("at least zero-shot in every cell, mean of the seeds", min(gains) >= 0, f"least gain {text(min(gains))}")
    singles = [r["score"]["accuracy"] - study.value(c, ZERO_SHOT, "accuracy") for c in study.cells for r in study.of(c, AUTO)]
    below = sum(gain < 0 for gain in singles)
    print(f"| single draws below zero-shot |  | {below} of {len(singles)}, the worst {text(min(singles))} |")
    many = [c for c in study.cells if c[1] >= 4]
    ece = study.mean(AUTO, "trust", "ece", cells=many)
    verdict("ECE at most 4 % from 4 shots on, mean of the cells", ece <= 0.04, text(ece))
    sets = auto_cells(study, "trust", "sets", "coverage")
    if sets:
        held = mean(value for _, value in sets)
        cells = [cell for cell, _ in sets]
        size, adaptive, adaptive_size = (
            study.mean(AUTO, "trust", "sets", name, cells=cells) for name in ("size", "aps_coverage", "aps_size")
        )
        verdict("sets at 90 % hold the class in 87 to 95 %, mean of the cells", 0.87 <= held <= 0.95,
                f"{text(held)} with {text(size, 1)} classes; adaptive ones {text(adaptive)} with {text(adaptive_size, 1)}")
    scores = auto_cells(study, "trust", "unknown", "auroc")
    if scores:
        tops = [study.value(cell, AUTO, "trust", "unknown", "auroc_top") for cell, _ in scores]
        better = sum(value > top for (_, value), top in zip(scores, tops))
        verdict("AUROC of unknown pictures above that of the top probability in every cell", better == len(scores),
                f"{better} of {len(scores)} cells; {text(mean(v for _, v in scores))} against {text(mean(tops))}")
    print()


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    study = Study(read(sys.argv[1]))
    if not study.cells:
        raise SystemExit(f"{sys.argv[1]}: holds no results of {AUTO}")
    study.table("Accuracy, %", ("accuracy",))
    study.table("ECE, %", ("trust", "ece"))
    study.table("NLL", ("trust", "nll"), 1, 3)
    study.table("Sets at 90 %: how often they hold the class, %", ("trust", "sets", "coverage"))
    study.table("Sets at 90 %: classes in a set", ("trust", "sets", "size"), 1)
    study.table("Adaptive sets at 90 %: how often they hold the class, %", ("trust", "sets", "aps_coverage"))
    study.table("Adaptive sets at 90 %: classes in a set", ("trust", "sets", "aps_size"), 1)
    study.table("AUROC of unknown pictures, %", ("trust", "unknown", "auroc"))
    study.table("AUROC of unknown pictures by the top probability alone, %", ("trust", "unknown", "auroc_top"))
    study.table("Unknown pictures let pass where 95 % of the known pass, %", ("trust", "unknown", "fpr95"))
    study.table("Unknown pictures let pass by the threshold for 5 %", ("trust", "unknown", "false_acceptance"))
    study.table("Known pictures refused by the threshold for 5 %", ("trust", "unknown", "false_rejection"))
    wanted(study)


if __name__ == "__main__":
    main()
