"""Crosswalk -> the values of the documents that `documents` declares, one representation a function.

In: a `Context`: the crosswalk, its addresses, the settings. Out: frozen documents. Nothing here knows the
name of a field as it is published, or how a document is written.

    context     what every representation looks up: addresses and links, topics and guidelines made once
    resources   a topic, a guideline, a category, and each seen from its neighbour
    overviews   the entry, the section and the collections
    wholes      coverage, references, dump, and the rows of the CSV file
    linksets    links alone
    kinds       every kind of document: where it stands, what it is about, what makes it
"""
