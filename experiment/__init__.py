"""Experiments: a matrix of models, schemas, prompts, shots and samples over a gold set, as one leaderboard.

    plan        experiment.yaml, and the cells that it stands for
    engine      the cells run one after the other, resumable, within one cost cap
    board       the cells side by side: scores, differences to the baseline, cost, latency, the frontier
    results     results.json, and what is kept of it when an experiment goes on
    markdown    the leaderboard for a pull request
    picture     accuracy against cost, as inline SVG
    page        the leaderboard as a page
    commands    `assay experiment`

It joins the two halves, as the command line does: neither of them imports it.
"""
