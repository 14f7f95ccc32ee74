"""Users' own vocabulary, laid over ours by a YAML file: what may stand in it, and having it in force.

form      the file: commodities, aliases, segments, cause categories and cue words
force     the one overlay that is in force in this process, and what is computed from it
words     what it adds to a lexicon, to a prompt, to a driver
option    `--overlay FILE` on the command line
"""
