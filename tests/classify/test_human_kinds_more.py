"""More mails by people that give no view, in wordings that nothing was trained on, and the near misses of each kind."""

# ruff: noqa: E501 - one mail of a table is one line

import pytest

from classify.analysis import Kind
from classify.kind import Views, decide_kind
from tests.classify.mails import SUBJECT, Mail, consultation, make

NO_VIEW = Views(has_view=False, confidence=0.9)
UNSURE = Views(has_view=False, confidence=0.1)
A_VIEW = Views(has_view=True, confidence=0.9)

NIL = (
    "Many thanks for the invitation. After some thought the editors would prefer to stay out of it.",
    "Nothing doing from the lock-keepers I'm afraid, everyone is flat out.",
    "We've had a look. It all seems reasonable and we wouldn't want to change anything, so there's no need to wait for us.",
    "Please take silence as assent in our case.",
    "My apologies, but the Commission's terms of reference do not extend to inspection and it can't offer an opinion.",
    "I asked the executive and there's no enthusiasm for putting in a response.",
    "Sorry to be unhelpful: this touches nothing we do.",
    "The Trust is winding up at Christmas and won't be responding to any more consultations.",
    "Your letter was tabled at last night's meeting. The minute records that no response be made.",
    "Thank you, Amelia. I think others will have far more useful things to say than I would.",
    "Please remove my name; I haven't worked in this field for four years.",
    "We're happy to be guided by you on this.",
    "Speaking for the Fens, I am entirely content and have no amendments to suggest.",
    "No steer from the Minister on this occasion.",
    "We have decided to keep our powder dry this year.",
    "As a regulator ourselves we think it best to stay neutral.",
    "This is just to let you know we shall not be troubling you with a submission.",
    "I've forwarded your letter to colleagues in Wales, but from us in England there's nothing to report.",
    "Having read the annex we find that our interests aren't engaged.",
    "Thanks but no thanks!",
    "The Office has noted the content of the consultation and has no further interest in the matter.",
    "Members were invited to comment. None did.",
    "Regret we can't help with this one.",
    "Not a subject on which the Review has any expertise.",
    "Response: none.",
    "We replied last year at length and have nothing new to say, so will rest on that.",
    "On behalf of the Boaters' Commissioner I write to say that she will make no representations.",
    "In view of the current industrial dispute the Union is not engaging with consultations.",
    "I'd only be repeating what Petronella has already told you, so I shan't.",
)

HOLDING = (
    "Thank you for the letter; we are giving it some thought.",
    "A short note to say that you haven't been forgotten, and that the Chair has our draft.",
    "We'll be putting something in. Probably late on the day itself, knowing us.",
    "Could we squeeze in after the deadline? Our council sits on the Monday.",
    "Thanks, I've asked around the regions and am still waiting on two of them.",
    "Amelia, I owe you a reply. It's half written. Tomorrow.",
    "This needs to go through our communications people before I can release it.",
    "I'm picking this up from Ivor, who has gone on secondment. Give me a couple of days to read in.",
    "The Secretary of State will wish to reply personally. A draft is with her office.",
    "We are part-way through a survey of members and will share the findings with you as soon as it closes.",
    "Would the Inspectorate consider accepting our paper on the 28th?",
    "Please expect a response from the Otter Conservation Trust by the closing date.",
    "Acknowledged. Kit is leading.",
    "On it!",
    "I need to square this with our trustees first.",
    "Our draft response is out with members for comment until Wednesday.",
    "Nothing from us yet, but there will be.",
    "No comments at this stage; we will write once the Board has met.",
    "I'm not able to give you our views today as the papers only go to committee on the 20th.",
    "I know the deadline is tomorrow. We're cutting it fine but you'll have it.",
    "Your correspondence has been passed to the relevant policy team, who will respond directly.",
    "Sorry for radio silence. Have been off with Covid. Will do it this week.",
    "We have a good deal to say about estuaries and mean to say it, but the paper is with counsel.",
    "Is there any possibility of an extra week?",
    "I hope it's all right if I send ours over the weekend.",
    "Diolch am y llythyr. Rydym yn casglu sylwadau gan aelodau a byddwn mewn cysylltiad.",
    "Happy to contribute. Watch this space.",
    "The Director is keen to respond and has asked for an extension until the end of the month.",
    "Your letter arrived today, having gone to our old building. We shall do our best to answer in time.",
    "I am afraid we cannot respond by Friday. It would be possible by the Wednesday following.",
)

QUERY = (
    "Which version of the letter is current? I have two.",
    "Do you need a reply from each of the three areas, or may we send one?",
    "Please explain how paragraph 1.7 relates to the list.",
    "Can you say roughly when the reports on last year's topics will come out?",
    "I would welcome a conversation about what is meant by (g) before committing anything to paper.",
    "Was this meant for me? I only look after the website.",
    "We couldn't find question 4 in the attachment.",
    "Should commercial confidentiality stop us from answering?",
    "Could the team give us a ring to talk through section 3?",
    "How does one submit a response - by post?",
    "Are you also writing to the harbour authorities?",
    "Just a thought - does 'the service' mean us or the Department?",
    "May I share this with my board, or is it restricted?",
    "Has the closing date moved? Your website says the 29th.",
    "Would you send me the Word version please.",
    "Is a reply expected from bodies that were inspected this year?",
    "What is the definition of a vulnerable boater for the purposes of topic e?",
    "We would need to know the likely timing of fieldwork before we could say which topics suit.",
    "Do I have to answer in English?",
    "Grateful for sight of the equality impact assessment.",
    "Please tell me how many inspectors will be on each thematic.",
    "Who chose these topics and on what evidence?",
    "Can our young volunteers send in a video?",
    "I'm puzzled by the reference to 2017 in (d). Is that right?",
    "Are we to rank the topics or just pick?",
    "Could you please confirm receipt of our response sent on 4 November?",
    "Does silence count as agreement?",
    "I've lost your letter. Could you send another?",
    "Will there be an opportunity to comment on the draft terms of reference?",
    "Could you add our new director, Lena Frost, to your list and tell me whether she may reply?",
)

OTHER = (
    ("Statement of account - October", "Please find your statement attached. Balance due 412.00 within 30 days."),
    ("Re: lift out of order", "Engineer booked for Tuesday. Please use the stairs."),
    ("Fwd: FW: funny dog video", "Thought you'd like this one!"),
    ("Webinar: Leading through change", "Register now for our free webinar on 3 December. Places are limited."),
    (
        "My benefits have been stopped",
        "Hello I have been told to contact you about my claim. My number is 07700 900123.",
    ),
    (
        "Quarterly performance return Q2",
        "Colleagues, the template for the Q2 return is attached. Deadline noon Friday.",
    ),
    ("Your message to Otter Travel", "Here is your itinerary for Leeds on 9 December."),
    ("IT maintenance this weekend", "Systems will be unavailable from 6pm Friday. Save your work."),
    ("Partnership opportunity", "We help public bodies save 30% on energy. When could we speak?"),
    (
        "Speaker invitation",
        "We would be honoured if the Chief Inspector would give the keynote at our conference in March. Would she be free?",
    ),
    ("Re: Timesheet", "approved thx"),
    ("New report published: Rivers in Crisis", "Our new report is out today. Download it from our website."),
)

VIEWS = (
    "We will send a fuller paper next week, but c is our first choice.",
    "No comments on the research. On the inspections we would put e first.",
    "Sorry for the delay. Ours are a and d, and we may write again after the board meets.",
    "Our order is c, a, e. Could you tell me when the programme is published?",
    "We have nothing to add to the list, of which we support (b) and (g).",
    "Thank you for your letter. We would welcome a look at weirs. Happy to talk if that would help.",
    "Is it too late to say that we prefer (d)? We prefer (d).",
    "I cannot speak for the Union, but I would choose h.",
)

DECLINED = (
    "We have no preference among the topics on either list.",
    "Between the three research projects we have no preference, and no alternative to propose.",
    "There are no additional topics that we would nominate.",
    "No preferred thematics. No alternative research.",
)

HELD = (
    "We do have a view on all of these and you will have it on Thursday.",
    "No comments yet: the committee meets on the 19th.",
    "We cannot reply by Friday. Would Tuesday do?",
    "Is it ok if ours comes the day after?",
    "I am told Tuesday 26th at the outside. Could you live with that?",
    "May we have a little latitude? Our council sits on Saturday.",
)

ASKED = (
    "Is the deadline the 22nd or the 29th?",
    "Would you be able to join our meeting on Thursday to explain the list?",
    "Could you send the letter again by tomorrow? I have lost it.",
    "Will there be more time for bodies that were inspected this year, and which are they?",
)


@pytest.mark.parametrize("body", NIL)
def test_nothing_to_say(body: str) -> None:
    """A person who says that there is nothing to say has replied, whatever the words."""
    assert decide_kind(make(Mail(body)), consultation(), NO_VIEW).value is Kind.NIL_RESPONSE


@pytest.mark.parametrize("body", [*HOLDING, *HELD])
def test_not_yet(body: str) -> None:
    """What is promised, being written, or asked to be late is no reply yet."""
    assert decide_kind(make(Mail(body)), consultation(), NO_VIEW).value is Kind.HOLDING


@pytest.mark.parametrize("body", [*QUERY, *ASKED])
def test_asked_of_us(body: str) -> None:
    """A question about the letter wants an answer of ours; a question for more time does not count as one."""
    assert decide_kind(make(Mail(body)), consultation(), NO_VIEW).value is Kind.QUERY


@pytest.mark.parametrize(("subject", "body"), OTHER)
def test_none_of_these(subject: str, body: str) -> None:
    """Mail about other matters is neither a reply nor a question of ours to answer."""
    assert decide_kind(make(Mail(body, subject=subject)), consultation(), NO_VIEW).value is Kind.OTHER


@pytest.mark.parametrize("body", VIEWS)
def test_a_view_goes_before_all_else(body: str) -> None:
    """A mail with a view is a response, though it also promises, asks, or declines a part."""
    assert decide_kind(make(Mail(body)), consultation(), A_VIEW).value is Kind.RESPONSE


@pytest.mark.parametrize("body", DECLINED)
def test_questions_declined_one_by_one(body: str) -> None:
    """Who says that they have no preference or no proposal has answered the questions: no nil response."""
    assert decide_kind(make(Mail(body)), consultation(), UNSURE).value is Kind.RESPONSE


def test_who_was_asked_seldom_writes_of_other_things() -> None:
    """A new subject from a listed address is read for what it says."""
    mail = Mail(
        "A pipe has burst here. Could we send ours on Tuesday?",
        subject="Brinewell - sorry",
        sender="Lock Manager <locks@brinewell-council.example>",
    )
    assert decide_kind(make(mail), consultation(), NO_VIEW).value is Kind.HOLDING


def test_no_sign_of_any_kind_is_for_review() -> None:
    """A mail in which nothing speaks for any kind is decided at low confidence."""
    mail = Mail("Blue.", subject=f"RE: {SUBJECT}")
    assert decide_kind(make(mail), consultation(), NO_VIEW).confidence < 0.6


def test_a_reply_in_an_attachment_is_about_our_letter() -> None:
    """The words of an attachment count where a mail with a subject of its own says nothing itself."""
    mail = Mail(
        "As promised.",
        subject="Otters",
        attached="Response to the consultation on the inspection programme. Thematic topics: we have none to propose.",
    )
    assert decide_kind(make(mail), consultation(), NO_VIEW).value is not Kind.OTHER


@pytest.mark.parametrize("kind", [Kind.HOLDING, Kind.QUERY, Kind.OTHER, Kind.NIL_RESPONSE])
def test_where_no_rule_speaks_the_sound_of_the_whole_decides(kind: Kind) -> None:
    sounds_like = dict.fromkeys(("response", "nil_response", "holding", "query", "other"), 0.01) | {kind.value: 0.96}
    message = make(Mail("The lock at Hythe was opened at seven and the barges went down."))
    assert decide_kind(message, consultation(), UNSURE, sounds_like).value is kind


def test_a_clear_view_is_a_response_whatever_the_whole_sounds_like() -> None:
    sounds_like = {"response": 0.1, "nil_response": 0.1, "holding": 0.1, "query": 0.1, "other": 0.6}
    assert decide_kind(make(Mail(VIEWS[0])), consultation(), A_VIEW, sounds_like).value is Kind.RESPONSE
