"""Function words of ten languages: what a list of telling words leaves out, and no phrase consists of."""

from collections.abc import Iterable
from functools import cache

from tui.text import fold_key

_WORDS = (
    # English
    "a about above after again against all also am among an and any are as at be because been before being below "
    "between both but by can cannot could did do does doing down during each either else even ever every few for "
    "from further had has have having he her here hers herself him himself his how however i if in into is it its "
    "itself just let like may me might more most much must my myself neither no nor not now of off on once only or "
    "other our ours ourselves out over own per rather same shall she should since so some still such than that the "
    "their theirs them themselves then there therefore these they this those though through thus to together too "
    "toward towards under until up upon us very was we were what when where whether which while who whom whose why "
    "will with within without would yet you your yours yourself yourselves thee thou thy ye unto hath doth "
    "don't doesn't didn't isn't aren't wasn't weren't won't can't couldn't wouldn't shouldn't hasn't haven't it's "
    "that's there's we're they're i'm we've they've i've",
    # German
    "aber alle als also am an auch auf aus bei bin bis da damit dann das dass dem den der des die dies diese diesem "
    "diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es für gegen hat haben hatte hier "
    "ich ihm ihn ihr ihre ihren im in ist ja kann kein keine man mehr mit nach nicht noch nun nur ob oder ohne sehr "
    "sein seine seinen sich sie sind so über um und uns unter vom von vor war waren was weil wenn werden wie wir "
    "wird wurde wurden zu zum zur zwischen",
    # French
    "à au aux avec ce ces cet cette comme d dans de des donc du elle elles en est et être eux fait il ils j je l la "
    "le les leur leurs lui ma mais me même mes moi mon n ne nos notre nous on ont ou où par pas plus pour qu que qui "
    "s sa sans se ses si son sont sous sur ta te tout toute toutes tous tu un une vos votre vous y était été",
    # Spanish
    "al ante como con cual cuando de del desde donde dos el ella ellas ellos en entre era es esa ese eso esta este "
    "esto están está fue ha han hasta hay la las le les lo los más me mi muy ni no nos o para pero por porque que "
    "qué se sea ser si sin sobre son su sus también tan te todo todos tu un una uno unos y ya yo",
    # Italian
    "ad agli ai al alla alle anche che chi ci come con cui da dagli dai dal dalla dalle degli dei del della delle di "
    "e ed era essere gli ha hanno i il in io la le lei li lo loro lui ma mi nei nel nella nelle noi non o per perché "
    "più quale quando quanto quello questa questo se si sia sono su sua sue sui sul sulla suo suoi tra un una uno voi",
    # Portuguese
    "ao aos as às até com como da das de dela dele do dos e é ela elas ele eles em entre era essa esse esta está "
    "este eu foi for há isso isto já lhe mais mas me mesmo meu muito na nas nem no nos não o os ou para pela pelas "
    "pelo pelos por qual quando que quem se sem ser seu seus sua suas são só também tem um uma você",
    # Dutch
    "aan al alle als bij dan dat de deze die dit doch door dus een en er geen had hebben heeft het hij hoe hun ik in "
    "is je kan maar me meer met mijn na naar niet nog nu of om onder ons ook op over te tegen tot u uit van veel voor "
    "waar was wat werd wie wij worden wordt ze zich zij zijn zo zonder zou",
    # Polish
    "aby ale bez być był była było były co czy dla do gdy go i ich im jak jako je jego jej jest już kiedy który która "
    "które których lub ma mi na nad nie niż o od oraz po pod przed przez przy się są ta tak także te tego tej ten to "
    "tych tylko tym u w we więc z za ze że",
    # Russian
    "а без бы был была были было быть в вам вас во вот все всё вы где да даже для до его ее её если есть еще ещё же "
    "за здесь и из или им их к как ко когда кто ли мне мы на над не него нет ни но ну о об он она они оно от по под "
    "при с со так также там то того тоже той только том ты у уже чем что чтобы эта эти это этого этой этот я",
    # Ukrainian
    "або але без був була були було бути в вже ви від він вона вони все де для до до є за зі і із її їх його й коли "
    "ми на над не ні о об під по при про та так також там те то того тільки ти у хто це цей ця ці чи що щоб я як який",
)


@cache
def _languages() -> tuple[frozenset[str], ...]:
    found = []
    for line in _WORDS:
        words = {fold_key(word) for word in line.split()}
        found.append(frozenset(words | {word.replace("'", "") for word in words}))
    return tuple(found)


def function_words(vocabulary: Iterable[str]) -> frozenset[str]:
    """Return the function words of the languages a text is written in: ``war`` is one in German alone.

    Args:
        vocabulary: The different words of the text, folded. A language counts where at least half as many
            of its function words are among them as of the language that has most.
    """
    different = frozenset(vocabulary)
    shares = [len(words & different) for words in _languages()]
    most = max(shares)
    chosen = [words for words, share in zip(_languages(), shares, strict=True) if share * 2 >= most]
    return frozenset().union(*chosen) if most else frozenset()
