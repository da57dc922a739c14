"""What each page receives: frozen values, ready to be shown, made from a Crosswalk.

In: a `Site` (see `views.site`) and the thing that a page is about. Out: a `Page` whose `main` is one of the
declared types of these modules; a template loops over it, tests a flag and prints. Sorting, counting, looking
up and wording happen here; nothing here knows HTML, opens a file or renders Markdown.

    parts    the small values that several kinds of page are made of: links, bars, marks, references
    site     what all pages of a build share, looked up and counted once
    repository    where to edit, report, suggest
    frame    what stands around every page: head, navigation, breadcrumbs, JSON-LD
    pair     a topic and a guideline that speaks of it, as shown on the page of either
    consensus    who gives which answer to the question of a topic, and how far they agree
    agreement, build    the questions by agreement, and the page to build a guideline of one's own
    comments    where readers discuss a topic, if a site wants that
    topic, guideline, indexes, category, api, plain    the kinds of page
"""
