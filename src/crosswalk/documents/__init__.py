"""What the API publishes: each kind of document, declared once.

In: nothing. Out: types, and the text of their values. The names of fields and links are a public contract
(SPEC 4): they stand here and nowhere else. From the same declarations come the documents, their schemas,
the OpenAPI description, the head of the CSV file and the page for people, so that none can tell another
story. `represent` makes the values.

    declared    what a declaration says: a type, a meaning, an example for each field
    links       links, and the kinds of text that documents share
    parts       names, positions, references: what topics and guidelines are made of
    resources   a topic, a guideline, a category, and each seen from its neighbour
    overviews   the entry, the section and the collections
    wholes      coverage, references and dump: what is about everything at once
    changes     what changed, and what it means
    linkset     links alone, by RFC 9264 and RFC 9727
    serial      a document to JSON, JSON to its YAML twin, rows to CSV
"""
