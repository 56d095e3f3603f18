"""Pieces of text that are harmless once."""

from tests.hostile.pieces import pieces

BOMBS = pieces(
    "[‖]‖[[‖![](‖[a](‖[](‖[a][b]‖[a]: b\n‖[a]: a\n\n[a]‖(‖)‖<‖<a‖<a ‖<!--‖</‖<a href='‖> ‖>‖>>>>\n‖*‖_‖*_*_‖**a‖*a ‖"
    "_a_‖a*b*‖`‖`a‖``a`‖\\‖\\\\[‖| a ‖|\n‖|-‖- ‖- \n‖-‖- a\n  ‖* * ‖1. ‖1. \n‖1.1.1 a\n‖a) b\n‖# ‖#‖# a\n‖# a\n\n‖"
    "a\n=\n‖a\n---\n‖---\n‖~~~\n‖\t‖  ‖ ‖\xa0‖\u3000‖\n‖\n \n‖\r‖\r\n‖\f‖\f1\n‖\v‖\x85‖\u2028‖\u2029‖\x1c‖\xad‖"
    "\u200b‖\u200d‖\ufeff‖\u0301‖\u0e49‖\u202e‖\u2066‖\u061c‖\x1b‖\x1b[31m‖\x00a‖\x07‖\x08‖\x9b‖�‖\uffff‖\U0010ffff‖"
    "x‖xy ‖a ‖a\n‖a\n\n‖a. ‖a.\n‖A. ‖A.B.‖A. B. C. ‖J. R. Roe, ‖aaaa!‖Mr. ‖U.S. ‖No. 1 ‖p. 1\n‖1‖1 ‖12\n‖12\n\n‖"
    "1\n\n\f‖- 3 -\n‖- 3 -\n\na\n\n‖Page 3\n‖Page 3\n\na b\n\n‖2022 ‖2022-‖2022-03-10 ‖10 March 2022\n\n‖"
    "10 March 2022, ‖1/2/2022 ‖Monday ‖1:1 ‖0‖9,‖9.‖1,000‖1'000 ‖.‖..‖. ‖...‖,‖, ‖;‖: ‖:‖!‖? ‖…‖'‖\"‖“‖”‖“a” ‖‘‖«‖»‖"
    "« a »\n‖“‘\"'(‖a'‖l'‖don't ‖-‖a-‖a-\n‖word-\n‖inter-\nnational ‖co-op-‖—‖a — b ‖–\n‖/‖a/‖&‖&amp;‖@‖a@‖a@b.‖"
    "a@b.c ‖www.‖http://‖http://a.b/‖http://a.b/(‖https://a.b/c)\n‖a.org/‖+49 30 ‖(030) ‖By ‖By A B\n\n‖by ‖and ‖"
    "A and ‖A B and C D, ‖A B, ‖the ‖of ‖of the ‖Statement of the ‖Statement by\n‖Party of ‖Council (‖(CPD) ‖Photo: ‖"
    "photo: a\n‖Photo 1: a\n\n‖/VCG\n‖© A\n‖Share ‖Share\n‖Share | ‖Home > ‖home ‖Home\n\n‖a » ‖« a ‖Tags: ‖"
    "Notes\n\n‖Notes: ‖Note: a\n\n‖[1] ‖[1] a\n‖[^1]: a\n‖1 a\n‖1 Note.\n\n‖¹ a\n‖†‖P.S. ‖P.S.\n\n‖Signed,\n‖"
    "Jane Roe\n‖Jane Roe\n\n‖Signatories\n\n‖A\n\n‖A B C\n\n‖ABC\n\n‖WHO?\n\n‖Q: a\nA: b\n‖To: a\n‖From: a\n‖"
    "Subject: a\n\n‖Date: 2022\n‖Title: a\n‖title: ‖---\na: b\n‖Editor's note: ‖This article was ‖was amended ‖"
    "an earlier version of this ‖view ‖updated ‖file photo ‖street 1 ‖P.O. Box ‖AB1 2CD ‖"
    "中‖中 ‖中\n‖。‖日本語です。‖ไทย‖한국어 ‖"
    "क\u094d\u200dष‖שלום ‖مرحبا ‖😀‖👨\u200d👩\u200d👧‖🇩🇪‖🏴\U000e0067‖"
    "ﷺ‖ß‖İ‖ſ‖ﬁ‖𝔘‖e\u0301‖a\u200db‖Same line again\n\n‖"
    "Same caption stands twice here now\n\n‖Very long word‖[red]‖[/]‖[@click=app.quit]‖:smile:‖%s‖{‖{}‖$‖$$a‖\\(‖"
    "\\x1b‖=‖=\n‖+‖~‖^‖|"
)
"""Pieces that are dangerous in great numbers: to a parser of Markdown, a regular expression, or whoever counts."""
