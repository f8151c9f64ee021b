"""The reference as a site: pages of HTML that need nothing from elsewhere, made of the same records as docs/. No I/O.

:mod:`.build` puts it together. A page (:mod:`.page`) is Markdown with some HTML between; :mod:`.books` cuts the pages of
docs/ into it, :mod:`.messages`, :mod:`.stories`, :mod:`.comparisons` and :mod:`.rules` compose others from records.
:mod:`.markup` makes HTML of the Markdown, :mod:`.links` knows where everything is, :mod:`.search` what may be looked for.
"""
