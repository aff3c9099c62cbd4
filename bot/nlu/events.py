"""What has happened in a person's complaint, from how they tell it, and on which day.

The events are those that start a deadline (bot.eligibility.EVENTS). A message is cut into
clauses; each clause is held against RULES from top to bottom. What a person still waits for
is told apart from what has happened, and a date that could belong to two events to neither.
An answer that only says "we got it" is no reply, and another person's reply is not the writer's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.eligibility import EVENTS
from bot.nlu.dates import FoundDate
from bot.nlu.stages import ONLY_ALIKE
from bot.nlu.tokens import plain, tokens

Pairing = Literal["paired", "no_date", "several_dates", "shared_date"]


@dataclass(frozen=True)
class FoundEvent:
    """An event told of from `start` to `end`; the clause around it is where its date may stand.

    `happened` is False where the person waits for it ("I have not had the stage 1 reply"), and of
    a complaint that is not made yet.
    """

    event: str
    start: int
    end: int
    as_written: str
    happened: bool
    clause: tuple[int, int]


@dataclass(frozen=True)
class DatedEvent:
    """An event and the date that belongs to it; `date` is None unless `pairing` is "paired".

    `letter` is the date written on the letter, where the message gives it. It is never `date`.
    """

    event: FoundEvent
    date: FoundDate | None
    pairing: Pairing
    letter: FoundDate | None = None


# --- the words ---------------------------------------------------------------------------------

_STAGE = r"(?:stage|stge|satge|stag|stg|step|level|lvl|round|phase|tier)"
ONE = (
    rf"(?:{_STAGE}\s*-?\s*(?:1|one|won|i)\b|(?:first|1st|frist) {_STAGE}\b|\bs1\b|"
    r"\blocal resolution\b)"
)
TWO = rf"(?:{_STAGE}\s*-?\s*(?:2|two|too|tow|ii)\b|(?:second|2nd|secound) {_STAGE}\b|\bs2\b)"
THREE = rf"(?:{_STAGE}\s*-?\s*(?:3|three|thre|iii)\b|(?:third|3rd|thrid) {_STAGE}\b|\bs3\b)"
PANEL = r"\b(?:pan+[ae]l+s?)\b(?:'?s)?"
INVESTIGATION = (
    r"(?:\bindep[ea]nd[ea]nt (?:investigat\w+|person)|\binvestigat(?:or|ors|ing officer)\b|"
    r"\b(?:the|an|formal) investigation\b)"
)
REPLY = (
    r"\b(?:repl(?:y|ys|ies|i|ay)|repy|response|responce|respons|responses|answer|anser|anwser|"
    r"letter|leter|"
    r"report|decision|desicion|decison|outcome|findings|result|adjudication|email)\b"
)
GOT = (
    r"\b(?:got|gotten|had|have|has|received|recieved|receved|recived|recevied|recd|came|arrived|"
    r"arived|"
    r"come|given|gave|sent|turned up|landed|back|replied|replyed|answered|anwsered|responded|wrote|"
    r"dated|through|thru|(?:is|finally|now) here|in)\b"
)
ASKED = (
    r"\b(?:asked|askd|aksed|ask(?:ed)? them|requested|reqested|requsted|applied|wrote|phoned|rang|"
    r"rung|"
    r"emailed|e-mailed|sent|put in|put|made|submitted|submited|escalated|took|taken|moved|"
    r"request went|requests?|demanded|told them|pushed|"
    r"said (?:\w+ ){0,4}?(?:i|we) want(?:ed)?)\b"
)
WENT = r"\b(?:gone|went)\b"
COMPLAINT = (
    r"\b(?:compl?ai?nts?|complaint|complaints|compliant|complant|complains?|grievance|complaint "
    r"form)\b"
)
COMPLAINED = r"\b(?:compl?ai?ned|complainted|complaind|complaned|complined|complayned)\b"
SENT = (
    r"\b(?:sent|put|made|submitted|submited|handed|posted|emailed|e-mailed|wrote|written|filed|"
    r"lodged|logged|dropped|"
    r"loged|raised|gave|given|filled|did|done|started|registered|opened|phoned|rang)\b"
)
COURT = (
    r"\b(?:court|proceedings|procedings|trial|tribunal|prosecution|final hearing|criminal case|"
    r"police (?:case|investigation)|care case|family court)\b"
)
ENDED = (
    r"\b(?:ended|finished|over|closed|concluded|dropped|completed|done|came to an end|come to an "
    r"end|stopped|settled)\b"
)
WENT_BEFORE = r"\b(?:after|following|from|since|by|about|on|of|at|for|to)\b"
IS_OVER = (
    r"(?:(?!request)\w+ )?(?:was |has been |is |has |have )?(?:not )?(?:rejected|upheld|finished|"
    r"ended|came "
    r"back|"
    r"come back|completed|concluded|replied|answered|responded|back|"
    r"(?<=is )over|(?<=was )over|(?<=now )over)\b"
)
WAITED_FOR = r"\b(?:waiting|waitin|waited|wait) (?:for|on|from)"
HEARD = (
    r"\b(?:(?:heard|hear|nothing)(?: back)?|(?:got|get|come|came|wrote) back(?: to (?:me|us))?) "
    r"(?:about|on|from|regarding|re)"
)
CAME = (
    r"(?:(?:has |have |only |finally |just )*(?:came|come|arrived|turned up|"
    r"landed on (?:the|my|our) (?:door)?mat)\b)"
)
ELSEWHERE = (
    r"\b(?:ombudsman|ofsted|police|my mp|regulator|social work england|ico|school|cafcass)\b"
)

# Each event, and what a clause must hold for it. The first rule that fits wins. A rule of replies
# and meetings is also looked for in clauses that say that it has not come.
RULES: tuple[tuple[str, str], ...] = (
    ("proceedings_ended", rf"{COURT}.*{ENDED}|{ENDED}.*{COURT}|final hearing (?:was|took)"),
    (
        "stage_2_record_agreed",
        (
            r"\b(?:signed|sined|agreed|approved|finali[sz]ed|returned|sent|settled|final)\b.*"
            r"\b(?:stat\w*m\w*nt|record|wording)\b|"
            r"\b(?:stat\w*m\w*nt|record|wording) of (?:my |the )?compl\w+.*\b(?:signed|agreed|"
            r"final|approved|back|returned)\b"
        ),
    ),
    (
        "panel_report_received",
        (
            rf"{PANEL} (?:report|recomm?end\w+|findings|decision)|"
            rf"\b(?:report|recomm?end\w+|findings) (?:from|of|by) (?:the |my )?(?:review )?{PANEL}|"
            rf"\breport\b.*\b(?:after|following|since) (?:the |my )?(?:review )?{PANEL}|"
            rf"\b(?:after|following|since) (?:the |my )?(?:review )?{PANEL}.*\breport\b"
        ),
    ),
    (
        "stage_2_reply_received",
        (
            rf"{REPLY}.*{WENT_BEFORE} {TWO}|{TWO}(?:(?!{THREE}|{PANEL}).)*{REPLY}|{REPLY} to "
            rf"(?:my )?{TWO}|"
            rf"{INVESTIGATION}(?:'?s)? (?:final )?(?:report|letter|findings|outcome|result)|"
            rf"{INVESTIGATION} (?:sent|gave|finished) (?:me |us )?(?:her|his|their|the) report|"
            rf"\binvestigation (?:report|letter|findings|outcome|result)|"
            rf"\b(?:report|findings|outcome|result) (?:of|from) {INVESTIGATION}|adjudication|"
            rf"second (?:reply|answer|response|letter)|"
            rf"(?:answered|replied to|responded to|rejected|finished|completed|done) (?:my )?{TWO}|"
            rf"(?:upheld|rejected|turned down) (?:at|in) {TWO}|"
            rf"{TWO} (?:{IS_OVER}|{CAME})|(?:{WAITED_FOR}|{HEARD}) (?:my )?{TWO}|"
            rf"\b(?:service|assistant|deputy) director(?:'?s)? (?:\w+ )?{REPLY}|"
            rf"{REPLY}.*\bfrom (?:the )?(?:service|assistant|deputy) director"
        ),
    ),
    (
        "final_reply_received",
        (
            rf"{PANEL} (?:letter|reply|response|answer)|"
            rf"(?<!1 )(?<!one )\bfinal (?:letter|reply|decision|response|answer|outcome)"
            rf"(?!.*{ONE})|"
            rf"(?:finished|completed|concluded) (?:my |with )?{THREE}(?! {REPLY})|"
            rf"{THREE} (?:was |has |is |had |been |not |hasn'?t |isn'?t |now )*(?:finished|ended|"
            rf"over|closed|completed|concluded)\b|{THREE} {CAME}|"
            rf"{REPLY}.*\b(?:after|following|since) (?:the |my )?(?:review )?{PANEL}|"
            rf"\bdirector(?:'?s)?\b(?!.*{INVESTIGATION}).*{REPLY}|{REPLY}.*\bfrom (?:the "
            rf")?director|"
            rf"\bdirector (?:has |had )?(?:wrote|written|replied|answered|responded|decided)|"
            rf"{THREE} (?:\w+ )?{REPLY}|{REPLY} (?:to|at|from|for) (?:my )?{THREE}"
        ),
    ),
    (
        "stage_3_requested",
        (
            rf"{ASKED}.*(?:{THREE}|{PANEL})|(?:{THREE}|{PANEL}) request|(?:{COMPLAINED}|"
            rf"{WENT}).*{THREE}"
        ),
    ),
    (
        "panel_held",
        (
            rf"{PANEL}(?: (?:meeting|hearing|day|review))?(?: (?:was|has|had|did|hasnt|hasn't|has "
            rf"not|have not|is|will))*"
            rf"(?: (?:yet|finally|not|never|still|only|just|been))* ?(?:met|meet|meets|meeting|"
            rf"sat|took place|happened|happend|held|heard|hearing|"
            rf"was|on|sits|is|due|finished|ended|over)\b|"
            rf"\b(?:went to|attended|been to|had|at|did|date of|waiting for|waiting on|awaiting|"
            rf"no|wait for) (?:the |my |our |a )?(?:review |{THREE} )?{PANEL}|"
            rf"{THREE} (?:meeting|hearing|panel)"
        ),
    ),
    (
        "stage_2_requested",
        (
            rf"(?:{ASKED}|{WENT})(?:(?!{THREE}|{PANEL}|\bfrom {TWO}).)*(?:{TWO}|{INVESTIGATION})|"
            rf"{TWO} (?:request|asked for)|{COMPLAINED}.*{TWO}|"
            rf"{TWO} (?:\w+ )?(?:started|began|went in)"
        ),
    ),
    (
        "stage_1_reply_received",
        (
            rf"{ONE}(?:(?!{TWO}|{THREE}).)*{REPLY}|{REPLY}.*{WENT_BEFORE} {ONE}|{REPLY} to (?:my "
            rf")?{ONE}|"
            rf"(?:first|1st|frist) (?:reply|answer|response|letter)|"
            rf"(?:answered|anwsered|replied to|responded to|wrote back (?:about|to)) "
            rf"(?:my )?(?:first |1st |{ONE} )?{COMPLAINT}|"
            rf"(?:answered|replied to|rejected|responded to|finished|completed|done) (?:my )?{ONE}|"
            rf"{REPLY} (?:to|about|on|for) (?:my |the |our )?(?:first |1st )?{COMPLAINT}|"
            rf"(?:upheld|rejected|turned down) (?:at|in) {ONE}|"
            rf"{ONE} (?:{IS_OVER}|{CAME})|{WAITED_FOR} {ONE}|"
            rf"{HEARD} (?:(?:my )?{ONE}|(?:my|our) {COMPLAINT})|"
            rf"{COMPLAINT} (?:was|has been|got) (?:answered|replied to|responded to)\b|"
            rf"\b(?:answer|reply to|respond to|ignor\w+|wrote "
            rf"back.*about) (?:my |our )?{COMPLAINT}"
        ),
    ),
    (
        "complaint_made",
        (
            rf"{COMPLAINED}|{SENT}.{{0,30}}{COMPLAINT}|"
            rf"\b(?:got|received|recieved|recived|logged|accepted|have|had|registered) (?:had "
            rf")?(?:my|our|the) (?:{ONE} )?{COMPLAINT}|"
            rf"{COMPLAINT} (?:form |letter )?(?:was |is )?(?:went in|went off|handed in|sent|made|"
            rf"submitted|posted|emailed|lodged|logged|received|recieved|put|on|dated|arrived|reached|"
            rf"got there)\b|"
            rf"{COMPLAINT} was (?:\w+ ){{1,3}}ago|"
            rf"\bi make (?:a |my )?{COMPLAINT}.*\b(?:ago|yesterday|last)\b|"
            rf"\bsince (?:my|the) {COMPLAINT}|{ASKED}.*{ONE}|{ONE} (?:\w+ )?(?:started|began|went "
            rf"in)"
        ),
    ),
    (
        "problem_happened",
        (
            r"\b(?:it|this|that|which|problem|incident|thing|things|something|all|what) "
            r"(?:all |only |first )?(?:happened|happend|hapened|"
            r"happned|occurred|occured|took place|went wrong|started)\b|\b(?:incident|problem|"
            r"event) was\b|"
            r"\b(?:thing|what) (?:i'?m|i am|we'?re|we are) complaining about (?:was|happened)\b|"
            r"\b(?:found out|learnt|learned) (?:about|of|that|on)\b"
        ),
    ),
)
# An answer that does not say to which stage: it is to whatever was told of before it.
UNNAMED_REPLY = (
    rf"{REPLY}|\b(?:replied|replyed|answered|anwsered|responded|wrote back|got back|heard|hear|"
    rf"nowt|nothing|no news)\b|\bstill waiting\W*$"
)
# A complaint that is not named: "put it in on 3 march", "nothing back since I wrote on 1 sept".
PUT_IT_IN = (
    r"(?:\b(?:sent|handed|posted|emailed)|(?:^\W*|\b(?:i|we|i'?ve|we'?ve) (?:\w+ )?)put) it "
    r"(?:in|off)\b"
    r"(?! (?:the|an?|my|our|her|his|their|your|writing|words|place|to|before|after)\b|\?)"
)
SENT_IT = (
    r"\b(?:sent|posted|emailed|e-mailed|wrote|submitted|made) it\b|"
    r"^(?:which |that )?(?:i|we) (?:have |had )?(?:sent|made|put|posted|emailed|submitted|handed)\b"
)
ASKED_FOR_IT = r"\b(?:asked for|requested|applied for) it\b"
SINCE_I_WROTE = r"\bsince (?:i|we) (?:wrote|emailed|e-mailed|phoned|rang|contacted)\b"
NO_ANSWER = (
    rf"\b(?:nothing|no|not|nowt|haven'?t)\b.{{0,20}}(?:{REPLY}|\b(?:back|heard|word)\b)|"
    r"\bheard nothing\b"
)
WHAT_IT_IS = rf"{REPLY}|{ONE} {COMPLAINT}|{COMPLAINT}|{TWO}|{THREE}|{PANEL}|{INVESTIGATION}"
ANSWERS = {
    "complaint_made": "stage_1_reply_received",
    "stage_2_requested": "stage_2_reply_received",
    "stage_2_record_agreed": "stage_2_reply_received",
    "stage_3_requested": "panel_held",
    "panel_held": "final_reply_received",
    "panel_report_received": "final_reply_received",
}
PANELS_REPORT = r"\b(?:report|recomm?endations?|findings)\b"
ARRIVES = {name for name in EVENTS if name.endswith("_received")} | {"panel_held"}
ACTS = {"complaint_made", "stage_2_requested", "stage_3_requested", "stage_2_record_agreed"}

# What says only that a complaint has arrived, or that the answer comes later.
_RECEIPT = re.compile(
    r"\backno\w*|\bautomat\w+|\bauto[- ]?(?:reply|response|email|message)|\bout of office\b|"
    r"\b(?:holding|standard|confirmation) (?:reply|letter|response|email|answer)|"
    r"\bconfirm\w* receipt"
)
_THEY = r"(?:they|it|council|say|says|saying|said|tell|telling|told|would|will|to)"
_NOT_YET_A_REPLY = re.compile(
    r"\b(?:will|'?ll|theyll|would|to|are|be|is|being|re|theyre|were|was|saying|still|currently) "
    r"(?:be )?look(?:ed|ing|in)? in ?to\b|"
    r"\b(?:they|council|manager)\b.{0,15}\blook(?:ing|in)? at (?:it|this|that|my|our|the)\b|"
    rf"\b{_THEY}(?:\W+(?!i\b|we\b)\w+){{0,4}}?\W+(?:"
    r"take (?:a (?:bit|little|while) )?(?:longer|long)|"
    r"(?:need|needs|needed|want|wanted|be|take|have) (?:a bit |some )?(?:more time|longer)|"
    r"(?:get|be|come) (?:back to|in touch)|reply (?:soon|later|shortly)|"
    r"(?:got|received|recieved|recived|have|has|had) (?:it|(?:my|our|the) "
    r"(?:compl\w+|e-?mail|letter|form))\b(?! \w+ed\b))|"
    rf"\b(?:say|says|saying|said|told)\b.{{0,20}}\b(?:{COMPLAINT}|it) "
    r"(?:has been |had been |was |is )(?:received|recieved|logged|in hand|being|under|passed)\b"
)
_BESIDE = re.compile(
    r"\b(?:chas(?:ed|ing)|(?:rang|phoned|called|spoke to|emailed) (?:them|her|him) again|opened it|"
    r"born|birthday|turned \w+|my (?:next )?(?:meeting|appointment))\b"
)
"""What happens beside a complaint, so that its day is not the complaint's."""
_GOES_ON = re.compile(
    r"\W*(?:(?:it|they|she|he|which|that|the (?:letter|email|reply|council)) )(?:just |only |all |"
    r"also |basically )*(?:said|says|saying|say)\b"
)
_SAYS = re.compile(r"\b(?:say|says|saying|said|that|know|me|us)\W*$")
_NAMED_REPLY = re.compile(rf"(?:{ONE}|{TWO}|{THREE}|\bfinal|{PANEL})(?:'?s)? (?:\w+ )?{REPLY}")
_OTHERS = re.compile(
    r"\W*(?:(?:and|but|then|also|so|even|because|cos|while|though|although|when|yet) )*"
    r"(?:(?:my|our|a|the) (?:\w+ )?(?:mum|mam|mom|mother|dad|father|sister|sis|brother|bro|friend|"
    r"mate|nan|nana|gran|grandma|grandad|auntie|aunty|aunt|uncle|cousin|neighbour|partner|ex|"
    r"husband|wife|boyfriend|girlfriend|carer)s?(?:'s?)?|"
    r"(?:someone|somebody|everyone|everybody)(?: else)?|others|"
    r"(?:other|some) (?:people|kids|families|parents))\b(?! (?:and|&) (?:i|me)\b)"
)
_FOR_THE_WRITER = re.compile(
    rf"\b(?:for|with|to) (?:me|us)\b|\bon (?:my|our) behalf\b|\b(?:my|our) (?:\w+ )?{COMPLAINT}"
)
_WRITER = re.compile(r"\b(?:i|we|i'?ve|we'?ve|i'?m|mine|ours|my (?:own )?complaint)\b")
_SAME_PERSON = re.compile(r"\b(?:she|he|her|him|hers|their|theirs|them)\b")

_ASKED_BY_LETTER = re.compile(
    r"(\b(?:asked|requested|complained|escalated)\b.*?)"
    r"(\b(?:by|in|via|with) (?:an? |my )?(?:e-?mail|letter)\b)"
)
"""How the writer asked, which is no letter of the council's."""

_CLAUSE_END = re.compile(
    r"[.;!?\n]+(?=\s|$)|,\s|\s(?:and then|and|but|then|so|n|&)\s|"
    r"(?:(?<=complaint)|(?<=request))\s(?=(?:which |that )?(?:i|we) (?:have |had )?"
    r"(?:sent|made|put|posted|emailed|submitted|handed)\b)|"
    r"\s(?=(?:still |with )?(?:no|nothing|without) (?:a |any )?"
    r"(?:repl|answ|respon|word|news|back))|"
    r"\s(?=(?:since|after|because|when|before|until|cos|coz) (?:i|we|they|my complaint|our "
    r"complaint|the council|it)\b)"
    r"|\s(?=they (?:replied|answered|responded)\b)"
    r"|\s(?=(?:i|we|they) (?:have |had |has )?(?:not |never )?(?:got|received|recieved|asked|"
    r"complained|heard|opened)\b)",
)
_NOT_DENIAL = re.compile(
    r"\bnot (?:been )?(?:upheld|happy|satisfied|agreed?|good|fair|right|true|just|only|"
    r"accept\w*)\b|\bnot a\b|"
    r"\b(?:don'?t|didn'?t|did not|do not) (?:like|agree|accept|help|understand|uphold)\b|\bno "
    r"good\b|\bcannot\b"
)
_DENIAL = re.compile(
    r"\b(?:not|never|no|nobody|noone|nothing|without|yet to|await\w*|waiting|waitin|wait|still no|"
    r"nowt|"
    r"(?:did|have|has|had|was|were|is|do|does|wo|ca|would)n'?t|aint|ain't|hav'?nt|wont|expecting|"
    r"refus\w+|due|overdue|owe|ignor\w+)\b"
    r"|\b(?:is|are) late\b"
)
_OVERDUE = re.compile(r"\b(?:meant|ment|supposed) to\b|\bshould (?:have|of)\b|\bputting back\b")
_WISH = re.compile(
    r"\b(?:want(?:ed)? to|wanna|would like to|like to|how (?:do|can|to|should|long)|(?:can|could|"
    r"should|may|shall|must|do|did|will) "
    r"(?:i|we|they|you|the council)|going to|gonna|i will|i'?ll|we will|if (?:i|we|they|the)|need "
    r"to|have to|trying to|tried to|about to|"
    r"thinking (?:of|about)|ought to|able to|before i|before we|plan(?:ning)? to|unless|supposed "
    r"to|meant to|help me|let me|best to|"
    r"once (?:i|we|they|the))\b"
)
_QUESTION = re.compile(
    r"^\W*(?:(?:so|and|but|ok|hi|hello|please) )*(?:how|what|whats|where|who|why|which|when (?:do|"
    r"does|will|can|should|is|are)|(?:can|could|should|may|must|"
    r"shall|will|do|does|did|is|are|am|has|have|was) (?:i|we|they|the|you|he|she|it|there|stage|"
    r"my|this|that|a))\b"
)
_TOLD = re.compile(
    r"\b(?:i|we|they|ive|i've|weve|we've|theyve|they've|council|manager|director) (?:have |had |"
    r"has |just |finally |only |already )*"
    r"(?:got|received|recieved|recived|asked|complained|sent|put in|made|answered|replied|signed|"
    r"had|went)\b"
)
_UNHAPPY = re.compile(
    r"\b(?:not (?:at all )?(?:happy|satisfied)|unhappy|disagree|don'?t (?:like|agree|accept)|"
    r"disappointed)\b"
)
_NOT_COMPLAINED = re.compile(
    r"^(?!.*\b(?:say|says|said|pretend\w*|reckon\w*|claim\w*|think|told|if)\b).*?"
    r"(?:^|\b(?:i|we|i'?ve|we'?ve)\b)\W*(?:(?:have|had|still|only|just|as) )*"
    r"(?:not|never|have ?n[o']?t|hav'?nt|ain'?t|yet to)(?: (?:yet|even|actually|been|got))?"
    rf"(?: to)? (?:{COMPLAINED}|complain\b|(?:made|make|sent|send|put in|submitted|lodged|raised|"
    rf"filed|started) (?:in )?(?:a|an|my|the|any|our) (?:\w+ )?{COMPLAINT})"
    r"(?! (?:about|again|before|for|since|properly|to (?!(?:the |my )?council\b|them\b)))"
)
_TIME = re.compile(r"\b(?:on|dated|date|yesterday|today|ago|last|was)\b")
_PROMISE = re.compile(r"\b(?:would|will|should|promised?)\b|\b(?:they|it|you)'?ll\b")
_COMING = re.compile(r"\s*(?:will|would|might|may|'ll|is going to|could)\b")
_SAYING = re.compile(r"\b(?:saying|to say|says|said)\b")
_UNTIL = re.compile(r"\b(?:until|untill|till|til)\b")


def find_events(text: str) -> tuple[FoundEvent, ...]:
    """Every event that the message tells of, in the order told.

    Questions, wishes and plans ("how do I ask for stage 2") tell of none. What has not been done
    is left out, but for the complaint itself; what has not come is kept with `happened` False.
    """
    return _read(text)[0]


def asides(text: str) -> tuple[tuple[int, int], ...]:
    """Where the message tells of what is no event of the writer's: a date there is not theirs.

    That is another person's complaint or reply, and an answer that only says "we got it".
    """
    return _read(text)[1]


Clause = tuple[int, int]


def _read(text: str) -> tuple[tuple[FoundEvent, ...], tuple[Clause, ...]]:
    written = ONLY_ALIKE.sub(lambda match: " " * len(match[0]), plain(text))
    dated = _has_day(text)
    clauses = _clauses(written)
    others = _of_others(written, clauses)
    found: list[FoundEvent] = []
    beside: list[Clause] = []
    for index, (start, end) in enumerate(clauses):
        if (start, end) in others:
            beside.append((start, end))
            continue
        following = written[slice(*clauses[index + 1])] if index + 1 < len(clauses) else ""
        event = _event_of(written[:end], start, following, text, found, dated)
        told_before = found and _has_day(text[slice(*found[-1].clause)])
        something_else = told_before and _BESIDE.search(written, start, end)
        if event is None and (something_else or _is_no_reply(written[start:end], following)):
            beside.append((start, end))
        if event and not any(
            e.event == event.event and e.happened == event.happened for e in found
        ):
            found.append(event)
    if any(event.happened and event.event != "problem_happened" for event in found):
        found = [event for event in found if event.happened or event.event != "complaint_made"]
    return tuple(found), tuple(beside)


def _has_day(text: str) -> bool:
    return any(token.kind in ("MONTH", "WEEKDAY", "NUMERIC", "DAYWORD") for token in tokens(text))


def _of_others(written: str, clauses: Sequence[Clause]) -> set[Clause]:
    """The clauses about another person's complaint, told beside the writer's own.

    Where that person's complaint is the only one ("my mum complained on 3 March"), it is the one
    that the message is about.
    """
    others: list[Clause] = []
    own_complaint = others_complaint = none_came = False
    for start, end in clauses:
        clause = written[start:end]
        new_sentence = re.search(r"[.;!?\n]\s*$", written[:start]) is not None
        goes_on = bool(others) and others[-1][1] == start and not _WRITER.search(clause)
        if _OTHERS.match(clause):
            came = re.search(rf"\b(?:the|my|our) (?:\w+ ){{0,2}}{REPLY}", clause) is not None
            of_others = not (_FOR_THE_WRITER.search(clause) or (came and not none_came))
        else:
            of_others = goes_on and (not new_sentence or _SAME_PERSON.search(clause) is not None)
        complained = re.search(rf"{COMPLAINED}|{SENT}.{{0,30}}{COMPLAINT}", clause) is not None
        if of_others:
            others.append((start, end))
            others_complaint |= complained or re.search(COMPLAINT, clause) is not None
        elif not _QUESTION.search(clause):
            own_complaint |= complained or re.search(rf"\bmy {COMPLAINT}", clause) is not None
            none_came |= bool(_DENIAL.search(clause) and re.search(UNNAMED_REPLY, clause))
    return set(others) if own_complaint or not others_complaint else set()


def _is_no_reply(clause: str, following: str) -> bool:
    """Whether an answer says only that the complaint came, or that the reply will come later.

    What it says may stand in the `following` clause: "they emailed. It said they got it".
    """
    if _SAYS.search(clause) or _GOES_ON.match(following):
        clause += following
    return bool(_RECEIPT.search(clause) or _NOT_YET_A_REPLY.search(clause))


def _clauses(written: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(written)), len(written)]
    return [(start, end) for start, end in pairwise(cuts) if written[start:end].strip()]


def _event_of(
    written: str, offset: int, following: str, text: str, before: Sequence[FoundEvent], dated: bool
) -> FoundEvent | None:
    """The event that the clause at the end of `written`, from `offset`, tells of."""
    clause = _ASKED_BY_LETTER.sub(lambda way: way[1] + " " * len(way[2]), written[offset:])
    no_reply = _is_no_reply(clause, following)
    if _QUESTION.search(clause) and not _is_told(clause):
        return None
    for event, words in RULES:
        match = re.search(words, clause)
        if match is None or _of_another_body(event, match[0], plain(text)[offset : len(written)]):
            continue
        if no_reply and not _stands_beside_a_receipt(event, match[0], clause):
            continue
        happened = _happened(event, clause, match, dated)
        if happened is not None:
            return _found(event, match, offset, text, happened, clause)
    unnamed, match = _unnamed_act(written[:offset], clause)
    if match and _happened(unnamed, clause, match, dated):
        return _found(unnamed, match, offset, text, True, clause)
    match = _NOT_COMPLAINED.search(clause)
    if match and not re.search(ELSEWHERE, clause):
        return _found("complaint_made", match, offset, text, False, clause)
    match = re.search(rf"{UNNAMED_REPLY}|{PANELS_REPORT}", clause)
    answer = _answer(written[:offset], clause, before)
    if match and answer and not no_reply:
        happened = _happened(answer, clause, match, dated)
        if happened is not None:
            return _found(answer, match, offset, text, happened, clause)
    return None


def _of_another_body(event: str, words: str, clause: str) -> bool:
    """Whether the police, the Ombudsman or another body was complained to, or asked."""
    unnamed = event == "stage_2_requested" and not re.search(TWO, words)
    return (event == "complaint_made" or unnamed) and re.search(ELSEWHERE, clause) is not None


def _unnamed_act(said: str, clause: str) -> tuple[str, re.Match[str] | None]:
    """What the writer did with "it", and where the clause tells so, after what was `said`."""
    if re.search(ELSEWHERE, clause):
        return "complaint_made", None
    last = ["", *re.findall(WHAT_IT_IS, said)][-1]
    asked = rf"{ASKED_FOR_IT}|{SENT_IT}" if "request" in said else ASKED_FOR_IT
    if re.fullmatch(TWO, last):
        return "stage_2_requested", re.search(asked, clause)
    if re.fullmatch(rf"{THREE}|{PANEL}", last):
        return "stage_3_requested", re.search(asked, clause)
    if re.search(NO_ANSWER, said) and (since := re.search(SINCE_I_WROTE, clause)):
        return "complaint_made", since
    sent = re.search(SENT_IT, clause) if re.search(COMPLAINT, last) else None
    put_in = re.search(PUT_IT_IN, clause) if not last or re.search(COMPLAINT, last) else None
    return "complaint_made", sent or put_in


def _answer(said: str, clause: str, before: Sequence[FoundEvent]) -> str | None:
    """What a reply without a stage must be, after what was `said`; None where that is not told."""
    told = [event.event for event in before if event.happened and event.event in ANSWERS]
    if re.search(PANELS_REPORT, clause):
        if told[-1:] in (["panel_held"], ["stage_3_requested"]):
            return "panel_report_received"
        if not told and re.search(
            rf"\b(?:after|following|since|had|at) (?:the |my )?{PANEL}", said
        ):
            return "panel_report_received"
    return ANSWERS[told[-1]] if told else None


def _stands_beside_a_receipt(event: str, words: str, clause: str) -> bool:
    """Whether these words tell of the event though the clause holds an answer that is no reply.

    A reply that the writer calls by its stage does; "replied to my complaint on" does not.
    """
    if event.endswith("_received"):
        return _NAMED_REPLY.search(words) is not None and not _RECEIPT.search(clause)
    return event != "complaint_made" or re.fullmatch(rf"{COMPLAINT} on", words) is None


def _is_told(clause: str) -> bool:
    told = _TOLD.search(clause)
    asks_whether = re.match(
        r"\W*(?:have|has|did|do|does|is|are|will|can|could|should|was)\b", clause
    )
    return told is not None and not asks_whether


def _happened(event: str, clause: str, match: re.Match[str], dated: bool) -> bool | None:
    """True if it has, False if it is waited for, None if the clause does not tell of it.

    `dated`: the message holds a date, so that a bare "stage 1 reply" tells when it came.
    """
    wish = _WISH.search(clause)
    if (
        wish
        and wish.start() <= match.end()
        and not (wish.start() > match.start() and event in ARRIVES)
    ):
        return None
    if event.endswith("_received") and (
        _PROMISE.search(clause, 0, match.end()) or _COMING.match(clause, match.end())
    ):
        return None
    what_it_says = _SAYING.search(clause, match.end())
    told = (
        clause[: what_it_says.start()] if what_it_says else clause
    )  # "replied saying it will not"
    bare = _NOT_DENIAL.sub(lambda m: " " * len(m[0]), told)
    denial = next(
        (d for d in _DENIAL.finditer(bare) if d[0] != "no" or d.start() < match.end()), None
    )  # "they replied saying no" did come
    if denial and _UNTIL.search(bare, denial.end()):
        denial = None  # "did not get it until 20 March"
    if event in ACTS or event in ("problem_happened", "proceedings_ended"):
        return None if denial and denial.start() < match.end() else True
    if denial or (_OVERDUE.search(told) and not re.search(r"\b(?:got|received|came)\b", told)):
        return False
    if event == "panel_held":
        return not re.search(
            r"\b(?:will|meets|is (?:on|due|next|going)|sits|tomorrow|next)\b", clause
        )
    arrived = re.search(GOT, clause) or _UNHAPPY.search(clause) or _TIME.search(clause)
    verb = re.search(
        r"answered|replied|responded|rejected|upheld|wrote|finished|completed|done|came|heard|"
        r"concluded|ended|over",
        match[0],
    )
    return True if arrived or verb or dated else None


def _found(
    event: str, match: re.Match[str], offset: int, text: str, happened: bool, clause: str
) -> FoundEvent:
    start, end = offset + match.start(), offset + match.end()
    return FoundEvent(event, start, end, text[start:end], happened, (offset, offset + len(clause)))


def pair(
    dates: Sequence[FoundDate], events: Sequence[FoundEvent], beside: Sequence[Clause] = ()
) -> tuple[DatedEvent, ...]:
    """Give each event the date of its clause; one in a clause of its own goes to the only event.

    A second day for one event is reported as "several_dates", a date that opens two clauses
    ("on 3 March I complained and got a reply") as "shared_date". Neither is guessed. What is
    waited for takes no date, nor does an event take one that stands `beside` (see `asides`).
    The date on a letter goes to the reply, apart from the day on which that came.
    """
    happened = [event for event in events if event.happened]
    theirs = [date for date in dates if not any(s <= date.start < e for s, e in beside)]
    days = [date for date in theirs if date.role is None]
    owned: dict[int, list[FoundDate]] = {index: [] for index in range(len(happened))}
    shared: set[int] = set()
    for date in days:
        inside = _owners(date, happened)
        for index in inside:
            owned[index].append(date)
        if inside and date.end <= happened[inside[0]].start:
            shared |= _also_opened(inside[0], happened, days)
    replies = [event for event in happened if event.event.endswith("_received")]
    letters: dict[FoundEvent, list[FoundDate]] = {event: [] for event in happened}
    for date in theirs:
        for index in _owners(date, replies) if date.role == "letter" else ():
            letters[replies[index]].append(date)
    paired = [
        _with_letter(_paired(event, owned[index], index in shared), letters[event])
        for index, event in enumerate(happened)
    ]
    waited_for = [DatedEvent(event, None, "no_date") for event in events if not event.happened]
    return tuple(sorted([*paired, *waited_for], key=lambda found: found.event.start))


def _owners(date: FoundDate, events: Sequence[FoundEvent]) -> list[int]:
    """The events whose clause the date stands in, or else the only or nearest one."""
    inside = [i for i, e in enumerate(events) if e.clause[0] <= date.start < e.clause[1]]
    return inside or ([0] if len(events) == 1 else _nearest(date, events))


def _nearest(date: FoundDate, events: Sequence[FoundEvent]) -> list[int]:
    """The event told just before a date that stands in a clause without one, else the next."""
    earlier = [index for index, event in enumerate(events) if event.end <= date.start]
    return earlier[-1:] or list(range(len(events)))[:1]


def _also_opened(index: int, events: Sequence[FoundEvent], dates: Sequence[FoundDate]) -> set[int]:
    """The event, and the next one where no date stands between them or after."""
    if index + 1 >= len(events):
        return set()
    following = events[index + 1]
    if any(date.start >= events[index].start for date in dates):
        return set()
    return {index, index + 1} if following.start > events[index].end else set()


def _paired(event: FoundEvent, dates: Sequence[FoundDate], shared: bool) -> DatedEvent:
    if shared:
        return DatedEvent(event, None, "shared_date")
    if not dates:
        return DatedEvent(event, None, "no_date")
    dates = [date for date in dates if not _is_a_deadline(date)] or dates
    if len({(date.day, date.earliest) for date in dates}) > 1:
        return DatedEvent(event, None, "several_dates")
    return DatedEvent(event, dates[0], "paired")


def _with_letter(dated: DatedEvent, letters: Sequence[FoundDate]) -> DatedEvent:
    """The event with the date on its letter. A letter dated after it came: one day is wrong."""
    if len({letter.day for letter in letters}) != 1:
        return dated
    letter = letters[0]
    if dated.date and dated.date.day and letter.day and letter.day > dated.date.day:
        return DatedEvent(dated.event, None, "several_dates")
    return replace(dated, letter=letter)


def _is_a_deadline(date: FoundDate) -> bool:
    """Whether nothing has happened on it: "they will reply by 17 November"."""
    return date.problem == "future" or date.reason == "before_or_after"


def latest(events: Sequence[FoundEvent]) -> FoundEvent | None:
    """The event that has happened and comes last in the procedure: where the person stands."""
    happened = [event for event in events if event.happened]
    return max(happened, key=lambda event: EVENTS.index(event.event), default=None)
