"""The model path: a section becomes a request, a model's reply becomes an Answer.

    settings   the choices of one run
    prompt     the system prompt, from a versioned text file (`prompts/v1.txt` …)
    request    the message of one section
    libraries  openai, instructor and the prices, loaded when they are used
    modes      how instructor shapes a request and reads a reply, computed once
    ladder     from the mode that a server should take to the ones that it does
    validate   what is wrong with an Answer, told exactly
    merge      a corrected part taken into the answer before it
    conversation  one answer for one section: asked, validated, asked again, merged
    requester  one reply for one request, from the cache or the server, with a line in the log
    prices     what a reply cost
    estimate   what a section would cost
    providers  what the part of a model's name before the slash means; keys
    client     the openai client, and what its errors mean
    transport  the one owner of retries and waiting
    waits      how long a server asks to be left alone
    limiter    how many requests are in flight
    cache      replies that were paid for, in a SQLite file
    answerer   all of it together, as `extract.ask.Answerer`

Importing any of these loads neither openai nor instructor: they load where a client is made.
"""
