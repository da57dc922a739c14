"""The links of a content folder that lead to other hosts: found, asked over HTTP, judged, reported.

In: a content folder, and what is remembered of earlier runs. Out: what to remember, and diagnostics. Nothing
of it is part of a build: what a host answers today is no property of the content.

`found` finds the links with their places; `asking` asks each address once, as politely as `hosts` says, and
none that `addresses` refuses; `verdicts` judges an answer by itself, then in the light of earlier ones;
`report` tells authors.
"""
