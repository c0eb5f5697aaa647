"""Short mails by people that give no view: what each wants of us."""

# ruff: noqa: E501 - one mail of a table is one line

import pytest

from classify.analysis import Kind
from classify.kind import Views, decide_kind
from tests.classify.mails import Mail, consultation, make

NO_VIEW = Views(has_view=False, confidence=0.9)

NIL = (
    "Dear colleague,\n\nThank you for your letter. The Trust has no comments to make on this occasion.\n\nMarigold",
    "Hi, nothing to add from our end. Best wishes with it.",
    "We've looked through the document and don't have any observations to offer.",
    "Thanks for including me. I'm not planning to respond this year.",
    "The Committee considered your letter and resolved not to submit a response.",
    "This falls outside our remit so we will not be commenting.",
    "Nil return from Abbotsford.",
    "I'll pass on this one, thanks.",
    "As the department sponsors your work, it would be inappropriate for me to express a view and I shall not be doing so.",
    "No comments from us.",
    "Apologies but we lack the capacity to contribute this time round.",
    "We are content with the proposals as drafted and have nothing further to say.",
    "Not one for me I'm afraid - I left the water side in the summer. Good luck!",
    "Please note that the Office of the Boaters' Commissioner does not intend to reply to this consultation.",
    "I don't think there is anything useful we can say, so please don't wait for us.",
    "It is the Board's policy not to respond to consultations on operational inspection matters.",
    "Thank you for giving us the chance to comment. On this occasion we decline to do so.",
    "We are a tiny team and cannot take part in consultations at present. Please take us off the list for this one.",
    "Nothing from me, thanks, Ed",
    "Having discussed this at our meeting on 5 November, members had no views to put forward.",
    "Nid oes gennym sylwadau i'w gwneud ar yr ymgynghoriad hwn.\n\nWe have no comments to make on this consultation.",
    "I can confirm that we won't be making a submission.",
    "We would not wish to offer any comments.",
    "I'm going to leave this to the regions, who know far more than I do.",
    "This isn't something on which the journal takes a position, so no response from us.",
    "Sorry, bit snowed under with the floods. You'll have to do without us this year.",
    "We do not feel best placed to answer your questions and so will not be doing so.",
    "My role has changed and I no longer deal with rivers, so please regard this as a nil response.",
    "Thanks for asking, but we have decided not to put anything in this year.",
    "We have considered the letter carefully and do not wish to comment.",
    "Not for us, this one. Regards, Al",
    "There is nothing in the letter that touches our work and so I have no response to make.",
    "No observations.",
    "As a statutory consultee we are obliged to acknowledge your letter, but we make no comment on it.",
    "I regret that the Society is unable to contribute to this exercise.",
    "Happy with all of it, nothing to suggest.",
    "We take no view on which topics you inspect; that is a matter for you.",
    "The lock service is being merged with Cranebrook and there is nobody left who could answer, so please don't expect a response.",
    "I'm afraid that I shall have to disappoint you: we have no capacity for consultations until the spring.",
    "Dear Sir, I am directed to inform you that the Department does not propose to respond.",
    "Hi - a nil return from us I'm afraid!",
    "We'd rather not comment.",
    "Having retired in June I'm not the right person and don't intend to respond.",
    "Thank you. The Board noted the letter and had no comment.",
    "This is one for England only. Nothing from Wales.",
    "We don't respond to consultations from inspectorates as a matter of principle.",
    "We will not be replying to this one but thank you for the courtesy of asking.",
    "I have nothing to contribute on either list.",
    "The Chair has no comments and is happy for you to proceed.",
    "Thanks, but this isn't our area of expertise so we'll leave the field to others.",
    "I've consulted our members and none wished to comment.",
    "We're not in a position to offer a response this year.",
    "Please record this as a no comment from the Federation.",
    "No views either way from this end!",
    "We would normally respond but this year we just haven't the people. Sorry.",
    "I write to confirm that the Commission will make no submission.",
    "All fine by us.",
    "The matters you raise are for the devolved administration and we therefore offer no comment.",
)

HOLDING = (
    "Thank you for your letter of 29 October, which is receiving attention.",
    "Just to acknowledge safe receipt. A response will follow before the closing date.",
    "Many thanks for this. I've asked colleagues for their comments and will come back to you by the 20th.",
    "Would it be possible to have a few more days? Our board does not meet until the 26th.",
    "Could we have an extension to Friday 29 November please?",
    "Got it, thanks - will get something to you next week.",
    "The Chair has asked me to let you know that she will be writing to you in due course.",
    "We're still collating views from our branches. Is there any flexibility on the deadline?",
    "I write to acknowledge receipt of your consultation, which has been passed to our policy team to respond.",
    "Sorry for the silence. Our comments are drafted and awaiting sign-off; you should have them by Thursday.",
    "Thanks, received. Will look at it when I am back from leave.",
    "I am away until the 18th but will make sure that you get our answer in time.",
    "We do intend to reply but won't make Friday, I'm afraid. Would Tuesday be OK?",
    "Please bear with us, the response is with the Minister's office for clearance.",
    "Would you accept a late submission from us? We could let you have it by 2 December.",
    "Noted with thanks, we will discuss at the next managers' meeting and respond after that.",
    "Diolch am eich llythyr. Byddwn yn ymateb erbyn 22 Tachwedd.",
    "This has been logged in our correspondence system and allocated to an official who will draft a reply for the Minister.",
    "Could you give me till Monday? I've been off with flu.",
    "Thank you for consulting us. We are working on a reply with our members and hope to send it shortly.",
    "Quick note to say ours is coming, it just needs the chief executive to cast an eye over it.",
    "I acknowledge your letter on behalf of the Commissioner, who will respond personally.",
    "Thanks for the reminder, it's on my list for tomorrow.",
    "Would you mind terribly if ours came in a week late?",
    "I haven't forgotten you! Draft nearly done.",
    "Your letter only reached us on Monday, so we shall need until the end of the month.",
    "I'm out of the office in Geneva this week so can't turn this round until Wednesday.",
    "Received with thanks.",
    "Thanks, we'll be in touch.",
    "This is to let you know that we plan to respond and that our submission is with our trustees.",
    "Can we have until close on the 27th? Staff sickness.",
    "Our policy lead is collating comments from the branches; expect something from us mid next week.",
    "I have passed your letter to Jane Fuller who leads on this and she will reply.",
    "Apologies, running late with this. It will be with you on Monday without fail.",
    "Is it OK if we miss the deadline by a couple of days? We have an inspection on.",
    "Grateful for an extra week if at all possible, as half term has got in the way.",
    "Acknowledged, thank you.",
    "I'll respond properly once I've spoken to the team.",
    "The Minister has received your letter and officials are preparing advice. A formal response will issue shortly.",
    "Thank you for your letter of 29 October to the Chief Executive. I am looking into this and will reply as soon as I can.",
    "We hope to get our comments to you before the end of next week, if that still helps.",
    "Diolch, wedi derbyn. Bydd ymateb llawn i ddilyn.",
    "Just seen this in my junk folder! Am I too late? If not I can do something by tomorrow night.",
    "It's with our lawyers, bear with me.",
    "Your consultation will go to our council meeting on 20 November and I'll write again after that.",
    "Thanks for the nudge, will do my best to get it to you tonight.",
    "We've got this and it's going to the senior team on Thursday. You'll get our response after that.",
    "I'm afraid we have only just picked this up. Could the date be stretched a little?",
    "Your letter is being considered and a reply will be sent to you as soon as possible.",
    "Please find this as confirmation that your correspondence has reached the Chief Executive's office.",
    "We would like to respond but need a bit more time - would 6 December be acceptable?",
    "Thanks Amelia. Leave it with me.",
    "Our response is nearly there and should be with you by close of play tomorrow.",
    "I'd hoped to send this today but have been called away. Monday at the latest.",
    "Hi, the person who deals with this is on leave till Monday, she'll be in touch then.",
    "We are minded to reply and are seeking views from our regional leads.",
    "Can I beg a few days' indulgence on this?",
)

QUERY = (
    "Could you tell me whether responses will be published?",
    "Is this open to individual members or just to organisations?",
    "The attachment didn't come through. Please could you send it again?",
    "Hi, who should we address the response to?",
    "Thanks for this. One question: does topic (c) include estuaries?",
    "Can you clarify what period the research project would cover?",
    "What's the word limit?",
    "Dear team, we are unsure whether the letter was meant for us or for the trust's trustees. Could you confirm?",
    "Please advise if there is a Welsh version of the letter.",
    "I can't open the PDF on our system, is there a Word version?",
    "Before we start, may I ask if last year's suggestions were taken into account?",
    "Do you want one reply per area or one for the whole service?",
    "We were wondering how you will weigh replies from umbrella bodies against those from their members.",
    "Did you mean to leave the anglers off the copy list?",
    "Is there an online form, or shall I simply reply by e-mail?",
    "Apologies if I have missed it, but where is the list of topics?",
    "Could someone ring me about the consultation? I have a couple of points to check first. 01632 960111",
    "A fydd fersiwn Gymraeg o'r llythyr ar gael?",
    "Hello. Are you able to share the evidence behind option (d)? We would find that helpful in preparing our response.",
    "Can I check that the deadline is the 22nd and not the 29th, as it says on your website?",
    "Who is the right person to talk to about access to the data?",
    "Should Scottish bodies respond as well?",
    "I'd be grateful for clarification of the phrase 'span of control' in paragraph 2.2.",
    "How long should our answers be, and do you want references?",
    "Who wrote paragraph 1.9? I'd like to talk to them.",
    "Is the survey only for chief executives?",
    "Your letter refers to an annex that we do not seem to have.",
    "Do we need to answer all four questions or can we pick?",
    "Please confirm the postal address for responses.",
    "When will you publish the final programme?",
    "What do you mean by 'local autonomy'?",
    "Could I ask how the four topics will be chosen and by whom?",
    "I'm new in post. Has my predecessor already replied on our behalf?",
    "Would you be able to join our meeting on the 14th to talk members through the options?",
    "The link in section 1.12 is broken. Could you send the right one?",
    "Are you expecting evidence with the proposals or can that come later?",
    "Will there be a further consultation on the methodology?",
    "Am I right in thinking that estuaries are excluded?",
    "Hi, which e-mail address should I use? There are two in the letter.",
    "Sorry to be dense, but is question 2 asking about new topics or about the ones on your list?",
    "Which of the two deadlines in your letter is correct?",
    "Have you sent this to the right person? I deal with procurement.",
    "Could we see the list of those consulted?",
    "Does 'children' include 18 year olds for the purposes of topic (g)?",
    "I'd like to understand how the research will be commissioned before commenting. Who can I speak to?",
    "Is there funding attached to the research project?",
    "Will my answers be anonymous?",
    "Please can you let me have a plain text copy, I use a screen reader.",
    "Are private sector providers being asked too?",
    "What happened to the suggestions that we made in 2023?",
)

OTHER = (
    ("Lunch on Thursday?", "Hi both, the usual place at 12.30? My treat. Kim"),
    (
        "Invoice 4471 overdue",
        "Dear Accounts, our records show that the invoice below remains unpaid. Please remit by return.",
    ),
    ("Your weekly roundup", "In this issue: five stories from the waterside. Read more. To unsubscribe click here."),
    (
        "Training places available",
        "Book your place now on our two-day course on leadership for executives. Early bird rate ends soon.",
    ),
    (
        "URGENT mailbox storage",
        "Your mailbox quota is exceeded. Verify your account by clicking below within 24 hours.",
    ),
    ("Room booking", "Please note that meeting room 4 is out of use on Monday because of a leak."),
    ("Great SEO offer", "Hello, I came across your website and I can get you ranking on google in 30 days."),
    ("Minutes of finance group", "All, please find the minutes of the finance group. Actions are in bold. Sue"),
    ("Vacancy: Catering Assistant", "We are recruiting. Salary 22,000. Apply by 1 December via our website."),
    ("Fire drill", "There will be a fire drill in the north block on Friday at ten."),
    ("Parking permits", "Renewals are due. Please bring your old permit to reception by Wednesday."),
    ("Re: cake sale", "I can bring brownies, does anyone have a tin?"),
)


@pytest.mark.parametrize("body", NIL)
def test_people_who_have_nothing_to_say(body: str) -> None:
    """A person who says that there is nothing to say has replied."""
    assert decide_kind(make(Mail(body)), consultation(), NO_VIEW).value is Kind.NIL_RESPONSE


@pytest.mark.parametrize("body", HOLDING)
def test_people_who_hold_us_off(body: str) -> None:
    """An acknowledgement, a promise and a wish for more time are no reply yet."""
    assert decide_kind(make(Mail(body)), consultation(), NO_VIEW).value is Kind.HOLDING


@pytest.mark.parametrize("body", QUERY)
def test_people_who_ask(body: str) -> None:
    """A question about the consultation is to be answered by us."""
    assert decide_kind(make(Mail(body)), consultation(), NO_VIEW).value is Kind.QUERY


@pytest.mark.parametrize(("subject", "body"), OTHER)
def test_mail_that_is_none_of_these(subject: str, body: str) -> None:
    """What has nothing to do with the consultation is neither a reply nor to be answered."""
    assert decide_kind(make(Mail(body, subject=subject)), consultation(), NO_VIEW).value is Kind.OTHER
