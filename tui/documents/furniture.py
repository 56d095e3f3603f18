"""What surrounds a text: buttons, contact lines, captions and editors' notes, told by their wording."""

import re
from functools import lru_cache

_BUTTONS = frozenset(
    """download|print
    |print this|print page|print article|print this article|print this page|pdf|download pdf|share|share this
    |share this article|share this page|share this story|share article|share on|share on facebook
    |share on twitter|share on x
    |share on linkedin|share on whatsapp|share on telegram|share via email|share via|tweet|tweet this|like
    |like this|email|e-mail|email this
    |email this article|send|send by email|save|save article|bookmark|copy link|copy link to clipboard
    |link copied|listen|listen to this article|listen to article
    |read more|read more:|read also|see also|see more|show more|load more|view more|continue reading
    |learn more|more|more news
    |more stories|more from|related|related:|related articles|related stories|related content|related news
    |related posts|related topics
    |related links|recommended|recommended for you|you may also like|you might also like|most read
    |most popular|most viewed|popular
    |trending|trending now|search trends|latest|latest news|top stories|news in brief|advertisement
    |advertising|ads|ad|sponsored
    |sponsored content|promoted|article continues below advertisement|story continues below advertisement
    |subscribe|subscribe now|subscribe today|subscribe to our newsletter|sign up|sign in|sign up now|log in
    |login|register|join us
    |join now|donate|donate now|support us|newsletter|newsletters|get our newsletter|become a member|follow
    |follow us
    |follow us on|follow us on twitter|follow us on facebook|facebook|twitter|linkedin|whatsapp|telegram
    |instagram|youtube|reddit
    |pinterest|rss|home|menu|main menu|search|close|open menu|back|back to top|top|go to top|previous|next
    |previous article|next article
    |older|newer|skip to content|skip to main content|skip to navigation|accept|accept all|accept cookies
    |reject|manage cookies
    |cookie settings|cookie policy|privacy policy|terms of use|terms of service|terms and conditions
    |contact us|contact|about us|about
    |comments|comment|no comments|leave a comment|leave a reply|post a comment|view comments|add a comment
    |reply|report|tags|tags:
    |categories|category|filed under|topics|site map|sitemap|imprint|impressum|all rights reserved|ends|end
    |- ends -|--ends--|-30-|###
    |photo gallery|gallery|enlarge|enlarge image|zoom|view image|hide caption|toggle caption|play
    |play video|watch|watch live|video
    |audio|loading|for immediate release|press release|embargoed|news release|media release|text size
    |font size|a a a|translate
    |drucken|teilen|artikel drucken|imprimer|partager|imprimir|compartir|анонс|поделиться|печать
    |распечатать|подписаться""".replace("\n    ", "").split("|")
)
_BUTTON_FORMS = re.compile(
    r"(?:share|tweet|follow|like|pin|post) (?:this |us )?(?:on|via|to) [\w ,/&]{1,40}"
    r"|(?:\d+|no|one) (?:comments?|shares?|views?|likes?|replies|min(?:utes?)? read)"
    r"|(?:reading|read) time:?.{0,20}|\d+ min(?:ute)?s?(?: read)?|click here.{0,60}|tap here.{0,60}"
    r"|(?:tags?|topics?|categor(?:y|ies)|filed under|posted in|keywords)\s*:.{1,200}"
    r"|(?:©|\(c\)|copyright\b).{0,160}|.{0,80}\ball rights reserved\b.{0,40}"
    r"|(?:press|news|media) release(?: (?:no|nr|number)\.?\s*[\w/-]+|\s+\d[\w/-]*)?|(?:embargoed?)\b.{0,60}"
    r"|(?:this|our) (?:web)?site uses cookies.{0,200}|we use cookies.{0,200}|by (?:continuing"
    r"|using) (?:to|this).{0,160}"
    r"|subscribe (?:to|for)\b.{0,120}|sign up (?:to|for)\b.{0,120}|join our\b.{0,100}(?:newsletter"
    r"|mailing list|channel)\b.{0,40}"
    r"|(?:read|see|watch|listen)(?: more| also)?\s*[:>»→].{1,160}"
    r"|(?!(?=[^«]*«)(?=[^»]*»))(?!«.*[.!?…]$)(?:(?:←|«|»|→|<<|>>).{1,80}|.{1,80}(?:→|»|>>))"
    r"|\W*\b(?:ends?|fin|ende)\b\W*",
    re.IGNORECASE | re.DOTALL,
)
_CONTACT_CUE = re.compile(
    r"\W*(?:to contact|to (?:un)?subscribe|unsubscribe|contacts?\b|for (?:more|further|media|press"
    r"|additional)\b|for (?:all )?(?:enquir|inquir)|follow us|subscribe|sign up|to subscribe"
    r"|to receive|if you (?:want|wish|would like|are interested|have)\b|please (?:contact|write|email"
    r"|send|visit)|email us|e-?mail\s*:"
    r"|write to us|media (?:contact|enquir|inquir|office|relations)|press (?:contact|enquir|inquir|office"
    r"|officer)|tel(?:ephone)?\b\.?\s*:?|phone\b|fax\b|mobile\s*:"
    r"|web(?:site)?\s*:|visit (?:us|our)|support (?:us|our)|donate|help us|send (?:us|your|comments)|submit)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"https?://\S|www\.\w|[\w.+-]+@[\w-]+\.\w|\b[a-z0-9-]+\.(?:org|com|net|info|eu|int|gov"
    r"|edu)\b(?:/\S*)?|\+?\d[\d\s()/-]{6,}\d"
)
_ONLY_ADDRESS = re.compile(
    r"\W*(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:org|com"
    r"|net|info|eu|int|gov|edu)(?:/\S*)?"
    r"|(?:tel|phone|fax|mobile|ph|t|f|m)?\W*\+?\d[\d\s()/.-]{6,}\d)\W*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\s/\s?(?:VCG|AFP|AP|EPA|Reuters|Xinhua|TASS|Getty(?: Images)?|CFP|IC|dpa|EFE|ANSA|PA"
    r"|Shutterstock|Sputnik|[A-Z]{2,5}|[A-Z]\w+(?: [A-Z]\w+)?/[A-Z]\w+)"
    r"|[(\[](?:AP |AFP |EPA |Reuters |UN |file )*(?:photos?|image|picture|credit|foto"
    r"|illustration)\b[^)\]]{0,120}[)\]]"
    r"|[(\[][^()\[\]]{1,60}(?:/\s?(?:AP|AFP|EPA|Reuters|Getty Images|Getty|dpa|TASS|Xinhua"
    r"|UPI))[^)\]]{0,40}[)\]]"
    r"|(?:photos?|image|picture|pic|foto|illustration)(?: credits?| courtesy| by)?\s*(?::|by\b|©"
    r"|courtesy of)\s*(?-i:[A-Z@])(?:[^.]|(?<=\b\w)\.){1,80}"
    r"|©\s?[A-Z][^.]{1,60}|\bGetty Images|\bvia (?:AP|AFP|Reuters|Getty Images)|(?:REUTERS|AFP|AP"
    r"|EPA)/[A-Z][\w .-]+)\W*$",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    r"\W*(?:(?:file )?photos?(?:graph)?|image|picture|caption|illustration|foto|photo caption"
    r"|file photo)\s*(?:\d{1,3}\s*)?[:–—]"
    r"|\W*(?:fig(?:ure|\.)|photo|abb(?:ildung|\.))\s*\d{1,3}\s*[:.–—]",
    re.IGNORECASE,
)
_NOTE_CUE = re.compile(
    r"\W*(?:editors?['’]?s?['’]? notes?|editorial notes?|note (?:by|from|of) the (?:editors?|translators?"
    r"|authors?)|notes? to (?:the )?(?:editors?|readers?)"
    r"|(?:translator|publisher|author|redaction)['’]?s['’]? notes?|corrections?|clarifications?"
    r"|corrigendum|erratum|errata|disclaimer|n\.?b\.?"
    r"|ed(?:itor)?\.? note|anmerkung(?: der redaktion)?|redaktionelle anmerkung|note de la rédaction|ndlr"
    r"|nota (?:del|de la) (?:editor|redacción|redacci[oó]n)"
    r"|от редакции|примечание(?: редакции)?|note|footnotes?"
    r"|update(?:d)?(?:\s*\([^)]{1,40}\))?)\s*(?:\([^)]{1,40}\)\s*|,? \d[^:]{1,30})?[:.–—](?!\d)",
    re.IGNORECASE,
)
_AMENDED = re.compile(
    r"\W*(?:this|these|an earlier|a previous|the original|the earlier|in an earlier|in a previous"
    r"|the following)\b.{0,100}?\b(?:was|were|has been|have been|is|are|first|originally)\b.{0,40}?"
    r"\b(?:amended|updated|corrected|edited|revised|modified|clarified|changed|appeared|misstated"
    r"|mis-?spelled|incorrectly|first published|originally published"
    r"|published|translated|reprinted|republished|shortened|abridged|transcribed|misidentified|wrongly)\b",
    re.IGNORECASE | re.DOTALL,
)
_MISSTATED = re.compile(
    r"\W*(?:in )?(?:an earlier|a previous|an original|the original) version of this [^.]{0,60}?"
    r"\b(?:misstated|misspelled|misidentified"
    r"|incorrectly|wrongly|gave|said|stated|contained|referred|omitted|misattributed)\b",
    re.IGNORECASE,
)
_AMENDED_THING = re.compile(
    r"\b(?:article|piece|story|report|perspective|statement|post|page|text|version|paragraph|headline"
    r"|caption|column|editorial|essay|interview|transcript|speech|translation)\b",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\W*(?:the )?(?:views|opinions|positions)(?: and opinions)? (?:expressed|reflected|stated|in this)\b"
    r"|\W*\(?(?:translated (?:from|by)|translation(?: from [\w ]+)? by|translation\s*:|transcribed by)\b"
    r"|\W*(?:the article|this article) (?:reflects|represents)",
    re.IGNORECASE,
)
KICKERS = frozenset(
    """press release|news release|media release|for immediate release|press statement|opinion|analysis|editorial
    |comment|commentary
    |perspective|feature|interview|world|politics|news|breaking news|exclusive|blog|column|op-ed|essay
    |report|letters|statement|international
    |europe|national|press|media|official|document|documents|translation|unofficial translation
    |as delivered|check against delivery
    |provisional translation|draft|pressemitteilung|communiqué de presse|comunicado de prensa|пресс-релиз
    |news & politics
    |world news|view|viewpoint|guest column|guest essay|the guest column|letter to the editor""".replace(
        "\n    ", ""
    ).split("|")
)
"""Words over a title that say what sort of text follows; lower case."""


_LONGEST = 900
"""Characters; nothing longer surrounds a text."""


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" \t.:·•|*_-–—[]()<>").lower()


def is_button(text: str) -> bool:
    """Tell whether ``text`` is a label of a page's controls, or a line about the page."""
    return len(text) <= 260 and _is_button(text)


@lru_cache(maxsize=256)
def _is_button(text: str) -> bool:
    """Tell the same of a short text; each line is asked about several times, as is its neighbour."""
    if re.search(r"\w", text) is None:
        return False
    bare = _bare(re.sub(r"^(?:\[\d{1,3}\]|\(BUTTON\))\s*", "", text))
    if bare in _BUTTONS:
        return True
    parts = [_bare(part) for part in re.split(r"[|·•/]", bare)]
    if len(parts) > 1 and all(part in _BUTTONS for part in parts):
        return True
    words = bare.split()
    if len(words) > 1 and len(words) <= 8 and all(word.strip("|·,/") in _BUTTONS or word in "|·,/" for word in words):
        return True
    return _BUTTON_FORMS.fullmatch(text.strip()) is not None


_NAVIGATION = frozenset(
    """home news world politics opinion opinions business sport sports culture arts science technology tech
    health travel lifestyle
    video videos audio podcasts photos about contact blog events shop store join donate donations
    campaigns campaign search menu login
    subscribe newsletter magazine archive archives issues members membership resources publications
    library press media jobs careers
    interviews analysis features columns editorial editorials comment letters weather local national
    international regions europe asia
    africa americas en fr de es ru | · • / > » ›""".split()
)
_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|<!--[^>]*-->")
_CRUMB = re.compile(r" ?[»›] ?| [>|] ")


def is_navigation(text: str) -> bool:
    """Tell whether ``text``, above a title, is a row of a page's sections or a breadcrumb."""
    if len(text) > 260:
        return False
    words = text.lower().split()
    if len(words) > 1 and all(word.strip(",:") in _NAVIGATION for word in words):
        return True
    if "«" in text:
        # Quotation marks, and no signs between the parts of a path.
        return False
    crumbs = _CRUMB.split(" ".join(words))
    if len(crumbs) < 2 or not all(0 < len(crumb) <= 120 for crumb in crumbs):
        return False
    return "»" in text or "›" in text or words[0] in _NAVIGATION


def is_tag(text: str) -> bool:
    """Tell whether ``text`` is nothing but HTML tags and comments."""
    return text.lstrip().startswith("<") and len(text) <= _LONGEST and not _TAG.sub("", text).strip()


def is_postal(text: str) -> bool:
    """Tell whether ``text`` is a line of a letterhead: a street, a post code, a telephone or electronic address."""
    return len(text) <= 160 and len(text.split()) <= 16 and _POSTAL.search(text) is not None


_POSTAL = re.compile(
    r"\b(?:street|road|lane|avenue|square|p\.?\s?o\.? box|suite|floor|building|quay|boulevard|straße"
    r"|strasse|platz|rue|calle|via|ulitsa)\b.*\d"
    r"|\d.*\b(?:street|st\.|road|rd\.|lane|avenue|ave\.?|square|suite|floor|quay|boulevard|blvd|straße"
    r"|strasse|rue|calle)\b"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b|\btel(?:ephone)?\b\.?:?\s*\+?[\d(]|[\w.+-]+@[\w-]+\.\w"
    r"|\bwww\.\w",
    re.IGNORECASE,
)


def is_contact(text: str) -> bool:
    """Tell whether ``text`` says how to reach or to join somebody: a cue at its start and an address or a colon."""
    if len(text) > _LONGEST or len(text.split()) > 60 or not _CONTACT_CUE.match(text):
        return False
    return _ADDRESS.search(text) is not None or (text.rstrip().endswith(":") and len(text.split()) <= 16)


def is_address(text: str) -> bool:
    """Tell whether ``text`` is nothing but an e-mail or web address or a telephone number."""
    return len(text) <= _LONGEST and _ONLY_ADDRESS.fullmatch(text.strip()) is not None


def is_rule(text: str) -> bool:
    """Tell whether ``text`` holds no word at all, such as a row of stars."""
    return re.search(r"\w", text.replace("_", "")) is None


def is_caption(text: str) -> bool:
    """Tell whether ``text`` describes a picture: it says so, or ends with a credit."""
    if len(text) > _LONGEST or len(text.split()) > 90:
        return False
    if _CAPTION_START.match(text):
        return True
    credit = _CREDIT.search(text, max(0, len(text) - 160))
    return credit is not None and len(text.split()) >= 3


def is_credit(text: str) -> bool:
    """Tell whether ``text`` is nothing but the credit of a picture."""
    return len(text) <= 160 and _CREDIT.fullmatch(text.strip()) is not None


def is_aside(text: str) -> bool:
    """Tell whether all of ``text`` stands in square brackets, as a remark on how a speech was given."""
    return (
        len(text) <= _LONGEST and re.fullmatch(r"(?:\s*\[[^\[\]]+\])+\s*", text) is not None and len(text.split()) > 1
    )


def is_note(text: str) -> bool:
    """Tell whether ``text`` is an editor's note, a correction or a disclaimer."""
    if re.match(r"\W*(?:last )?updated?\b", text, re.IGNORECASE) and len(text.split()) <= 9:
        return False
    cue = _NOTE_CUE.match(text[:_LONGEST])
    if cue and (len(text) > len(cue.group()) + 2):
        return True
    opening = text[:300]
    if _MISSTATED.match(opening) and len(text) <= _LONGEST:
        return True
    if _AMENDED.match(opening) and _AMENDED_THING.search(opening[:160]) and len(text) <= _LONGEST:
        return True
    return _DISCLAIMER.match(opening) is not None and len(text) <= _LONGEST
