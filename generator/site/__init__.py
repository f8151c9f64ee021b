"""The reference as a site: HTML that needs nothing from elsewhere, made of the same records as docs/. No I/O.

:mod:`.build` puts it together. A page (:mod:`.page`) is Markdown with some HTML between; :mod:`.books` cuts the pages
of docs/ into such, :mod:`.messages`, :mod:`.stories`, :mod:`.comparisons` and :mod:`.rules` make others of records.
:mod:`.markup` makes HTML of the Markdown, :mod:`.links` knows where everything is, :mod:`.search` what can be found.
"""
