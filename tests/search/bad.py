"""What nobody should ask and somebody will: questions and parameters that no page and no API may choke on."""

BAD = [
    "", " ", "a" * 10_000, "ord " * 2_500, '"', '""', "'", '"unbalanced', "(", ")))(((", "*", "a*", "AND",
    "OR NOT", "NEAR(",
    "a AND", "title_terms:x", "^", "~", "a~2", "a\\", "\\", "\x00", "a\x00b", "😀", "😀 bro", "\u202eabc",
    "مرحبا", "שלום", "%", "_", "%s",
    "{}", "{{ 7*7 }}", "';DROP TABLE search_entry;--", "<script>", "&amp;", "\ud800".encode("utf-8",
    "replace").decode(),
    "a" * 300 + " b", "-", "--", "-bro", "+bro", "bro:*", "bro & !", "!bro", "<->", "1e309", "½", "ﷺ",
    "\n\r\t", "ß", "İ",
]  # fmt: skip

ODD = [
    {"page": "0"}, {"page": "-1"}, {"page": "abc"}, {"page": "99999"}, {"page": "9" * 400}, {"page": "½"},
    {"page": "1.5"},
    {"kind": "unknown"}, {"topic": "x" * 5000}, {"place": "'\""}, {"period": "😀"}, {"language": "xx"},
    {"kind": ["a"] * 500}, {"sort": "nonsense"}, {"from": "9999-99-99"}, {"from": "99999"}, {"from": "０１２３"},
    {"from": "2025-W01"}, {"facet": "unknown"}, {"size": "1000000"},
]  # fmt: skip
